"""Numbers as automatic numbering prints them."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def printed(number: int, style: str) -> str:
    """Return ``number`` in the style that WordprocessingML calls ``style``; decimal where it is not known."""
    return _STYLES.get(style, str)(number)


def _counting(digits: str, units: tuple[str, ...]) -> Callable[[int], str]:
    """Return how a number below ten thousand is read aloud: 十二, 一百〇三."""

    def read(number: int) -> str:
        if not 0 < number < 10_000:
            return str(number)
        words, zero = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit:
                words += (digits[0] if zero and words else "") + digits[digit] + units[power]
            zero = not digit if words else False
        ten = digits[1] + units[1]
        return words.removeprefix(digits[1]) if words.startswith(ten) and number < 20 else words

    return read


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _run_of(*starts: tuple[int, int, str]) -> Callable[[int], str]:
    """Return a numbering by ready-made characters: from number, to number, the first one's character."""

    def pick(number: int) -> str:
        return next((chr(ord(c) + number - a) for a, b, c in starts if a <= number <= b), str(number))

    return pick


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for unit, sign in _ROMAN:
        words += sign * (number // unit)
        number %= unit
    return words


def _letter(number: int) -> str:
    """Return A … Z, AA, BB …: a letter is repeated, not carried."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 26 * 9 else str(number)


def _spelled(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({0x30 + i: 0xFF10 + i for i in range(10)})


_CHINESE = _counting(_DIGITS, ("", "十", "百", "千"))
_CIRCLED = _run_of((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))
_STYLES: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _run_of((1, 20, "⑴")),
    "decimalEnclosedFullstop": _run_of((1, 20, "⒈")),
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _CHINESE,
    "taiwaneseCountingThousand": _CHINESE,
    "japaneseCounting": _CHINESE,
    "chineseLegalSimplified": _counting(_FORMAL, ("", "拾", "佰", "仟")),
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": _spelled,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
}
