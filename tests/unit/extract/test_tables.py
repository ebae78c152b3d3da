"""Tables of the layouts that offices use: real Word tables, bars, wide gaps, and cells one to a line."""

import pytest

from tests.builders import add_table, docx_bytes, new_document
from tests.unit.extract.test_indicators import value
from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.reading import read_through
from toolkit.extract.grammar.tables import tables
from toolkit.knowledge import load
from toolkit.read import read_bytes


def of_text(text):
    document = read_bytes(text.encode(), name="例.txt")
    reading = read_through(document, load())
    return document, tables(reading, headings(reading))


def of_word(*parts):
    word = new_document()
    for part in parts:
        if isinstance(part, str):
            word.add_paragraph(part)
        else:
            add_table(word, part)
    document = read_bytes(docx_bytes(word), name="例.docx")
    reading = read_through(document, load())
    return document, tables(reading, headings(reading))


def row(indicator):
    figures = (indicator.target, indicator.actual, indicator.completion, indicator.full, indicator.got)
    return " ".join(
        [indicator.level1 or "-", indicator.category or "-", indicator.name, *(value(q) or "-" for q in figures)]
    )


def line(budget):
    return " ".join(
        [budget.name, *(value(q) or "-" for q in (budget.budgeted, budget.income, budget.spent, budget.rate))]
    )


def score(line):
    return f"{line.name} {value(line.full) or '-'}/{value(line.got) or '-'}"


HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "得分", "偏差原因")


def test_a_column_of_classes_may_name_second_level_ones():
    _, found = of_text(
        "指标类别 | 指标名称 | 目标值 | 完成值 | 完成率 | 分值 | 得分\n"
        "数量指标 | 新增泊位 | 300个 | 310个 | 100% | 10 | 10\n"
        "成本指标 | 单位造价 | ≤2万元 | 1.9万元 | 100% | 10 | 10\n"
        "社会效益指标 | 周转率 | ≥3次 | 3.2次 | 100% | 10 | 10\n"
    )
    assert [(i.level1, i.category) for i in found.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
    ]


def test_a_column_of_first_level_classes_keeps_them():
    _, found = of_text(
        "一级指标 | 指标名称 | 目标值 | 完成值 | 完成率 | 分值 | 得分\n"
        "产出指标 | 新增泊位 | 300个 | 310个 | 100% | 10 | 10\n"
        "成本指标 | 单位造价 | ≤2万元 | 1.9万元 | 100% | 10 | 10\n"
    )
    assert [i.level1 for i in found.indicators] == ["产出指标", "成本指标"]


def test_merged_cells_fill_down():
    document, found = of_word(
        [
            HEAD,
            ("产出指标", "数量指标", "校舍面积", "≥24000平方米", "25200平方米", "105%", "8", "8", "无"),
            (None, None, "新增学位", "1200个", "1080个", "90%", "7", "6.3", "消防验收推迟"),
            (None, "质量指标", "巩固率", "≥99%", "98.62%", "99.6%", "8", "8", "/"),
            ("满意度指标", "服务对象满意度指标", "家长满意度", "90%以上", "93.5%", "100%", "10", "10", ""),
            ("合计", "", "", "", "", "", "33", "32.3", ""),
        ]
    )
    assert [row(i) for i in found.indicators] == [
        "产出指标 数量指标 校舍面积 >=24000平方米 25200平方米 105% 8分 8分",
        "产出指标 数量指标 新增学位 1200个 1080个 90% 7分 6.3分",
        "产出指标 质量指标 巩固率 >=99% 98.62% 99.6% 8分 8分",
        "满意度指标 服务对象满意度指标 家长满意度 >=90% 93.5% 100% 10分 10分",
    ]
    assert [i.deviation for i in found.indicators] == [None, "消防验收推迟", None, None]
    assert (value(found.total.full), value(found.total.got)) == ("33分", "32.3分")
    assert document.quote(found.indicators[1].span) == "新增学位\t1200个\t1080个\t90%\t7\t6.3\t消防验收推迟"
    assert found.scores == []


