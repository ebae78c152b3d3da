"""What a draft of ours leaves to its writer, as it stands in a text: marked blanks, and the notes at its end.

Neither is part of the report. The grammar looks past both, however many figures of last year they quote.
"""

import re

from toolkit.records.document import Block
from toolkit.records.span import Span

NOTES = "起草说明（不是报告的内容，定稿时删去）"
"""The heading of the notes."""

MARK = "\ufffc"
"""What stands for a blank in the settled text: something that is neither a word nor a figure."""

# Our reader of Word files shows of a prompt that was not touched its number only.
_BLANK = re.compile(r"【\d{1,5}(?:[.．] ?[^【】\n]{1,2000})?】")
# LibreOffice writes the first line of a control again for every control around it.
_NOTES = re.compile(rf"^\s*(?:{re.escape(NOTES)}\s*)+$", re.MULTILINE)


def blanks(text: str) -> list[Span]:
    """Return where the text still has blanks of a draft."""
    return [Span(*match.span()) for match in _BLANK.finditer(text, 0, _end(text))]


def passed_over(text: str, settled: str) -> str:
    """Return the settled text with blanks and notes out of sight, one character for one."""
    if "【" in text:
        settled = _BLANK.sub(lambda match: MARK + " " * (len(match[0]) - 1), settled)
    end = _end(text)
    if end < len(text):
        settled = settled[:end] + re.sub(r"[^\n]", " ", settled[end:])
    return settled


def ahead_of_notes(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of the report itself; all of them, where nothing else stands in the text."""
    end = _end(text)
    return tuple(block for block in blocks if block.span.start < end) or blocks


def _end(text: str) -> int:
    notes = _NOTES.search(text) if NOTES in text else None
    return notes.start() if notes else len(text)
