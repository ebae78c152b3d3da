"""Every section that the report had, every figure of it as a blank, nothing twice."""

from collections import Counter

from tests.unit.draft.drafting import drafted, told

PROSE = (
    "一、基本情况",
    "（一）部门职能",
    "镇政府负责基层治理。",
    "（二）预算和支出",
    "年初预算500万元，调整后预算600万元，实际支出570万元，支出率95%。",
    "二、绩效自评情况",
    "（一）自评结论",
    "自评总得分97.5分。",
    "（二）履职效能分析",
    "1.产出指标完成情况",
    "数量指标为修缮村道里程，年度目标值为12公里，2023年实际修缮12.6公里，指标完成率为100%。",
    "三、存在的主要问题",
    "（一）预算支出进度偏慢。部分工程尾款没有支付。",
    "四、下一步改进措施",
    "（一）加快预算支出进度。由财政所按月通报支出情况。",
)
RUBRIC = (
    "一、基本情况",
    "镇政府负责基层治理。",
    "二、评分情况",
    "（一）预算管理（满分20分，得19分）",
    "1.预算编制完整性（满分10分，得10分）",
    "全部收支纳入预算。",
    "2.预算执行率（满分10分，得9分）",
    "支出率95%。",
    "三、下步措施",
    "加快支出。",
)
TABLE = (
    "一、基本情况",
    "镇政府负责基层治理。",
    "二、指标完成情况",
    "| 指标类别 | 指标名称 | 年度目标值 | 实际完成值 | 完成率 |",
    "|---|---|---|---|---|",
    "| 数量指标 | 修缮村道里程 | ≥12公里 | 12.6公里 | 100% |",
    "| 质量指标 | 工程验收合格率 | 100% | 100% | 100% |",
)


def test_indicators_in_prose():
    text = told(drafted(*PROSE))
    assert "数量指标为修缮村道里程，年度目标值为12公里，2024年实际完成值为〔" in text
    assert "12.6" not in text


def test_items_of_a_rubric():
    text = told(drafted(*RUBRIC))
    assert "1.预算编制完整性（10分）\n预算编制完整性：分值10分，自评得分〔2024年预算编制完整性的自评得分〕。〔" in text
    assert "2.预算执行率（10分）\n预算执行率：分值10分，自评得分〔2024年预算执行率的自评得分〕。〔" in text
    assert "全部收支纳入预算" not in text


def test_tables_stay_tables():
    text = told(drafted(*TABLE))
    assert "指标类别|指标名称|年度目标值|上年实际值|实际完成值|指标完成率" in text
    assert "数量指标|修缮村道里程|≥12公里|12.6公里|〔2024年修缮村道里程的实际完成值〕|" in text


def test_a_budget_table_keeps_its_names_and_asks_for_its_figures():
    text = told(
        drafted(
            "一、收支情况",
            "表1 支出情况（单位：万元）",
            "| 项目 | 年初预算 | 支出 |",
            "|---|---|---|",
            "| 人员经费 | 300.00 | 298.50 |",
            "| 公用经费 | 40.00 | 38.20 |",
        )
    )
    assert "项目|年初预算|支出\n人员经费|〔" in text
    assert not {"300.00", "298.50", "40.00", "38.20"} & set(text.replace("|", "\n").split("\n"))


def test_last_years_measures_become_a_section_to_report_on():
    text = told(drafted(*PROSE))
    assert "三、上年改进措施落实情况\n上年提出“加快预算支出进度”，落实情况：〔" in text
    assert "四、存在的主要问题\n" in text
    assert "五、下一步改进措施\n" in text


def test_no_section_is_empty_and_no_blank_comes_twice():
    for lines in (PROSE, RUBRIC, TABLE):
        draft = drafted(*lines)
        for section, following in zip(draft.sections[1:], (*draft.sections[2:], None), strict=True):
            inner = following is not None and following.level > section.level
            assert section.content or inner, section.heading
        assert max(Counter(blank.key for blank in draft.blanks()).values()) == 1


def test_the_conclusion_is_said_once():
    text = told(drafted("一、自评结论与指标分析", "（一）自评结论", "总得分97分。", "（二）指标分析", "指标均已完成。"))
    assert text.count("经自评，总得分为") == 1


def test_a_template_of_ones_own_goes_first(tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/duties.md.j2").write_text("本单位的写法：{{ title }}。\n", encoding="utf-8")
    text = told(drafted("一、部门职能", "镇政府负责基层治理。", "二、其他", "无。", folder=tmp_path))
    assert "一、部门职能\n本单位的写法：部门职能。" in text


def test_what_every_report_has_is_added_where_last_years_had_not():
    draft = drafted("一、部门职能", "镇政府负责基层治理。", "二、下一步改进措施", "（一）加快支出。每月通报。")
    text = told(draft)
    order = [text.index(words) for words in ("上年改进措施落实情况", "、存在的主要问题", "、下一步改进措施")]
    assert order == sorted(order)
    assert any("存在的主要问题" in note.text for note in draft.notes)


def test_a_rate_of_a_table_is_asked_for_by_part_and_whole_where_the_text_explains_it():
    draft = drafted(
        *TABLE[:2],
        "二、指标完成情况",
        "表1 指标完成情况表",
        "| 指标类别 | 指标名称 | 年度目标值 | 实际完成值 | 完成率 |",
        "|---|---|---|---|---|",
        "| 质量指标 | 工程验收合格率 | ≥90% | 96.00% | 100% |",
        "1.工程验收合格率",
        "当年验收工程25个，合格24个，合格率96.00%。",
    )
    text = told(draft)
    assert "表1指标完成情况表\n指标类别|" in text
    assert "当年验收工程〔" in text
    formula = draft.form()["指标.工程验收合格率.实际值"].formula
    assert formula is not None
    assert formula.of == ("指标.工程验收合格率.合格", "指标.工程验收合格率.当年验收工程")
    assert not any("指标完成情况表" in note.text for note in draft.notes)
