import pytest

from tests.press import Press, pdf_of
from toolkit.read import read_bytes
from toolkit.records import BlockKind, Document

HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "偏差原因")
LONG = "因第三季度连续暴雨，户外施工无法开展，工期推迟到次年完成，已督促加快进度"


def rows(document: Document) -> list[tuple[str, ...]]:
    return [
        tuple("".join(document.quote(cell).split()) for cell in block.cells)
        for block in document.blocks
        if block.kind is BlockKind.ROW
    ]


def pdf(data: bytes) -> Document:
    return read_bytes(data, name="报告.pdf")


def indicators(many: int, why: str = "无") -> list[tuple[str | None, ...]]:
    return [
        HEAD,
        *(
            ("产出指标" if n == 1 else None, None, f"第{n}项指标", f"≥{n}公里", f"{n + 1}公里", why)
            if n > 1
            else ("产出指标", "数量指标", "第1项指标", "≥1公里", "2公里", why)
            for n in range(1, many + 1)
        ),
    ]


def filled(table: list[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    return [tuple(words or "" for words in row) for row in table]


def test_cells_between_rules_are_cells_and_merged_ones_are_empty_below():
    document = pdf(pdf_of(["自评表", indicators(4), "以上为自评数。"], size=9))
    assert rows(document) == filled(indicators(4))
    assert {block.table for block in document.blocks if block.cells} == {1}
    assert document.quote(document.blocks[-1].span) == "以上为自评数。"
    assert document.text.splitlines()[2] == "产出指标\t数量指标\t第1项指标\t≥1公里\t2公里\t无"


@pytest.mark.parametrize("options", [{}, {"rotate": 90}, {"page": (842, 595)}], ids=["plain", "sideways", "landscape"])
def test_a_table_over_page_breaks_is_one_and_has_one_head(options):
    table = indicators(60)
    document = pdf(pdf_of(["自评表", table, "以上为自评数。"], size=9, **options))
    assert rows(document) == filled(table)
    assert len({block.table for block in document.blocks if block.cells}) == 1
    assert len({block.place for block in document.blocks}) > 1


def test_a_row_that_a_page_break_cuts_is_one_row():
    press = Press(size=9)
    table = [row if row is HEAD else (*row[:5], LONG) for row in indicators(14)]
    press.title("自评表")
    press.table(table, head=False, split=True)
    document = pdf(press.finish())
    assert rows(document) == filled(table)


def test_tables_with_text_between_are_two():
    document = pdf(pdf_of(["自评表", indicators(2), "其中：", indicators(3)], size=9))
    assert [block.table for block in document.blocks if block.cells] == [1] * 3 + [2] * 4


def test_a_frame_around_paragraphs_is_no_table():
    words = "全镇全年完成预算支出1286.40万元，比上年增加93.25万元，增长7.82%，各项工作按照计划推进。"
    document = pdf(pdf_of(["自评表", [(words * 2,)]]))
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 2


def test_a_title_in_the_frame_is_a_paragraph():
    press = Press(size=9)
    press.table([("项目支出绩效自评表",)])
    press.table([("项目", "预算"), ("人员经费", "642.00")])
    document = pdf(press.finish())
    assert [len(block.cells) for block in document.blocks] == [0, 2, 2]


def test_a_table_that_the_library_fails_on_is_read_as_lines(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise KeyError("Rect")

    monkeypatch.setattr("pdfplumber.open", fail)
    document = pdf(pdf_of(["自评表", (("项目名称", "预算", "执行"), ("人员经费", "642.00", "99%"))]))
    assert rows(document) == [("项目名称", "预算", "执行"), ("人员经费", "642.00", "99%")]


def test_figures_cut_at_a_cells_edge_are_whole_and_paragraphs_apart():
    press = Press(size=9)
    press.table([("项目", "金额"), ("人员经费", "10"), ("公用经费", "5")])
    press.table([("项目", "说明" * 14, "金额"), ("人员经费", "全年支出一共是人民币123456789012345万元", "5")])
    assert "全年支出一共是人民币123456789012345万元" in {cell for row in rows(pdf(press.finish())) for cell in row}
