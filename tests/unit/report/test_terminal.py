import re

import pytest
from rich.cells import cell_len

from tests.unit.audit.stand_ins import cites, written
from tests.unit.report.audits import audited, two_findings
from toolkit.records import Hit, Recomputation
from toolkit.report import AUDIT_FORMATS, Sheet

ANSI = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


def shown(*results, colour=False) -> str:
    sheet = Sheet(several=len(results) > 1, colour=colour)
    return b"".join(AUDIT_FORMATS["terminal"](results, sheet)).decode()


def test_plain_page():
    assert (
        shown(two_findings())
        == """例.txt
石桥镇2023年度自评报告

一、基本情况
错误 RT01 百分比与分子、分母对不上　指纹 759fa11c
  原文 受理工单〔80〕件，办结〔76〕件，办结率【96%】。
  问题 办结率由受理与办结重算不出
  验算 76 ÷ 80 × 100% = 95%，写作 96%
  建议 应为95%

二、主要成效 › （一）环境整治
警告 SM01 told-so（可能）　指纹 bef876fa
  原文 共清运垃圾【1200】吨。
  问题 吨数可疑

发现     错误 1　警告 1　提示 0
覆盖     读到数字 5 个，其中 4 个读入事实，4 个经过核对；核对无误 1 处
未读出   没有数字（1处）
未能检查 SM01 缺少合计（1处）
"""
    )


def test_colour_marks_instead_of_brackets():
    page = shown(two_findings(), colour=True)
    assert re.search(r"\x1b\[1;4;31m96%\x1b\[0m", page)
    assert re.search(r"\x1b\[4m80\x1b\[0m", page)
    assert "【" not in page
    assert "办结率96%。" in ANSI.sub("", page)


def test_without_colour_the_underline_stays(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    page = shown(two_findings(), colour=True)
    assert "\x1b[1;4m96%" in page
    assert "31m" not in page


def test_a_terminal_that_knows_no_marks_gets_brackets(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    page = shown(two_findings(), colour=True)
    assert "【96%】" in page
    assert "\x1b" not in page


@pytest.mark.parametrize("width", [20, 33, 80, 300])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    page = shown(two_findings())
    assert max(map(cell_len, page.splitlines())) <= min(width, 110)
    flat = re.sub(r"\s", "", page)
    for words in ("受理工单〔80〕件，办结〔76〕件，办结率【96%】。", "76÷80×100%=95%，写作96%", "缺少合计（1处）"):
        assert words in flat


def test_nothing_found_is_said_with_its_coverage():
    page = shown(audited({"RT01": []}))
    assert "没有发现问题" in page
    assert "读到数字 5 个" in page


def test_a_check_that_broke_down_is_told():
    assert "检查出错 RT01 KeyError: 'x'" in shown(audited({"RT01": [KeyError("x")]}))


def test_markup_in_a_document_is_text():
    page = shown(audited({"RT01": [Hit(message="见[bold]附表[/bold] :warning:", evidence=())]}))
    assert "问题 见[bold]附表[/bold] :warning:" in page


def test_of_many_sentences_some_are_counted():
    document = written("".join(f"第{n}句。" for n in range(7)))
    hit = Hit(message="", evidence=cites(document, *(f"第{n}句" for n in range(7))))
    page = shown(audited({"RT01": [hit]}, document))
    assert page.count("原文") == 4
    assert "另有 3 处" in page


def test_a_page_for_each_document():
    assert shown(two_findings(), two_findings()).count("例.txt") == 2


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("76 ÷ 80 × 100%", "76 ÷ 80 × 100% = 2，写作 3"),
        ("数列出的各项：甲、乙", "数列出的各项：甲、乙，得 2，写作 3"),
        ("0 ≤ 6 ≤ 5", "0 ≤ 6 ≤ 5，得 2，写作 3"),
    ],
)
def test_a_formula_in_words_equals_nothing(formula, line):
    recomputation = Recomputation(formula=formula, stated="3", recomputed="2")
    page = shown(audited({"RT01": [Hit(message="", evidence=(), recomputation=recomputation)]}))
    assert f"验算 {line}\n" in page
