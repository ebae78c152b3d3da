"""What stands around words: their clause, their sentence, the quotation marks they are in."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.records import Block, BlockKind, Document, Span

_STOP = re.compile(r"[。!?;\t]")
_BREAK = re.compile(r"[,。!?;:()\t]")
_CLOSING = {"“": "”", "《": "》", "‘": "’", "「": "」", "〈": "〉"}
_REACH = 300
_QUOTABLE = 80
_LABEL = 20


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A block's settled text without white space (the cells of a row parted by tabs), and where it stands."""

    block: Block
    text: str
    at: list[int]

    def span(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]`` stands in the document."""
        return Span(self.at[start], self.at[end - 1] + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Words ``start:end`` of a block, with what stands around them."""

    words: Words
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return where the words stand in the document."""
        return self.words.span(self.start, self.end)

    @property
    def text(self) -> str:
        """Return the words."""
        return self.words.text[self.start : self.end]

    @property
    def in_table(self) -> bool:
        """Tell whether they stand in a table."""
        return self.words.block.kind is BlockKind.ROW

    def before(self, length: int) -> str:
        """Return up to ``length`` characters before the words."""
        return self.words.text[max(self.start - length, 0) : self.start]

    def after(self, length: int) -> str:
        """Return up to ``length`` characters after the words."""
        return self.words.text[self.end : self.end + length]

    def clause(self) -> "Context":
        """Return the clause around the words."""
        return self._widened(_BREAK)

    def sentence(self) -> "Context":
        """Return the sentence around the words."""
        return self._widened(_STOP)

    def quotation(self) -> "Context | None":
        """Return what stands in the quotation marks or title marks around the words, marks included."""
        text, due = self.words.text, [""]
        low = max(self.start - _QUOTABLE, 0)
        opened: list[int] = []
        for i in range(low, self.start):
            if text[i] in _CLOSING:
                due.append(_CLOSING[text[i]])
                opened.append(i)
            elif text[i] == due[-1]:
                due.pop()
                opened.pop()
        for i, closing in zip(reversed(opened), reversed(due[1:]), strict=True):
            end = text.find(closing, self.end, i + _QUOTABLE)
            if end >= 0:
                return Context(self.words, i, end + 1)
        return None

    def with_label(self, label: str) -> Span:
        """Return where the words stand together with the name right before them."""
        name = label[-_LABEL:]
        start = self.words.text.rfind(name, max(self.start - 2 * _LABEL, 0), self.start) if name else -1
        return self.words.span(start, self.end) if start >= 0 else self.span

    def _widened(self, edge: re.Pattern[str]) -> "Context":
        text, low = self.words.text, max(self.start - _REACH, 0)
        edges = [m.end() for m in edge.finditer(text, low, self.start)]
        closing = edge.search(text, self.end, self.end + _REACH)
        end = closing.start() if closing else min(len(text), self.end + _REACH)
        return Context(self.words, edges[-1] if edges else low, end)


class Contexts:
    """A document's blocks as words, each made once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = [_words(document, block) for block in document.blocks]
        self._starts = [block.span.start for block in document.blocks]

    def of(self, span: Span) -> Context:
        """Return the words at ``span`` as part of their block."""
        words = self._blocks[max(bisect_left(self._starts, span.start + 1) - 1, 0)]
        return Context(words, bisect_left(words.at, span.start), bisect_left(words.at, span.end))

    def find(self, pattern: re.Pattern[str]) -> Iterator[Context]:
        """Yield all that fits, block by block."""
        for words in self._blocks:
            for match in pattern.finditer(words.text):
                yield Context(words, match.start(), match.end())

    def __iter__(self) -> Iterator[Words]:
        return iter(self._blocks)


def phrases(knowledge: Knowledge, *kinds: str) -> tuple[str, ...]:
    """Return the phrases of these kinds (phrases.toml), the longest first."""
    found = {phrase for entry in knowledge.phrases.phrase if entry.kind in kinds for phrase in entry.phrases}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


def pattern_of(found: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of the phrases, the longest first; of none, where there are none."""
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))) or r"(?!)")


def _words(document: Document, block: Block) -> Words:
    """Look through white space, line wraps and page furniture."""
    kept = "\t" if block.kind is BlockKind.ROW else ""
    at: list[int] = []
    start = block.span.start
    for gap in (*block.gaps, Span(block.span.end, block.span.end)):
        stretch = range(start, max(gap.start, start))
        at += [i for i in stretch if not document.settled[i].isspace() or document.settled[i] == kept]
        start = max(gap.end, start)
    return Words(block, "".join(document.settled[i] for i in at), at)
