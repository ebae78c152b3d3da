"""An audit for the terminal: findings by section, each with its sentence, its arithmetic and what to do."""

import io
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.records import Finding, Severity, Waived
from toolkit.report.excerpt import Mark, excerpts
from toolkit.report.reckoning import CRASHED, FOUND, reckoning
from toolkit.report.signs import legible
from toolkit.report.subject import Audited, LastYear, Sheet
from toolkit.report.wording import COLOURS, SEVERITIES, arithmetic, condensed, reserve

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment
    from rich.table import Table

WIDEST = 110
SHORT = 8  # letters of a fingerprint that a person is shown, and may type
MOST = 4  # sentences shown for one finding
STYLES = {FOUND: "bold", CRASHED: "red"}
PLAIN_MARKS = {Mark.CONTEXT: ("", ""), Mark.FAULT: ("【", "】"), Mark.OTHER: ("〔", "〕")}


def write_terminal(results: Iterable[Audited], sheet: Sheet) -> Iterator[bytes]:
    """Yield a page for each document."""
    for i, result in enumerate(results):
        console = paper(sheet)
        if i:
            console.print()
        _page(console, result)
        yield printed(console)


def paper(sheet: Sheet) -> "Console":
    """Return a console that keeps what it prints, as wide as the terminal but not wider than one reads."""
    from rich.console import Console

    class Paper(Console):
        """Nothing that a document or a name of a file holds may move the cursor or turn the line round."""

        def render(self, renderable: "RenderableType", options: "ConsoleOptions | None" = None) -> "Iterator[Segment]":
            for segment in super().render(renderable, options):
                yield segment if segment.control else segment._replace(text=legible(segment.text))

    console = Paper(
        file=io.StringIO(), force_terminal=sheet.colour, no_color=None if sheet.colour else True, highlight=False
    )
    console.width = min(console.width, WIDEST)
    return console


def printed(console: "Console") -> bytes:
    """Return what was printed on ``paper``, without the blanks at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    return re.sub(r" +$", "", console.file.getvalue(), flags=re.MULTILINE).encode("utf-8", "backslashreplace")


def _page(console: "Console", result: Audited) -> None:
    from rich.text import Text

    identity = result.facts.identity
    console.print(Text(result.document.name, style="bold"))
    if identity and identity.title:
        console.print(Text(condensed(identity.title)))
    if result.prior:
        console.print(Text(_beside(result.prior), style="dim"))
    for path, findings in groupby(result.audit.findings, key=lambda f: _path(result, f)):
        console.print()
        if path:
            console.print(Text(path, style="dim"))
        for finding in findings:
            _finding(console, result, finding)
    for waived in result.audit.waived:
        if waived is result.audit.waived[0]:
            console.print()
            console.print(Text("已豁免", style="dim"))
        _waived(console, result, waived)
    console.print()
    console.print(_summary(result))


def _beside(prior: LastYear) -> str:
    """Name last year's report, and say where it is none to compare with."""
    identity = prior.facts.identity
    title = f"（{condensed(identity.title)}）" if identity and identity.title else ""
    told = f"，未能对照：{prior.unfit}" if prior.unfit else f"，{prior.renamed}" if prior.renamed else ""
    return f"上年报告：{prior.document.name}{title}{told}"


def _path(result: Audited, finding: Finding) -> str:
    """Return the headings above a finding."""
    if not finding.hit.evidence:
        return ""
    headings = result.facts.path(finding.hit.evidence[0].span.start)
    return " › ".join(_clipped(condensed(h.marker + h.title)) for h in headings if h.level)


def _finding(console: "Console", result: Audited, finding: Finding) -> None:
    from rich.padding import Padding
    from rich.text import Text

    hit = finding.hit
    head = Text()
    head.append(SEVERITIES[finding.severity], style=f"bold {COLOURS[finding.severity]}")
    head.append(f" {finding.code} ", style="bold")
    head.append(result.titles.get(finding.code, finding.name))
    head.append(reserve(finding), style="dim")
    place = result.document.place(hit.evidence[0].span) if hit.evidence else None
    if place:
        head.append(f"　{place}", style="dim")
    head.append(f"　指纹 {finding.fingerprint[:SHORT]}", style="dim")
    console.print(head)
    lines = _grid()
    sentences = excerpts(result.document, hit.evidence)
    for excerpt in sentences[:MOST]:
        sentence = Text(overflow="fold")
        for text, mark in excerpt:
            left, right = PLAIN_MARKS[mark] if console.color_system is None else ("", "")
            sentence.append(f"{left}{text}{right}", style=_style(mark, finding.severity))
        lines.add_row("原文", sentence)
    if len(sentences) > MOST:
        lines.add_row("", Text(f"另有 {len(sentences) - MOST} 处", style="dim"))
    lines.add_row("问题", Text(hit.message))
    if hit.recomputation:
        lines.add_row("验算", Text(arithmetic(hit.recomputation)))
    if hit.suggestion:
        lines.add_row("建议", Text(hit.suggestion, style="green"))
    console.print(Padding(lines, (0, 0, 0, 2)))


def _waived(console: "Console", result: Audited, waived: Waived) -> None:
    """Name a finding that does not count, and who says so, why and until when."""
    from rich.padding import Padding
    from rich.text import Text

    finding, waiver = waived.finding, waived.waiver
    head = Text(f"{SEVERITIES[finding.severity]} {finding.code} ", style="dim")
    head.append(result.titles.get(finding.code, finding.name))
    head.append(f"　指纹 {finding.fingerprint[:SHORT]}", style="dim")
    lines = _grid()
    lines.add_row("问题", Text(finding.hit.message))
    until = f"，有效到 {waiver.until}" if waiver.until else ""
    lines.add_row("豁免", Text(f"{waiver.reason}（{waiver.by}，{waiver.date}{until}）"))
    console.print(head)
    console.print(Padding(lines, (0, 0, 0, 2)))


def _style(mark: Mark, severity: Severity) -> str:
    match mark:
        case Mark.FAULT:
            return f"bold underline {COLOURS[severity]}"
        case Mark.OTHER:
            return "underline"
        case Mark.CONTEXT:
            return ""


def _summary(result: Audited) -> "Table":
    """Say what was found, how much was looked at, and what could not be."""
    from rich.text import Text

    lines = _grid()
    for each in reckoning(result):
        lines.add_row(each.name, Text("\n".join(each.lines), style=STYLES.get(each.name, "")))
    return lines


def _grid() -> "Table":
    """Return two columns: what it is, and the words."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _clipped(heading: str, longest: int = 24) -> str:
    return heading if len(heading) <= longest else f"{heading[:longest]}…"
