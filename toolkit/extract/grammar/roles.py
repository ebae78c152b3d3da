"""What the words before a figure make of it: a level, a change, a rate, a share."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.knowledge.patterns import any_of
from toolkit.records import Dimension, Unit
from toolkit.records.facts import Role

COPULA = re.compile(
    r"(?=[分依均都也仅只已总一达为是有到至了:=则就仍即在各约])"
    r"(?:分别|依次|均|都|也|仅|只|已|已经|总共|一共|达到了|达到|达成|(?<=[率度比额值量重例面均数幅])达|为|是|有|到|至|了"
    r"|:|=|则|就|仍|即|在|各|(?<![节制预签契])约)+$"
)
_NEW_LEVEL = re.compile(r"(?:到|至|为|成)(?:了)?$")
_AIM = re.compile(r"(?:目标|计划|预期|力争)(?:值)?[^,]{0,8}$")  # 目标为下降5%
_PART_OF = re.compile(r"的(?:比例|比重|份额)?(?:分别)?(?:为|是|达|达到)?$")
_MORE_OR_LESS = re.compile(r"[比较][^,]{0,12}([多少])[\u4e00-\u9fff]{1,4}$")
_TOGETHER = "(?<!公)共(?![同享建育治商管用性识赢])"  # 家校共育 adds nothing up


@dataclass(frozen=True, slots=True)
class Reading:
    """A role, and -1 as ``sign`` where the words say that the figure fell."""

    role: Role
    sign: int = 1


def role_of(lead: str, unit: Unit | None, before: str, lexicon: Lexicon) -> Reading:
    """Read the role of a figure with ``unit`` from its lead; ``before`` is the lead of the figure ahead of it."""
    p = _patterns(lexicon)
    dimension = unit.dimension if unit else Dimension.COUNT
    core = COPULA.sub("", lead).lstrip("、,和及与")
    change = p.change.search(core)
    sign = -1 if change and p.falls.fullmatch(change["word"] or change["brief"]) else 1
    moved = change is not None and not _NEW_LEVEL.search(lead) and not core.endswith("增加值")
    if dimension is Dimension.RATIO and p.completion.search(core):
        return Reading(Role.COMPLETION)
    if p.target.search(core) or (change is not None and _AIM.search(core)):
        return Reading(Role.TARGET)
    match dimension:
        case Dimension.POINTS:
            return Reading(Role.POINTS, sign)
        case Dimension.RATIO:
            shared = p.share.search(lead) or (_PART_OF.match(lead) and p.share.search(before))
            return Reading(Role.SHARE) if shared and not moved else _ratio(core, sign, p, moved=moved)
        case Dimension.TIMES:
            multiplied = change is not None or (unit is not None and unit.family == "番")
            return Reading(Role.GROWTH, sign) if multiplied else Reading(Role.RATE)
        case Dimension.SCORE if marked := _mark(core, p):
            return Reading(marked)
    return _amount(lead, core, sign, p, moved=moved)


def _ratio(core: str, sign: int, p: "_Patterns", *, moved: bool) -> Reading:
    if moved or p.growth.search(core):
        return Reading(Role.GROWTH, -1 if p.fall_name.search(core) else sign)
    return Reading(Role.RATE)


def _mark(core: str, p: "_Patterns") -> Role | None:
    if p.full.search(core):
        return Role.FULL
    return Role.SCORE if p.got.search(core) else None


def _amount(lead: str, core: str, sign: int, p: "_Patterns", *, moved: bool) -> Reading:
    if p.mean.search(lead):
        return Reading(Role.MEAN)
    if moved:
        return Reading(Role.DELTA, sign)
    if verb := _MORE_OR_LESS.search(core):
        return Reading(Role.DELTA, -1 if verb.group(1) == "少" else 1)
    return Reading(Role.TOTAL if p.total.search(lead) else Role.LEVEL)


@dataclass(frozen=True, slots=True)
class _Patterns:
    change: re.Pattern[str]
    falls: re.Pattern[str]
    fall_name: re.Pattern[str]
    growth: re.Pattern[str]
    share: re.Pattern[str]
    total: re.Pattern[str]
    mean: re.Pattern[str]
    completion: re.Pattern[str]
    target: re.Pattern[str]
    full: re.Pattern[str]
    got: re.Pattern[str]


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    cues, fields = lexicon.knowledge.cues, lexicon.knowledge.indicators.field
    words = (*cues.rise, *cues.fall)
    tail = r"(?:了|额|数|量|值|幅度|金额|资金|支出|收入|人数)?$"
    return _Patterns(
        change=re.compile(
            rf"(?P<word>{any_of(w for w in words if len(w) > 1)}){tail}"
            rf"|(?:[比较超与净各共再]|^|[)、])[^,]{{0,12}}?(?P<brief>{any_of(w for w in words if len(w) == 1)}){tail}"
        ),
        falls=re.compile(any_of(cues.fall)),
        fall_name=re.compile(r"(?:降幅|降低率|下降率|减幅|压减率|负增长|跌幅)$"),
        growth=re.compile(r"(?:增幅|增速|增长率|涨幅|升幅|变动率|增长幅度|降幅|降低率|下降率|减幅|压减率|跌幅)$"),
        share=re.compile(any_of(cues.share)),
        total=re.compile(
            rf"(?:{any_of(w for w in cues.total if len(w) > 1)}|{_TOGETHER})(?:为|达|达到|有|是)?[^,]{{0,4}}$"
        ),
        mean=re.compile(rf"(?:{any_of(cues.mean)})[^,]{{0,14}}$"),
        completion=re.compile(rf"(?:{any_of(fields.completion)})$"),
        target=re.compile(rf"(?:{any_of(w for w in fields.target if len(w) > 2)})$"),
        full=re.compile(rf"(?:{any_of(fields.full)})$"),
        got=re.compile(rf"(?:{any_of(fields.got)})$"),
    )