def test_national_form_with_a_budget_above_the_indicators():
    _, found = of_word(
        "项目支出绩效自评表",
        [
            ("项目名称", "渠道清淤工程", "", "", "", "", "", "", ""),
            ("主管部门", "水务局", "", "", "实施单位", "河道所", "", "", ""),
            ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""),
            (None, "年度资金总额", "120.00", "118.50", "112.58", "10", "95%", "9.5", ""),
            (None, "其中：当年财政拨款", "120.00", "118.50", "112.58", "—", "95%", "—", ""),
            ("年度总体目标", "清淤28公里", "", "", "", "清淤29公里", "", "", ""),
            (
                "绩效指标",
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因分析及改进措施",
            ),
            (None, "产出指标（50分）", "数量指标", "清淤长度", "≥28公里", "29公里", "25", "25", ""),
            (None, None, "时效指标", "完工时间", "12月底前", "11月20日", "25", "25", ""),
            (None, "效益指标（30分）", "社会效益指标", "灌溉条件", "有效改善", "有效改善", "30", "28", "局部未通水"),
            (None, "满意度指标（10分）", "服务对象满意度指标", "农户满意度", "≥90%", "不适用", "10", "10", ""),
            ("总分", "", "", "", "", "", "100", "97.5", ""),
        ],
    )
    assert [line(b) for b in found.budget] == [
        "年度资金总额 118.50万元 - 112.58万元 95%",
        "当年财政拨款 118.50万元 - 112.58万元 95%",
    ]
    assert [row(i) for i in found.indicators] == [
        "产出指标 数量指标 清淤长度 >=28公里 29公里 - 25分 25分",
        "产出指标 时效指标 完工时间 12月底前 11月20日 - 25分 25分",
        "效益指标 社会效益指标 灌溉条件 有效改善 有效改善 - 30分 28分",
        "满意度指标 服务对象满意度指标 农户满意度 >=90% - - 10分 10分",
    ]
    assert [score(s) for s in found.scores] == ["执行率 10分/9.5分"]
    assert value(found.total.got) == "97.5分"


def test_head_of_two_rows():
    _, found = of_word(
        "部门预算执行表（单位：万元）",
        [
            ("项目", "预算数", "", "决算数", "执行率（%）"),
            (None, "年初预算", "调整预算", None, None),
            ("基本支出", "1820.00", "1900.00", "1890.50", "99.5"),
            ("合计", "4420.00", "4600.00", "4455.50", "96.86"),
        ],
    )
    assert [line(b) for b in found.budget] == [
        "基本支出 1900.00万元 - 1890.50万元 99.5%",
        "合计 4600.00万元 - 4455.50万元 96.86%",
    ]


def test_column_of_units():
    _, found = of_word(
        [
            ("序号", "指标名称", "计量单位", "年度目标值", "全年完成值", "完成率(%)", "备注"),
            ("1", "培训场次", "场", "≥12", "15", "125", ""),
            ("2", "办结率", "%", "≥98", "预计99.2", "100", "12月数据未出"),
        ]
    )
    assert [row(i) for i in found.indicators] == [
        "- - 培训场次 >=12场 15场 125% - -",
        "- - 办结率 >=98% 99.2% 100% - -",
    ]
    assert [i.forecast for i in found.indicators] == [False, True]


def test_rubric_between_bars():
    _, found = of_text(
        "|一级指标|二级指标|评价指标|标准分|自评得分|扣分说明|\n"
        "|管理效率|预算编制|新增项目评估|3|3|无|\n||预算执行|结转结余率|2|1.5|结余较多|\n|||财务合规|2|2|/|\n|合计|||7|6.5||\n"
    )
    assert [(s.section, score(s), s.reason) for s in found.scores] == [
        ("预算编制", "新增项目评估 3分/3分", None),
        ("预算执行", "结转结余率 2分/1.5分", "结余较多"),
        ("预算执行", "财务合规 2分/2分", None),
    ]
    assert (value(found.total.full), value(found.total.got)) == ("7分", "6.5分")


