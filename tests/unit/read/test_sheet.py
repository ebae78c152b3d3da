import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
import xlwt

from tests.unit.read.test_files import zipped
from toolkit.errors import Unreadable
from toolkit.extract import extract
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.read.sheet_formats import shown
from toolkit.records import Document
from toolkit.records.facts import BudgetLine, Indicator


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def xlsx(*rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    for n, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            words, code = value if isinstance(value, tuple) else (value, None)
            cell = sheet.cell(n, column, words)
            if code:
                cell.number_format = code
    for area in merged:
        sheet.merge_cells(area)
    return read_bytes(saved(book), name="自评表.xlsx")


def cells(document: Document) -> list[tuple[str, ...]]:
    return [tuple(map(document.quote, block.cells)) or (document.quote(block.span),) for block in document.blocks]


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (0.985, "0.0%", "98.5%"),
        (0.9745, "0%", "97%"),
        (0.50225, "0.00%", "50.23%"),
        (12345.678, "#,##0.00", "12,345.68"),
        (1234567, "#,##0", "1,234,567"),
        (1286.4, "0.00_ ", "1286.40"),
        (1286.4, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,286.40"),
        (-1286.4, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,286.40"),
        (0, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-5.2, "0.0", "-5.2"),
        (-0.04, "0.0", "0.0"),
        (-5.2, "[Red]0.0;(0.0)", "(5.2)"),
        (1286.4, '0.00"万元"', "1286.40万元"),
        (1286.4, r"0.00\万\元", "1286.40万元"),
        (1286.4, '"¥"#,##0.0', "¥1,286.4"),
        (1286.4, "[$¥-804]#,##0.0", "¥1,286.4"),
        (12864000, "0.00,", "12864.00"),
        (12864000, "#,##0.0,,", "12.9"),
        (12864000, '0!.0,"万元"', "1286.4万元"),
        (0.5, "#.##", ".5"),
        (2.5, "0.##", "2.5"),
        (3, "0.##", "3."),
        (7, "000", "007"),
        (18, "G/通用格式", "18"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.3333333333"),
        (1e-5, "General", "0.00001"),
        (100.0, "General", "100"),
        (2.675, "0.00", "2.68"),
        (123456, "0.00E+00", "1.23E+5"),
        (5, ";;", ""),
        (5, '"无"', "无"),
        (float("inf"), "0", "Infinity"),
        (5, '"未闭合', '"未闭合'),
        (True, "General", "TRUE"),
        ("≥98%", "0.00", "≥98%"),
        (None, "0.00", ""),
        (datetime.fromisoformat("2023-05-01T00:00:00"), 'yyyy"年"m"月"d"日"', "2023年5月1日"),
        (datetime.fromisoformat("2023-05-01T00:00:00"), "yyyy-mm-dd", "2023-05-01"),
        (datetime.fromisoformat("2023-05-01T00:00:00"), "mm-dd-yy", "2023/5/1"),
        (datetime.fromisoformat("2023-05-01T00:00:00"), "[$-F800]dddd, mmmm dd, yyyy", "2023年5月1日"),
        (datetime.fromisoformat("2023-05-01T14:05:09"), "yy/m/d h:mm:ss", "23/5/1 14:05:09"),
        (datetime.fromisoformat("2023-05-01T14:05:00"), r"h\时mm\分", "14时05分"),
        (datetime.fromisoformat("2023-05-01T14:05:00"), "上午/下午h:mm", "下午2:05"),
        (date(2023, 5, 1), "General", "2023-05-01"),
        (time(9, 30), "h:mm AM/PM", "9:30 上午"),
    ],
)
def test_a_value_is_shown_as_its_format_says(value, code, words):
    assert shown(value, code) == words


def test_a_title_and_a_note_are_paragraphs_and_the_rest_rows():
    document = xlsx(
        ("项目支出绩效自评表",),
        ("单位：万元",),
        (),
        ("项目", "预算", "执行率"),
        ("人员经费", (1286.4, "#,##0.00"), (0.985, "0.0%")),
        ("其中",),
        ("公用经费", 86, None),
        ("填报人：财政所",),
        merged=("A1:C1", "A8:C8"),
    )
    assert cells(document) == [
        ("项目支出绩效自评表",),
        ("单位：万元",),
        ("项目", "预算", "执行率"),
        ("人员经费", "1,286.40", "98.5%"),
        ("其中", "", ""),
        ("公用经费", "86", ""),
        ("填报人：财政所",),
    ]
    assert document.place(document.blocks[3].span) == "表“自评表” 第5行"
    assert {block.table for block in document.blocks if block.cells} == {1}


def test_merged_cells_go_on_empty_and_line_breaks_are_blanks():
    document = xlsx(("产出\n指标", "数量", "甲"), (None, "质量", "乙"), merged=("A1:A2",))
    assert cells(document) == [("产出 指标", "数量", "甲"), ("", "质量", "乙")]


def test_what_is_hidden_is_not_read():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("甲", "乙", "丙", "丁"), ("一", "二", "三", "四"), ("五", "六", "七", "八")):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions.group("B", "C", hidden=True)
    book.create_sheet("底稿").append(("看不见", "1"))
    book["底稿"].sheet_state = "hidden"
    book.create_sheet("说明").append(("看得见", "2"))
    assert cells(read_bytes(saved(book), name="自评表.xlsx")) == [("甲", "丁"), ("五", "八"), ("看得见", "2")]


def test_a_formula_without_a_value_is_empty():
    assert cells(xlsx(("合计", "=1+1", "100"))) == [("合计", "100")]


def test_a_date_in_a_format_that_is_only_a_number():
    book = openpyxl.Workbook()
    book.active.append(("日期", 45047))
    book.active["B1"].number_format = "0.00"
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as source, zipfile.ZipFile(data, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'numFmtId="2"', b'numFmtId="31"'))
    assert cells(read_bytes(data.getvalue(), name="自评表.xlsx")) == [("日期", "2023年5月1日")]


