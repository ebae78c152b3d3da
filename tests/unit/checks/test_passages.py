"""Words around words, whatever the lines and pages of the file do to them."""

import re
from dataclasses import replace

import pytest

from toolkit.checks.passages import find, lines, passage, says, words
from toolkit.read import read_bytes
from toolkit.records import BlockKind, Document, Span


def written(text: str) -> Document:
    return read_bytes(text.encode(), name="例.txt")


def at(document: Document, quote: str) -> Span:
    start = document.text.index(quote)
    return Span(start, start + len(quote))


def test_line_wraps_and_spaces_are_looked_through():
    document = written("全镇共清理河道 12\n公里，拆除违建。")
    found = says(document, re.compile("河道12公里"))
    assert found is not None
    assert document.quote(found.span) == "河道 12\n公里"


def test_gaps_of_a_block_are_looked_through():
    document = written("全年清理第3页河道。")
    block = replace(document.blocks[0], gaps=(at(document, "第3页"),))
    document = replace(document, blocks=(block,))
    assert [line.text for line in lines(document)] == ["全年清理河道。"]
    assert words(document, at(document, "清理第3页河道")) == "清理河道"


def test_cells_are_parted_and_blocks_are_apart():
    document = written("甲镇\n\n乙镇")
    row = replace(document.blocks[0], kind=BlockKind.ROW)
    cells = replace(document, text="甲 镇\t乙镇", settled="甲 镇\t乙镇", blocks=(replace(row, span=Span(0, 6)),))
    assert [line.text for line in lines(cells)] == ["甲镇\t乙镇"]
    assert says(document, re.compile("甲镇.*乙镇", re.DOTALL)) is None


def test_what_stands_before_a_stretch_is_seen_and_not_taken():
    document = written("质量未达标，数量达标。")
    met = re.compile("(?<!未)达标")
    assert [found.span for found in find(document, met, at(document, "达标，数量达标"))] == [
        Span(document.text.index("数量") + 2, document.text.index("数量") + 4)
    ]


def test_a_group_stands_where_it_was_found():
    document = written("编外人员由42 人减至36人")
    found = says(document, re.compile("由(?P<before>[\\d.]+)人"))
    assert found is not None
    assert found.group("before").span == at(document, "42")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("按照“坚持‘两手抓’不放松”的要求", "“坚持‘两手抓’不放松”"),
        ("“坚持”之后两手抓", None),
        ("印发《关于两手抓的通知》。", "《关于两手抓的通知》"),
        ("“没有写完的两手抓", None),
    ],
)
def test_quotation(text, quoted):
    document = written(text)
    found = passage(document, at(document, "抓")).quotation()
    while found is not None and found.quotation() is not None:
        found = found.quotation()
    assert (found and found.text) == quoted


def test_clause_and_sentence():
    document = written("上年不算。全镇拆除违建74处，整改12处；其余待办。")
    figure = passage(document, at(document, "12处"))
    assert figure.clause().text == "整改12处"
    assert figure.sentence().text == "全镇拆除违建74处,整改12处"
    assert (figure.before(2), figure.after(1)) == ("整改", ";")
    assert document.quote(figure.with_label("整改")) == "整改12处"
