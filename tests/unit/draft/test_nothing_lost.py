"""What last year's report told comes back: as words that stand, as a blank, or as a note on what was left out."""

from tests.unit.draft.drafting import drafted, read, told
from toolkit.records.draft import FormulaKind

DUTIES = (
    "一、部门概况",
    "（一）部门职责",
    "1.执行退役军人安置政策。",
    "2.负责军队转业干部、复员干部、退休干部、退役士兵的移交安置工作和自主择业退役军人的服务管理工作。",
    "3.组织退役军人教育培训，扶持就业创业。",
    "4.管理烈士纪念设施。",
    "（二）人员",
    "年末在职人员29人。",
)
SCORED = (
    "一、绩效评价指标分析",
    "（一）过程（30分）",
    "1.预算执行（16分）。预算完成率（8分）98.42%，得7.87分；公用经费控制率（4分）97.15%，得4分。",
    "2.预算管理（14分）。资金使用合规性（14分），抽查发现2笔支出附件不齐全，扣1分，得13分。",
    "（二）产出（30分）",
    "1.数量指标（12分）。走访慰问优抚对象1,380户，目标1,350户；组织培训5期，培训212人次，目标200人次。得12分。",
    "2.社会效益（18分）。退役士兵就业率88.46%（实现就业184人，有就业意愿208人），目标85%，得18分。",
)
BUDGET_TABLE = (
    "一、部门预算执行情况",
    "预算执行情况表（单位：万元）",
    "| 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |",
    "|---|---|---|---|---|---|---|",
    "| 年度资金总额 | 4820.00 | 5263.50 | 5106.80 | 10 | 97.02% | 9.70 |",
    "| 其中：财政拨款 | 4620.00 | 5063.50 | 4906.80 | — | 96.91% | — |",
)
DEVIATING = (
    "一、绩效指标完成情况",
    "| 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |",
    "|---|---|---|---|---|---|---|",
    "| 数量指标 | 治理河道条数 | 6条 | 5条 | 10 | 8.33 | 征迁滞后，明年完成 |",
    "| 质量指标 | 工程验收合格率 | 100% | 100% | 8 | 8 | 无 |",
)
BOTH = (
    "一、偏离绩效目标的原因和改进措施",
    "一是河道治理进度偏慢。征迁协商时间长。下一步将提前介入征迁，开工前完成签约。",
    "二是水厂水质不稳定。消毒设备老化。下一步将更新消毒设备，每月检测水质。",
)
HOSPITAL = (
    "一、产出指标（30分）",
    "1.门急诊人次，年初目标42万人次，实际完成43.86万人次，完成率104.43%，分值16分，得16分。",
    "2.出院患者人次，年初目标1.60万人次，实际1.52万人次，完成率95%，分值14分，得13.30分。",
    "二、自评得分",
    "预算管理得23.65分，产出指标得29.30分，总分97.24分。",
)


def test_numbered_duties_all_stand_however_long_they_are():
    text = told(drafted(*DUTIES))
    for n, words in enumerate(("执行退役军人安置政策。", "服务管理工作。", "扶持就业创业。", "管理烈士纪念设施。"), 1):
        (line,) = (line for line in text.splitlines() if line.startswith(f"{n}."))
        assert line.endswith(words)


def test_what_stands_before_the_first_heading_carries_over_and_its_document_is_asked_for():
    draft = drafted(
        "县财政局：",
        "根据《云岭县财政局关于开展2023年度绩效自评的通知》（云财绩〔2024〕5号）要求，我镇开展了2023年度绩效自评。",
        *DUTIES,
    )
    head = told(draft).split("一、")[0]
    assert "县财政局：\n根据〔2024年度自评所依据的文件：名称和文号〕要求，我镇开展了2024年度绩效自评。" in head
    assert "2023" not in head


