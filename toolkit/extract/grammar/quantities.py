"""Figures: numbers with their units, hedges and limits, wherever they stand."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.extract.grammar.dates import Dated
from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.hedges import limits
from toolkit.extract.grammar.lexicon import SCALES, Lexicon
from toolkit.extract.grammar.names import names
from toolkit.extract.grammar.numerals import numeral
from toolkit.records import Dimension, Op, Quantity, Unit

_LONG = 24  # digits; more than this is a code or a scan error, never an amount
_RANGE = re.compile(r"(?:\(含\))?[~-]{1,2}|至|到")
_FROM = re.compile(r"[由从]")
_FOOTNOTE = re.compile(r"\d{1,2}(?=[,。;、)])")
_QUOTE = "“\"‘'《"
_NO_MINUS = set("0123456789%年月日-")  # a dash after these is a range or a title's
_BELOW_ZERO = {Dimension.MONEY, Dimension.RATIO}  # what may be less than nothing in a year
_LESSER = re.compile(r"(\d{1,4}(?:\.\d+)?)")
_SUMMING = re.compile(r"合计|共计|相加|之和|共占|合占")
_LOST_DIGIT = re.compile(
    r"[\d,.](?:(?<=,)(?<![^为是计达\t|],)\d{3}(?:,\d{3})*(?:\.\d+)?(?!\d)|(?<=\.)(?<![\d.,]\.)\d+(?=%)"
    r"|(?<=\d)(?<![\d.,]\d)\d{0,2}(?:,\d{3})+,\d{1,2}(?=[万亿元%]))"
)
_NO_NUMERAL_AFTER = "第其十百千万亿每数几某唯统同之专逐单"
_HUNDREDS_AFTER = "近约上超逾"  # 近百亿元 is a number, 百姓 and 千家万户 are not
_NO_COUNTERS = {"级", "面", "度", "支", "方", "对", "点", "片", "头"}  # after a numeral these make words


@dataclass(frozen=True, slots=True)
class Token:
    """A quantity at ``start:end`` of a flow; ``number`` is where its digits begin."""

    start: int
    end: int
    number: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Malformed:
    """Digits that are no number as they stand (``,867.48``)."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without the words around it, at ``start:end``."""

    start: int
    end: int
    value: Decimal
    places: int
    unit: Unit | None
    odd: bool = False


def quantities(flow: Flow, lexicon: Lexicon, dated: list[Dated]) -> tuple[list[Token], list[Malformed]]:
    """Find the figures of a flow in order, and what looks like one but is broken."""
    return _Scan(flow, lexicon, dated).run()


