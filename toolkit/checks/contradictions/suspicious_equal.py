"""收入与支出分毫不差

查什么：同一笔资金的收入与支出，或预算与支出，数字完全相同，而没有说收支平衡、没有结转结余。

为何：收支分毫不差的情形不多，往往是把一个数抄了两遍，真正的支出数没有填。

依据：《部门决算报表》：收入、支出、年末结转和结余分别填列。

有问题：
    一般公共预算财政拨款收入11256.48万元，一般公共预算财政拨款支出11256.48万元。

没问题：
    一般公共预算财政拨款收入11256.48万元，一般公共预算财政拨款支出11230.15万元，年末结转26.33万元。

局限：只作提示；总计栏收支相等是报表规则，不在此列；整数不看。
"""

from toolkit.arithmetic import as_printed
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import passage
from toolkit.records import Certainty, Clear, Evidence, Hit, Quantity, Severity
from toolkit.records.facts import BudgetLine

_TOTAL = ("总计", "合计", "总额")
_BALANCED = ("平衡", "结转", "结余", "全部支出", "100%")


@check("CN07", Severity.INFO)
def suspicious_equal(dossier: Dossier) -> Outcomes:
    for line in dossier.facts.of(BudgetLine):
        income, spent = line.income, line.spent
        if income is None or spent is None or not income.places or income.span == spent.span:
            continue
        cited = (Evidence(role="收入", span=income.span), Evidence(role="支出", span=spent.span))
        if not _same(income, spent):
            yield Clear(evidence=cited)
            continue
        sentence = passage(dossier.document, spent.span).sentence().text
        if line.name.endswith(_TOTAL) or any(word in sentence for word in _BALANCED):
            continue
        yield Hit(
            message=f"“{line.name}”的收入与支出都是 {spent.text}，分毫不差，请核对",
            evidence=cited,
            suggestion="核对支出数；确实全部支出的，写明没有结转结余",
            certainty=Certainty.POSSIBLE,
        )


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value is not None and other.value is not None and as_printed(one) == as_printed(other)
