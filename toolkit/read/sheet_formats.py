"""A value and its format code in a spreadsheet → what the reader of the cell sees.

``0.985`` with ``0.0%`` is ``98.5%``, ``12345.678`` with ``#,##0.00`` is ``12,345.68``. Halves are rounded away from
zero on the fifteen digits that spreadsheets keep.
"""

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import NamedTuple

_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_GENERAL = Context(prec=10, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])*')
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<places>[0#?,]+)|(?P<point>\.)|(?P<percent>%)|(?P<power>[Ee][+-]0+)|(?P<other>.)",
    re.DOTALL,
)
_MOMENT = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<noon>AM/PM|上午/下午)|(?P<unit>y+|m+|d+|h+|s+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONG_DATE = 'yyyy"年"m"月"d"日"'
_BY_LOCALE = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}
CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: _LONG_DATE,
    30: "m-d-yy",
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}
"""Formats that Chinese spreadsheets know by number and do not write down."""


def shown(value: object, code: str) -> str:
    """Return the words that a cell shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        return _number(_KEPT.create_decimal(repr(value) if isinstance(value, float) else value), code)
    return _moment(value, code) if isinstance(value, date | time) else str(value)


def _number(number: Decimal, code: str) -> str:
    if not number.is_finite():
        return str(number)
    sections = _sections(code)
    section, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if section.strip().lower() in ("general", "g/通用格式", "@"):
        return _plain(number)
    parts = _parts(section)
    if any(part.kind == "power" for part in parts):
        return format(number, f".{_decimals(parts)}E")
    if not any(part.kind == "places" for part in parts):
        return "".join(part.text for part in parts if part.kind != "point").strip()
    words = _filled(abs(number), parts)
    return (sign if re.search("[1-9]", words) else "") + words.strip()


def _plain(number: Decimal) -> str:
    if number == number.to_integral_value():
        return format(number, ".0f")
    return format(_GENERAL.create_decimal(number).normalize(), "f")


@cache
def _sections(code: str) -> list[str]:
    """Return the codes for positive numbers, negative ones, zero and text, as far as they are given."""
    found, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        found.append(match[0] if match else "")
        at += len(found[-1]) + 1
    return found


class _Part(NamedTuple):
    kind: str
    text: str


@cache
def _parts(section: str) -> list[_Part]:
    found = []
    for match in _PART.finditer(section):
        kind = match.lastgroup or "filling"
        literal = kind in ("quoted", "escaped", "currency", "other")
        found.append(_Part("literal" if literal else kind, match[kind] if match.lastgroup else ""))
    return found


def _decimals(parts: list[_Part]) -> int:
    point = next((i for i, part in enumerate(parts) if part.kind == "point"), len(parts))
    return sum(len(part.text.replace(",", "")) for part in parts[point:] if part.kind == "places")


def _filled(number: Decimal, parts: list[_Part]) -> str:
    """Put the digits of a number into its places, those before the point from right to left."""
    point = next((i for i, part in enumerate(parts) if part.kind == "point"), len(parts))
    whole = [i for i, part in enumerate(parts[:point]) if part.kind == "places"]
    places = [i for i, part in enumerate(parts) if part.kind == "places"]
    thousands = len(parts[places[-1]].text) - len(parts[places[-1]].text.rstrip(","))
    percents = sum(part.kind == "percent" for part in parts)
    decimals = _decimals(parts)
    scaled = _EXACT.scaleb(number, 2 * percents - 3 * thousands).quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    before, _, behind = format(scaled, "f").partition(".")
    grouped = any("," in parts[i].text.rstrip(",") for i in whole)
    out = [part.text for part in parts]
    for i in reversed(whole):
        own = parts[i].text.replace(",", "")
        taken = before if i == whole[0] else before[-len(own) :]
        before = before[: len(before) - len(taken)]
        taken = taken.lstrip("0").rjust(own.count("0"), "0")
        out[i] = f"{int(taken):,}" if grouped and taken else taken
    for i in places[len(whole) :]:
        own = parts[i].text.replace(",", "")
        taken, behind = behind[: len(own)], behind[len(own) :]
        needed = own.rfind("0") + 1
        out[i] = taken[:needed] + taken[needed:].rstrip("0")
    return "".join(out)


def _moment(moment: date | time, code: str) -> str:
    if "F800" in code:
        code = _LONG_DATE
    parts = list(_MOMENT.finditer(_BY_LOCALE.get(code, _sections(code)[0])))
    units = [part["unit"].lower() if part["unit"] else "" for part in parts]
    half = any(part["noon"] for part in parts)
    words = ""
    for i, part in enumerate(parts):
        if part["noon"]:
            words += "上午" if getattr(moment, "hour", 0) < 12 else "下午"
        elif units[i]:
            beside = (next((u for u in reversed(units[:i]) if u), ""), next((u for u in units[i + 1 :] if u), ""))
            minutes = units[i][0] == "m" and (beside[0][:1] == "h" or beside[1][:1] == "s")
            words += _unit(moment, "n" + units[i][1:] if minutes else units[i], half=half)
        elif part.lastgroup:
            words += part[part.lastgroup]
    words = words.strip()
    return words if any(units) else str(moment)


def _unit(moment: date | time, unit: str, *, half: bool) -> str:
    names = {"y": "year", "m": "month", "d": "day", "h": "hour", "n": "minute", "s": "second"}
    number = getattr(moment, names[unit[0]], 0)
    if unit[0] == "y":
        return f"{number:04}" if len(unit) > 2 else f"{number % 100:02}"
    if unit[0] == "h" and half:
        number = number % 12 or 12
    return f"{number:02}" if len(unit) == 2 else str(number)