class _Scan:
    def __init__(self, flow: Flow, lexicon: Lexicon, dated: list[Dated]) -> None:
        self.flow, self.text, self.lexicon = flow, flow.text, lexicon
        self.masks = sorted([*((d.start, d.end) for d in dated), *names(self.text, lexicon)])
        self.mask_starts = [a for a, _ in self.masks]
        self.tokens: list[Token] = []
        self.malformed = [
            Malformed(*m.span(), why="数字缺位") for m in _LOST_DIGIT.finditer(self.text) if not self._masked(m.start())
        ]

    def run(self) -> tuple[list[Token], list[Malformed]]:
        position, text = 0, self.text
        broken = {i for bad in self.malformed for i in range(bad.start, bad.end)}
        while match := self.lexicon.number.search(text, position):
            position = match.end()
            masked = self._masked(match.start())
            if masked is not None:
                position = max(masked, match.start() + 1)
            elif match.start() not in broken and (number := self._read(match)) is not None:
                token = self._token(number)
                position = max(position, token.end)
                self._keep(token)
        return self.tokens, self.malformed

    def _masked(self, at: int) -> int | None:
        i = bisect_right(self.mask_starts, at) - 1
        return self.masks[i][1] if i >= 0 and at < self.masks[i][1] else None

    def _read(self, match: re.Match[str]) -> _Number | None:
        if match["fraction"]:
            return self._per_hundred(match)
        if match["part"] or match["above"]:
            return self._fraction(match)
        if match["digits"]:
            return self._arabic(match)
        return self._chinese(match)

    def _per_hundred(self, match: re.Match[str]) -> _Number | None:
        raw = match["of"]
        value = Decimal(raw.replace(",", "")) if raw[0].isdigit() else numeral(raw)
        if value is None:
            return None
        unit = self.lexicon.units["‰" if match["fraction"] == "千分之" else "%"]
        if match["fraction"] == "万分之":
            value = value / 100
        return _Number(match.start(), match.end(), value, _places(raw, value), unit)

    def _fraction(self, match: re.Match[str]) -> _Number | None:
        if match["above"]:
            below, above = Decimal(match["below"]), Decimal(match["above"])
        else:
            below, above = numeral(match["part"]) or Decimal(0), numeral(match["parts"]) or Decimal(0)
        if not below or not above:
            return None
        hundredths = 100 / below
        exact = hundredths * below == 100
        dimension, base = (Dimension.RATIO, "%") if exact else (Dimension.OTHER, "1")
        unit = Unit(name="分之", base=base, factor=hundredths if exact else 1 / below, dimension=dimension, family=base)
        return _Number(match.start(), match.end(), above, 0, unit)

    def _arabic(self, match: re.Match[str]) -> _Number | None:
        text, raw, start = self.text, match["digits"], match.start("digits")
        if len(raw) > _LONG:
            return None
        behind_figure = bool(self.tokens) and self.tokens[-1].end == match.start()  # 48.5分-10分 subtracts
        value = Decimal(raw.replace(",", ""))
        end, unit, odd = self._suffix(match.end())
        dash, ahead = match["sign"] == "-" and not behind_figure, text[max(0, start - 2) : start - 1]
        of_year = ahead == "年" and unit is not None and unit.dimension in _BELOW_ZERO  # 2023年-15万元
        signed = dash and (ahead not in _NO_MINUS or of_year)
        begin = match.start() if signed else start
        if unit is None:
            if self.lexicon.named_before.search(text, max(0, begin - 8), begin) or self._is_name(begin, end):
                return None
            if self.tokens and self.tokens[-1].end == begin and _FOOTNOTE.match(text, begin):
                return None
        elif text[begin - 1 : begin] == "第" and begin:
            return None
        elif unit.name in ("亿", "万") and (lesser := _LESSER.match(text, end)):
            return self._compound(begin, value, unit.name, lesser)
        return _Number(begin, end, -value if signed else value, _places(raw, value), unit, odd)

    def _compound(self, begin: int, value: Decimal, scale: str, more: re.Match[str]) -> _Number | None:
        """Read 2亿3000万元 as 23000万元."""
        end, unit, odd = self._suffix(more.end())
        if unit is None:
            return None
        lesser = Decimal(more.group(1))
        name = unit.name.lstrip("十百千万亿") if unit.name not in SCALES else ""
        inner = unit.name[: len(unit.name) - len(name)]
        factor = SCALES[scale] / (SCALES[inner] if inner else Decimal(1))
        return _Number(begin, end, value * factor + lesser, _places(more.group(1), lesser), unit, odd)

    def _is_name(self, begin: int, end: int) -> bool:
        if begin and self.text[begin - 1] in _QUOTE and not self.text[end : end + 1].isdigit():
            return True
        return self.lexicon.named_after.match(self.text, end) is not None

    def _chinese(self, match: re.Match[str]) -> _Number | None:
        text, raw, start = self.text, match["numeral"], match.start()
        before = text[start - 1] if start else ""
        if before and before in _NO_NUMERAL_AFTER:
            return None
        core = raw.rstrip("万亿") or raw
        value = numeral(core)
        if value is not None and "亿" in core and raw[len(core) :] == "万":
            whole = numeral(raw)
            value = whole / SCALES["万"] if whole is not None else None
        end, unit, odd = self._suffix(start + len(core))
        if value is None or unit is None or core in ("万", "亿") or not _counts(core, unit):
            return None
        if core in ("百", "千") and not odd and (not before or before not in _HUNDREDS_AFTER):
            return None
        if unit.name in ("项", "个", "类") and _SUMMING.match(text, end):
            return None  # 三项合计
        return _Number(start, end, value, _places(core, value), unit, odd)

    def _suffix(self, at: int) -> tuple[int, Unit | None, bool]:
        match = self.lexicon.suffix.match(self.text, at)
        assert match
        odd = bool(match["odd"] or match["odd2"] or match["odd3"])
        if match["unit"]:
            return match.end(), self.lexicon.unit(match["unit"], per=match["per"] or ""), odd
        if match["scale"]:
            unit = self.lexicon.unit(match["scaled"] or "", match["scale"], match["per2"] or "")
            return match.end(), unit, odd
        return at, None, False

    def _token(self, number: _Number) -> Token:
        signed = self.text[number.start] == "-"
        words = limits(self.text, number.start, number.end, self.lexicon, odd=number.odd, signed=signed)
        quantity = Quantity(
            value=number.value,
            unit=number.unit,
            span=self.flow.span(words.start, words.end),
            text=self.text[words.start : words.end],
            op=words.op,
            hedge=words.hedge,
            places=number.places,
        )
        return Token(words.start, words.end, number.start, quantity)

    def _keep(self, token: Token) -> None:
        """Add a token, or make it the upper end of a range with the one before."""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and self._spans(last, token):
            q, r = last.quantity, token.quantity
            self.tokens.pop()
            token = Token(
                last.start,
                token.end,
                last.number,
                replace(
                    q,
                    value=min(q.value, r.value) if q.value is not None and r.value is not None else q.value,
                    unit=r.unit,
                    upper=max(q.value, r.value) if q.value is not None and r.value is not None else r.value,
                    op=Op.RANGE,
                    span=q.span.hull(r.span),
                    text=self.text[last.start : token.end],
                    places=max(q.places, r.places),
                ),
            )
        self.tokens.append(token)

    def _spans(self, lower: Token, upper: Token) -> bool:
        """Tell whether two numbers are the ends of a range (63%～68%); 由36处至90处 is none."""
        a, b = lower.quantity, upper.quantity
        if not _RANGE.fullmatch(self.text[lower.end : upper.start]) or a.op is not Op.EQ:
            return False
        if a.value is None or b.value is None or a.value == b.value:
            return False
        falling = a.value > b.value and a.percent and "-" in self.text[lower.end : upper.start]  # 分档80%—60%
        alike = a.unit == b.unit if falling else a.unit is None or a.unit == b.unit
        return (
            (falling or a.value < b.value)
            and alike
            and not _FROM.search(self.text, max(0, lower.start - 12), lower.start)
        )


def _counts(core: str, unit: Unit) -> bool:
    """Tell whether a numeral and what follows count something, and are no word (一个, 十分, 三级)."""
    if unit.name in SCALES or unit.dimension is Dimension.OTHER or unit.name in _NO_COUNTERS:
        return False
    if core == "一":
        return unit.name in ("番", "成")
    return not (core == "十" and unit.name == "分")


def _places(raw: str, value: Decimal) -> int:
    if "." in raw:
        return len(raw.partition(".")[2])
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
