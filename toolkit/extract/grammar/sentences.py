"""Sentences as rows of figures, each with what the words before it make of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from toolkit.extract.grammar.dates import Dated
from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.lexicon import SCALES, Lexicon, any_of
from toolkit.extract.grammar.quantities import Token
from toolkit.records import Dimension, Quantity, Span, Unit
from toolkit.records.facts import Role

_STOP = re.compile(r"[。!?\t|]")
_BOUND = re.compile(r"[,;。:!?()|\t]")
_COPULA = re.compile(
    r"(?:分别|依次|均|都|也|仅|只|已|已经|总共|一共|达到了|达到|达成|(?<=[率度比额值量重例面均数幅])达|为|是|有|到|至|了|:|=|则|就|仍|即|在|各"
    r"|(?<![节制预签契])约)+$"
)
_OPENING = re.compile(
    r"^(?:[、)”]|其中|以及|和|及|与|另|而|则|并|包括|的|中|,|[一二三四五六七八九]是|\(\d+\)|(?:19|20)\d\d年度?|年度|全年|共(?!同))+"
)
_NEW_LEVEL = re.compile(r"(?:到|至|为|成)(?:了)?$")
_LIST_GAP = re.compile(r"[、,和及与]?[^0-9。;!?%]{0,14}")
_PART_OF = re.compile(r"的(?:比例|比重|份额)?(?:分别)?(?:为|是|达|达到)?$")
_MORE_OR_LESS = re.compile(r"[比较][^,]{0,12}([多少])[\u4e00-\u9fff]{1,4}$")
_THAN_LEVEL = re.compile(r"[,、]?[比较][^,]{2,14}$")
_COMPARED = re.compile(r"(?:的[^,]{0,6})?(?:相比|比较|相较)")
_UNIT_AFTER = re.compile(r"\((?:单位[:为]?)?([^()\d]{1,5})\)")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A figure of a sentence.

    ``lead`` is the text since the last comma or figure, ``label`` the name read off it, ``sign`` -1 where it falls,
    ``prior`` True where the words say that it belongs to an earlier period, ``segment`` counts the semicolons before,
    ``bracket`` is where the bracket opens that holds the figure (-1 outside).
    """

    token: Token
    quantity: Quantity
    lead: str
    label: str
    role: Role
    sign: int
    prior: bool
    index: int
    segment: int
    bracket: int
    dated: Dated | None

    @property
    def unit(self) -> Unit | None:
        """The figure's unit."""
        return self.quantity.unit

    @property
    def dimension(self) -> Dimension:
        """What the figure measures; a bare number counts."""
        return self.quantity.unit.dimension if self.quantity.unit else Dimension.COUNT

    @property
    def family(self) -> str:
        """What kind of thing it counts; empty where nothing tells."""
        return self.quantity.unit.family if self.quantity.unit else ""

    def matches(self, other: "Item") -> bool:
        """Tell whether both can be added or divided: same dimension and, where both tell, same family."""
        if self.dimension is not other.dimension:
            return False
        if self.dimension is Dimension.COUNT:
            mine, theirs = self.family, other.family
            return mine == theirs or not mine or not theirs or mine in SCALES or theirs in SCALES
        return self.dimension is not Dimension.OTHER or self.family == other.family


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A stretch ``start:end`` of a flow with its figures; ``text`` is that stretch."""

    flow: Flow
    start: int
    end: int
    items: tuple[Item, ...]
    dated: tuple[Dated, ...]
    number: int
    previous: "Sentence | None" = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The words."""
        return self.flow.text[self.start : self.end]

    def between(self, left: Item, right: Item) -> str:
        """Return the words between two figures."""
        return self.flow.text[left.token.end : right.token.start]

    def after(self, item: Item) -> str:
        """Return the words after a figure, to the next figure or the sentence's end."""
        i = item.index + 1
        end = self.items[i].token.start if i < len(self.items) else self.end
        return self.flow.text[item.token.end : end]

    def span(self, *items: Item) -> Span:
        """Return the document's span from the first to the last of the figures, leads included."""
        first = min(items, key=lambda i: i.token.start)
        last = max(items, key=lambda i: i.token.end)
        return self.flow.span(max(first.token.start - len(first.lead), self.start), last.token.end)


