import pytest

from tests.unit.extract.reading import flow
from toolkit.extract.grammar.flow import flow_of, flow_of_cell
from toolkit.read import read_bytes
from toolkit.records import BlockKind


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("收入　合计 120 万元", "收入合计120万元"),
        ("预算安排１２０万元，", "预算安排120万元,"),
        ("占95.\n10%", "占95.10%"),
        ("面积1 098.8万公顷", "面积1098.8万公顷"),
        ("人数12 35 户", "人数12 35户"),
        ("总 预 算 安 排 1 2 0 万 元", "总预算安排120万元"),
        ("支出29.03\n— 3 —\n亿元", "支出29.03亿元"),
        ("节支率¹为5%", "节支率为5%"),
        ("常住人口[2]12万人", "常住人口12万人"),
        ("（一）收入；支出：100％", "(一)收入;支出:100%"),
    ],
    ids=[
        "spaces",
        "full width",
        "a wrap inside a number",
        "a space between groups",
        "a space between two numbers",
        "spaces between all",
        "a page number",
        "a raised footnote",
        "a footnote in brackets",
        "settled marks",
    ],
)
def test_what_is_looked_through(text, seen):
    assert flow(text).text == seen


@pytest.mark.parametrize("text", ["收入　合计 120 万元", "支出29.03\n— 3 —\n亿元", "节支率¹为5％", "1 098.8"])
def test_every_character_has_its_place(text):
    document = read_bytes(text.encode(), name="例.txt")
    read = flow_of(document, document.blocks[0])
    assert len(read.at) == len(read.text)
    assert read.at == sorted(set(read.at))
    assert [document.settled[at] for at in read.at] == list(read.text)


def test_spans_are_the_documents():
    text = "共支出29.03\n— 3 —\n亿元。"
    read = flow(text)
    span = read.span(3, 10)
    assert (read.text[3:10], text[span.start : span.end]) == ("29.03亿元", "29.03\n— 3 —\n亿元")
    assert len(read.span(4, 4)) == 0
    assert read.span(len(read.text), len(read.text)).start == len(text)


def test_a_row_keeps_its_tabs_and_a_cell_has_its_own_words():
    document = read_bytes("项目\t预算 数\n养护\t1 260.00\n".encode(), name="例.txt")
    block = document.blocks[-1]
    assert block.kind is BlockKind.ROW
    assert flow_of(document, block).text == "养护\t1260.00"
    assert [flow_of_cell(document, block, cell).text for cell in block.cells] == ["养护", "1260.00"]
