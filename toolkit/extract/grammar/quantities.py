"""Figures: numbers with their units, hedges and limits, wherever they stand."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.extract.grammar.dates import Dated
from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.lexicon import SCALES, Lexicon
from toolkit.extract.grammar.numerals import numeral
from toolkit.records import Dimension, Hedge, Op, Quantity, Unit

_LONG = 24  # digits; more than this is a code or a scan error, never an amount
_RANGE = re.compile(r"[~-]{1,2}|至|到")
_RATIO_CHAIN = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+")
_MARKER = re.compile(r"\(\d{1,2}\)|[①-⑳]")
_FOOTNOTE = re.compile(r"\d{1,2}(?=[,。;、)])")
_QUOTED = re.compile(r"[“\"‘'《]$")
_SUMMING = re.compile(r"(?:合计|共计|相加|之和|共占|合占)")
_LOST_DIGIT = re.compile(r"(?:(?<=[为是计达\t|])|^),\d{3}(?:,\d{3})*(?:\.\d+)?(?!\d)|(?<![\d.,])\.\d+(?=%)")


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


def quantities(flow: Flow, lexicon: Lexicon, dated: list[Dated]) -> tuple[list[Token], list[Malformed]]:
    """Find the figures of a flow in order, and what looks like one but is broken."""
    return _Scan(flow, lexicon, dated).run()


class _Scan:
    def __init__(self, flow: Flow, lexicon: Lexicon, dated: list[Dated]) -> None:
        self.flow, self.text, self.lexicon = flow, flow.text, lexicon
        masks = [(d.start, d.end) for d in dated]
        masks += [m.span() for m in _MARKER.finditer(self.text)]
        self.masks = sorted(masks)
        self.mask_starts = [a for a, _ in self.masks]
        self.tokens: list[Token] = []
        self.malformed = [
            Malformed(*m.span(), why="数字缺位") for m in _LOST_DIGIT.finditer(self.text) if not self._masked(m.start())
        ]

    def run(self) -> tuple[list[Token], list[Malformed]]:
        position, text = 0, self.text
        while match := self.lexicon.number.search(text, position):
            position = match.end()
            masked = self._masked(match.start())
            if masked is not None:
                position = max(masked, match.start() + 1)
                continue
            if any(bad.start <= match.start() < bad.end for bad in self.malformed):
                continue
            token = self._read(match)
            if token is None:
                continue
            position = max(position, token.end)
            self._keep(token)
        return self.tokens, self.malformed

    def _masked(self, at: int) -> int | None:
        i = bisect_right(self.mask_starts, at) - 1
        return self.masks[i][1] if i >= 0 and at < self.masks[i][1] else None

    def _read(self, match: re.Match[str]) -> Token | None:
        if match["fraction"]:
            return self._fraction(match)
        if match["part"]:
            return self._parts(match)
        if match["digits"]:
            return self._arabic(match)
        return self._chinese(match)

    def _fraction(self, match: re.Match[str]) -> Token | None:
        raw = match["of"]
        value = Decimal(raw.replace(",", "")) if raw[0].isdigit() else numeral(raw)
        if value is None:
            return None
        unit = self.lexicon.units["‰" if match["fraction"] == "千分之" else "%"]
        if match["fraction"] == "万分之":
            value = value / 100
        return self._token(match.start(), match.start(), match.end(), value, unit, _places(raw, value))

    def _parts(self, match: re.Match[str]) -> Token | None:
        below, above = numeral(match["part"]), numeral(match["parts"])
        if not below or above is None:
            return None
        unit = Unit(name="分之", base="1", factor=1 / below, dimension=Dimension.OTHER, family="分之")
        return self._token(match.start(), match.start(), match.end(), above, unit, 0)

    def _arabic(self, match: re.Match[str]) -> Token | None:
        text, raw = self.text, match["digits"]
        start = match.start("digits")
        if len(raw) > _LONG:
            return None
        negative = match["sign"] == "-" and not (match.start() and text[match.start() - 1] in "0123456789%年月日")
        begin = match.start() if negative or match["sign"] == "+" else start
        value = Decimal(raw.replace(",", ""))
        end, unit, odd = self._suffix(match.end())
        if unit is not None and unit.dimension is Dimension.COUNT and unit.name in SCALES:
            more = re.compile(r"(\d{1,4}(?:\.\d+)?)").match(text, end)
            if more and unit.name in ("亿", "万"):
                return self._compound(begin, value, unit.name, more)
        if unit is None:
            window = text[max(0, begin - 8) : begin]
            if self.lexicon.named_before.search(window) or self._is_name(begin, end):
                return None
            if self.tokens and self.tokens[-1].end == begin and _FOOTNOTE.match(text, begin):
                return None
        elif re.search(r"第$", text[max(0, begin - 1) : begin]):
            return None
        return self._token(
            begin, start, end, -value if negative else value, unit, _places(raw, value), odd=odd, signed=negative
        )

    def _compound(self, begin: int, value: Decimal, scale: str, more: re.Match[str]) -> Token | None:
        """Read 2亿3000万元 as 23000万元."""
        end, unit, odd = self._suffix(more.end())
        if unit is None:
            return None
        lesser = Decimal(more.group(1))
        name = unit.name.lstrip("十百千万亿") if unit.name not in SCALES else ""
        inner = unit.name[: len(unit.name) - len(name)]
        factor = SCALES[scale] / (SCALES[inner] if inner else Decimal(1))
        return self._token(begin, begin, end, value * factor + lesser, unit, _places(more.group(1), lesser), odd=odd)

    def _is_name(self, begin: int, end: int) -> bool:
        text = self.text
        if _QUOTED.search(text[max(0, begin - 1) : begin]) and not text[end : end + 1].isdigit():
            return True
        after = self.lexicon.named_after.match(text, end)
        return after is not None

    def _chinese(self, match: re.Match[str]) -> Token | None:
        text, raw = self.text, match["numeral"]
        start, end = match.span()
        if start and text[start - 1] in "第其十百千万亿每数几某唯统同之专逐单":
            return None
        scale_at = len(raw.rstrip("万亿"))
        core = raw[:scale_at] or raw
        value = numeral(core)
        if value is None or core in "万亿" or (core in ("百", "千") and text[start - 1 : start] not in "近约上超逾"):
            return None
        scan_from = start + len(core)
        end, unit, odd = self._suffix(scan_from)
        if unit is None or unit.name in SCALES or unit.dimension is Dimension.OTHER:
            return None
        if unit.name in ("项", "个", "类") and _SUMMING.match(text, end):
            return None
        if (
            core == "一"
            or (core == "十" and unit.name == "分")
            or unit.name in ("级", "面", "度", "支", "方", "对", "点", "片", "头")
        ):
            return None
        return self._token(start, start, end, value, unit, _places(core, value), odd=odd)

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

    def _token(
        self,
        begin: int,
        number: int,
        end: int,
        value: Decimal,
        unit: Unit | None,
        places: int,
        *,
        odd: bool = False,
        signed: bool = False,
    ) -> Token:
        text = self.text
        op, hedge, start = Op.EQ, Hedge.ODD if odd else None, begin
        before = self.lexicon.before.search(text, max(0, begin - 8), begin)
        if before and not signed:
            kind = before.lastgroup
            start = before.start()
            op = {"ge": Op.GE, "le": Op.LE, "gt": Op.GT, "lt": Op.LT, "over": Op.GT}.get(kind or "", Op.ABOUT)
            hedge = {
                "over": Hedge.OVER,
                "gt": Hedge.OVER,
                "lt": Hedge.NEARLY,
                "near": Hedge.NEARLY,
                "about": Hedge.ABOUT,
            }.get(kind or "", hedge)
        after = self.lexicon.after.match(text, end)
        if after:
            end = after.end()
            if after["about"]:
                op, hedge = Op.ABOUT, Hedge.ABOUT
            else:
                op = Op.GE if after["ge"] else Op.LE
                hedge = None
        elif hedge is Hedge.ODD and op is Op.EQ:
            op = Op.ABOUT
        quantity = Quantity(
            value=value,
            unit=unit,
            span=self.flow.span(start, end),
            text=text[start:end],
            op=op,
            hedge=hedge,
            places=places,
        )
        return Token(start, end, number, quantity)

    def _keep(self, token: Token) -> None:
        """Add a token, or make it the upper end of a range with the one before."""
        if self.tokens:
            last = self.tokens[-1]
            between = self.text[last.end : token.start]
            q, r = last.quantity, token.quantity
            if (
                between
                and _RANGE.fullmatch(between)
                and q.value is not None
                and r.value is not None
                and q.value < r.value
                and (q.unit is None or q.unit == r.unit)
                and q.op is Op.EQ
                and not re.search(r"[由从]", self.text[max(0, last.start - 12) : last.start])
            ):
                merged = replace(
                    q,
                    unit=r.unit,
                    upper=r.value,
                    op=Op.RANGE,
                    span=q.span.hull(r.span),
                    text=self.text[last.start : token.end],
                    places=max(q.places, r.places),
                )
                self.tokens[-1] = Token(last.start, token.end, last.number, merged)
                return
        self.tokens.append(token)


def _places(raw: str, value: Decimal) -> int:
    if "." in raw:
        return len(raw.partition(".")[2])
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
