"""Fields of an indicator or a score: what the words before a figure make of it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.sentences import Item
from toolkit.knowledge.patterns import any_of, beginning
from toolkit.records import Dimension

COPULA = r"(?:分别|各|均|都|已|约为|为|是|达到了|达到|达成|达|有|在|到|至|约|:|=|应|需|要|设定|设置|定|共|,)*"
NOT_LEVELS = "(?!(?:一、二|二、三|三、四|四、五|五、六)[级类等季期线档])"  # 三、四级手术占比 is no third item
MARKER = re.compile(
    rf"\s*(?:{NOT_LEVELS}[一二三四五六七八九十]{{1,3}}[、.]"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[.、](?!\d)|\.(?=20\d\d年))"
    r"|指标[\d一二三四五六七八九十]{1,2}[:.、]|[①-⑳]|-{1,2}|[●■◆·•])*"
)
_WHEN = r"(?:(?:19|20)\d\d年(?:度|末|底)?|截至[^,]{0,14}?|全年|本年度?|年末|年底|当年|已经?|累计|共|其中|目前|现){0,4}"
_GOAL_OF = re.compile(r"(?:目标(?:值|任务|数)?|任务(?:数|量)?|计划(?:数|任务)?|指标值)的$")
_FAR = 80
_WHY_LOST = re.compile(r"分?,?(?:主要)?(?:系|为|是因为|是|由于|因|,)?(?P<why>[^。;]{2,160})")
_WHY_TAIL = re.compile(r"(?:所致|导致|造成|引起)$")


class Field(StrEnum):
    """What a figure is to an indicator or a score."""

    TARGET = "target"
    ACTUAL = "actual"
    DONE = "done"  # said with a bare 完成 or 达到: an actual value where nothing better is
    COMPLETION = "completion"
    FULL = "full"
    GOT = "got"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class FieldPatterns:
    """The words of knowledge as patterns over the text before a figure."""

    target: re.Pattern[str]
    weak_target: re.Pattern[str]
    actual: re.Pattern[str]
    done: re.Pattern[str]
    completion: re.Pattern[str]
    full: re.Pattern[str]
    got: re.Pattern[str]
    lost: re.Pattern[str]
    opens: re.Pattern[str]
    scored: re.Pattern[str]
    target_opens: re.Pattern[str]
    target_said: re.Pattern[str]
    actual_said: re.Pattern[str]
    reason: re.Pattern[str]
    result: re.Pattern[str]
    mean: re.Pattern[str]
    qualitative: frozenset[str]
    forecast: re.Pattern[str]

    def of(self, item: Item) -> Field | None:
        """Return what the words before a figure make of it."""
        lead = near(item.lead)
        if item.dimension is Dimension.SCORE:
            return self.mark(lead)
        ratio = item.dimension is Dimension.RATIO or item.unit is None
        if ratio and (self.completion.search(lead) or _GOAL_OF.search(lead)):
            return Field.COMPLETION
        if self.target.search(lead) or self.weak_target.search(lead):
            return Field.TARGET
        if self.actual.search(lead):
            return Field.ACTUAL
        return Field.DONE if self.done.search(lead) else None

    def mark(self, lead: str) -> Field | None:
        """Return what the words before a score make of it."""
        lead = near(lead)
        if self.lost.search(lead):
            return Field.LOST
        full, got = self.full.search(lead), self.got.search(lead)
        if full and got:  # 自评总分 ends in 总分: the longer word tells
            return Field.GOT if got.start() < full.start() else Field.FULL
        return Field.FULL if full else Field.GOT if got else None


def near(lead: str) -> str:
    """Return the end of the words before a figure: what names it is never farther away."""
    return lead if len(lead) <= _FAR else "…" + lead[-_FAR:]


@cache
def patterns(lexicon: Lexicon) -> FieldPatterns:
    """Compile the field words of ``lexicon``'s knowledge."""
    words, cues = lexicon.knowledge.indicators.field, lexicon.knowledge.cues
    strong = any_of(w for w in words.target if len(w) > 2)
    weak = any_of(w for w in words.target if len(w) <= 2)
    aimed = beginning(("该", "本", "其", "的", *words.target))
    actual = any_of(words.actual)
    any_field = any_of((*words.target, *words.actual, *words.completion, *words.full, *words.got))
    marks = any_of((*words.full, *words.got, *words.lost))
    figure = r"[\d≥≤<>~+-]|不[低少高大小超]|小于|大于|至少|控制在|每"
    words_only = r"“?[^,;。:()\d]{2,24}(?:[,;。)]|$)"
    moves = r"(?:增长|提高|提升|上升|增加|下降|降低|压减|减少|降至|提高到|增长到)?"
    value = rf"(?:{COPULA}{moves}(?={figure})|(?:设定)?(?:为|是|:)(?={words_only}))"
    return FieldPatterns(
        target=re.compile(rf"(?:{strong})(?:数量?|值)?{COPULA}(?:每[^,0-9]{{1,6}})?$"),
        weak_target=re.compile(rf"^(?:其|本年度?|全年|年初|年度|(?:19|20)\d\d年度?)*(?:{weak}){COPULA}[^,0-9]{{0,8}}$"),
        actual=re.compile(rf"^{_WHEN}(?:{actual})[^,0-9]{{0,10}}$"),
        done=re.compile(rf"^{_WHEN}(?:完成|达到|达|实现)了?[^,0-9]{{0,6}}$"),
        completion=re.compile(rf"(?P<word>{any_of(words.completion)})(?:{COPULA}|均?按)$"),
        full=re.compile(rf"(?P<word>{any_of(words.full)}){COPULA}$"),
        got=re.compile(rf"(?P<word>{any_of(words.got)}){COPULA}$"),
        lost=re.compile(rf"(?P<word>{any_of(words.lost)}){COPULA}$"),
        opens=re.compile(rf"(?:其中)?,?(?:该指标|本指标|该项|其)?(?:的)?(?:{any_field}){value}"),
        scored=re.compile(rf"[,:(。]*(?:(?:{marks}){COPULA}\d[\d.]*分[,;)。、]*){{1,4}}"),
        target_opens=re.compile(rf"{aimed}(?:该指标|本指标|其)?的?(?P<word>{strong}|{weak}){value}"),
        target_said=re.compile(rf"(?:{strong})(?P<be>(?:设定)?(?:为|是|:))?(?P<said>“?[^,;。()\d]{{2,24}})"),
        actual_said=re.compile(
            rf"(?:{any_of(w for w in words.actual if len(w) > 2)})(?P<be>为|是|:)?(?P<said>“?[^,;。()\d]{{1,24}})"
        ),
        reason=re.compile(rf"(?:{any_of(words.deviation)})(?:主要是|是|为|:|在于|系|,)*(?P<why>[^。;]{{2,160}})"),
        result=re.compile(rf",(?:{any_of((*words.actual, *words.completion))}|完成|达到)"),
        mean=lexicon.mean,
        qualitative=frozenset(cues.qualitative),
        forecast=re.compile(any_of(cues.forecast)),
    )


def reason(text: str, start: int, end: int, losses: list[Item], known: FieldPatterns) -> tuple[int, int] | None:
    """Find why points or targets were missed: words after 原因, or after 扣0.5分."""
    if match := known.reason.search(text, start, end):
        return _trimmed(text, *match.span("why"))
    for loss in losses:
        match = _WHY_LOST.match(text, loss.token.end, end)
        if match and not known.opens.match(text, match.start("why")) and not text.startswith("扣", match.start("why")):
            return _trimmed(text, *match.span("why"))
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    tail = _WHY_TAIL.search(text, start, end)
    end = tail.start() if tail else end
    while end > start and text[end - 1] in ",、)":
        end -= 1
    return start, end
