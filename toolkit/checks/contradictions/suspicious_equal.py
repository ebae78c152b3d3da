"""收入与支出分毫不差

查什么：同一笔资金的收入与支出，或预算与支出，数字完全相同，而没有说收支平衡、没有结转结余；
一句话里两件事的数量（一千以上、单位不同）分毫不差。

为何：收支分毫不差的情形不多，往往是把一个数抄了两遍，真正的支出数没有填。

依据：《部门决算报表》：收入、支出、年末结转和结余分别填列。

有问题：
    一般公共预算财政拨款收入11256.48万元，一般公共预算财政拨款支出11256.48万元。

没问题：
    一般公共预算财政拨款收入11256.48万元，一般公共预算财政拨款支出11230.15万元，年末结转26.33万元。

局限：只作提示；一人一份、一户一档之类本应相等的，不在此列；总计栏收支相等是报表规则，不在此列；整数不看。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from toolkit.arithmetic import as_printed
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import passage
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Quantity, Severity
from toolkit.records.facts import BudgetLine, Mention, Role

_TOTAL = ("总计", "合计", "总额")
_BALANCED = ("平衡", "结转", "结余", "全部支出", "100%")

_TITLED = 4  # characters before a number that may call it a total
_LEAST = 1000  # smaller numbers meet by chance
# Words by which two things are one for one: 为1200名学生发放1200份, 走访1200户、建档1200份.
_ONE_EACH = re.compile(
    "为|向|给|对|每|各|均|逐|按|人手|[一全]人?户?一|档|记录|台账|填写|登记|签订|协议|证书|问卷|回执|其中|同步|分别|共计|合计"
)


@check("CN07", Severity.INFO)
def suspicious_equal(dossier: Dossier) -> Outcomes:
    yield from _of_counts(dossier)
    for line in dossier.facts.of(BudgetLine):
        income, spent = line.income, line.spent
        if income is None or spent is None or not income.places or income.span == spent.span:
            continue
        cited = (Evidence(role="收入", span=income.span), Evidence(role="支出", span=spent.span))
        if not _same(income, spent):
            yield Clear(evidence=cited)
            continue
        told = passage(dossier.document, spent.span)
        total = told.before(_TITLED).rstrip("各均共为是:").endswith(_TOTAL)  # 收入总计X,支出总计X
        if total or line.name.endswith(_TOTAL) or any(word in told.sentence().text for word in _BALANCED):
            continue
        yield Hit(
            message=f"“{line.name}”的收入与支出都是 {spent.text}，分毫不差，请核对",
            evidence=cited,
            suggestion="核对支出数；确实全部支出的，写明没有结转结余",
            certainty=Certainty.POSSIBLE,
        )


def _of_counts(dossier: Dossier) -> Iterator[Hit]:
    """Look for one and the same large number on two deeds of one sentence."""
    sentences: dict[int, list[Mention]] = defaultdict(list)
    for mention in dossier.facts.of(Mention):
        value, unit = mention.quantity.value, mention.quantity.unit
        counted = mention.role is Role.LEVEL and unit is not None and unit.dimension is Dimension.COUNT
        if counted and value is not None and value >= _LEAST and value % _LEAST and mention.label:
            sentences[mention.sentence].append(mention)
    for mentions in sentences.values():
        for one, other in combinations(mentions, 2):
            first, second = one.quantity, other.quantity
            if not _same(first, second) or one.clause == other.clause or _is_akin(first, second):
                continue
            told = passage(dossier.document, second.span)
            if told.in_table or _ONE_EACH.search(told.clause().text) or _ONE_EACH.search(one.label):
                continue
            yield Hit(
                message=f"“{one.label}”的 {first.text} 与“{other.label}”的 {second.text} 分毫不差，请核对",
                evidence=(Evidence(role="一处", span=first.span), Evidence(role="另一处", span=second.span)),
                suggestion="核对两个数，看是不是抄重了",
                certainty=Certainty.POSSIBLE,
            )


def _is_akin(one: Quantity, other: Quantity) -> bool:
    """Tell whether both count the same kind of thing: 受理1200件, 办结1200份."""
    if one.unit is None or other.unit is None:
        return True
    return one.unit.name == other.unit.name or (bool(one.unit.family) and one.unit.family == other.unit.family)


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value is not None and other.value is not None and as_printed(one) == as_printed(other)
