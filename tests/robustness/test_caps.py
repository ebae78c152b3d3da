"""Caps: an error says the value and how to change it, and the help lists them all."""

import io
import zipfile

import openpyxl
import pytest

from tests.press import pdf_of
from tests.robustness.conftest import said
from tests.unit.read.package import package, paragraph
from toolkit.read.limits import FILE, LINES, NUMBERS, PAGES, TABLE, TEXT, UNPACKED

CAPS = [FILE, TEXT, UNPACKED, PAGES, TABLE, LINES, NUMBERS]
each_cap = pytest.mark.parametrize("cap", CAPS, ids=lambda cap: cap.variable)


def pictured(size: int) -> bytes:
    data = io.BytesIO(package(paragraph("全镇12个村。")))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/a.bin", bytes(size))
    return data.getvalue()


def rows_of(count: int) -> bytes:
    """Make a sheet whose parts are a bit more than a megabyte unpacked."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(count):
        sheet.append(["村委会"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


# What is one more than a cap of 1 allows.
BEYOND = {
    PAGES: ("甲.pdf", pdf_of(["自评报告", "全镇12个村。" * 200])),
    TABLE: ("甲.xlsx", rows_of(22_000)),
    FILE: ("甲.txt", b" " * (1 << 20) + b"x"),
    TEXT: ("甲.txt", b" " * (1 << 20) + b"x"),
    UNPACKED: ("甲.docx", pictured(1 << 20)),
    LINES: ("甲.txt", "全镇12个村。\n全镇340户。\n".encode()),
    NUMBERS: ("甲.txt", "全镇12个村、340户。".encode()),
}


@each_cap
def test_beyond_a_cap_the_error_says_its_value_and_how_to_change_it(jixiao, tmp_path, monkeypatch, cap):
    name, data = BEYOND[cap]
    (tmp_path / name).write_bytes(data)
    monkeypatch.setenv(cap.variable, "1")
    line = said(jixiao("extract", tmp_path / name))
    assert f"{cap.what}超过 1 {cap.unit}" in line
    assert f"环境变量 {cap.variable}" in line
    monkeypatch.setenv(cap.variable, "2")
    assert jixiao("extract", tmp_path / name).exit_code == 0


@each_cap
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "二十", "many", "9" * 99])
def test_a_cap_that_is_no_number_is_told(jixiao, report, monkeypatch, cap, value):
    if cap in {UNPACKED, PAGES, TABLE}:
        name, data = BEYOND[cap]
        report = report.with_name(name)
        report.write_bytes(data)
    monkeypatch.setenv(cap.variable, value)
    assert said(jixiao("extract", report)).startswith(f"{cap.variable}：“{value}”不是正整数。")


@each_cap
def test_the_help_lists_each_cap_with_its_value(jixiao, cap):
    lines = [line for line in jixiao("--help").stdout.splitlines() if cap.variable in line]
    assert len(lines) == 1
    assert lines[0].endswith(f"默认 {cap.most} {cap.unit}")


def test_the_caps_of_the_contract():
    assert (TEXT.size, UNPACKED.size) == (20 << 20, 200 << 20)
