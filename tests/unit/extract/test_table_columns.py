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


_READINGS = [
    row(
        "running figures and means are no totals",
        "月份 当月支出 月末在册 平均天数|1月 200 50 3|2月 300 52 5|3月 250 55 4|合计 750 55 4",
        "total 750, part 200, part 300, part 250 (ordered, complete)",
    ),
    row(
        "percentages are not added up, whatever they are called",
        "税种 本年数 同比|增值税 200 10.50%|所得税 300 -2.30%|合计 500 2.60%",
        "total 500, part 200, part 300 (ordered, complete)",
    ),
    row("who is counted once", "类别 户数 备注|低保 312 _|特困 108 _|合计 400 已剔除重复"),
    row(
        "a share of more than the table has",
        "支出类别 金额 占总支出比重|农林水 1310.08 35.5%|城乡社区 655.20 17.8%|合计 1965.28 53.3%",
        "total 1965.28, part 1310.08, part 655.20 (ordered, complete)",
    ),
    row(
        "sums across that no head tells of",
        "学校 男 女 学生数|一小 10 12 22|二小 20 25 45|三小 30 28 58|四小 9 8 71",
        "total 22, part 10, part 12 (ordered, complete)",
        "total 45, part 20, part 25 (ordered, complete)",
        "total 58, part 30, part 28 (ordered, complete)",
        "total 71, part 9, part 8 (ordered, complete)",
    ),
    row(
        "balances",
        "村名 年初余额 本年新增 本年偿还 年末余额|河东村 86 0 12 74|河西村 45 2 5 42|桃溪村 30 8 6 23",
        "total 74, part 86, part 0, part -12 (ordered, complete)",
        "total 42, part 45, part 2, part -5 (ordered, complete)",
        "total 23, part 30, part 8, part -6 (ordered, complete)",
    ),
    row(
        "a third term that is mostly zero",
        "项目 预算数 已支付 结转 收回|亮化 120.00 96.50 18.00 5.50|排水 260.00 230.00 30.00 0.00"
        "|绿化 50.00 48.00 2.00 0.00",
        "total 18.00, part 120.00, part -96.50, part -5.50 (ordered, complete)",
        "total 30.00, part 260.00, part -230.00, part -0.00 (ordered, complete)",
        "total 2.00, part 50.00, part -48.00, part -0.00 (ordered, complete)",
    ),
    row(
        "rows that would hold anyway tell nothing",
        "窗口 受理数 办结数 满意率|甲 36 36 100%|乙 12 12 100%|丙 48 48 93.8%",
    ),
    row(
        "codes tell what is inside",
        "科目编码 科目名称 支出数|201 一般公共服务 705|20103 办公厅 608|2010301 行政运行 520|2010302 一般行政 88"
        "|20106 财政 97|208 社会保障 66|20805 养老 66|_ 合计 771",
        "total 771, part 705, part 66 (ordered, complete)",
        "total 705, part 608, part 97 (ordered, complete)",
        "total 608, part 520, part 88 (ordered, complete)",
    ),
    row(
        "marks tell what is inside: a slip in one of them",
        "项目 金额|一、基本支出 224|（一）人员支出 143|1.工资 70|2.保险 73|（二）公用支出 84|二、项目支出 226|合计 450",
        "total 450, part 224, part 226 (ordered, complete)",
        "total 224, part 143, part 84 (ordered, complete)",
        "total 143, part 70, part 73 (ordered, complete)",
    ),
    row(
        "heads of two rows: three columns, two years of one thing",
        "项目 2022年度 2023年度 _ 比上年增减 比上年增减|项目 决算数 预算数 决算数 增减额 增减率（%）"
        "|接待 7.48 4.72 3.60 -3.88 -15.87|车辆 9.00 9.50 9.90 0.90 10.00|会议 2.00 2.10 2.10 0.10 5.00",
        "minuend 3.60, subtrahend 7.48, value -3.88 (ordered)",
        "minuend 9.90, subtrahend 9.00, value 0.90 (ordered)",
        "minuend 2.10, subtrahend 2.00, value 0.10 (ordered)",
        "base 7.48, current 3.60, value -15.87 (ordered)",
        "base 9.00, current 9.90, value 10.00 (ordered)",
        "base 2.00, current 2.10, value 5.00 (ordered)",
    ),
    row(
        "averages",
        "村 收入（万元） 人数（人） 人均（元）|东村 50 100 5000|西村 66 110 6000|南村 42 105 4500",
        "total 50, count 100, value 5000 (ordered)",
        "total 66, count 110, value 6000 (ordered)",
        "total 42, count 105, value 4500 (ordered)",
    ),
    row(
        "prices",
        "作物 面积（亩） 补贴标准（元/亩） 补贴金额（元）|水稻 120 150 18000|小麦 80 120 9600|油菜 60 100 6600",
        "factor 150, factor 120, value 18000 (ordered)",
        "factor 120, factor 80, value 9600 (ordered)",
        "factor 100, factor 60, value 6600 (ordered)",
    ),
    row(
        "a third factor",
        "对象 人数（人） 补贴标准（元） 补贴金额（元）|年 10 600 6000|月 20 50 12000|次 30 80 2400",
    ),
    row(
        "prices of all rows together",
        "作物 面积（亩） 补贴标准（元/亩） 补贴金额（元）|水稻 120 150 18000|小麦 80 120 9600|合计 200 135 27600",
        "total 200, part 120, part 80 (ordered, complete)",
        "total 27600, part 18000, part 9600 (ordered, complete)",
        "factor 150, factor 120, value 18000 (ordered)",
        "factor 120, factor 80, value 9600 (ordered)",
    ),
    row(
        "what is left of one year is not of the next",
        "单位 上年结转 本年支出 比上年增减|文化站 2 8 1|镇机关 85 3240 126",
    ),
    row(
        "points of percentages are no differences",
        "指标 2022年 2023年 增减|治愈率（%） 92.10 93.40 1.30|药占比（%） 28.58 25.39 -3.19",
    ),
    row("ages are no figures", "年龄 30岁及以下 31岁以上|人数 12 30|占比 28.6% 71.4%"),
]


@pytest.mark.parametrize(
    ("note", "count"), [("注：人数不重复计算。", 0), ("注：按户籍统计。", 1), ("本年剔除重复。", 1)]
)
def test_a_note_below_tells_who_is_counted_once(note, count):
    reading = read(f"类别\t人数\n低保\t312\n特困\t108\n合计\t400\n\n{note}")
    assert len([*column_claims(reading, tables(reading, []))]) == count


@pytest.mark.parametrize(("table", "expected"), _TABLES + _READINGS)
def test_columns_are_read(table, expected):
    assert claims(*table.split("|")) == expected


def test_a_share_is_claimed_once():
    text = "项目\t金额（万元）\t占比\n接待\t60\t60%\n培训\t40\t40%\n合计\t100\t100%"
    facts = extract(read_bytes(text.encode(), name="例.txt"), load())
    assert [claim.one("value").text for claim in facts.of(ShareClaim)] == ["60%", "40%"]


def test_a_form_is_read_as_what_it_is():
    reading = read("指标名称\t年度目标值\t实际完成值\n修路\t18公里\t18公里\n合计\t18\t18")
    assert tables(reading, []).others == []


def test_a_table_of_nothing_but_zeros_claims_only_its_totals():
    lines = ["村 年初余额 本年新增 本年偿还 年末余额", *(f"村{n} 0 0 0 0" for n in range(60)), "合计 0 0 0 0"]
    assert {len(claim.split(", ")) for claim in claims(*lines)} == {62}