def test_what_a_score_rests_on_is_asked_for_and_points_follow_from_their_rate():
    draft = drafted(*SCORED)
    text = told(draft)
    assert "预算完成率：分值8分，实际为〔2024年预算完成率〕，自评得分〔2024年预算完成率的自评得分〕" in text
    assert "走访慰问优抚对象〔2024年走访慰问优抚对象〕，目标〔2024年走访慰问优抚对象的目标〕；组织培训〔" in text
    assert "（实现就业〔2024年实现就业〕，有就业意愿〔2024年就业意愿〕），目标〔2024年退役士兵就业率的目标〕" in text
    form = draft.form()
    points = form["得分.预算完成率.得分"].formula
    assert points is not None
    assert (points.kind, points.of) == (FormulaKind.SCORE, ("预算执行（16分）.预算完成率",))
    assert form["得分.公用经费控制率.得分"].formula is None  # a full score proves no rule


def test_points_follow_from_the_one_rate_that_gives_them():
    told = "改造计划实施10个，完工8个，完成率80%，8项指标平均完成率97.5%，得19.5分，扣0.5分。"
    form = drafted("一、绩效评价指标分析", f"1.产出指标完成情况（20分）。{told}").form()
    points = form["得分.产出指标完成情况.得分"].formula
    assert points is not None
    assert points.of == ("产出指标完成情况（20分）.指标平均完成率",)


def test_why_points_were_lost_does_not_carry_over_and_is_told():
    draft = drafted(*SCORED)
    assert "2笔" not in told(draft)
    said = read(*SCORED)
    assert any("附件不齐全" in said.quote(span) for note in draft.notes for span in note.source)


def test_a_budget_table_with_a_score_stays_a_table():
    draft = drafted(*BUDGET_TABLE)
    text = told(draft)
    assert "资金来源|年初预算数|全年预算数|全年执行数|分值|执行率|得分\n年度资金总额|〔" in text
    assert "|10|〔2024年年度资金总额的执行率〕|〔2024年执行率的自评得分〕" in text
    assert text.count("—") == 2  # where no points are given, none are asked for
    assert not {"4820.00", "5106.80", "97.02%", "9.70"} & set(text.replace("|", "\n").split("\n"))


def test_figures_of_a_budget_paragraph_are_all_asked_for_in_its_own_words():
    line = "2023年总收入900.50万元，其中财政拨款800.20万元，其他收入100.30万元；总支出880.00万元，预算完成率97.72%。"
    draft = drafted("一、收支情况", line)
    assert "2024年总收入〔" in (text := told(draft))
    assert text.split("\n二、")[0].count("〔") == 5
    assert draft.form()["预算.预算收支.收入"].formula is not None  # the sum of its parts


def test_reasons_for_deviations_have_their_column():
    draft = drafted(*DEVIATING)
    text = told(draft)
    assert "指标.工程验收合格率.失分原因" in draft.form()  # it may miss its target this year
    assert "|自评得分|偏差原因分析及改进措施\n" in text
    assert "征迁滞后" not in text


def test_problems_and_measures_in_one_item_are_told_apart_without_their_ordinals():
    text = told(drafted(*BOTH))
    assert "上年提出“提前介入征迁，开工前完成签约”" in text
    assert "上年存在的问题“河道治理进度偏慢”" in text
    assert "一是" not in text


def test_the_sum_of_a_heading_of_indicators_is_no_item_and_an_odd_total_is_the_total():
    draft = drafted(*HOSPITAL)
    assert not any("得分.产出指标" in key for key in draft.form())
    assert draft.form()["总分.得分"].last == "97.24分"


def test_a_missed_indicator_that_a_problem_names_has_one_measure():
    text = told(
        drafted(*HOSPITAL, "三、存在问题", "（一）出院患者人次没有完成目标。", "四、改进措施", "（一）加快改造。")
    )
    assert text.count("出院患者人次没有完成目标”的问题") == 1
    assert "“出院患者人次”" not in text