def test_lines_of_blocks_sum_up():
    _, found = of_word(
        [
            ("评价内容", "分值", "得分", "备注"),
            ("一、履职效能", "50", "48.9", ""),
            ("1.产出完成情况", "20", "20", ""),
            ("2.效益完成情况", "30", "28.9", "一项未达标"),
            ("二、管理效率", "50", "49", ""),
            ("总分", "100", "97.9", ""),
        ]
    )
    assert [(score(s), s.summary, s.section) for s in found.scores] == [
        ("履职效能 50分/48.9分", True, None),
        ("产出完成情况 20分/20分", False, "履职效能"),
        ("效益完成情况 30分/28.9分", False, "履职效能"),
        ("管理效率 50分/49分", False, None),
    ]


def test_wide_gaps():
    _, found = of_text(
        "指标名称   目标值   实际完成值   完成率\n新建公厕数量   4座   3座   75%\n居民满意度   ≥90%   —   —\n"
    )
    assert [row(i) for i in found.indicators] == [
        "- - 新建公厕数量 4座 3座 75% - -",
        "- - 居民满意度 >=90% - - - -",
    ]


def test_rows_of_figures_under_a_line_of_heads():
    _, found = of_text(
        "单位：万元\n预算项目 年初预算 调整预算 执行数 执行率\n"
        "人员经费 642.00 658.00 651.42 99%\n公用经费 86.00 86.00 79.12 92%\n"
    )
    assert [line(b) for b in found.budget] == [
        "人员经费 658.00万元 - 651.42万元 99%",
        "公用经费 86.00万元 - 79.12万元 92%",
    ]


def test_income_and_expenditure_by_fund():
    _, found = of_text(
        "单位：万元\n|资金性质|收入决算数|支出决算数|\n|一般公共预算|5231.60|5231.60|\n|政府性基金预算|412.30|400.00|\n"
    )
    assert [(line(b), b.fund) for b in found.budget] == [
        ("一般公共预算 - 5231.60万元 5231.60万元 -", "一般公共预算"),
        ("政府性基金预算 - 412.30万元 400.00万元 -", "政府性基金预算"),
    ]


def test_labels_beside_their_values():
    _, found = of_word(
        [
            ("项目名称", "渠道工程", "预算数（万元）", "120.00"),
            ("实施单位", "河道所", "执行数（万元）", "118.00"),
        ]
    )
    assert [line(b) for b in found.budget] == ["渠道工程 120.00万元 - 118.00万元 -"]


FLAT = """绩效指标自评表
一级指标\n二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分
产出指标\n数量指标\n低保人数\n≥9600人\n9734人\n10\n10
数量指标\n改造户数\n220户\n198户\n10\n9
成本指标\n户均成本\n≤3000元\n2960元\n9\n9
满意度指标\n服务对象满意度指标\n对象满意度\n≥90%\n94%\n10\n10
合计\n39\n38
四、指标说明
"""


def test_cells_one_to_a_line():
    document, found = of_text(FLAT)
    assert [row(i) for i in found.indicators] == [
        "产出指标 数量指标 低保人数 >=9600人 9734人 - 10分 10分",
        "产出指标 数量指标 改造户数 220户 198户 - 10分 9分",
        "产出指标 成本指标 户均成本 <=3000元 2960元 - 9分 9分",
        "满意度指标 服务对象满意度指标 对象满意度 >=90% 94% - 10分 10分",
    ]
    assert (value(found.total.full), value(found.total.got)) == ("39分", "38分")
    assert document.quote(found.indicators[1].span) == "改造户数\n220户\n198户\n10\n9"


def test_notes_one_to_a_line_may_be_missing():
    _, found = of_text(
        "评价内容\n分值\n自评得分\n备注\n预算执行率\n10\n9.8\n有结余\n产出\n50\n50\n效益\n40\n39\n一项未达标\n"
    )
    assert [(score(s), s.reason) for s in found.scores] == [
        ("预算执行率 10分/9.8分", "有结余"),
        ("产出 50分/50分", None),
        ("效益 40分/39分", "一项未达标"),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        [("办公室", "电话"), ("综合办", "12345678")],
        [("序号", "内容"), ("1", "第一项")],
        [("时间", "地点", "人数"), ("5月", "礼堂", "120人")],
    ],
)
def test_other_tables_hold_no_facts(cells):
    _, found = of_word(cells)
    assert found[:4] == ([], [], [], None)
