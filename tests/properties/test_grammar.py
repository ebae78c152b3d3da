"""Whatever the text: the grammar reads on, points into the text, and takes no longer than the text is long."""

import time
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.errors import Unreadable
from toolkit.extract import extract
from toolkit.extract.grammar.flow import flow_of
from toolkit.extract.grammar.numerals import numeral
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records import Document, Op, Quantity, Span
from toolkit.records.facts import Fact, Facts, Mention, Operand

PIECES = [
    *"0123456789０９一二三两十百千万亿点.,，、；。：（）()[]%％‰/+-—～~|\t\n =《》“”①²",
    *("万元", "亿元", "个", "户", "人次", "件", "分", "个百分点", "倍", "番", "公斤/亩", "天", "年", "月", "日"),
    *("其中", "合计", "共", "占", "比上年", "增长", "下降", "减少", "由", "增至", "组成", "分别为", "人均", "日均"),
    *("满意", "满意度", "受理", "办结率", "应", "调查", "预算", "支出", "完成率", "分值", "得分", "目标值", "结余"),
    *("约", "近", "超过", "余", "以上", "不低于", "百分之", "分之", "第", "〔2023〕", "2023年", "1-11月", "全年"),
    *("上年", "\n\n", "一、", "（一）", "1.", "— 3 —", "\r\n", "\u3000", "等", "结构", "单价", "平均每", "尚未", "="),
]
wild = st.one_of(st.text(min_size=1), st.lists(st.sampled_from(PIECES), min_size=1, max_size=80).map("".join))


def document(text: str) -> Document:
    try:
        return read_bytes(text.encode(errors="replace"), name="例.txt", format="txt")
    except Unreadable:
        assume(False)
        raise


def facts(text: str) -> tuple[Document, Facts]:
    read = document(text)
    return read, extract(read, load())


def quantities(fact: Fact) -> Iterator[Quantity]:
    for field in fields(fact):
        value = getattr(fact, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Quantity):
                yield each
            elif isinstance(each, Operand):
                yield each.quantity


def looked_through(read: Document, span: Span) -> str:
    """Return the words at a span as the grammar sees them: settled, no white space, page numbers or footnote marks."""
    block = read.block(span.start)
    assert block
    flow = flow_of(read, block)
    return "".join(char for char, at in zip(flow.text, flow.at, strict=True) if span.start <= at < span.end)


@given(wild)
def test_any_text_is_read_and_every_span_lies_in_it(text):
    read, found = facts(text)
    everything = Span(0, len(read.text))
    for fact in found.entries:
        assert everything.covers(fact.span)
        for quantity in quantities(fact):
            assert everything.covers(quantity.span)
    assert all(everything.covers(unread.span) for unread in found.coverage.unread)


@given(wild)
def test_every_figure_is_worded_as_the_document_has_it(text):
    read, found = facts(text)
    for mention in found.of(Mention):
        assert mention.quantity.text == looked_through(read, mention.quantity.span)


@given(wild)
def test_figures_do_not_overlap_and_are_counted(text):
    _, found = facts(text)
    mentions = found.of(Mention)
    for one, other in pairwise(mentions):
        assert one.quantity.span.end <= other.quantity.span.start
    assert found.coverage.in_facts <= found.coverage.figures == len(mentions)


numbers = st.decimals(0, Decimal(10) ** 10, places=2) | st.integers(0, 10**10).map(Decimal)


@given(numbers, st.sampled_from(["万元", "个", "%", "公里", "亿元"]), st.booleans(), st.booleans())
def test_a_number_written_in_digits_is_read_back(number, unit, thousands, full_width):
    digits = f"{number:,f}" if thousands else f"{number:f}"
    if full_width:
        digits = digits.translate({ord(c): 0xFF10 + i for i, c in enumerate("0123456789")} | {ord(","): "，"})
    _, found = facts(f"全年数量为{digits}{unit}。")
    (mention,) = found.of(Mention)
    quantity = mention.quantity
    assert quantity.unit
    assert (quantity.value, quantity.unit.name, quantity.op) == (number, unit, Op.EQ)
    assert quantity.places == (0 if number == number.to_integral() and "." not in digits else 2)


