"""Tables of no form: totals, shares, changes between years and rates, by their heads and where their rows agree."""

import pytest

from tests.unit.extract.reading import read, row, said
from toolkit.extract import extract
from toolkit.extract.grammar.table_columns import column_claims
from toolkit.extract.grammar.tables import tables
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records.facts import ShareClaim


def claims(*lines: str) -> list[str]:
    """Read a table whose cells are written with spaces between them."""
    text = "\n".join("\t".join(line.split(" ")).replace("_", "") for line in lines)
    reading = read(text)
    return [said(claim) for claim in column_claims(reading, tables(reading, []))]


_TABLES = [
    row(
        "one column",
        "项目名称 金额（万元）|道路养护 12.5|绿化 7.5|合计 20",
        "total 20, part 12.5, part 7.5 (ordered, complete)",
    ),
    row(
        "total first",
        "项目 人数|合计 30|东村 10|西村 20",
        "total 30, part 10, part 20 (ordered, complete)",
    ),
    row(
        "a row that adds up those below it",
        "支出项目 金额|基本支出 600|人员经费 500|公用经费 100|项目支出 400|合计 1000",
        "total 1000, part 600, part 400 (ordered, complete)",
    ),
    row(
        "the same with a slip: whose it is cannot be told",
        "支出项目 金额|基本支出 600|人员经费 510|公用经费 100|项目支出 400|合计 1000",
        "total 1000, part 600, part 510, part 100, part 400 (guessed, complete)",
    ),
    row(
        "marks tell what is inside",
        "支出项目 金额|一、基本支出 600|其中：人员经费 500|二、项目支出 400|合计 1000",
        "total 1000, part 600, part 400 (ordered, complete)",
    ),
    row(
        "subtotals",
        "类别 项目 金额|基本 工资 10|基本 津贴 20|基本 小计 30|项目 修路 40|项目 植树 5|项目 小计 45|合计 _ 75",
        "total 75, part 30, part 45 (ordered, complete)",
        "total 30, part 10, part 20 (ordered, complete)",
        "total 45, part 40, part 5 (ordered, complete)",
    ),
    row(
        "rows that are numbered, columns that are numbered, and a rate that is not added up",
        "序号 村名 户数 入户率|栏次 _ 1 2|1 东村 120 95%|2 西村 130 96%|合计 _ 250 95.52%",
        "total 250, part 120, part 130 (ordered, complete)",
    ),
    row(
        "tables under one another",
        "村 户数|东村 10|西村 20|合计 30|项目 里程|修路 1|修渠 2|合计 3",
        "total 30, part 10, part 20 (ordered, complete)",
        "total 3, part 1, part 2 (ordered, complete)",
    ),
    row(
        "small figures are no numbers of columns, nor of rows; a caption is no head",
        "2023年占比情况表 _ _|村 路灯 公厕|东村 1 2|西村 2 3|合计 3 5",
        "total 3, part 1, part 2 (ordered, complete)",
        "total 5, part 2, part 3 (ordered, complete)",
    ),
    row("two units", "建设内容 数量|道路（公里） 12|桥梁（座） 3|合计 15"),
    row("averages and prices", "村 户均收入 单价|东村 5000 12|西村 6000 13|合计 5500 12.5"),
    row("no total", "项目名称 金额（万元）|道路养护 12.5|绿化 7.5"),
    row("words in a cell", "项目名称 金额（万元）|道路养护 12.5|绿化 约8|路灯 3|合计 23"),
    row(
        "shares",
        "支出类别 金额（万元） 占比（%）|基本支出 1200.00 62.00|项目支出 800.00 40.00|合计 2000.00 100.00",
        "total 2000.00, part 1200.00, part 800.00 (ordered, complete)",
        "part 1200.00, whole 2000.00, value 62.00 (ordered)",
        "part 800.00, whole 2000.00, value 40.00 (ordered)",
    ),
    row(
        "shares of something else",
        "村 人数 占全县比重|东村 10 3.1%|西村 20 6.7%|合计 30 9.8%",
        "total 30, part 10, part 20 (ordered, complete)",
    ),
    row(
        "two years: differences, and rates of change",
        "项目 2022年决算数 2023年决算数 增减额 增减率|接待费 5.20 4.10 -1.10 -21.15%|车辆费 12.00 11.40 -0.60 -5%",
        "minuend 4.10, subtrahend 5.20, value -1.10 (ordered)",
        "minuend 11.40, subtrahend 12.00, value -0.60 (ordered)",
        "base 5.20, current 4.10, value -21.15% (ordered)",
        "base 12.00, current 11.40, value -5% (ordered)",
    ),
    row(
        "a decrease without its sign",
        "项目 上年数 本年数 比上年增减（%）|接待费 5.00 4.00 20.00|车辆费 10.00 11.00 10.00",
        "base 5.00, current 4.00, value 20.00 (ordered, falls)",
        "base 10.00, current 11.00, value 10.00 (ordered)",
    ),
    row(
        "what is left",
        "项目名称 下达数 拨付数 结余|道路养护 100 90 10|绿化 50 48 2|路灯 30 25 4",
        "minuend 100, subtrahend 90, value 10 (ordered)",
        "minuend 50, subtrahend 48, value 2 (ordered)",
        "minuend 30, subtrahend 25, value 4 (ordered)",
    ),
    row(
        "rates of one column over another",
        "窗口 受理数 办结数 办结率|甲 120 108 90%|乙 50 48 96%|丙 40 30 76%",
        "part 108, whole 120, value 90% (ordered)",
        "part 48, whole 50, value 96% (ordered)",
        "part 30, whole 40, value 76% (ordered)",
    ),
    row("rates that most rows do not bear out", "窗口 受理数 满意数 办结率|甲 120 100 90%|乙 50 41 96%|丙 40 30 76%"),
    row(
        "totals of rows: a slip goes on into the total",
        "科室 合计 在职 退休|办公室 10 6 4|财务科 8 5 3|业务科 20 15 6|合计 38 26 13",
        "total 38, part 10, part 8, part 20 (ordered, complete)",
        "total 26, part 6, part 5, part 15 (ordered, complete)",
        "total 13, part 4, part 3, part 6 (ordered, complete)",
        "total 10, part 6, part 4 (ordered, complete)",
        "total 8, part 5, part 3 (ordered, complete)",
        "total 20, part 15, part 6 (ordered, complete)",
        "total 38, part 26, part 13 (ordered, complete)",
    ),
]


@pytest.mark.parametrize(("table", "expected"), _TABLES)
def test_columns_are_read(table, expected):
    assert claims(*table.split("|")) == expected


def test_a_share_is_claimed_once():
    text = "项目\t金额（万元）\t占比\n接待\t60\t60%\n培训\t40\t40%\n合计\t100\t100%"
    facts = extract(read_bytes(text.encode(), name="例.txt"), load())
    assert [claim.one("value").text for claim in facts.of(ShareClaim)] == ["60%", "40%"]


def test_a_form_is_read_as_what_it_is():
    reading = read("指标名称\t年度目标值\t实际完成值\n修路\t18公里\t18公里\n合计\t18\t18")
    assert tables(reading, []).others == []
