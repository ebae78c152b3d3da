"""Blanks as content controls of Word: what is typed takes the place of the prompt, and its colour goes."""

import hashlib
import re
from itertools import count
from typing import TYPE_CHECKING, Any

from toolkit.records.draft import Blank

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_LONGEST = 64  # letters of a control's title and tag; Word refuses a file with a longer one
_DIGEST = 8
# What XML cannot hold, and what would turn the line around: a file that has it does not open, or shows other words.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def written(text: str) -> str:
    """Return words without what a Word file cannot hold."""
    return _UNWRITABLE.sub("", text)


def tag(key: str) -> str:
    """Return a key as the tag of a control; where it is too long, its beginning and a digest of the whole."""
    key = written(key)
    if len(key) <= _LONGEST:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
    return f"{key[: _LONGEST - _DIGEST - 1]}~{digest}"


class Controls:
    """Makes the content controls of one file, numbered in the order of the text."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def control(self, blank: Blank, *, cell: bool = False) -> "Element":
        """Return the control of a blank; in the cell of a table its prompt is short, for the row says the rest."""
        number = next(self._numbers)
        asks = f" {blank.prompt}"
        if cell:
            asks = blank.unit or "填写"
        control = _made("w:sdt")
        control.append(_properties(blank, number))
        content = _made("w:sdtContent")
        # Three runs: our own reader takes the first and the last, and so sees a blank and no figure of last year's.
        for words in (f"【{number}", f".{asks}", "】"):
            content.append(_prompt(words))
        control.append(content)
        return control


def _properties(blank: Blank, number: int) -> "Element":
    properties = _made("w:sdtPr")
    properties.append(_made("w:alias", val=written(blank.asks)[:_LONGEST]))
    properties.append(_made("w:tag", val=tag(blank.key)))
    properties.append(_made("w:id", val=str(number)))
    properties.append(_made("w:showingPlcHdr"))
    return properties


def _prompt(words: str) -> "Element":
    run, shape, text = _made("w:r"), _made("w:rPr"), _made("w:t")
    shape.append(_made("w:highlight", val="yellow"))
    text.text = written(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(shape)
    run.append(text)
    return run


def _made(name: str, **attributes: str) -> "Element":
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: Any = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element  # type: ignore[no-any-return]
