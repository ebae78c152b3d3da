"""What an audit came to in a few lines: how much was found, how much was looked at, and what could not be."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.report.rubric import rubric_line
from toolkit.report.subject import Audited
from toolkit.report.wording import SEVERITIES, condensed, helped, recognized

FOUND, COVERED, UNREAD, UNCHECKED, CRASHED = "发现", "覆盖", "未读出", "未能检查", "检查出错"


class Line(NamedTuple):
    """What is told, and what there is to tell."""

    name: str
    lines: tuple[str, ...]


def reckoning(result: Audited) -> Iterator[Line]:
    """Yield what to say of an audit as a whole; the first two always."""
    audit, coverage = result.audit, result.facts.coverage
    counts = Counter(f.severity for f in audit.findings)
    found = "　".join(f"{word} {counts[severity]}" for severity, word in SEVERITIES.items())
    new = "" if audit.since is None else "新的"
    yield Line(FOUND, (f"{new}{found}" if audit.findings else f"没有发现{new}问题",))
    if audit.waived:
        yield Line("已豁免", (f"{len(audit.waived)} 处，不计入",))
    if audit.since is not None:
        known, gone = len(audit.since.known), len(audit.since.gone)
        yield Line("基线", (f"原有的问题还在 {known} 处，不再列出；已经不在 {gone} 处",))
    looked = (
        f"读到数字 {coverage.figures} 个，其中 {coverage.in_facts} 个读入事实，{audit.checked} 个经过核对；"
        f"核对无误 {len(audit.verified)} 处"
    )
    yield Line(COVERED, (looked,))
    if form := rubric_line(result.facts):
        yield Line("评分表", (form,))
    if result.document.legibility:
        yield Line("识别", (recognized(result.document),))
    if coverage.unread:
        yield Line(UNREAD, _reasons(Counter(("", condensed(u.why)) for u in coverage.unread)))
    if audit.unable:
        yield Line(UNCHECKED, _reasons(Counter((u.code, condensed(u.unable.missing)) for u in audit.unable)))
    if result.assistance:
        yield Line("模型", (helped(result.assistance, audit.findings),))
    for tally in audit.tallies:
        if tally.crash:
            yield Line(CRASHED, (f"{tally.code} {tally.crash}",))
    if result.settings:
        yield Line("设置", (f"按 {result.settings['file']}",))


def _reasons(counts: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """List reasons with how often each holds: `RT01 缺分母（3处）`."""
    return tuple(f"{code} {why}（{n}处）".strip() for (code, why), n in sorted(counts.items()))