def chinese(number: int) -> str:
    """Write an integer below 10¹² the way it is spoken: 一百零八, 十二万三千."""
    if number == 0:
        return "零"
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, scale)
        if high:
            gap = "零" if 0 < low < scale // 10 else ""
            return chinese(high) + name + gap + (chinese(low) if low else "")
    words = ""
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            words += "零一二三四五六七八九"[digit] + name
        elif words and number and not words.endswith("零"):
            words += "零"
    return words


@given(st.integers(0, 10**12 - 1), st.text("0123456789", max_size=4))
def test_a_number_written_in_characters_is_read_back(integer, decimals):
    words = chinese(integer)
    if decimals:
        words += "点" + "".join("零一二三四五六七八九"[int(d)] for d in decimals)
    assert numeral(words) == Decimal(f"{integer}.{decimals or 0}")


@given(st.integers(2, 10**8 - 1).filter(lambda n: n % 10**4 or n < 10**4))
def test_a_count_written_in_characters_is_a_figure(number):
    assume(number != 10)
    _, found = facts(f"全镇登记{chinese(number)}户。")
    (mention,) = found.of(Mention)
    assert mention.quantity.base_value == number


@given(numbers, st.integers(1, 6))
def test_a_wrap_or_a_space_between_number_and_unit_changes_nothing(number, spaces):
    shapes = [f"{number:f}万元", f"{number:f}{' ' * spaces}万元"]
    read = [[m.quantity.value for m in facts(f"全年共安排各项支出合计为{shape}。")[1].of(Mention)] for shape in shapes]
    assert read[0] == read[1] == [number]


BARE = {
    "opening brackets": "(",
    "closing brackets": ")",
    "其中": "其中",
    "digits": "1",
    "由": "由",
    "numerals": "一二三",
    "hundreds": "百",
    "ten thousands": "万亿",
    "names": "甲、",
    "spaces": " ",
    "spaces between": "甲 ",
    "hedges": "约",
    "quotes": "“",
}
WITH_FIGURES = {
    "points": "百分之",
    "brackets": "（甲5户，",
    "其中": "其中甲5户，",
    "digits and points": "1.",
    "thousands": "1,234,",
    "lists": "5、",
    "a list after a count": "3个：甲、",
    "percentages": "5%",
    "a chain of percentages": "增长5%，占6%，",
    "rates": "受理9件，办结8件，办结率89%，",
    "由": "由5户增至6户，",
    "colons": "1：",
    "dashes": "1-",
    "years": "2023年1-",
    "分别为": "分别为5、",
    "quotes": "“1",
    "bars": "|5",
    "tabs": "5\t",
    "signs": "5+",
    "semicolons": "支出5万元；",
}


def seconds(piece: str, size: int) -> float:
    text = f"本年度{piece * (size // len(piece.encode()))}。"
    read = read_bytes(text.encode(), name="例.txt", format="txt")
    start = time.process_time()
    extract(read, load())
    return time.process_time() - start


@pytest.mark.parametrize(
    ("piece", "largest"),
    [
        *(pytest.param(piece, 400_000, id=name) for name, piece in BARE.items()),
        *(pytest.param(piece, 16_000, id=f"{name} with figures") for name, piece in WITH_FIGURES.items()),
    ],
)
def test_time_grows_with_the_text_and_not_with_its_square(piece, largest):
    """Four times the text: a line takes four times as long, a square sixteen. The better of two tries counts."""
    small = min(seconds(piece, largest // 4) for _ in range(2))
    large = min(seconds(piece, largest) for _ in range(2))
    assert large < 10 * max(small, 0.05)
