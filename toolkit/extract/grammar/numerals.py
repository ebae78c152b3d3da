"""Chinese numerals read as exact decimals."""

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}

_LONGEST = 60  # characters; a longer run of numerals is no number that anyone wrote

NUMERAL = "[零〇一二两三四五六七八九十廿卅百千万亿]"

FORMAL_FIRST = "[壹贰叁肆伍陆柒捌玖]"

FORMAL = f"{FORMAL_FIRST}[拾佰仟万亿][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*"
"""The numerals of cheques. One digit alone is none: 大陆项目 does not count six of anything."""

_PLAIN = str.maketrans(
    {"廿": "二十", "卅": "三十"} | dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
)


def numeral(text: str) -> Decimal | None:
    """Read 七千三百三十六点三 as 7336.3; None where the characters make no number (一二三, 百万千)."""
    if len(text) > _LONGEST:
        return None
    whole, _, fraction = text.translate(_PLAIN).partition("点")
    if fraction and not all(c in _DIGITS for c in fraction):
        return None
    integer = _integer(whole)
    if integer is None:
        return None
    if not fraction:
        return Decimal(integer)
    return Decimal(f"{integer}.{''.join(str(_DIGITS[c]) for c in fraction)}")


def _integer(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if "〇" in text or "零" in text or len(text) >= 4 else None
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _STEPS:
            section += (1 if digit is None else digit) * _STEPS[char]
            digit = None
        elif char in _SCALES:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * _SCALES[char] if _SCALES[char] > total else total + section * _SCALES[char]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
