"""标题与内容不符

查什么：标题说“完成情况”“支出情况”，下面却没有一个数字、没有一笔金额；指标归的类与它的名称不符
（“及时率”归在质量指标，“完成率”归在数量指标）。

为何：标题许诺了内容，读者却找不到；归类错了，分值就加到了别的一类上。

依据：财预〔2020〕10号：产出指标分数量、质量、时效、成本；domain R4：各重点任务项目支出完成情况分析。

有问题：
    清溪镇2023年部门整体支出绩效自评报告
    二、绩效自评情况
    （一）重点工作任务完成情况
    认真贯彻上级部署，扎实推进各项工作。

没问题：
    清溪镇2023年部门整体支出绩效自评报告
    二、绩效自评情况
    （一）重点工作任务完成情况
    全年新建农村公路12公里，改造危桥3座。

局限：内容写在附表里的，也会提示；只看标题里明说“完成情况”“支出情况”的。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import says
from toolkit.records import BlockKind, Clear, Dimension, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.blanks import MARK
from toolkit.records.facts import Form, Heading, Indicator, Mention

_DONE = re.compile("(?:完成|落实|实施|推进)(?:情况|成效)")
_SPENT = re.compile("(?:支出|资金|经费|预算)[^,。]{0,8}(?:完成|执行|使用|支出|收支)?情况|收支(?:情况)?$|收支情况")
_WORK = re.compile("总体(?:绩效)?目标|制度|机构|职能|职责|管理|监控|自评工作|绩效工作|组织")
_ATTACHED = re.compile("(?:详见|见)(?:附件|附表|后附|下表)")
_NONE = re.compile("(?:^|[^有])(?:无|没有|未(?:安排|发生|涉及|使用|编制|纳入)|不涉及|不存在|不适用)")
_TIMELY = re.compile("及时|按时|按期|准时|时效")
_RATE = re.compile("(?:率|(?<![长宽高深厚])度|比例|比重|占比)$")
_NEVER = {  # names that a class cannot hold, whatever the frame
    "时效指标": (re.compile("(?:(?:合格|优良|达标|准确|满意)[率度]|成本)$"), "质量、成本或满意度指标"),
    "成本指标": (
        re.compile("(?:满意|合格|优良|达标|准确|办结|结案|发放|处理|答复|到位|覆盖)[率度]$"),
        "与名称相符的一类",
    ),
    "数量指标": (re.compile("满意[率度]$"), "满意度指标"),
    "满意度指标": (
        re.compile("(?:人数|人次|次数|场次|户数|个数|数量|面积|长度|里程|公里数|完成率|办结率|及时率|合格率)$"),
        "数量指标等",
    ),
}
_FITTING = {
    "时效指标": _TIMELY,
    "成本指标": re.compile("成本|费|支出|价|节约|节支|控制|造价|投入|资金"),
    "满意度指标": re.compile("满意|好评|投诉|信访|评价|评议|测评|认可|获得感|幸福感|安全感|问卷|调查|受访|差评"),
}
_DIGIT = re.compile(r"\d")


@check("CN05", Severity.WARNING)
def heading_body_mismatch(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER:
        yield Unable(missing="自评报告的标题", evidence=())
        return
    yield from _of_headings(dossier)
    for indicator in dossier.facts.of(Indicator):
        yield from _of_class(indicator)


def _of_headings(dossier: Dossier) -> Iterator[Outcome]:
    told_until = -1
    for heading in dossier.facts.of(Heading):
        if heading.run_in or heading.span.start < told_until or len(heading.body) == 0:
            continue
        title = "".join(heading.title.split())
        wanted = "金额" if _SPENT.search(title) else "数字" if _DONE.search(title) else None
        if wanted is None or _WORK.search(title) or _DIGIT.search(title):
            continue
        cited = (Evidence(role="标题", span=heading.span),)
        if _holds(dossier, heading, wanted):
            yield Clear(evidence=cited)
        elif not any(says(dossier.document, told, heading.body) for told in (_ATTACHED, _NONE)):
            told_until = heading.body.end
            owed = "预算数、支出数和支出率" if wanted == "金额" else "做了什么、做了多少"
            yield Hit(
                message=f"标题说的是“{title}”，下面却没有一个{wanted}",
                evidence=cited,
                suggestion=f"写出{owed}；没有的，改标题",
            )


def _holds(dossier: Dossier, heading: Heading, wanted: str) -> bool:
    """Tell whether the text below has a figure, or where money is promised, an amount or a rate; or a table."""
    dimensions = {m.quantity.unit.dimension for m in dossier.facts.within(Mention, heading.body) if m.quantity.unit}
    if wanted == "金额" and dimensions & {Dimension.MONEY, Dimension.RATIO}:
        return True
    if wanted == "数字" and dossier.facts.within(Mention, heading.body):
        return True
    if MARK in dossier.document.settled[heading.body.start : heading.body.end]:
        return True  # a draft: the figure is still to be filled in
    rows = (b for b in dossier.document.blocks if b.kind is BlockKind.ROW)
    return any(heading.body.start <= row.span.start < heading.body.end for row in rows)


def _of_class(indicator: Indicator) -> Iterator[Outcome]:
    """Hold the class of an indicator against its name."""
    name, category = "".join(indicator.name.split()), _category(indicator)
    cited = (Evidence(role="指标", span=indicator.name_span),)
    never, own = _NEVER.get(category), _FITTING.get(category)
    if never and never[0].search(name) and not (own and own.search(name)):
        yield Hit(
            message=f"“{name}”归在{category}，从名称看不是",
            evidence=cited,
            suggestion=f"归入{never[1]}，或改名称",
        )
        return
    fits = {
        "质量指标": not _TIMELY.search(name),
        "数量指标": not _RATE.search(name),
    }.get(category)
    if fits is None:
        return
    if fits:
        yield Clear(evidence=cited)
        return
    better = "时效指标" if category == "质量指标" else "质量指标（或改用完成的数量）"
    yield Hit(
        message=f"“{name}”归在{category}，从名称看不是",
        evidence=cited,
        suggestion=f"归入{better}，或改名称",
        severity=Severity.INFO,
    )


def _category(indicator: Indicator) -> str:
    """Return the class of an indicator without what stands around it: 产出（成本指标）, （3）时效指标."""
    found = re.search(
        "(?:数量|质量|时效|成本|满意度)指标", "".join(f"{indicator.category or ''}{indicator.level1 or ''}".split())
    )
    return found.group() if found else ""
