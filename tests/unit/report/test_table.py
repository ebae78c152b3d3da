import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tests.unit.audit.stand_ins import at, ledger, written
from toolkit.records import Op, Quantity, Unit
from toolkit.records.facts import Indicator, Operand, RatioClaim, Statement, StatementKind, TotalScore
from toolkit.records.quantity import Dimension
from toolkit.report import EXTRACT_FORMATS, Extracted, Sheet

DOCUMENT = written("办结率目标≥90%，实际95%。=1+1，得分-3分。")
PERCENT = Unit(name="%", base="%", factor=Decimal(1), dimension=Dimension.RATIO, family="%")


def number(words: str, value: str, op: Op = Op.EQ, unit: Unit | None = PERCENT) -> Quantity:
    return Quantity(value=Decimal(value), unit=unit, span=at(DOCUMENT, words), text=words, op=op)


def extracted() -> Extracted:
    line = at(DOCUMENT, "办结率目标≥90%，实际95%")
    formula = at(DOCUMENT, "=1+1")
    actual = number("95%", "95")
    return Extracted(
        document=DOCUMENT,
        facts=ledger(
            Indicator(
                span=line,
                level1="产出指标",
                category=None,
                name="办结率",
                name_span=line,
                target=number("≥90%", "90", Op.GE),
                actual=actual,
                forecast=True,
            ),
            RatioClaim(span=line, label="", text="办结率", operands=(Operand(role="value", quantity=actual),)),
            Statement(span=formula, kind=StatementKind.PROBLEM, text="=1+1\x07"),
            TotalScore(span=line, full=None, got=number("-3", "-3", unit=None)),
        ),
    )


@pytest.fixture
def rows():
    table = b"".join(EXTRACT_FORMATS["csv"]([extracted(), extracted()], Sheet(several=True)))
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_fact_with_the_name_of_its_document_first(rows):
    assert next(iter(rows[0])) == "文件"
    assert [row["类别"] for row in rows] == ["指标", "总分", "数量关系", "问题"] * 2
    assert {row["文件"] for row in rows} == {"例.txt"}


def test_cells_of_an_indicator(rows):
    row = rows[0]
    assert (row["名称"], row["目标值"], row["目标值·数"], row["目标值·单位"]) == ("办结率", "≥90%", "90", "%")
    assert (row["二级指标"], row["完成率"], row["预计"], row["起"]) == ("", "", "是", "0")
    assert row["原文"] == "办结率目标≥90%，实际95%"


def test_claims_are_told_in_chinese(rows):
    assert (rows[2]["关系"], rows[2]["各数"]) == ("比率", "结果 95%")


def test_excel_is_told_the_encoding():
    assert b"".join(EXTRACT_FORMATS["csv"]([], Sheet())).startswith(b"\xef\xbb\xbf")


def test_csv_runs_no_formula_and_leaves_numbers_alone(rows):
    assert rows[3]["内容"].startswith("'=1+1")
    assert rows[1]["得分"] == "-3"


@pytest.fixture
def book():
    return load_workbook(io.BytesIO(b"".join(EXTRACT_FORMATS["xlsx"]([extracted(), extracted()], Sheet()))))


def test_a_sheet_for_each_kind_of_fact(book):
    assert book.sheetnames == ["指标", "得分", "总分", "预算", "数量关系", "问题", "措施"]
    assert [book[name].max_row for name in book.sheetnames] == [3, 1, 3, 1, 3, 3, 1]


def test_headings_are_bold_and_stay_in_sight(book):
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].value == "文件"
        assert all(cell.font.bold for cell in sheet[1])
        assert not any(cell.font.bold for cell in sheet[2])


def test_numbers_are_numbers(book):
    cells = {heading.value: cell for heading, cell in zip(book["指标"][1], book["指标"][2], strict=True)}
    assert (cells["目标值·数"].value, cells["目标值·数"].data_type) == (90, "n")
    assert cells["目标值"].value == "≥90%"


def test_a_workbook_holds_text_that_looks_like_a_formula_as_text(book):
    cell = book["问题"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
