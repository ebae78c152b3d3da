"""Whatever the bytes are: a document whose blocks hold all of its words, or an error for a person to read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.read.package import package, paragraph
from toolkit.errors import Unreadable
from toolkit.read import read_bytes
from toolkit.read.assemble import assemble
from toolkit.read.furniture import furniture
from toolkit.read.lines import ruled
from toolkit.records.document import Document
from toolkit.records.settle import settle

PIECES = [
    *(
        "一、",
        "（一）",
        "1.",
        "2.5",
        "亿元",
        "清河镇",
        "，",
        "。",
        "；",
        "：",
        " ",
        "  ",
        "\t",
        "|",
        "\n",
        "\r\n",
        "\n\n",
        "\f",
    ),
    *("— 3 —", "第3页", "95.", "10%", "《", "》", "一是", "\u3000\u3000", "报告", "全面落实各项政策和工作部署" * 3),
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
WORD = package(paragraph("一、概况") + paragraph("全镇12个村。"))


def read_or_told(data: bytes, name: str) -> Document | str:
    try:
        return read_bytes(data, name=name)
    except Unreadable as e:
        return str(e)


@given(st.one_of(st.binary(), texts.map(str.encode), st.binary().map(lambda tail: b"PK\x03\x04" + tail)))
def test_bytes_become_a_document_or_an_error_in_one_line(data):
    result = read_or_told(data, "自评报告.txt")
    assert "\n" not in result if isinstance(result, str) else result.blocks


@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=9))
def test_a_damaged_word_file_becomes_a_document_or_an_error(at, damage):
    result = read_or_told(WORD[:at] + damage + WORD[at + len(damage) :], "自评报告.docx")
    assert "\n" not in result if isinstance(result, str) else result.blocks


@given(texts)
def test_settled_text_has_the_length_of_the_text(text):
    settled = settle(text)
    assert len(settled) == len(text)
    assert settle(settled) == settled


@given(texts)
def test_blocks_are_in_order_and_hold_every_word_but_the_pages_own(text):
    settled = settle(text)
    lines = ruled(text, settled)
    page = {at for i in furniture(lines) for at in range(lines[i].start, lines[i].end)}
    held = set()
    end = 0
    for block in assemble(text, settled):
        assert end <= block.span.start < block.span.end
        end = block.span.end
        held.update(range(block.span.start, end))
        for gap in block.gaps:
            assert block.span.covers(gap)
            held.difference_update(range(gap.start, gap.end))
        assert list(block.cells) == sorted(block.cells)
        assert all(block.span.covers(cell) for cell in block.cells)
    assert held | page >= {i for i, c in enumerate(settled) if not c.isspace()}
    assert not held & page


LONG = [
    "清河镇全年收入，",
    "1\n",
    "(\n",
    "《",
    " \t|",
    "甲  ",
    "2023 ",
    "- ",
    "第一页\n",
    "清河镇预算执行率\n97%，\n",
    "\f一\n",
]


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_the_text_and_not_with_its_square(piece):
    def seconds(times: int) -> float:
        text = piece * times
        best = []
        for _ in range(3):  # the search for cycles, or a neighbour, may fall into one of them
            start = time.process_time()
            assemble(text, settle(text))
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(40_000) < 16 * max(seconds(10_000), 0.02)
