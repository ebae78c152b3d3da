"""Blanks as content controls of Word: what is typed takes the place of the prompt, and its colour goes."""

import hashlib
import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from toolkit.records.draft import Blank, Draft, Paragraph

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


def bare(words: str) -> str:
    """Return the words of a prompt without white space, which programs add and take away."""
    return "".join(words.split())


def prompts(draft: Draft) -> dict[str, str]:
    """Return whose each blank is by the words that stand in the file for it."""
    found: dict[str, str] = {}
    for blank, cell in _numbered(draft):
        found[bare(f"【{len(found) + 1}.{_asked(blank, cell=cell)}】")] = blank.key
    return found


def _numbered(draft: Draft) -> Iterator[tuple[Blank, bool]]:
    """Yield the blanks in the order of their numbers, and whether each stands in a cell."""
    for section in draft.sections:
        for part in section.content:
            if isinstance(part, Paragraph):
                yield from ((run, False) for run in part.runs if isinstance(run, Blank))
            else:
                yield from ((run, True) for row in part.rows for cell in row for run in cell if isinstance(run, Blank))


def _asked(blank: Blank, *, cell: bool) -> str:
    """Return what a prompt asks; in the cell of a table it is short, for the row says the rest."""
    return ((blank.unit or "填写") if cell else f" {blank.prompt}").replace("【", "［").replace("】", "］")


class Controls:
    """Makes the content controls of one file, numbered in the order of the text."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def control(self, blank: Blank, *, cell: bool = False) -> "Element":
        """Return the control of a blank; in the cell of a table its prompt is short, for the row says the rest."""
        number = next(self._numbers)
        control = _made("w:sdt")
        control.append(_properties(blank, number))
        content = _made("w:sdtContent")
        # Three runs: our own reader takes the first and the last, and so sees a blank and no figure of last year's.
        for words in (f"【{number}", f".{_asked(blank, cell=cell)}", "】"):
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
