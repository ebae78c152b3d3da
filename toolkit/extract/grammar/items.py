"""The figures of one sentence, each with its lead, label and role."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from toolkit.extract.grammar.dates import Dated
from toolkit.extract.grammar.lexicon import SCALES, Lexicon
from toolkit.extract.grammar.quantities import Token
from toolkit.extract.grammar.roles import COPULA, Reading, role_of
from toolkit.records import Dimension, Quantity, Unit
from toolkit.records.facts import Role

_BOUND = re.compile(r"[,;。:!?()|\t]")
_OPENING = re.compile(
    r"^(?:[、)”,]|其中|以及|和(?![谐平解])|及(?![时格])|与(?!会)|另|而|则|并(?![网购])|包括|的|共(?![同产享青建])"
    r"|中(?![央小国级心药医学标层型长高共青考职介])|[一二三四五六七八九]是|\(\d+\)|(?:19|20)\d\d年度?|年度|全年)+"
)
_LIST_GAP = re.compile(r"[、和及与]?[^0-9,。;!?%]{0,14}|,")
_COLON_GAP = re.compile(r"[项目事件宗个]{0,3}[:、][^0-9,。;!?%]{0,14}")
_JOINTS = ("、", ",", "和", "及", "与")
_THAN_LEVEL = re.compile(
    r"(?:^[,、]?[比较][^,]{2,14}|[比较](?:(?:19|20)\d\d年|[上去前]一?年|同期|上期|年初|年末|上月)[^,]{0,12})$"
)
_COMPARED = re.compile(r"(?:的[^,]{0,6})?(?:相比|比较|相较)")
_UNIT_AFTER = re.compile(r"\((?:单位[:为]?)?([^()\d]{1,5})\)")
_VALUE = re.compile(r"^(?:全年|年度)?(?:实际)?(?:完成|达到|实现)?(?:值|数|情况)$|^实际(?:完成|达到|实现)?$")
_HEAD_NAME = re.compile(
    r"(?:\(?\d{1,2}[.、)]?)?(?:[^“,:。]{0,8}指标[:]?)?“?(?P<name>[^“”,:;、。()\d]{2,24}(?:率|度|占比|比例|比重))”?[,:]"
)
_LONGEST_LEAD = 60
_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A figure of a sentence.

    ``lead`` is the text since the last comma or figure, ``label`` the name read off it, ``sign`` -1 where it falls,
    ``prior`` True where the words say that it belongs to an earlier period, ``segment`` counts the semicolons before,
    ``bracket`` is where the bracket opens that holds the figure (-1 outside), ``dimension`` what it measures: a bare
    number counts.
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
    dimension: Dimension

    @property
    def unit(self) -> Unit | None:
        """The figure's unit."""
        return self.quantity.unit

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


def items(text: str, tokens: list[Token], dated: list[Dated], start: int, lexicon: Lexicon) -> tuple[Item, ...]:
    """Read the figures of the sentence that begins at ``start`` of a flow's text."""
    found: list[Item] = []
    head = _HEAD_NAME.match(text, start)
    edge, segment, brackets = start, 0, _Brackets(text, start)
    day_ends = [d.end for d in dated]
    for index, token in enumerate(_with_units(text, tokens, lexicon)):
        lead = _lead(text, edge, token)
        segment += text.count(";", edge, token.start)
        reading = _reading(text, lead, token, found, lexicon)
        compared = reading.role in (Role.LEVEL, Role.MEAN, Role.TOTAL) and _is_compared(text, lead, token)
        label, ratio = (
            _label(lead),
            token.quantity.unit is not None and token.quantity.unit.dimension is Dimension.RATIO,
        )
        if head is not None and ratio and _VALUE.match(label):  # 指标“办结率”:目标值≥95%,…,实际完成值96%
            label, reading = head["name"], replace(reading, role=Role.RATE)
        day = bisect_right(day_ends, token.start)
        found.append(
            Item(
                token=token,
                quantity=token.quantity,
                lead=lead,
                label=label,
                role=reading.role,
                sign=reading.sign,
                prior=compared or lexicon.prior.search(lead) is not None,
                index=index,
                segment=segment,
                bracket=_bracket(text, token, brackets),
                dated=dated[day - 1] if day else None,
                dimension=token.quantity.unit.dimension if token.quantity.unit else Dimension.COUNT,
            )
        )
        edge = token.end
    return tuple(found)


