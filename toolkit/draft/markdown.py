"""A draft as Markdown: blanks stand out, numbered, with what is asked beside them.

Behind each stands its key in a comment, which no page shows: so a draft that was edited can be filled later.
"""

import re
from collections.abc import Iterator
from itertools import count

from toolkit.draft.guide import HEADING, guide
from toolkit.records import Document
from toolkit.records.draft import Blank, Draft, Paragraph, Run, Table

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!+-])")


def write_markdown(document: Document, draft: Draft) -> Iterator[bytes]:
    """Yield the draft, and behind it what the writer must look at."""
    numbers = count(1)
    for section in draft.sections:
        yield f"{'#' * (section.level + 1)} {escaped(section.heading)}\n\n".encode()
        for part in section.content:
            lines = _table(part, numbers) if isinstance(part, Table) else [_line(part, numbers)]
            yield ("\n".join(lines) + "\n\n").encode()
    chapters = list(guide(document, draft))
    if chapters:
        yield f"# {HEADING}\n\n".encode()
    for chapter in chapters:
        told = [f"- {escaped(line)}" for line in chapter.lines]
        for i, row in enumerate(chapter.rows):
            told += [f"| {' | '.join(map(escaped, row))} |", *(["|" + "---|" * len(row)] if not i else [])]
        yield ("\n".join((f"## {escaped(chapter.title)}\n", *told)) + "\n\n").encode()


def _line(paragraph: Paragraph, numbers: Iterator[int]) -> str:
    return "".join(_run(run, numbers) for run in paragraph.runs)


def _table(table: Table, numbers: Iterator[int]) -> Iterator[str]:
    for i, row in enumerate(table.rows):
        yield "| " + " | ".join("".join(_run(run, numbers) for run in cell) for cell in row) + " |"
        if not i:
            yield "|" + "---|" * len(row)


def _run(run: Run, numbers: Iterator[int]) -> str:
    if isinstance(run, Blank):
        asked = run.prompt.replace("【", "［").replace("】", "］")
        return f"**【{next(numbers)}. {escaped(asked)}】**<!-- {run.key} -->"
    return escaped(run.text)


def escaped(text: str) -> str:
    """Return words of a document as Markdown that shows them as they are."""
    return _SIGNS.sub(r"\\\1", text)
