"""Digits and numerals that name something and count nothing."""

import re
from functools import cache

from toolkit.extract.grammar.lexicon import Lexicon, any_of

_FORMS = (
    r"^\d{1,2}[.、](?:(?!\d)|(?=(?:19|20)\d\d年))",  # 1. at the head of an item
    r"(?<=[。;])\d{1,2}[.、](?!\d)",  # 3. run into a paragraph
    r"\(\d{1,2}\)|[①-⑳]",
    r"(?<=[\u4e00-\u9fff])\((?:2\d{2}|2\d{4}|2\d{6})\)",  # 行政运行（2010301）: a subject of the budget
    r"\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?![\d.万亿元])",  # telephones
    r"\d{1,2}·\d{1,2}",  # “3·15”
    r"\((?:19|20)\d\d\)[\u4e00-\u9fff]\d{0,4}[\u4e00-\u9fff]{1,4}\d{1,6}号",  # case numbers
    r"\d{1,2}时\d{1,2}分|(?:上|下)午\d{1,2}:\d{2}",  # times of day
    r"[A-Za-z]\d+(?:\.\d+)?",  # PM2.5, N95, G105
    r"(?:指标|目标|任务|措施|问题)\d{1,2}(?=:)",  # 数量指标1：检查次数
    r"(?<=[×xX*])100%(?==)",  # （58/62）×100%=
)


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("|".join((*_FORMS, any_of(lexicon.knowledge.names.phrases))))


def names(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` whose digits are no figures."""
    return [match.span() for match in _pattern(lexicon).finditer(text)]
