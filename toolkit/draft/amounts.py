"""Figures of the form, read strictly: a number, and no unit but the one that was asked for."""

import re
from dataclasses import dataclass
from decimal import Decimal

from toolkit.knowledge import Knowledge
from toolkit.records import Dimension, Quantity, Span, Unit
from toolkit.records.settle import settle

_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,9})?)\s*(\S.{0,20})?", re.DOTALL)
_DATE = re.compile(r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?.*", re.DOTALL)
_SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is no figure of the wanted kind."""

    why: str


def unit_of(name: str | None, knowledge: Knowledge) -> Unit | None:
    """Return a unit by its name as printed, 万 and 亿 before it read too."""
    if not name:
        return None
    for scale, times in _SCALES.items():
        for entry in knowledge.units.unit:
            if name.startswith(scale) and name[len(scale) :] in entry.names:
                base, family = entry.base or name, entry.family or entry.base or name
                return Unit(name=name, base=base, factor=entry.factor * times, dimension=entry.dimension, family=family)
    return Unit(name=name, base=name, factor=Decimal(1), dimension=Dimension.COUNT, family=name)


def figure(given: str, unit: Unit | None, knowledge: Knowledge) -> Quantity | Refused:
    """Read what was given for a figure that is asked for in ``unit``."""
    words = settle(given).strip()
    match = _NUMBER.fullmatch(words)
    if _DATE.fullmatch(words):
        return Refused(f"“{_short(given)}”是日期，不是数")
    if match is None or (match[2] or "")[:1].isdigit():
        return Refused(f"“{_short(given)}”不是数")
    number, named = match[1].replace(",", ""), (match[2] or "").strip()
    if named and (unit is None or not _same(named, unit, knowledge)):
        return Refused(f"单位写的是“{_short(named)}”，要的是“{unit.name if unit else '不带单位的数'}”")
    value = Decimal(number)
    places = max(0, -int(value.as_tuple().exponent))
    return Quantity(value=value, unit=unit, span=_NOWHERE, text=words, places=places)


def quantity(value: Decimal, unit: Unit | None) -> Quantity:
    """Return a computed figure."""
    places = max(0, -int(value.as_tuple().exponent))
    return Quantity(value=value, unit=unit, span=_NOWHERE, text=f"{value:f}", places=places)


def _same(named: str, unit: Unit, knowledge: Knowledge) -> bool:
    other = unit_of(named, knowledge)
    return named == unit.name or (
        other is not None and (other.base, other.factor, other.dimension) == (unit.base, unit.factor, unit.dimension)
    )


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 20 else line[:20] + "……"
