"""The comments of a .docx: their words, apart from the marks that tie them to words of the page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.report.docx_ranges import SPACE, w
from toolkit.report.signs import legible

if TYPE_CHECKING:
    from toolkit.report.docx_ranges import Element

AUTHOR, INITIALS = "jixiao 审核", "绩效"


class Notes:
    """Adds comments to those that a file has, numbered behind them.

    python-docx adds one too, but looks through all the others for its number: minutes for some thousands.
    """

    def __init__(self, comments: "Element") -> None:
        self._comments = comments
        taken = (comment.get(w("id"), "") for comment in comments)
        self._next = max((int(number) for number in taken if number.isascii() and number.isdigit()), default=-1) + 1

    def add(self, lines: Iterable[str]) -> int:
        """Add a comment of these paragraphs and return its number. It has no date: one audit gives one file."""
        number, self._next = self._next, self._next + 1
        comment = _within(
            self._comments, "comment", {w("id"): str(number), w("author"): AUTHOR, w("initials"): INITIALS}
        )
        for line in lines:
            paragraph = _within(comment, "p")
            _within(_within(paragraph, "pPr"), "pStyle", {w("val"): "CommentText"})
            if paragraph.getprevious() is None:
                reference = _within(paragraph, "r")
                _within(_within(reference, "rPr"), "rStyle", {w("val"): "CommentReference"})
                _within(reference, "annotationRef")
            words = _within(_within(paragraph, "r"), "t", {SPACE: "preserve"})
            words.text = legible(" ".join(line.splitlines()))
        return number


def _within(parent: "Element", name: str, attributes: dict[str, str] | None = None) -> "Element":
    child = parent.makeelement(w(name))
    for key, value in (attributes or {}).items():
        child.set(key, value)
    parent.append(child)
    return child
