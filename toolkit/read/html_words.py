"""What a browser shows of the elements of a web page: which are hidden, which part paragraphs, what words they hold."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element = _Element

_OUT = {
    *("script", "style", "head", "template", "noscript", "svg", "iframe", "object", "canvas", "audio", "video"),
    *("nav", "button", "select", "textarea", "datalist", "map", "rt", "rp", "del", "dialog"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "td", "th", "ul"),
}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def hidden(element: "Element") -> bool:
    """Tell whether a browser shows nothing of the element."""
    return element.tag in _OUT or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def is_block(element: "Element") -> bool:
    """Tell whether the element begins and ends a paragraph."""
    return element.tag in _BLOCKS


def words(text: str | None, element: "Element") -> str:
    """Return text that stands in the element: blanks run together, raised figures raised."""
    if element.tag == "pre":
        return text or ""
    found = _BLANKS.sub(" ", text or "")
    return found.translate(_SUPERSCRIPTS) if element.tag == "sup" else found


def on_one_line(element: "Element") -> str:
    """Return all words in the element on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: "Element") -> Iterator[str]:
    if hidden(element):
        return
    edge = " " if element.tag == "br" or is_block(element) else ""
    yield edge + words(element.text, element)
    for child in element:
        yield from _pieces(child)
        yield words(child.tail, element)
    yield edge
