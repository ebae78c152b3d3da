"""日期写法不完整

查什么：年份后漏了“年”字（2023拆违），年份只写两位（23年4月），没有这一天或这个月（2月30日、13月）。
项目名称、文件名和引号里的写法不在此列。

为何：写法不完整的日期容易误读，也常是漏字、错字。

依据：GB/T 15835-2011：年份写全四位，用“年”“月”“日”；GB/T 9704-2012：年份标全。

有问题：
    结合23年4月开展的集中整治，拆除违建74处。

没问题：
    结合2023年4月开展的集中整治，拆除违建74处。

局限：没有“年”字的四位数，后面紧接汉字的才看作年份。
"""

import re

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.once import once
from toolkit.checks.passages import Passage, passage
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import one_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import DateMention

JOINED = ("和", "与", "及", "至", "到", "或")
SHORT, NEAR = 2, 3
PLAINLY_A_YEAR = re.compile(r"度|末|底|初|[春秋]季|[上下]半年")
NO_COUNTER = ("支出", "支付")  # 支 counts things, but not at the head of these
COUNTER = re.compile(r"[\u4e00-\u9fff](?<!年)[,。;、)]")  # one character that ends the clause
MONTH = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")


@check("TM04", Severity.WARNING)
def malformed_date(dossier: Dossier) -> Outcomes:
    sound: list[Evidence] = []
    for day in dossier.facts.of(DateMention):
        where = passage(dossier.document, day.span)
        where = where.part(0, where.end - where.start + _rest(where))
        evidence = Evidence(role="日期", span=where.span)
        if day.fault is None:
            sound += [evidence] if day.period else []
        elif _is_no_date(passage(dossier.document, day.span), day, dossier.knowledge) or _is_far(where, day, dossier):
            continue
        elif where.quotation():
            yield Unable(missing="引号里名称的原文", evidence=(evidence,))
        else:
            named = "年" not in day.text and _is_named(where, dossier.knowledge)
            yield Hit(
                message=f"“{where.text}{where.after(2)}”的日期写法不当：{day.fault}",
                evidence=(evidence,),
                suggestion=_suggestion(where.text, day),
                certainty=Certainty.POSSIBLE if named else Certainty.CERTAIN,
                severity=Severity.INFO if named else None,
            )
    if sound:
        yield Clear(evidence=tuple(sound))


def _is_no_date(where: Passage, day: DateMention, knowledge: Knowledge) -> bool:
    """Tell whether the digits count years (建校20年), measure something (2000立方米), or share a 年 (2022和2023年)."""
    after = where.after(4)
    if len(day.text.partition("年")[0]) == 2:
        return after.startswith(knowledge.times.years.after) or where.before(3).endswith(knowledge.times.years.before)
    if COUNTER.match(after):
        return True  # 疫苗2020剂。
    counts = after.startswith(_counting(knowledge)) and not after.startswith(NO_COUNTER)
    return counts or (after.startswith(JOINED) and after[1:3].isdigit())


def _is_far(where: Passage, day: DateMention, dossier: Dossier) -> bool:
    """Tell whether two digits that only their sentence makes a year (23年,我院…) are none near the report's year."""
    if len(day.text.partition("年")[0]) != SHORT or day.period is None or PLAINLY_A_YEAR.match(where.after(3)):
        return False
    identity = dossier.facts.identity
    year = identity.year if identity else None
    return MONTH.search(where.text) is None and (
        year is None or day.period.start.year not in range(year - NEAR, year + NEAR + 1)
    )


@once
def _counting(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the words behind a number that make it an amount or an ordinal."""
    return (*(name for unit in knowledge.units.unit for name in unit.names), *knowledge.names.ordinal_after)


def _is_named(where: Passage, knowledge: Knowledge) -> bool:
    """Tell whether the words that follow at once may be a name: 2023春运保障行动."""
    clause = where.clause()
    rest = clause.text[where.end - clause.start :][:10]
    return one_of(knowledge.names.after).search(rest) is not None and "项目" not in rest


def _rest(where: Passage) -> int:
    """Return how far the month and day behind a year reach."""
    rest = MONTH.match(where.after(6))
    return rest.end() if rest else 0


def _suggestion(text: str, day: DateMention) -> str:
    if day.period is None:
        return "核对后改正"
    return f"写作“{day.period.start.year}年{text.partition('年')[2]}”"
