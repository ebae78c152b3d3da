"""Where in a .docx each word of its text stands, told by the walk that reads it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.read.docx import walked
from toolkit.records.original import Anchor
from toolkit.records.settle import settle
from toolkit.records.span import Span

if TYPE_CHECKING:
    from toolkit.read.docx_names import Element


def docx_anchors(data: bytes, where: str) -> tuple[Anchor, ...]:
    """Return the anchors of the text that `docx` reads from the same bytes; raise Unreadable.

    Between what the elements print and the text stand only blanks: a cell's are drawn together, tabs and line
    breaks are put in. So the words are told by counting, and each is compared.
    """
    pages, root = walked(data, where)
    order = {element: i for i, element in enumerate(root.iter())}
    found: list[Anchor] = []
    text = _Text(pages.text)
    for element, words in pages.printed:
        found += text.take(words, order, element)
    return tuple(found)


class _Text:
    """A text that is used up from its beginning, blanks passed over."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._settled = settle(text)
        self._at = 0

    def take(self, words: str, order: "dict[Element, int]", element: "Element") -> Iterator[Anchor]:
        """Yield the stretches of the text that are ``words``, one where no blank was changed within."""
        settled = settle(words)
        start, end = len(settled) - len(settled.lstrip()), len(settled.rstrip())
        while start < end:
            self._pass_blanks()
            if self._at == len(self._text):
                return  # the last paragraph's end was deleted, and its words went nowhere
            length = self._alike(words, settled, start, end)
            yield Anchor(span=Span(self._at, self._at + length), node=order[element], offset=start)
            self._at += length
            start += length
            start += len(settled[start:end]) - len(settled[start:end].lstrip())

    def _pass_blanks(self) -> None:
        while self._at < len(self._settled) and self._settled[self._at].isspace():
            self._at += 1

    def _alike(self, words: str, settled: str, start: int, end: int) -> int:
        """Return how far words and text go together: to the end, or to a blank that is another one in the text."""
        if self._text.startswith(words[start:end], self._at):
            return end - start
        for i in range(start, end):
            at = self._at + i - start
            if self._text[at : at + 1] != words[i]:
                if settled[i].isspace() and i > start:
                    return i - start
                break
        raise AssertionError(f"the text at {self._at} is not what the file prints there")
