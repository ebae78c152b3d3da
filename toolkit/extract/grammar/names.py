"""Digits and numerals that name something and count nothing."""

import re
from functools import cache

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.knowledge.patterns import any_of

# By what they begin with, so that the engine skips the places where none can begin.
_WITH_DIGIT = re.compile(
    r"\d(?:(?<=^\d)\d?[.、](?:(?!\d)|(?=(?:19|20)\d\d年))"  # 1. at the head of an item
    r"|(?<=[。;]\d)\d?[.、](?!\d)"  # 3. run into a paragraph
    r"|\d{2,3}-\d{7,8}(?!\d)|(?<!\d1)(?<=1)[3-9]\d{9}(?![\d.万亿元])"  # telephones
    r"|\d?·\d{1,2}"  # “3·15”
    r"|\d?时\d{1,2}分"  # times of day
    r"|(?<=[×xX*]1)00%(?==))"  # （58/62）×100%=
)
_WITH_BRACKET = re.compile(
    r"\((?:\d{1,2}\)|(?<=[\u4e00-\u9fff]\()2\d\d(?:\d\d){0,2}\)"  # 行政运行（2010301）: a subject of the budget
    r"|(?:19|20)\d\d\)[\u4e00-\u9fff]\d{0,4}[\u4e00-\u9fff]{1,4}\d{1,6}号)"  # case numbers
)
_WITH_LETTER = re.compile(r"[①-⑳A-Za-z](?:(?<=[①-⑳])|\d+(?:\.\d+)?)")  # PM2.5, N95, G105
_WITH_HOUR = r"上午\d{1,2}:\d{2}|下午\d{1,2}:\d{2}"
_WITH_WORD = re.compile(r"(?:指标|目标|任务|措施|问题)\d{1,2}(?=:)")  # 数量指标1：检查次数


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    phrases = re.compile(f"{_WITH_HOUR}|{any_of(lexicon.knowledge.names.phrases)}")
    return _WITH_DIGIT, _WITH_BRACKET, _WITH_LETTER, _WITH_WORD, phrases


def names(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` whose digits are no figures."""
    return [match.span() for pattern in _patterns(lexicon) for match in pattern.finditer(text)]
