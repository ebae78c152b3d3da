"""沿用了过时的提法

查什么：文中的政策提法，在报告年度里是否已经停止适用或者换了说法。
书名号里的文件名、“会议提出”一类引文和对往事的叙述不在此列；同一部分里同一类提法只报一次。

为何：过时的提法多半是从往年的报告里带过来的，读者会怀疑其余内容也是照抄。

依据：knowledge/phrases.toml：各提法停止适用的日期和出处。

有问题：
    青禾镇人民政府2023年部门整体支出绩效自评报告
    一、部门基本情况
    2023年，全镇围绕“疫情要防住、经济要稳住、发展要安全”的要求开展工作。

没问题：
    青禾镇人民政府2021年部门整体支出绩效自评报告
    一、部门基本情况
    2021年，全镇围绕“动态清零”的要求开展工作。

局限：只认得知识文件里列出的提法；报告年度读不出来时不作判断。
"""

from collections.abc import Iterable
from datetime import date

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, find
from toolkit.knowledge.patterns import one_of
from toolkit.knowledge.shapes import PhraseEntry
from toolkit.records import Clear, Document, Evidence, Hit, Severity, Unable
from toolkit.records.facts import DateMention

KINDS = {"stale": Severity.WARNING, "superseded": Severity.INFO}
LONGEST_SLOGAN = 40


@check("TM03", Severity.WARNING)
def stale_boilerplate(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    year = identity.year if identity else None
    for entry in dossier.knowledge.phrases.phrase:
        in_sections: dict[int, list[Passage]] = {}
        for found in find(dossier.document, one_of(entry.phrases)):
            if year is None:
                yield Unable(missing="报告年度", evidence=_evidence([found]))
            elif _in_force(entry, year) or _cited(found, dossier) or _bygone(found, entry, dossier, year):
                yield Clear(evidence=_evidence([found]))
            else:
                in_sections.setdefault(_section(found, dossier), []).append(_slogan(found))
        for found_here in in_sections.values():
            yield _hit(entry, found_here, dossier.document)


def _in_force(entry: PhraseEntry, year: int) -> bool:
    """Tell whether the phrase held for the first half of the report year, or longer."""
    return entry.until >= date(year, 7, 1)


def _cited(found: Passage, dossier: Dossier) -> bool:
    """Tell whether the words are those of a document or a meeting; a slogan made one's own is not cited."""
    quotation = found.quotation()
    if quotation is None:
        return False
    cited = one_of(dossier.knowledge.times.citing.words)
    return quotation.text[0] in "《〈" or cited.search(quotation.before(10)) is not None


def _bygone(found: Passage, entry: PhraseEntry, dossier: Dossier, year: int) -> bool:
    """Tell whether the sentence looks back, gives the newer wording beside the old, or speaks of something else."""
    if entry.unless and one_of(entry.unless).search(found.clause().text):
        return True  # 零就业家庭动态清零
    past = one_of(dossier.knowledge.times.bygone.words)
    sentence = found.sentence()
    earlier = any(
        day.period and day.period.end.year < year and day.period.start <= entry.until
        for day in dossier.facts.within(DateMention, sentence.span)
    )
    newer = bool(entry.instead and entry.instead in sentence.text)
    return earlier or newer or past.match(found.after(5).lstrip("”》的")) is not None


def _slogan(found: Passage) -> Passage:
    """Return the whole slogan that the phrase stands in, where quotation marks tell how far it reaches."""
    quotation = found.quotation()
    if quotation is None or quotation.end - quotation.start > LONGEST_SLOGAN:
        return found
    return quotation.part(1, quotation.end - quotation.start - 1)


def _section(found: Passage, dossier: Dossier) -> int:
    path = dossier.facts.path(found.span.start)
    return path[0].span.start if path else -1


def _hit(entry: PhraseEntry, found: list[Passage], document: Document) -> Hit:
    day = f"{entry.until.year}年{entry.until.month}月{entry.until.day}日"
    slogan = "".join(document.quote(found[0].span).split())
    change = "起已不再适用" if entry.kind == "stale" else "起已有新的提法"
    return Hit(
        message=f"“{slogan}”是过去的提法，{day}{change}，请确认是不是沿用了往年的文字",
        evidence=_evidence(found),
        suggestion=f"可改为：{entry.instead}" if entry.instead else None,
        severity=KINDS[entry.kind],
    )


def _evidence(found: Iterable[Passage]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(Evidence(role="提法", span=each.span) for each in found))
