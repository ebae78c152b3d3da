"""Every layout that breaks parsers, and the paragraphs and rows that a person sees in it."""

import re
import tomllib
from pathlib import Path

import pytest

from toolkit.read import read_bytes
from toolkit.records.document import Block, BlockKind, Document

CASES = {
    name: case
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items()
}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def shown(document: Document, block: Block) -> str:
    if block.kind is BlockKind.ROW:
        return "|".join(squeezed(document.quote(cell)) for cell in block.cells)
    words, at = "", block.span.start
    for gap in block.gaps:
        words += document.text[at : gap.start]
        at = gap.end
    return squeezed(words + document.text[at : block.span.end])


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_blocks_are_what_a_person_sees(case, line_end):
    document = read_bytes(case["text"].replace("\n", line_end).encode(), name="自评报告.txt")
    assert [shown(document, block) for block in document.blocks] == [squeezed(words) for words in case["blocks"]]
    if "gaps" in case:
        assert [document.quote(gap) for block in document.blocks for gap in block.gaps] == case["gaps"]


BODY = "清河镇全面落实各项政策，预算执行情况良好，收支管理规范。\n" * 9
REST = "100万元，完成预算的97%。\n"


def test_lone_numbers_that_rise_from_page_to_page_are_page_numbers():
    text = "".join(f"{BODY}村{page}收入\n{page}\n{REST}" for page in (4, 5, 6, 7))
    document = read_bytes(text.encode(), name="自评报告.txt")
    assert [document.quote(gap) for block in document.blocks for gap in block.gaps] == ["4", "5", "6", "7"]
    assert shown(document, document.blocks[9]) == "村4收入100万元，完成预算的97%。"


@pytest.mark.parametrize("edge", ["- {} -\n清河镇绩效自评报告", "\f清河镇绩效自评报告"], ids=["footer", "form feed"])
def test_a_head_that_runs_from_page_to_page_is_no_paragraph(edge):
    text = "".join(f"{BODY}村{page}收入\n{edge.format(page)}\n{REST}" for page in range(4))
    document = read_bytes(text.encode(), name="自评报告.txt")
    assert [b for b in document.blocks if shown(document, b) == "清河镇绩效自评报告"] == []
    assert sum(document.quote(gap) == "清河镇绩效自评报告" for block in document.blocks for gap in block.gaps) == 4


def test_what_repeats_without_page_breaks_is_text():
    document = read_bytes(("（单位：万元）\n全年收入100万元。\n" * 4).encode(), name="自评报告.txt")
    assert [shown(document, block) for block in document.blocks] == ["（单位：万元）", "全年收入100万元。"] * 4