def _with_units(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Give bare figures the unit of the list they stand in (``27、39、59个``; ``198个：未开工28、在建26``)."""
    out = list(tokens)
    for i in range(len(out) - 1, -1, -1):
        if out[i].quantity.unit is None and (unit := _unit_behind(text, out, i, lexicon)) is not None:
            out[i] = _with_unit(out[i], unit)
    for i in range(1, len(out)):
        leader = out[i - 1].quantity.unit
        if out[i].quantity.unit is not None or leader is None or leader.dimension is not Dimension.COUNT:
            continue
        if _COLON_GAP.fullmatch(text, out[i - 1].end, out[i].start):
            out[i] = _with_unit(out[i], leader)
    return out


def _unit_behind(text: str, tokens: list[Token], i: int, lexicon: Lexicon) -> Unit | None:
    """Return the unit in brackets behind a bare number, or that of the next member of its list."""
    named = _UNIT_AFTER.match(text, tokens[i].end)
    if named is not None:
        match = lexicon.suffix.fullmatch(named.group(1))
        if match is not None and (name := match["unit"] or match["scaled"]):
            return lexicon.unit(name, match["scale"] or "", match["per"] or match["per2"] or "")
    follower = tokens[i + 1].quantity.unit if i + 1 < len(tokens) else None
    if follower is None or follower.dimension is Dimension.TIME:
        return None
    gap = text[tokens[i].end : tokens[i + 1].start]
    return follower if gap[:1] in "、,和及与合" and _LIST_GAP.fullmatch(gap) else None


def _lead(text: str, edge: int, token: Token) -> str:
    """Return the words since the last figure or clause mark; before a bracket where the bracket opens on the figure."""
    words = text[max(edge, token.start - _LONGEST_LEAD) : token.start]
    cut = max((b.end() for b in _BOUND.finditer(words)), default=0)
    if cut == len(words) and words[-1:] in ("(", ":"):
        words = words[:-1]
        cut = max((b.end() for b in _BOUND.finditer(words)), default=0)
    return words[cut:]


def _label(lead: str) -> str:
    core = _OPENING.sub("", lead)
    before, made, name = core.rpartition("由")
    core = name if made and before and len(name) > 1 else core
    return COPULA.sub("", core)[-_LONGEST_LABEL:]


def _reading(text: str, lead: str, token: Token, found: list[Item], lexicon: Lexicon) -> Reading:
    """Read a figure's role; one that goes on a list has that of the member before (``分别增长8.4%、6.1%``)."""
    unit, last = token.quantity.unit, found[-1] if found else None
    if last is not None and not COPULA.sub("", lead).lstrip("、,和及与"):
        linked = text[last.token.end : token.start] in _JOINTS
        alike = last.dimension is (unit.dimension if unit else Dimension.COUNT)
        if linked and alike and last.role is not Role.TOTAL:
            return Reading(last.role, last.sign)
    return role_of(lead, unit, last.lead if last else "", lexicon)


def _is_compared(text: str, lead: str, token: Token) -> bool:
    """Tell whether the words make a figure the base: ``比2022年6.15万元…``, ``与2022年支出6.15万元相比``."""
    with_it = re.search(r"[与同和跟]", lead) and _COMPARED.match(text, token.end)
    return bool(_THAN_LEVEL.search(lead) or with_it)


def _bracket(text: str, token: Token, brackets: "_Brackets") -> int:
    """Return the bracket that holds a figure; in ``收入（5亿元）`` the figure belongs to the words before."""
    alone = text[token.start - 1 : token.start] == "(" and text[token.end : token.end + 1] == ")"
    return brackets.at(token.start - 1 if alone else token.start)


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
        self.cursor = max(self.cursor, offset)
        return self.stack[-1] if self.stack else -1


def _with_unit(token: Token, unit: Unit) -> Token:
    return replace(token, quantity=replace(token.quantity, unit=unit))