def sentences(flow: Flow, tokens: list[Token], dated: list[Dated], lexicon: Lexicon, first: int) -> Iterator[Sentence]:
    """Cut a flow into sentences and read the role of each figure."""
    reader = _Reader(flow, lexicon)
    edges = [m.end() for m in _STOP.finditer(flow.text)]
    start, t, d, number = 0, 0, 0, first
    previous: Sentence | None = None
    for end in [*edges, len(flow.text)]:
        if end <= start:
            continue
        mine, days = [], []
        while t < len(tokens) and tokens[t].start < end:
            mine.append(tokens[t])
            t += 1
        while d < len(dated) and dated[d].start < end:
            days.append(dated[d])
            d += 1
        items = reader.items(mine, days, start)
        sentence = Sentence(flow, start, end, items, tuple(days), number, previous)
        yield sentence
        previous = replace(sentence, previous=None)
        start = end
        number += 1


class _Reader:
    def __init__(self, flow: Flow, lexicon: Lexicon) -> None:
        self.text, self.lexicon = flow.text, lexicon
        self.patterns = _patterns(lexicon)

    def items(self, tokens: list[Token], dated: list[Dated], start: int) -> tuple[Item, ...]:
        tokens = self._with_units(tokens)
        items: list[Item] = []
        edge, segment, open_brackets = start, 0, _Brackets(self.text, start)
        for index, token in enumerate(tokens):
            lead = self._lead(edge, token)
            segment += self.text.count(";", edge, token.start)
            day = self._date_of(token, dated, edge, start)
            role, sign = self._role(lead, token, items)
            prior = bool(self.lexicon.prior.search(lead) or (role is Role.LEVEL and self._is_compared(lead, token)))
            items.append(
                Item(
                    token,
                    token.quantity,
                    lead,
                    self._label(lead),
                    role,
                    sign,
                    prior,
                    index,
                    segment,
                    self._bracket(token, open_brackets),
                    day,
                )
            )
            edge = token.end
        return tuple(items)

    def _with_units(self, tokens: list[Token]) -> list[Token]:
        """Give figures without a unit the unit of the list they stand in (``27、39、59个``)."""
        out = list(tokens)
        for i in range(len(out) - 1, -1, -1):
            if out[i].quantity.unit is not None:
                continue
            named = _UNIT_AFTER.match(self.text, out[i].end)
            unit = self._named_unit(named.group(1)) if named else None
            if unit is None and i + 1 < len(out):
                gap, follower = self.text[out[i].end : out[i + 1].start], out[i + 1].quantity.unit
                if (
                    follower
                    and follower.dimension is not Dimension.TIME
                    and _LIST_GAP.fullmatch(gap)
                    and gap[:1] in "、,和及与合"
                ):
                    unit = follower
            if unit is not None:
                out[i] = _with_unit(out[i], unit)
        for i in range(1, len(out)):
            if out[i].quantity.unit is None and out[i - 1].quantity.unit is not None:
                gap, leader = self.text[out[i - 1].end : out[i].start], out[i - 1].quantity.unit
                if (
                    leader.dimension is Dimension.COUNT
                    and _LIST_GAP.fullmatch(gap.lstrip("项目事项件宗:"))
                    and (":" in gap or gap[:1] == "、")
                ):
                    out[i] = _with_unit(out[i], leader)
        return out

    def _named_unit(self, text: str) -> Unit | None:
        match = self.lexicon.suffix.fullmatch(text)
        if not match or not (match["unit"] or match["scaled"]):
            return None
        return self.lexicon.unit(
            match["unit"] or match["scaled"], match["scale"] or "", match["per"] or match["per2"] or ""
        )

    def _lead(self, edge: int, token: Token) -> str:
        text = self.text[edge : token.start]
        cut = 0
        for bound in _BOUND.finditer(text):
            cut = bound.end()
        lead = text[cut:]
        if not lead and cut and text[cut - 1] in "(:":
            inner = text[: cut - 1]
            cut = max((b.end() for b in _BOUND.finditer(inner)), default=0)
            lead = inner[cut:]
        return lead

    def _is_compared(self, lead: str, token: Token) -> bool:
        """Tell whether the words make a figure the base: ``比2022年6.15万元…``, ``与2022年支出6.15万元相比``."""
        with_it = re.search(r"[与同和跟]", lead) and _COMPARED.match(self.text, token.end)
        return bool(_THAN_LEVEL.match(lead) or with_it)

    def _bracket(self, token: Token, brackets: "_Brackets") -> int:
        """Return the bracket a figure stands in; one that holds it alone belongs to the words before (``收入（5亿元）``)."""
        alone = self.text[token.start - 1 : token.start] == "(" and self.text[token.end : token.end + 1] == ")"
        return brackets.at(token.start - 1 if alone else token.start)

    def _date_of(self, token: Token, dated: list[Dated], edge: int, start: int) -> Dated | None:
        """Return the date that governs a figure: the last one before it in the sentence."""
        governing = None
        for day in dated:
            if day.end <= token.start:
                governing = day
        return governing

    def _role(self, lead: str, token: Token, items: list[Item]) -> tuple[Role, int]:
        p, unit = self.patterns, token.quantity.unit
        dimension = unit.dimension if unit else Dimension.COUNT
        core = _COPULA.sub("", lead).lstrip("、,和及与")
        if not core and items and self._continues(items[-1], token, dimension):
            return items[-1].role, items[-1].sign
        change = p.change.search(core)
        sign = -1 if change and p.falls.fullmatch(change["word"] or change["brief"]) else 1
        ratio = dimension is Dimension.RATIO
        if p.completion.search(core) and ratio:
            return Role.COMPLETION, 1
        if p.target.search(core):
            return Role.TARGET, 1
        if dimension is Dimension.POINTS:
            return Role.POINTS, sign
        if ratio:
            if p.share.search(lead) or (_PART_OF.match(lead) and items and p.share.search(items[-1].lead)):
                return Role.SHARE, 1
            if (change and not _NEW_LEVEL.search(lead)) or p.growth.search(core):
                return Role.GROWTH, -1 if p.fall_name.search(core) else sign
            return Role.RATE, 1
        if dimension is Dimension.TIMES:
            return (Role.GROWTH, sign) if change or (unit and unit.family == "番") else (Role.RATE, 1)
        if dimension is Dimension.SCORE:
            if p.full.search(core):
                return Role.FULL, 1
            if p.got.search(core):
                return Role.SCORE, 1
        if p.mean.search(lead):
            return Role.MEAN, 1
        if change and not _NEW_LEVEL.search(lead):
            return Role.DELTA, sign
        if verb := _MORE_OR_LESS.search(core):
            return Role.DELTA, -1 if verb.group(1) == "少" else 1
        if p.total.search(lead):
            return Role.TOTAL, 1
        return Role.LEVEL, 1

    def _continues(self, left: Item, token: Token, dimension: Dimension) -> bool:
        """Tell whether a figure goes on a list whose first member was named (``分别增长8.4%、6.1%``)."""
        linked = self.text[left.token.end : token.start] in ("、", ",", "和", "及", "与")
        return linked and left.dimension is dimension and left.role is not Role.TOTAL

    def _label(self, lead: str) -> str:
        core = _OPENING.sub("", lead)
        before, made, name = core.rpartition("由")
        core = name if made and before and len(name) > 1 else core
        core = _COPULA.sub("", core)
        return core[-30:]


class _Brackets:
    """Tells for rising offsets which bracket is open there."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.cursor, self.stack = text, start, list[int]()

    def at(self, offset: int) -> int:
        for i in range(self.cursor, offset):
            if self.text[i] == "(":
                self.stack.append(i)
            elif self.text[i] == ")" and self.stack:
                self.stack.pop()
        self.cursor = offset
        return self.stack[-1] if self.stack else -1


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
        total=re.compile(rf"(?:{any_of(w for w in cues.total if len(w) > 1)}|共)(?:为|达|达到|有|是)?[^,]{{0,4}}$"),
        mean=re.compile(rf"(?:{any_of(cues.mean)})[^,]{{0,14}}$"),
        completion=re.compile(rf"(?:{any_of(fields.completion)})$"),
        target=re.compile(rf"(?:{any_of(w for w in fields.target if len(w) > 2)})$"),
        full=re.compile(rf"(?:{any_of(fields.full)})$"),
        got=re.compile(rf"(?:{any_of(fields.got)})$"),
    )


def _with_unit(token: Token, unit: Unit) -> Token:
    return Token(token.start, token.end, token.number, replace(token.quantity, unit=unit))
