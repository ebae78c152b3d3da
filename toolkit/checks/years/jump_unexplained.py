"""比上年多出或少去两倍以上而没有说明

查什么：同一个数（同名指标的实际值、全年支出、同名的工作量）本年超过上年的三倍，或者不到上年的三分之一，而旁边没有说明原因。

为何：这样大的变化多半有原因，要写出来；没有原因的，常常是小数点、单位或统计口径写错了。

依据：财预〔2020〕10号：偏离目标较大的要分析原因，与上年相差悬殊的同理；说明原因的用语见 knowledge/years.toml。

上年：
    清溪镇人民政府2022年部门整体支出绩效自评报告
    一、绩效目标完成情况
    （一）数量指标“农户技能培训人数”：年度目标值≥1200人，实际完成值1284人，完成率100%。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、绩效目标完成情况
    （一）数量指标“农户技能培训人数”：年度目标值≥1300人，实际完成值5352人，完成率100%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、绩效目标完成情况
    （一）数量指标“农户技能培训人数”：年度目标值≥1300人，实际完成值1352人，完成率100%。

局限：要用 --prior 给出上年报告；只比较两年叫法相同、单位相同的数，不到十的数不比较；说明写在别的段落里的看不出来。
"""

from toolkit.arithmetic import interval
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.last_year import Key, Result, Years, both_years, told_in
from toolkit.checks.passages import passage
from toolkit.knowledge.patterns import one_of
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Quantity, Severity, Span, Unable

_TIMES = 3
_FEW = 10
_SORTS = ("指标", "单位", "名称")
_REACH = 120


@check("YR04", Severity.WARNING)
def jump_unexplained(dossier: Dossier) -> Outcomes:
    years = both_years(dossier)
    if years is None:
        return
    if isinstance(years, Unable):
        yield years
        return
    seen: set[Span] = set()
    for sort in _SORTS:
        for key, mine in years.this.results.items():
            theirs = years.last.results.get(key)
            if key.sort != sort or theirs is None or mine.quantity.span in seen or _is_rate(mine.quantity):
                continue
            seen.add(mine.quantity.span)
            jump = _jump(theirs.quantity, mine.quantity)
            cited = (Evidence(role="本年的数", span=mine.quantity.span),)
            if jump is None:
                yield Clear(evidence=cited)
            elif jump and not _is_explained(dossier, mine):
                yield _hit(years, key, mine, theirs, cited, jump)


def _hit(years: Years, key: Key, mine: Result, theirs: Result, cited: tuple[Evidence, ...], jump: str) -> Hit:
    return Hit(
        message=f"“{mine.name}”本年 {mine.quantity.text}，{told_in(years.last, theirs.quantity.span)}为 "
        f"{theirs.quantity.text}，{jump}，没有说明原因",
        evidence=cited,
        suggestion="写明变化大的原因；单位、小数点或口径有误的，改正",
        certainty=Certainty.POSSIBLE,
        severity=None if key.sort == "指标" else Severity.INFO,
    )


def _is_rate(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit is None or unit.dimension in {Dimension.RATIO, Dimension.SCORE, Dimension.TIME, Dimension.POINTS}


def _jump(last: Quantity, this: Quantity) -> str | None:
    """Say how far this year's figure is from last year's; empty where both are too small, None where it is near."""
    mine, theirs = interval(this), interval(last)
    more, less = mine.over(theirs), theirs.over(mine)
    if more is None or less is None or max(mine.hi, theirs.hi) < _FEW:
        return ""
    if more.lo > _TIMES:
        return "超过上年的三倍"
    return "不到上年的三分之一" if less.lo > _TIMES else None


def _is_explained(dossier: Dossier, result: Result) -> bool:
    """Tell whether words of cause or comparison stand in the sentence of a figure, its name apart, or the one after."""
    causes, where = one_of(dossier.knowledge.years.causes.words), passage(dossier.document, result.quantity.span)
    if where.in_table:
        said = where.line.text
    else:
        behind = "。".join(where.after(_REACH).split("。")[:2])
        said = f"{where.before(_REACH).split('。')[-1]}#{behind}"
    return causes.search(said.replace(result.name, "")) is not None
