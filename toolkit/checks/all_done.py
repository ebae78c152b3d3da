"""Words outside of the conclusion that call a whole class of indicators done: 产出指标均已完成, 11项指标全部完成."""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier
from toolkit.checks.indicators import is_met
from toolkit.checks.passages import find
from toolkit.checks.sections import in_section
from toolkit.records import Certainty, Evidence, Hit, Severity, Span
from toolkit.records.facts import Assertion, Indicator, Standing

_ALL_DONE = re.compile(
    "(?P<of>产出|效益|数量|质量|时效|成本|满意度|绩效|各项)类?指标(?:共?\\d{1,3}[项个],?)?"
    "(?:均已?|都已?|已?全部)[^,;。:()未不]{0,6}(?:完成|达成|达标|实现|达到(?:或超过)?(?:年度|预期)?目标|达到预期)(?!率)"
)
_BUT = re.compile("其余|其他|其它|除|大部分|多数|基本|上年|去年|计划|将")
_EVERY = ("绩效", "各项")
_REACH = 20


def done_by_class(dossier: Dossier) -> Iterator[Hit]:
    """Yield such words where an indicator of that class did not reach its target."""
    unmet = [s.source for s in dossier.facts.of(Standing) if is_met(dossier, s) is False]
    if not unmet:
        return
    judged = [assertion.span for assertion in dossier.facts.of(Assertion)]
    for found in find(dossier.document, _ALL_DONE):
        kind = _ALL_DONE.match(found.text)
        assert kind
        among = [i for i in unmet if kind["of"] in _EVERY or kind["of"] in f"{i.level1 or ''}{i.category or ''}"]
        if not among or any(span.overlaps(found.span) for span in judged) or _BUT.search(found.before(_REACH)):
            continue
        if found.in_table or found.quotation() or in_section(dossier, found.span.start, "problems", "measures"):
            continue
        yield _hit(found.text, found.span, among)


def _hit(said: str, at: Span, unmet: list[Indicator]) -> Hit:
    names = "、".join("".join(indicator.name.split()) for indicator in unmet)
    return Hit(
        message=f"这里说“{said}”，而文中写明没有完成的有：{names}",
        evidence=(Evidence(role="说法", span=at), *(Evidence(role="指标", span=i.name_span) for i in unmet)),
        suggestion="改写这句话，如实写明未完成的指标；或核对该指标的完成情况。",
        certainty=Certainty.POSSIBLE,
        severity=Severity.WARNING,
    )
