"""A draft as one self-contained page: blanks stand out, and a list beside the text leads to each."""

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from toolkit.draft.guide import HEADING, guide
from toolkit.draft.tables import is_caption
from toolkit.draft.templates import page
from toolkit.draft.title import in_lines
from toolkit.records import Document
from toolkit.records.draft import Blank, Draft, Paragraph, Run, Table

if TYPE_CHECKING:
    from markupsafe import Markup


def write_html(document: Document, draft: Draft) -> Iterator[bytes]:
    """Yield the page."""
    numbers = count(1)
    sections = [
        {
            "heading": section.heading,
            "lines": in_lines(section.heading).split("\n"),
            "level": min(section.level, 3),
            "parts": [
                _part(part, numbers, caption=is_caption(part, following))
                for part, following in zip(section.content, (*section.content[1:], None), strict=False)
            ],
        }
        for section in draft.sections
    ]
    title = next((s.heading for s in draft.sections if not s.level), f"{draft.year}年自评报告")
    written = page(
        "page.html.j2",
        title=title,
        sections=sections,
        blanks=list(enumerate(draft.blanks(), 1)),
        guide=list(guide(document, draft)),
        guide_heading=HEADING,
    )
    yield written.encode("utf-8", "xmlcharrefreplace")


def _part(part: Paragraph | Table, numbers: Iterator[int], *, caption: bool) -> dict[str, object]:
    if isinstance(part, Paragraph):
        return {"line": _runs(part.runs, numbers), "caption": caption}
    return {"rows": [[_runs(cell, numbers, cell=True) for cell in row] for row in part.rows]}


def _runs(runs: tuple[Run, ...], numbers: Iterator[int], *, cell: bool = False) -> "Markup":
    from markupsafe import Markup

    return Markup("").join(_run(run, numbers, cell=cell) for run in runs)


def _run(run: Run, numbers: Iterator[int], *, cell: bool) -> "Markup":
    from markupsafe import Markup

    if not isinstance(run, Blank):
        return Markup("{}").format(run.text)
    number = next(numbers)
    told = "；".join(part for part in (run.asks, run.hint) if part)
    shown = (run.unit or "填写") if cell else run.prompt
    blank = Markup('<a class="blank" id="b{0}" href="#l{0}" title="{1}">【{0}. {2}】</a>')
    return blank.format(number, told, shown)
