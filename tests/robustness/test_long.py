"""Texts that are long or dense on purpose: audited or refused within 30 seconds, and no slower by the character."""

import re
from collections.abc import Callable

import pytest

from tests.robustness.conftest import said, unwatched
from toolkit.read.limits import NUMBERS

LONGEST = 30  # seconds of the processor
MEGABYTE = 1 << 20


def bytes_of(words: str, size: int) -> str:
    return words * (size // len(words.encode()))


PROSE = "镇政府落实各项政策，规范收支管理，及时公开预算和决算，共调查83人，满意74人，满意度89.16%，群众反映良好，"
WORDS = "镇政府落实各项政策，规范收支管理，及时公开预算和决算，群众反映良好，"

FULL: dict[str, tuple[str, bool]] = {
    "one line of 5 MB": (bytes_of(WORDS, 5 * MEGABYTE), True),
    "one line of 5 MB with figures": (bytes_of(PROSE, 5 * MEGABYTE), False),
    "a million brackets that open": ("（" * 1_000_000, True),
    "a million brackets": ("（" * 500_000 + "）" * 500_000, True),
    "two million digits": ("7" * 2_000_000, True),
    "half a million 其中": ("其中" * 500_000, True),
    "a million numerals": ("一" * 1_000_000, True),
    "5 MB of 5%、": (bytes_of("5%、", 5 * MEGABYTE), False),
    "5 MB of 分别为5、": (bytes_of("分别为5、", 5 * MEGABYTE), False),
    "a million lines": ("甲\n" * 1_000_000, False),
}
"""The text, and whether it is audited or refused."""


@pytest.mark.parametrize("name", FULL)
def test_is_audited_or_refused_in_time(jixiao, tmp_path, name):
    text, audited = FULL[name]
    path = tmp_path / "长.txt"
    path.write_text(text, encoding="utf-8")
    with unwatched() as took:
        done = jixiao("audit", path)
    assert took() < LONGEST
    if audited:
        assert (done.exit_code, done.stderr) == (0, "")
    else:
        assert re.search("数字超过 40000 个|文字超过 100000 行", said(done))


DENSE: dict[str, Callable[[int], str]] = {
    "percentages": "5%、".__mul__,
    "percentages on lines": "5%\n".__mul__,
    "numbers with commas": "1,".__mul__,
    "cells": "1|".__mul__,
    "lines": "1\n".__mul__,
    "ranges": "1-".__mul__,
    "counted people": "三人、".__mul__,
    "years": "2023年".__mul__,
    "marks": "得分5分，".__mul__,
    "lists of lists": "分别为5、".__mul__,
    "long sums": lambda most: ("总额100万元，其中" + "甲5万元、" * 98 + "乙6万元。") * (most // 100),
}
"""A text with so many numbers."""
TENTH = NUMBERS.most // 10


@pytest.mark.parametrize("name", DENSE)
def test_as_many_numbers_as_are_read_take_no_longer(jixiao, tmp_path, name):
    """Audit a tenth, and reckon: the time must grow with the text, as test_grammar holds it to."""
    path = tmp_path / "密.txt"
    path.write_text(DENSE[name](TENTH), encoding="utf-8")
    with unwatched() as took:
        done = jixiao("audit", path)
    assert 10 * took() < LONGEST
    assert done.exit_code in {0, 1}
    assert done.stderr == ""


FAULTY: dict[str, str] = {
    "rates in one sentence": "调查183人，满意74人，满意度99.16%，" * 200,
    "growths in one sentence": "收入183万元，比上年增加74万元，增长19.16%；" * 200,
    "rates": "调查183人，满意74人，满意度99.16%。" * 200,
}
"""More faults than a report has figures: each is explained, which costs far more than to read it."""


@pytest.mark.parametrize("name", FAULTY)
def test_many_faults_are_explained_in_time(jixiao, tmp_path, name):
    path = tmp_path / "错.txt"
    path.write_text(FAULTY[name], encoding="utf-8")
    with unwatched() as took:
        done = jixiao("audit", path)
    assert took() < LONGEST
    assert done.exit_code in {0, 1}
