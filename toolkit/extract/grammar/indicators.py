"""Indicators in running text: what was aimed at, what was reached, and how it was scored."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.extract.grammar.fields import Field, FieldPatterns, near, patterns, reason
from toolkit.extract.grammar.frames import Frame, Part, frames
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.extract.grammar.sentences import Item
from toolkit.records import Dimension, Op, Quantity, Span
from toolkit.records.facts import Fact, Indicator, Role

_RATE_NAME = re.compile(r"(?:率|度|比例|占比|比重|增幅|增速|降幅|比)$")
_NO_RATE = re.compile(r"(?:进度|长度|宽度|高度|深度|厚度|制度|强度|密度|里程)$")
_GROWTH_NAME = re.compile(r"(?:增长率|增长|增幅|增速|增长幅度|下降率|降幅|降低率|压减率)$")
_LEAD = re.compile(
    r"^(?:(?:19|20)\d\d年(?:度|末|底)?|\d{1,2}(?:月|-\d{1,2}月)份?|全年|本年度?|我[镇局院校街委县市区]|其中|使|年末|实现|则|[、和及])+"
)
_SAID_END = re.compile(
    r"(?:分别|约为|为|是|达到了|达到|达成|达|有|到|至|约|:|=|(?<![人生户亩台件场日月年次])均|都|仅|已)+$"
)
_UNTIL = re.compile(r"(?:截至|截止|至|到)(?:目前)?$")
_BASE = re.compile(r"应|计划|拟|需|符合|受理|发放|抽查|抽检|参加|其中|不|未|上年|去年|扣")
_NOT_ACTUAL = (Field.TARGET, Field.FULL, Field.GOT, Field.LOST)
_LAST = 6
_PART_YEAR = re.compile(r"[-~至到]|季度|上半年")


Framed = tuple[Frame, Indicator]
"""An indicator, and the stretch of text that it was read from."""


def framed(reading: Reading, headings: Sequence[Fact]) -> list[Framed]:
    """Read the indicators that stand in paragraphs."""
    known = patterns(reading.lexicon)
    read = ((frame, FrameReader(frame, known).indicator()) for frame in frames(reading, headings))
    return [(frame, indicator) for frame, indicator in read if indicator]


def indicators(in_prose: Sequence[Framed]) -> list[Indicator]:
    """Keep one of the indicators that a goal section and a result section both name."""
    found = [indicator for _, indicator in in_prose]
    results = {i.name for i in found if i.actual or i.completion}
    kept: list[Indicator] = []
    goals: dict[str, Quantity] = {}
    for indicator in found:
        if indicator.name not in results or indicator.actual or indicator.completion:
            kept.append(indicator)
        elif indicator.target:
            goals[indicator.name] = indicator.target
    return [i if i.target else replace(i, target=goals.get(i.name)) for i in kept]


class FrameReader:
    """Reads the fields of one frame."""

    def __init__(self, frame: Frame, known: FieldPatterns) -> None:
        self.frame, self.known = frame, known
        self.name = frame.name
        self.rate = bool(_RATE_NAME.search(self.name)) and not _NO_RATE.search(self.name)
        named = frame.opening.name_end
        found = ((part, item) for part in frame.parts for item in _items(part))
        self.items = [(p, i) for p, i in found if p is not frame.parts[0] or i.token.start >= named]
        if self.items:
            self.items[0] = (self.items[0][0], self._unnamed(self.items[0][1]))
        self.kinds = [known.of(item) for _, item in self.items]
        means = any(item.role is Role.MEAN for _, item in self.items)
        self.mean = means and not self.rate and known.mean.search(self.name) is not None
        self.target_units: set[str] = set()
        self.spans: list[Span] = []

    def indicator(self) -> Indicator | None:
        frame = self.frame
        if frame.category is None and frame.level1 is None and not frame.listed:
            return None
        target = self._target()
        self.target_units = {target.unit.name} if target and target.unit and not self.rate else set()
        actual_at = self._actual(target)
        completion = self._completion(actual_at)
        actual = self._use(actual_at)
        target = target or self.said(self.known.target_said)
        actual = actual or self.said(self.known.actual_said)
        full, got = self._mark(Field.FULL), self._mark(Field.GOT)
        if not (target or completion or (frame.opening.stated and (actual or got))):
            return None
        if frame.category is None and frame.level1 is None and not (target and actual):
            return None
        deviation = self._deviation()
        period = self.period(actual_at)
        part, opening = frame.parts[0], frame.opening
        flow = part.block.flow
        name_span = flow.span(opening.name_start, opening.name_end)
        span = flow.span(opening.start, opening.name_end)
        for other in self.spans:
            span = span.hull(other)
        return Indicator(
            span=span,
            level1=frame.level1,
            category=frame.category,
            name=self.name,
            name_span=name_span,
            target=target,
            actual=actual,
            completion=completion,
            full=full,
            got=got,
            deviation=deviation,
            period=period[0] if period else None,
            forecast=bool(period and period[1]) or self.forecast(span),
        )

    def _unnamed(self, item: Item) -> Item:
        """Read a figure's lead without the indicator's name before its target (1.门诊人次目标6万人次)."""
        _, said, rest = item.lead.partition(self.name)
        aims = said and (self.known.target.search(rest) or self.known.weak_target.search(rest))
        return replace(item, lead=rest) if aims else item

    def _use(self, at: int | None) -> Quantity | None:
        if at is None:
            return None
        quantity = self.printed(at)
        self.spans.append(quantity.span)
        return quantity

    def printed(self, at: int) -> Quantity:
        """Return a figure as it is printed."""
        part, item = self.items[at]
        return _printed(part.block, item)

    def targets(self) -> list[int]:
        """Return which figures are said to be the target, the likeliest first."""
        stated = [i for i, kind in enumerate(self.kinds) if kind is Field.TARGET]
        if not stated and self.items:
            first = self.items[0][1]
            said = _said(first.lead)
            bare = said == "" or said.endswith(self.name)
            stated = [0] if bare and first.quantity.op in (Op.GE, Op.LE, Op.GT, Op.LT) else []
        return sorted(stated, key=lambda i: self.rate and not self._is_rate(self.items[i][1]))

    def _target(self) -> Quantity | None:
        return self._use(next(iter(self.targets()), None))

    def _is_rate(self, item: Item) -> bool:
        return item.dimension is Dimension.RATIO

    def _actual(self, target: Quantity | None) -> int | None:
        best: tuple[int, int] | None = None
        for i, (_, item) in enumerate(self.items):
            rank = self.rank(i, item)
            if rank is None or not self.fits(item, target):
                continue
            if best is None or rank < best[0]:
                best = (rank, i)
        return best[1] if best else None

    def rank(self, i: int, item: Item) -> int | None:
        """Tell how surely a figure is the indicator's actual value; 0 is surest."""
        kind, said = self.kinds[i], _said(item.lead)
        if item.prior or item.quantity.op in (Op.GE, Op.LE) or kind in _NOT_ACTUAL:
            return None
        if kind is Field.ACTUAL:
            whole = self.mean and item.unit is not None and item.unit.name not in self.target_units
            return _LAST if whole and self.target_units else 0  # 目标2000元，实际支出300万元，人均1930元
        if kind is Field.COMPLETION:
            own = said == self.name or (self.name.endswith(said) and not self._surely_completion(said))
            return 1 if said and own and self._other_completion(i) else None
        return self._rank_of_label(said, item, kind) if said else None

    def _rank_of_label(self, said: str, item: Item, kind: Field | None) -> int | None:
        if self.mean:
            return 1 if item.role is Role.MEAN else None
        if said.endswith(self.name) or (len(said) > 1 and self.name.endswith(said)) or _tail(said, self.name):
            return 1
        if item.role is Role.GROWTH and _GROWTH_NAME.search(self.name):
            return 2
        if kind is Field.DONE:
            return 3
        if len(said) > 2 and said in self.name:
            return 4
        speaks = not _BASE.search(said) and any(a + b in self.name for a, b in pairwise(said))
        return 5 if speaks and item.unit and item.unit.name in self.target_units else None

    def _surely_completion(self, said: str) -> bool:
        return said.startswith(("指标", "目标", "任务", "达成"))

    def _other_completion(self, i: int) -> bool:
        """Tell whether another figure is the completion rate, so that this one, named 完成率 too, is the value."""
        label = _said(self.items[i][1].lead)
        if label == self.name:
            return True
        return any(k is Field.COMPLETION and j != i for j, k in enumerate(self.kinds))

    def fits(self, item: Item, target: Quantity | None) -> bool:
        bare = item.unit is None and _said(item.lead).endswith(self.name[-2:])
        if self.rate and not (self._is_rate(item) or bare):
            return False
        if target is None or target.value is None or item.unit is None or target.unit is None:
            return True
        return target.unit.dimension is item.dimension

    def completions(self, actual: int | None) -> list[int]:
        """Return which figures are said to be the completion rate."""
        return [i for i, kind in enumerate(self.kinds) if kind is Field.COMPLETION and i != actual]

    def _completion(self, actual: int | None) -> Quantity | None:
        return self._use(next(iter(self.completions(actual)), None))

    def _mark(self, kind: Field) -> Quantity | None:
        stated = [i for i, k in enumerate(self.kinds) if k is kind]
        if not stated and kind is Field.FULL:
            stated = [i for i, (part, item) in enumerate(self.items) if _bracketed_mark(part.block, item)]
        return self._use(next(iter(stated), None))

    def said(self, pattern: re.Pattern[str]) -> Quantity | None:
        """Read a value that is words and no number (逐步提升)."""
        for part in self.frame.parts:
            text = part.block.flow.text
            for match in pattern.finditer(text, max(part.start, self._after_name(part)), part.end):
                words = match["said"].strip("“”")
                if not match["be"] and words not in self.known.qualitative:
                    continue
                if text[match.end() : match.end() + 1] not in ("", ",", ";", "。", ")", "”"):
                    continue
                start = match.start("said") + match["said"].find(words)
                span = part.block.flow.span(start, start + len(words))
                self.spans.append(span)
                return Quantity(value=None, unit=None, span=span, text=words, op=Op.QUALITATIVE)
        return None

    def _after_name(self, part: Part) -> int:
        return self.frame.opening.name_end if part is self.frame.parts[0] else part.start

    def _deviation(self) -> str | None:
        for part in self.frame.parts:
            text = part.block.flow.text
            losses = [item for p, item in self.items if p is part and self.known.of(item) is Field.LOST]
            self.spans.extend(loss.quantity.span for loss in losses)
            if why := reason(text, self._after_name(part), part.end, losses, self.known):
                self.spans.append(part.block.flow.span(*why))
                return text[why[0] : why[1]]
        return None

    def period(self, actual: int | None) -> tuple[str, bool] | None:
        """Return the period the actual value speaks of, and whether it is a part of the year that goes on."""
        if actual is None:
            return None
        part, item = self.items[actual]
        begin, text = self._after_name(part), part.block.flow.text
        dated = part.block.dated
        days = dated[
            bisect_left(dated, begin, key=lambda d: d.start) : bisect_right(
                dated, item.token.start, key=lambda d: d.end
            )
        ]
        days = [d for d in days if d.year and d.period]
        if not days:
            return None
        day = max(days, key=lambda d: (d.year or 0, d.start))
        if day.period is None or _UNTIL.search(text[max(0, day.start - 4) : day.start]):
            return None
        words, end = text[day.start : day.end], day.period.end
        ongoing = bool(_PART_YEAR.search(words)) and day.period.start.month == 1 and (end.month, end.day) != (12, 31)
        return words, ongoing

    def forecast(self, span: Span) -> bool:
        for part in self.frame.parts:
            flow = part.block.flow
            match = self.known.forecast.search(flow.text, self._after_name(part), part.end)
            if match and flow.at[match.start()] < span.end:
                return True
        return False


