"""Names in WordprocessingML, and how to get at what they hold."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element = _Element

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{_MAIN}}}{name}"


ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def below(element: "Element | None", *path: str) -> "Element | None":
    """Return the first element down the path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: "Element | None", *path: str) -> str | None:
    """Return the ``w:val`` of the element down the path, or None."""
    found = below(element, *path)
    return None if found is None else found.get(w("val"))


def number(element: "Element | None", *path: str) -> int | None:
    """Return the ``w:val`` down the path as a number, or None where there is none."""
    try:
        return int(value(element, *path) or "")
    except ValueError:
        return None


def switched_on(element: "Element | None", *path: str) -> bool:
    """Tell whether the property down the path is there and not turned off."""
    found = below(element, *path)
    return found is not None and found.get(w("val"), "1") not in _OFF


def alternative(element: "Element") -> "Element | None":
    """Return the one of several renderings that a reader would show: they hold the same words."""
    choice = element.find(CHOICE)
    return choice if choice is not None else element.find(FALLBACK)


_THROUGH = {w(name) for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent")}
_CONTENT_CONTROL = w("sdt")
_RUNS_OF_OURS = 3  # of the prompt that a draft of ours has where something is to be filled in
_BLANK_OF_OURS = re.compile(r"\s*【\d{1,5}[.．][^【】]*】\s*$")
_NOTES_OF_OURS = "jixiao.notes"  # what goes with a draft to its writer, and is no part of the report


def children(element: "Element") -> Iterator["Element"]:
    """Yield the children as a reader sees them: through wrappers, without tables of contents and prompts."""
    for child in element:
        if child.tag in _THROUGH:
            yield from children(child)
        elif child.tag == ALTERNATE:
            chosen = alternative(child)
            if chosen is not None:
                yield from children(chosen)
        elif child.tag == _CONTENT_CONTROL:
            content, properties = below(child, "sdtContent"), below(child, "sdtPr")
            if content is None:
                continue
            if not _not_text(properties):
                yield from children(content)
            else:
                yield from _prompt_of_ours(content)
        else:
            yield child


def _prompt_of_ours(content: "Element") -> Iterator["Element"]:
    """Yield what is read of a prompt: of a blank of a draft of ours its number, of any other nothing.

    Where another program cut the runs anew it is all of the blank, which the grammar passes over.
    """
    words = "".join(t.text or "" for t in content.iter(w("t")))
    if len(content) == _RUNS_OF_OURS and words.startswith("【"):
        yield content[0]
        yield content[-1]
    elif _BLANK_OF_OURS.match(words):
        yield from children(content)


def _not_text(control: "Element | None") -> bool:
    gallery = value(control, "docPartObj", "docPartGallery")
    return (
        gallery == "Table of Contents"
        or switched_on(control, "showingPlcHdr")
        or value(control, "tag") == _NOTES_OF_OURS
    )
