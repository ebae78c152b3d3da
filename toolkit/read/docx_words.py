"""A paragraph of WordprocessingML → the words that a reader sees, and the text boxes that hang on it."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.read.docx_names import MATH_TEXT, below, children, switched_on, w

if TYPE_CHECKING:
    from toolkit.read.docx_names import Element

_TEXT, _RUN, _TEXT_BOX, _INSTRUCTION = w("t"), w("r"), w("txbxContent"), w("instrText")
_FIELD, _SYMBOL, _RUBY, _PROPERTIES = w("fldChar"), w("sym"), w("ruby"), w("rPr")
_OUT = {w(name) for name in ("pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "sectPr", "p", "tbl")}
_PRINTED = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_CONTROL = re.compile(r"[\x00-\x1f\x85\u2028\u2029]")
# The signs of the Wingdings fonts that forms are filled in with.
_SYMBOLS = dict(zip(b"\x52\xfe\x54\xfd\xfc\xfb\xa8\x6f\x6c\x6e", "☑☑☒☒✓✗□□●■", strict=True))


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    result: bool = False

    def hidden(self) -> bool:
        return not self.result or "".join(self.code).split()[:1] == ["TOC"]


class Words:
    """Reads paragraphs in order; a field may begin in one and end in another.

    ``printed`` are the elements that printed something, each with what it printed, in order.
    """

    def __init__(self) -> None:
        self.printed: list[tuple[Element, str]] = []
        self._fields: list[_Field] = []
        self._found: list[str] = []
        self._boxes: list[Element] = []

    def of(self, paragraph: "Element") -> tuple[str, list["Element"]]:
        """Return the words, with line breaks and tabs, and the text boxes in order."""
        self._found, self._boxes = [], []
        self._fields = [open_field for open_field in self._fields if open_field.result]
        self._walk(paragraph)
        return "".join(self._found), self._boxes

    def _walk(self, element: "Element") -> None:
        for child in children(element):
            tag = child.tag
            if tag == _RUN:
                if not switched_on(child, "rPr", "vanish"):
                    self._walk(child)
            elif tag == _FIELD:
                self._mark(child.get(w("fldCharType"), ""))
            elif tag == _INSTRUCTION:
                if self._fields:
                    self._fields[-1].code.append(child.text or "")
            elif tag == _TEXT_BOX:
                self._boxes.append(child)
            elif tag == _RUBY:
                base = below(child, "rubyBase")
                if base is not None:
                    self._walk(base)
            elif tag not in _OUT:
                self._print(child)
                self._walk(child)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _print(self, element: "Element") -> None:
        if any(part.hidden() for part in self._fields):
            return
        if element.tag in (_TEXT, MATH_TEXT):
            words = _CONTROL.sub(" ", element.text or "")
        elif element.tag == _SYMBOL:
            words = _symbol(element)
        else:
            words = _PRINTED.get(str(element.tag), "")
        if words:
            self._found.append(words)
            self.printed.append((element, words))


def _symbol(element: "Element") -> str:
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    if code < 0x100 or 0xF000 <= code <= 0xF0FF:  # a place in a symbol font, not a character
        return _SYMBOLS.get(code & 0xFF, "")
    return "" if code > 0xFFFF or 0xD800 <= code < 0xF900 else chr(code)