def _items(part: Part) -> Iterator[Item]:
    sentences = part.block.sentences
    for sentence in sentences[bisect_right(sentences, part.start, key=lambda s: s.end) :]:
        if sentence.start >= part.end:
            return
        for item in sentence.items[bisect_left(sentence.items, part.start, key=lambda i: i.token.start) :]:
            if item.token.start >= part.end:
                return
            yield item


def _printed(block: BlockReading, item: Item) -> Quantity:
    """Return the figure as printed: a comma lends no unit to a number that has none (控制率为0，完成率为100%)."""
    i = bisect_left(block.tokens, item.token.start, key=lambda t: t.start)
    own = block.tokens[i].quantity
    lent = own.unit is None and block.flow.text[item.token.end : item.token.end + 1] not in ("、", "和", "及", "(")
    return own if lent else item.quantity


def _bracketed_mark(block: BlockReading, item: Item) -> bool:
    text = block.flow.text
    return item.dimension is Dimension.SCORE and text[item.token.start - 1 : item.token.start] == "("


def _said(lead: str) -> str:
    return _SAID_END.sub("", _LEAD.sub("", near(lead)))


def _tail(said: str, name: str) -> bool:
    """Tell whether both end in the same rate (调查满意度, 群众满意度)."""
    return len(said) > 2 and len(name) > 2 and said[-3:] == name[-3:]
