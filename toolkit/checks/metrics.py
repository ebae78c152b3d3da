"""What the figures of a report are called, so that two of one name can be held against each other."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.arithmetic import is_hedged
from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.passages import find, lines, passage, words
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import Document, Quantity, Span
from toolkit.records.facts import Binding, Claim, Facts, Heading, Indicator, Mention, RatioClaim, Role

LEVELS = frozenset({Role.LEVEL, Role.TOTAL, Role.RATE})

_COUNTED = re.compile("[^,。;:]{0,20}\\d[\\d.]*[个家户所座支条][^,。;:\\d]*$")
_LEADING = 24  # characters of a line that only names what the next ones are of
_SAID = 8  # characters behind a figure
_SAID_OF_SOME = re.compile(r"[^,。;、\d]{0,4}(?:基本)?(?:达标|未|尚|较[慢晚差]|滞后|延[期迟])")
_OPENING = re.compile(
    "^(?:另有|另外|另|其中|同时|全年|全[镇县市区局院校街]道?|我[镇县市区局院校街]道?|本[年级部]度?|20\\d\\d年度?|当年|年末|期末|年底|"
    "[-—*●•·]|共有?|有|共计|总计|合计|累计|现有|实有|拥有|包括|以及|的)+"
)
_SPELL = re.compile(
    "全年|年[末底]|1月?份?(?:-|~|至|到)12月|(?P<part>\\d{1,2}月?份?(?:-|~|至|到)\\d{1,2}月|第\\d{1,2}周|[上下]半年"
    "|前?[一二三四1-4]个?季度|前[一二三四五六七八九十\\d]+个?月|"
    "(?<![\\d于在至到自从截])\\d{1,2}月(?!\\d|[底末前中起以]))"
)
_WENT_ON = re.compile("(?:其中|分[^,]{2,8}看)")
_FORMULA = re.compile(r"[×÷%/=]")
_YEAR = re.compile("20\\d\\d年")
_LEAD = 60
_TELLING = 600  # characters before a figure in which its time may be told
_SHORTEST = 4
_LAST_DAY = 31  # of December
_DEED = re.compile("^(?:开展|组织|进行|举办)(?=.{4}$)")  # 开展质量巡检 and 质量巡检; of longer names the deed may tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A level or rate of the report year under its name.

    ``complete`` where the name alone tells which number it is: no words before it (年初, 调整) make it another.
    """

    name: str
    quantity: Quantity
    complete: bool


def named(dossier: Dossier) -> Iterator[Named]:
    """Yield levels and rates of the report year with their names."""
    indicators = [i for i in dossier.facts.of(Indicator) if i.actual is not None]
    taken = {i.actual.span for i in indicators if i.actual is not None}
    for indicator in indicators:
        if indicator.actual is not None and not indicator.forecast:
            yield Named(name=bare(indicator.name), quantity=indicator.actual, complete=True)
    bases = _bases(dossier.facts)
    for mention in dossier.facts.of(Mention):
        whole = mention.quantity.span not in taken and not _is_of_some(dossier, mention.quantity)
        if mention.role in LEVELS and whole and is_of_year(dossier, mention):
            changed = _name_before_change(dossier, mention)
            plain = changed is not None or mention.quantity.span in bases
            yield Named(name=bare(changed or mention.label), quantity=mention.quantity, complete=plain)


def _bases(facts: Facts) -> set[Span]:
    """Return what rates are said to be of: 目标值≥85%，乡村学校52所，接入46所 tells how many schools there are."""
    claims = (c for c in facts.of(Claim) if isinstance(c, RatioClaim) and c.binding is not Binding.GUESSED)
    return {whole.span for claim in claims if (whole := claim.one("whole"))}


def _is_of_some(dossier: Dossier, quantity: Quantity) -> bool:
    """Tell whether a figure counts those that something is said of: 危房改造有1户竣工较晚, 指标1项基本达标."""
    where = passage(dossier.document, quantity.span)
    return where.before(1) == "有" or _SAID_OF_SOME.match(where.after(_SAID)) is not None


def bare(name: str) -> str:
    """Return a name without white space, quotation marks, brackets and the words that only introduce it."""
    return _DEED.sub("", _OPENING.sub("", re.sub(r"\s|[“”\"]|[(（][^)）]*[)）]", "", name)))


def has_own_name(knowledge: Knowledge, name: str, quantity: Quantity) -> bool:
    """Tell whether an exact figure has a name that is not one for many things."""
    stated = quantity.value is not None and not is_hedged(quantity) and not _FORMULA.search(name)
    return stated and len(name) >= _SHORTEST and len(one_of(knowledge.metrics.generic.words).sub("", name)) > 1


