"""上年的数与上年报告不一致

查什么：本报告里写成上年的数（“上年实际支出”“比上年的92.53%提高”“2022年……”“上年结转”），与上年报告对同一个数的写法比较；
只写增长率而没有基数的，用上年报告的数作基数验算。

为何：两年报告都公开，上年的数在两份报告里不同，增长多少也就说不清；调整过口径的要写明。

依据：年初结转等于上年年末结转（部门决算报表财决01表）；修约按 GB/T 8170；上年、年初等用语见 knowledge/years.toml。

上年：
    清溪镇人民政府2022年部门整体支出绩效自评报告
    一、收支情况
    全年实际支出5488.16万元，年末结转154.59万元。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、收支情况
    上年结转145.59万元。2023年实际支出5672.31万元。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、收支情况
    上年结转154.59万元。2023年实际支出5672.31万元。

局限：要用 --prior 给出上年报告；两年叫法不同、上年报告里有几个数叫同一个名称的，不比较；
上年的数在上年报告任何一处出现过的，不报。
"""

from collections.abc import Iterator

from toolkit.arithmetic import Judgement, Verdict, as_printed, interval, is_hedged, judge, of_growth
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.baselines import Baseline, baselines
from toolkit.checks.last_year import Key, Result, Year, Years, both_years, same_value, told_in, unit_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Quantity, Recomputation, Severity, Unable
from toolkit.records.facts import Binding, GrowthClaim, Mention

_ADVICE = "核对上年报告和决算；上年的数调整过的，写明调整的原因和口径"
_SURE = frozenset({"指标", "单位"})


@check("YR01", Severity.WARNING)
def baseline_differs(dossier: Dossier) -> Outcomes:
    years = both_years(dossier)
    if years is None:
        return
    if isinstance(years, Unable):
        yield years
        return
    stated = list(baselines(years.this))
    for baseline in stated:
        yield from _of_baseline(years, baseline)
    for claim in dossier.facts.of(GrowthClaim):
        if not any(baseline.quantity.text in claim.text for baseline in stated):
            yield from _of_growth(years, claim)


def _of_baseline(years: Years, baseline: Baseline) -> Iterator[Outcome]:
    """Compare a figure of last year with what last year's report has under one of its names."""
    stated = baseline.quantity
    found = [(key, years.last.results[key]) for key in dict.fromkeys(baseline.keys) if key in years.last.results]
    judged = [(key, result, judge(stated, interval(result.quantity))) for key, result in found]
    for _, result, judgement in judged:
        if judgement.verdict is not Verdict.INCONSISTENT:
            yield Clear(
                evidence=(Evidence(role="上年的数", span=stated.span),), recomputation=_shown(years, result, stated)
            )
            return
    if not judged or _is_elsewhere(years.last, stated) or not _agree([result for _, result, _ in judged]):
        return
    key, result, _ = judged[0]
    yield Hit(
        message=f"{_called(key, baseline)}这里写作 {stated.text}，{told_in(years.last, result.quantity.span)}写的是 "
        f"{result.quantity.text}",
        evidence=(Evidence(role="上年的数", span=stated.span),),
        recomputation=_shown(years, result, stated),
        suggestion=_ADVICE,
        certainty=Certainty.CERTAIN if key.sort in _SURE else Certainty.POSSIBLE,
    )


def _called(key: Key, baseline: Baseline) -> str:
    """Name the figure of last year."""
    name = baseline.called if key.sort == "句" else key.name
    return f"上年的“{name}”" if name else "上年的数"


def _of_growth(years: Years, claim: GrowthClaim) -> Iterator[Outcome]:
    """Recompute a rate of growth that is printed without its base on last year's figure."""
    value, current = claim.one("value"), claim.one("current")
    if value is None or current is None or claim.one("base") is not None or claim.binding is Binding.GUESSED:
        return
    if claim.years > 1 or not _is_yearly(years.this, claim):
        return
    keys = (*years.this.keys.get(current.span, ()), *same_value(years.this, current))
    found = [(key, years.last.results[key]) for key in dict.fromkeys(keys) if key in years.last.results]
    judged = [
        (key, result, judgement)
        for key, result in found
        if (judgement := of_growth(value, base=result.quantity, current=current, falls=claim.falls)) is not None
    ]
    cited = (Evidence(role="增减率", span=value.span), Evidence(role="本期数", span=current.span))
    for _, _, judgement in judged:
        if judgement.verdict is not Verdict.INCONSISTENT:
            yield Clear(evidence=cited, recomputation=_computed(judgement, value))
            return
    if not judged or not _agree([result for _, result, _ in judged]):
        return
    key, result, judgement = judged[0]
    if key.sort == "句":
        return
    yield Hit(
        message=f"按{told_in(years.last, result.quantity.span)}的{result.quantity.text}作基数，增减率是 "
        f"{judgement.recomputed}%，不是 {value.text}",
        evidence=cited,
        recomputation=_computed(judgement, value),
        suggestion=_ADVICE,
        certainty=Certainty.POSSIBLE,
    )


def _is_yearly(year: Year, claim: GrowthClaim) -> bool:
    """Tell whether a growth is on the year before, by the words of its sentence."""
    said = "".join(claim.text.split())
    months = any(word in said for word in ("季度", "半年", "月份", "月末", "年初"))
    words = (*year.dossier.knowledge.years.before.words, f"{year.year - 1}年", "同比")
    return not months and any(word in said for word in words)


def _is_elsewhere(last: Year, stated: Quantity) -> bool:
    """Tell whether last year's report has the very value somewhere, under whatever name."""
    return any(
        unit_of(mention.quantity) == unit_of(stated)
        and mention.quantity.value is not None
        and not is_hedged(mention.quantity)
        and as_printed(mention.quantity).meets(interval(stated))
        for mention in last.dossier.facts.of(Mention)
    )


def _agree(results: list[Result]) -> bool:
    first = interval(results[0].quantity)
    return all(interval(result.quantity).meets(first) for result in results)


def _shown(years: Years, result: Result, stated: Quantity) -> Recomputation:
    return Recomputation(
        formula=f"{told_in(years.last, result.quantity.span)}的数", stated=stated.text, recomputed=result.quantity.text
    )


def _computed(judgement: Judgement, value: Quantity) -> Recomputation:
    return Recomputation(formula=judgement.formula, stated=value.text, recomputed=f"{judgement.recomputed}%")
