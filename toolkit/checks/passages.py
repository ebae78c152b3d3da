"""Where words stand in a document, and in which part of the report."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.audit import Dossier
from toolkit.records import BlockKind, Document, Span


@dataclass(frozen=True, slots=True)
class Found:
    """Words that a pattern found: the match in the text without white space, and where each character stands."""

    match: re.Match[str]
    at: list[int]

    @property
    def span(self) -> Span:
        """Return where the words stand in the document."""
        return self.part(0)

    def part(self, group: int | str) -> Span:
        """Return where a group of the pattern stands in the document."""
        start, end = self.match.span(group)
        return Span(self.at[start], self.at[end - 1] + 1)


def find(document: Document, within: Span, pattern: re.Pattern[str]) -> Iterator[Found]:
    """Yield the words inside ``within`` that fit, white space, line wraps and page footers looked through.

    Cells of a table row are parted by a tab; no match reaches from one block into the next.
    """
    for text, at in _stretches(document, within):
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield Found(match, at)


def says(document: Document, within: Span, pattern: re.Pattern[str]) -> Found | None:
    """Return the first words inside ``within`` that fit, or None."""
    return next(find(document, within, pattern), None)


def words(document: Document, within: Span) -> str:
    """Return what stands at ``within``, white space taken out."""
    return "".join(text for text, _ in _stretches(document, within))


def in_section(dossier: Dossier, offset: int, *roles: str) -> bool:
    """Tell whether a heading above ``offset`` has a word of one of the outline's roles (problems, measures …)."""
    heads = [head for role in roles for head in dossier.knowledge.outline.roles[role]]
    return any(head in heading.title for heading in dossier.facts.path(offset) for head in heads)


def _stretches(document: Document, within: Span) -> Iterator[tuple[str, list[int]]]:
    """Yield the text of each block inside ``within``, settled, with the offset of each character."""
    first = bisect_right(document.blocks, within.start, key=lambda block: block.span.start) - 1
    for block in document.blocks[max(first, 0) :]:
        if block.span.start >= within.end:
            break
        start, end = max(block.span.start, within.start), min(block.span.end, within.end)
        kept = "\t" if block.kind is BlockKind.ROW else ""
        at = [
            i
            for i in range(start, end)
            if (not document.settled[i].isspace() or document.settled[i] == kept)
            and not any(gap.start <= i < gap.end for gap in block.gaps)
        ]
        yield "".join(document.settled[i] for i in at), at