def _name_before_change(dossier: Dossier, mention: Mention) -> str | None:
    """Return what the second figure of 某某由……减至…… is of: the name before 由."""
    start, changed_to = mention.span.start, _changed_to(dossier.knowledge)
    if not mention.label.endswith(dossier.knowledge.metrics.changes.words):
        return None
    for changed in find(dossier.document, changed_to, Span(max(start - _LEAD, 0), start)):
        if not words(dossier.document, Span(changed.span.end, start)):
            return changed.group("name").text
    return None


def kind(dossier: Dossier, start: int) -> frozenset[str]:
    """Return the words that make a figure another number, before it in the same sentence; and the years of headings."""
    block = dossier.document.block(start)
    told = re.split("[。;]", words(dossier.document, Span(block.span.start if block else 0, start)))
    said = told[-1][-_LEAD:]
    identity = dossier.facts.identity
    year = identity.year if identity else None
    said = re.sub(rf"截[至止]{year}年(?:12月31日|12月底|年?底|末)", "", said)  # the year's end is the year's figure
    years = {year for heading in dossier.facts.path(start) for year in _YEAR.findall(heading.title)}
    subject = {_leading(dossier.document, start, dossier.facts.path(start))} - {""}
    if counted := _COUNTED.search(told[-1]):
        subject.add(bare(counted.group()))  # 河东片41个村平均合格率 is not of 河西片11个村
    return (frozenset(_apart(dossier.knowledge).findall(said)) | years | _part_of_year(dossier, start) | subject) - {
        f"{year}年"
    }


def _leading(document: Document, start: int, path: tuple[Heading, ...]) -> str:
    """Return the unnumbered line above a figure that names what it is of (东片区：), or nothing."""
    places, names = _leads(document)
    last = bisect_right(places, start) - 1
    return names[last] if last >= 0 and (not path or places[last] > path[-1].span.start) else ""


@once
def _leads(document: Document) -> tuple[list[int], list[str]]:
    """Return where lines stand that only name what follows, and what they name."""
    found = [line for line in lines(document) if 1 < len(line.text) <= _LEADING and line.text.endswith(":")]
    return [line.block.span.start for line in found], [line.text for line in found]


def _part_of_year(dossier: Dossier, start: int) -> frozenset[str]:
    """Return the months, week or quarter that a sentence, or the one that it goes on from, speaks of up to a figure."""
    block = dossier.document.block(start)
    *earlier, said = words(
        dossier.document, Span(max(start - _TELLING, block.span.start if block else 0), start)
    ).split("。")
    while earlier and _WENT_ON.match(said):
        said = earlier.pop() + said
    told = [match["part"] for match in _SPELL.finditer(said)]
    return frozenset(told[-1:]) - {None}


def scope(dossier: Dossier, name: str, path: Sequence[Heading]) -> frozenset[str]:
    """Return what the headings above a figure say that it is of: a year not the report's, a fund not in its name."""
    identity, funds = dossier.facts.identity, _fund(dossier.knowledge)
    titles = "".join(heading.title for heading in path)
    years = frozenset(_YEAR.findall(titles)) - {f"{identity.year}年" if identity else ""}
    return years if funds.search(name) else years | frozenset(funds.findall(titles))


@once
def _fund(knowledge: Knowledge) -> re.Pattern[str]:
    return one_of(knowledge.columns.words.funds)


@once
def _changed_to(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of a name with the number before a change: 编外聘用人员由年初42人压减至."""
    return re.compile(
        "(?:^|[,;。:、])(?P<name>[^,;。:、\\d]{2,20}?)(?:数量|总数)?(?:由|从)(?:年初|上年末?|去年|原有?来?|最初|期初)?的?"
        f"[\\d.]+[^\\d,;。]{{1,4}}?(?:{any_of(knowledge.metrics.changes.words)})(?:到|至|为)$"
    )


@once
def _apart(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of words that make a number another one, a year among them."""
    return re.compile(f"{any_of(knowledge.metrics.apart.words)}|{_YEAR.pattern}")


def is_of_year(dossier: Dossier, mention: Mention) -> bool:
    """Tell whether a figure is of the whole report year, or says nothing of its time."""
    identity, period = dossier.facts.identity, mention.period
    if period is None:
        return True
    months = (period.start.month, period.end.month)
    whole = months == (1, 12) or (months == (12, 12) and period.end.day == _LAST_DAY)
    return identity is not None and period.start.year == period.end.year == identity.year and whole
