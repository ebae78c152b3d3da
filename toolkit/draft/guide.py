"""What goes with a draft to its writer: the findings of last year's audit, what was left out, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.draft.carry import plain
from toolkit.records import Document
from toolkit.records.blanks import NOTES
from toolkit.records.draft import Draft, Note

HEADING = NOTES
_FINDINGS = "上年报告审核发现的问题，本年不要再犯"
_LONGEST = 120  # letters of a quote
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Chapter:
    """Notes of one kind."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """A table; its first row names the columns."""


def guide(document: Document, draft: Draft) -> Iterator[Chapter]:
    """Yield the notes by kind: findings first, then what was left out of the draft."""
    findings = [note for note in draft.notes if note.code]
    if findings:
        yield Chapter(_FINDINGS, tuple(_told(document, note, f"{note.code}　{note.text}") for note in findings))
    rest = [note for note in draft.notes if not note.code]
    if draft.trends:
        head = ("指标", *(f"{year}年" for year in draft.years))
        rows = ((one.name, *(value or "—" for value in one.values)) for one in draft.trends)
        yield Chapter("指标历年实际值", rows=(head, *rows))
    for kind in dict.fromkeys(_kind(note) for note in rest):
        notes = [note for note in rest if _kind(note) == kind]
        yield Chapter(kind, tuple(_told(document, note, note.text.removeprefix(kind).lstrip("：")) for note in notes))


def _kind(note: Note) -> str:
    return note.text.split("：", 1)[0]


def _told(document: Document, note: Note, text: str) -> str:
    words = [plain(document.quote(span)).lstrip("：；，。") for span in note.source if len(span)]
    quotes = "；".join(f"“{w[:_LONGEST]}{'……' if len(w) > _LONGEST else ''}”" for w in words[:_QUOTES])
    return f"{text}{'　' if text and quotes else ''}{quotes}"
