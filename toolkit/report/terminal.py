"""An audit for the terminal: findings by section, each with its sentence, its arithmetic and what to do."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.records import Certainty, Finding, Recomputation, Severity
from toolkit.report.excerpt import Mark, excerpts
from toolkit.report.subject import Audited, Sheet
from toolkit.report.wording import COLOURS, PROPOSED, SEVERITIES, helped, proposed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDEST = 110
MOST = 4  # sentences shown for one finding
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

    console = Console(
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
        console.print(Text(_condensed(identity.title)))
    for path, findings in groupby(result.audit.findings, key=lambda f: _path(result, f)):
        console.print()
        if path:
            console.print(Text(path, style="dim"))
        for finding in findings:
            _finding(console, result, finding)
    console.print()
    console.print(_summary(result))


def _path(result: Audited, finding: Finding) -> str:
    """Return the headings above a finding."""
    if not finding.hit.evidence:
        return ""
    headings = result.facts.path(finding.hit.evidence[0].span.start)
    return " › ".join(_clipped(_condensed(h.marker + h.title)) for h in headings if h.level)


def _finding(console: "Console", result: Audited, finding: Finding) -> None:
    from rich.padding import Padding
    from rich.text import Text

    hit = finding.hit
    head = Text()
    head.append(SEVERITIES[finding.severity], style=f"bold {COLOURS[finding.severity]}")
    head.append(f" {finding.code} ", style="bold")
    head.append(result.titles.get(finding.code, finding.name))
    if hit.certainty is Certainty.POSSIBLE:
        head.append("（可能）", style="dim")
    if proposed(finding):
        head.append(f"（{PROPOSED}）", style="dim")
    place = result.document.place(hit.evidence[0].span) if hit.evidence else None
    if place:
        head.append(f"　{place}", style="dim")
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
        lines.add_row("验算", Text(_arithmetic(hit.recomputation)))
    if hit.suggestion:
        lines.add_row("建议", Text(hit.suggestion, style="green"))
    console.print(Padding(lines, (0, 0, 0, 2)))


def _style(mark: Mark, severity: Severity) -> str:
    match mark:
        case Mark.FAULT:
            return f"bold underline {COLOURS[severity]}"
        case Mark.OTHER:
            return "underline"
        case Mark.CONTEXT:
            return ""


def _arithmetic(recomputation: Recomputation) -> str:
    """Show the sum; where the formula is in words (数列出的各项), what comes out does not equal it."""
    formula = recomputation.formula
    computes = re.search("[÷×+−]", formula) and not re.search("[=≤≥：]", formula)
    return f"{formula}{' = ' if computes else '，得 '}{recomputation.recomputed}，写作 {recomputation.stated}"


def _summary(result: Audited) -> "Table":
    """Say what was found, how much was looked at, and what could not be."""
    from rich.text import Text

    audit, coverage = result.audit, result.facts.coverage
    counts = Counter(f.severity for f in audit.findings)
    found = "　".join(f"{word} {counts[severity]}" for severity, word in SEVERITIES.items())
    lines = _grid()
    lines.add_row("发现", Text(found if audit.findings else "没有发现问题", style="bold"))
    lines.add_row(
        "覆盖",
        f"读到数字 {coverage.figures} 个，其中 {coverage.in_facts} 个读入事实，{audit.checked} 个经过核对；"
        f"核对无误 {len(audit.verified)} 处",
    )
    if coverage.unread:
        lines.add_row("未读出", _reasons(Counter(("", _condensed(u.why)) for u in coverage.unread)))
    if audit.unable:
        lines.add_row("未能检查", _reasons(Counter((u.code, _condensed(u.unable.missing)) for u in audit.unable)))
    if result.assistance:
        lines.add_row("模型", Text(helped(result.assistance, audit.findings)))
    for tally in audit.tallies:
        if tally.crash:
            lines.add_row("检查出错", Text(f"{tally.code} {tally.crash}", style="red"))
    return lines


def _reasons(counts: Counter[tuple[str, str]]) -> "Text":
    """List reasons with how often each holds: `RT01 缺分母（3处）`."""
    from rich.text import Text

    return Text("\n".join(f"{code} {why}（{n}处）".strip() for (code, why), n in sorted(counts.items())))


def _grid() -> "Table":
    """Return two columns: what it is, and the words."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _condensed(text: str) -> str:
    return "".join(text.split())


def _clipped(heading: str, longest: int = 24) -> str:
    return heading if len(heading) <= longest else f"{heading[:longest]}…"
