"""What a self-evaluation has and last year's file had not: said, so that nobody takes a thin draft for a whole one."""

from toolkit.errors import UsageFault
from toolkit.records import Document
from toolkit.records.facts import (
    BudgetLine,
    Facts,
    Form,
    Heading,
    Indicator,
    ScoreLine,
    Statement,
    StatementKind,
    TotalScore,
)


def missing(document: Document, facts: Facts) -> tuple[str, ...]:
    """Return what was looked for and not found, in the order of a report.

    Raises `UsageFault` where the file is no self-evaluation and has nothing of one.
    """
    identity = facts.identity
    titled = identity is not None and identity.form is not Form.OTHER and bool(identity.title)
    said = {statement.kind for statement in facts.of(Statement)}
    carried = {
        "绩效指标和评分项": bool(facts.of(Indicator) or facts.of(ScoreLine)),
        "自评总得分": bool(facts.of(TotalScore)),
        "预算收支": bool(facts.of(BudgetLine)),
        "存在的问题": StatementKind.PROBLEM in said,
        "改进措施": StatementKind.MEASURE in said,
    }
    if not titled and not any(carried.values()):
        todo = "请核对是否给错了文件：要的是上年的绩效自评报告。"
        raise UsageFault(f"不像绩效自评报告，没有读到{'、'.join(carried)}", document.name, todo)
    found = {
        "自评报告的标题": titled,
        "报告年度": identity is not None and identity.year is not None,
        "章节标题": bool(facts.of(Heading)),
        **carried,
    }
    return tuple(name for name, there in found.items() if not there)