def old(**extra: object) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    sheet.write_merge(0, 0, 0, 3, "绩效自评表")
    for column, words in enumerate(("项目", "预算", "执行率", "批复日期", "隐藏")):
        sheet.write(1, column, words)
    values = (("人员经费", None), (1286.4, "#,##0.00"), (0.985, "0.0%"), (date(2023, 5, 1), 'yyyy"年"m"月"d"日"'))
    for column, (value, code) in enumerate(values):
        sheet.write(2, column, value, xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style)
    sheet.write(3, 0, "看不见")
    sheet.row(3).hidden = True
    sheet.col(4).hidden = True
    sheet.write(4, 0, True)
    sheet.write(4, 1, xlwt.Formula("1/0"))
    sheet.write(4, 2, 18)
    book.add_sheet("底稿").write(0, 0, "看不见")
    book.get_sheet(1).visibility = 1
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("name", ["自评表.xls", "自评表.et", "自评表.doc"])
def test_the_format_before_2007_is_read_alike(name):
    document = read_bytes(old(), name=name)
    assert document.format == "xls"
    assert cells(document)[:3] == [
        ("绩效自评表",),
        ("项目", "预算", "执行率", "批复日期"),
        ("人员经费", "1,286.40", "98.5%", "2023年5月1日"),
    ]
    assert cells(document)[3][::2] == ("TRUE", "18")
    assert document.place(document.blocks[2].span) == "表“自评表” 第3行"


def test_too_big_a_sheet_of_the_format_before_2007_is_refused(monkeypatch):
    monkeypatch.setenv("JIXIAO_MAX_TABLE", "1")
    with pytest.raises(Unreadable, match="表格超过 1 MB"):
        read_bytes(old() + bytes(1 << 20), name="甲.xls")


def test_an_encrypted_file_is_told(monkeypatch):
    import xlrd

    def refuse(**_: object) -> None:
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr("xlrd.open_workbook", refuse)
    with pytest.raises(Unreadable, match="打开密码"):
        read_bytes(old(), name="甲.xls")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (old()[:512] + b"\0" * 900 + old()[1412:], "损坏"),
        (saved(openpyxl.Workbook()), "没有文字"),
        (zipped(**{"xl/workbook.xml": b"<x/>"}), "损坏"),
        (zipped(**{"xl/workbook.xml": b" " * 60_000_000}), "恶意"),
    ],
    ids=["damaged", "blank", "no workbook", "bomb"],
)
def test_what_cannot_be_read_says_what_it_is(data, what):
    with pytest.raises(Unreadable, match=what):
        read_bytes(data, name="甲.xls")


HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")


def values(fact: Indicator) -> tuple[object, ...]:
    figures = (fact.target, fact.actual, fact.full, fact.got)
    return (fact.level1, fact.category, fact.name, *(str(q.value) if q else None for q in figures), fact.deviation)


def test_every_field_of_every_row_is_read_under_merged_heads():
    document = xlsx(
        ("部门整体支出绩效自评表",),
        ("绩效指标", None, None, "年度指标值", "实际完成值", "自评情况", None, "偏差原因"),
        ("一级指标", "二级指标", "三级指标", None, None, "分值", "得分", None),
        ("产出指标", "数量指标", "改造管网长度", "≥18公里", "18.4公里", 10, 10, "无"),
        (None, "质量指标", "验收合格率", "≥95%", (0.9423, "0.00%"), 10, 9.92, "3个单项返工"),
        ("效益指标", "社会效益指标", "参保率", "≥95%", (0.985, "0.0%"), 20, 20, None),
        merged=("A1:H1", "A2:C2", "F2:G2", "D2:D3", "E2:E3", "H2:H3", "A4:A5"),
    )
    found = extract(document, load()).of(Indicator)
    assert [values(fact) for fact in found] == [
        ("产出指标", "数量指标", "改造管网长度", "18", "18.4", "10", "10", None),
        ("产出指标", "质量指标", "验收合格率", "95", "94.23", "10", "9.92", "3个单项返工"),
        ("效益指标", "社会效益指标", "参保率", "95", "98.5", "20", "20", None),
    ]


def test_the_unit_in_a_head_is_that_of_the_column():
    document = xlsx(
        ("项目名称", "全年预算数（万元）", "全年执行数（万元）", "执行率（%）"),
        ("人员经费", (1286.4, "#,##0.00"), (1253.6, "#,##0.00"), 97.45),
    )
    line = extract(document, load()).of(BudgetLine)[0]
    figures = (line.budgeted, line.spent, line.rate)
    assert [(str(q.value), q.unit.name) for q in figures if q and q.unit] == [
        ("1286.40", "万元"),
        ("1253.60", "万元"),
        ("97.45", "%"),
    ]
