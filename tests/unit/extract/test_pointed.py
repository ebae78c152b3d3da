"""What a model points at: fields are held to the words before them, and numbers are the text's own."""

import pytest

from tests.unit.extract.pointing import fields, pointed, whys
from toolkit.extract.meaning import MEANING
from toolkit.extract.pointed.claims import CLAIMS
from toolkit.extract.pointed.indicators import INDICATORS
from toolkit.extract.pointed.statements import STATEMENTS
from toolkit.records.facts import Indicator, Proposal, RatioClaim, Statement

SURVEY = (
    "满意度指标为群众满意度，年度目标值为85%或以上，接受调查的83人，满意的74人，"
    "群众满意度为89.16%，指标完成率为100%；时效指标为按时办结率，年度目标值为95%，按时办结率达96%，指标完成率为100%。"
)
READ = ["群众满意度", "85%或以上", "89.16%", "100%"]


def indicators(text: str, *rows: list[str]) -> list[list[str]]:
    return [fields(fact) for fact in pointed(INDICATORS, text, *rows).facts if isinstance(fact, Indicator)]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["群众满意度", "85%或以上", "群众满意度为89.16%"], id="as asked"),
        pytest.param(["群众满意度", "85%", "89.16%"], id="without the words of limit"),
        pytest.param(["群众满意度", "", "85%或以上"], id="wrong column"),
        pytest.param(["群众满意度", "89.16%", "85%"], id="two columns changed for each other"),
        # What the text calls by the indicator's own name needs no pointing; no other figure will do.
        pytest.param(["群众满意度", "85%或以上", "满意的74人"], id="74"),
        pytest.param(["群众满意度", "90%", "89.16%"], id="other digits"),
        pytest.param(["群众满意度", "85%或以上", "9.16%"], id="half a number"),
        pytest.param(["群众满意度", "95%", "指标完成率为100%"], id="the next one's"),
    ],
)
def test_a_field_is_what_its_words_say(row):
    assert indicators(SURVEY, row) == [READ]


def test_people_asked_are_no_rate_where_none_is_printed():
    counted = SURVEY.replace("群众满意度为89.16%，", "")
    row = ["群众满意度", "85%或以上", "满意的74人"]
    assert indicators(counted, row) == [["群众满意度", "85%或以上", "", "100%"]]


def test_one_rate_of_two_is_not_chosen_for_the_model():
    text = "满意度指标为群众满意度，目标值85%，上半年群众满意度为88%，下半年群众满意度为91%。"
    assert indicators(text, ["群众满意度", "85%", ""]) == [["群众满意度", "85%", "", ""]]
    assert indicators(text, ["群众满意度", "85%", "群众满意度为91%"]) == [["群众满意度", "85%", "91%", ""]]


def test_a_quote_that_stands_twice_belongs_to_its_neighbours():
    rows = [["按时办结率", "95%", "100%"], ["群众满意度", "85%或以上", "100%"]]
    answer = pointed(INDICATORS, SURVEY, *rows)
    first, second = answer.facts
    assert isinstance(first, Indicator)
    assert isinstance(second, Indicator)
    assert first.completion.span.start == SURVEY.index("100%")
    assert second.completion.span.start == SURVEY.rindex("100%")
    assert whys(answer) == []


def test_half_a_number_in_words_is_not_the_number():
    text = "质量指标为设备完好率，年度目标值为百分之九十二，设备完好率达百分之九十五，指标完成率为100%。"
    assert indicators(text, ["设备完好率", "百分之九十二", "设备完好率达百分之九十五"]) == [
        ["设备完好率", "百分之九十二", "百分之九十五", "100%"]
    ]
    assert indicators(text, ["设备完好率", "百分之九十", "设备完好率达百分之九十"]) == [
        ["设备完好率", "百分之九十二", "百分之九十五", "100%"]
    ]


TABLE = """\
| 二级指标 | 三级指标 | 年度目标值 | 实际值 | 完成率 |
|---|---|---|---|---|
| 数量指标 | 村道养护里程 | 120公里 | 126.5公里 | 100% |
| 质量指标 | 养护验收合格率 | ≥95% | 97% | 100% |
| 满意度指标 | 群众满意度 | 85%以上 | 83.26% | 97.95% |
"""


@pytest.mark.parametrize(
    "text", [TABLE, TABLE.replace("|---|---|---|---|---|\n", "").replace(" | ", "\t").replace("|", "")]
)
def test_a_figure_of_a_table_is_held_to_its_row_and_its_column(text):
    rows = [
        ["村道养护里程", "120公里", "126.5公里"],
        ["养护验收合格率", "95%", "97%"],
        ["群众满意度", "85%以上", "83.26%"],
    ]
    answer = pointed(INDICATORS, text, *rows)
    assert [fields(fact) for fact in answer.facts] == [
        ["村道养护里程", "120公里", "126.5公里", "100%"],
        ["养护验收合格率", "≥95%", "97%", "100%"],
        ["群众满意度", "85%以上", "83.26%", "97.95%"],
    ]
    assert [fact.category for fact in answer.facts] == ["数量指标", "质量指标", "满意度指标"]
    assert whys(answer) == []


def test_a_row_of_a_table_gives_no_field_to_another_row():
    answer = pointed(INDICATORS, TABLE, ["村道养护里程", "120公里", "97%"], ["群众满意度", "126.5公里", "公里"])
    assert [fields(fact) for fact in answer.facts] == [["村道养护里程", "120公里", "", "100%"]]
    assert [why for _, why in whys(answer)] == [
        "不在这一行目标、实际、完成率的格子里",
        "不在这一行目标、实际、完成率的格子里",
        "不在这一行目标、实际、完成率的格子里",
        "没有一个数能与它对上",
    ]


def test_a_table_without_a_head_that_is_known_is_read_as_words_are():
    text = "甲栏\t乙栏\n村道养护里程\t目标120公里\t实际养护126.5公里\n群众满意度\t目标85%以上\t满意度91.26%\n"
    rows = [["村道养护里程", "120公里", "126.5公里"], ["群众满意度", "85%以上", "91.26%"]]
    assert indicators(text, *rows) == [[*row, ""] for row in rows]


def test_an_indicator_ends_where_the_text_turns_to_another_matter():
    text = (
        "满意度指标为群众满意度，年度目标值为85%以上，指标完成率为100%。\n"
        "全镇道路硬化率达96%，群众满意度达92%。\n"
        "存在的问题\n满意度为88%的村有两个。\n"
    )
    row = ["群众满意度", "85%以上", "满意度达92%"]
    assert indicators(text, row) == [["群众满意度", "85%以上", "", "100%"]]


def test_a_name_in_a_title_has_its_figures_below():
    own = "年度目标值为85%以上。\n实际完成值为91.2%，完成率为100%。\n"
    text = f"二、绩效指标\n1.群众满意度\n{own}三、其他\n实际完成值为70%。\n"
    row = ["群众满意度", "85%以上", "91.2%"]
    assert indicators(text, row) == [[*row, "100%"]]


def test_what_was_done_is_no_indicator_yet():
    text = "管网实际铺设83.42公里，比上年多2公里。"
    answer = pointed(INDICATORS, text, ["管网实际铺设", "", "83.42公里"])
    assert (answer.facts, whys(answer)) == ([], [("管网实际铺设", "没有目标，也没有完成率，看不出是指标")])


def test_figures_may_stand_before_the_name_in_its_own_sentence():
    text = "全镇硬化村道12公里。培训方面，年初目标是90%以上，收回问卷240份，学员满意度达93.75%。"
    assert indicators(text, ["学员满意度", "90%以上", "学员满意度达93.75%"]) == [
        ["学员满意度", "90%以上", "93.75%", ""]
    ]
    another = "数量指标为培训人次，年度目标值为90%，学员满意度达93.75%，完成率为100%。"
    row = ["学员满意度", "90%", "学员满意度达93.75%"]
    assert indicators(another, row) == [["学员满意度", "", "93.75%", "100%"]]
    assert indicators(another[5:], ["培训人次", "90%", ""], row)[1] == ["学员满意度", "", "93.75%", "100%"]


def test_a_bare_name_counts_where_the_text_calls_it_an_indicator():
    text = "质量指标为工程验收合格率，指标完成率为100%；培训320人次，培训完成率为100%。"
    answer = pointed(INDICATORS, text, ["工程验收合格率", "", ""], ["培训", "", ""])
    assert [fields(fact) for fact in answer.facts] == [["工程验收合格率", "", "", "100%"]]
    assert whys(answer) == [("培训", "没有一个数能与它对上")]


def test_a_name_that_is_not_there_makes_no_indicator():
    answer = pointed(INDICATORS, SURVEY, ["群众幸福度", "85%或以上", "89.16%"], ["", "85%", ""])
    assert answer.facts == []
    assert whys(answer) == [("群众幸福度", "原文里没有这些字"), ("", "原文里没有这些字")]


def test_a_name_without_one_figure_makes_no_indicator():
    answer = pointed(INDICATORS, SURVEY, ["接受调查", "", ""])
    assert answer.facts == []
    assert whys(answer) == [("接受调查", "没有一个数能与它对上")]


def test_every_rejection_says_which_words_and_why():
    answer = pointed(INDICATORS, SURVEY, ["群众满意度", "99%", "满意的74人"])
    assert whys(answer) == [("99%", "原文里没有这些字"), ("满意的74人", "说的不是这个指标的实际值")]


def test_an_empty_answer_is_no_fault():
    for subject in (INDICATORS, CLAIMS, STATEMENTS, MEANING):
        answer = pointed(subject, SURVEY)
        assert (answer.facts, answer.rejected) == ([], [])


LINE = "全年受理工单500件，其中投诉120件，办结478件，办结率为95.6%，比上年提高1.2个百分点。"


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        (["办结率为95.6%", "受理工单500件", "办结478件"], True),
        (["办结率为95.6%", "478件", "500件"], True),  # which is the whole is told by the arithmetic
        (["办结率为95.6%", "500件", "120件"], False),
        (["办结率为95.6%", "478件", "478件"], False),
        (["办结率为95.6%", "500件", "479件"], False),
        (["办结478件", "500件", "478件"], False),
        (["1.2个百分点", "500件", "478件"], False),
    ],
)
def test_a_rate_counts_only_where_it_comes_out(row, counted):
    answer = pointed(CLAIMS, LINE, row)
    assert len(answer.facts) == counted
    assert bool(answer.rejected) is not counted
    if counted:
        (claim,) = answer.facts
        assert isinstance(claim, RatioClaim)
        assert [operand.quantity.text for operand in claim.operands] == ["478件", "500件", "95.6%"]


def test_a_rate_that_does_not_come_out_never_becomes_a_claim():
    assert pointed(CLAIMS, LINE.replace("95.6", "99.6"), ["办结率为99.6%", "500件", "478件"]).facts == []


def test_why_a_rate_does_not_count_is_said():
    rows = [
        ["办结478件", "500件", "478件"],
        ["办结率为95.6%", "全年受理工单", "478件"],
        ["办结率为95.1%", "500件", "478件"],
    ]
    assert whys(pointed(CLAIMS, LINE, *rows, ["办结率为95.6%", "500件", "120件"])) == [
        ("办结478件", "里面没有百分数"),
        ("全年受理工单", "里面没有这个率近处的数"),
        ("办结率为95.1%", "原文里没有这些字"),
        ("办结率为95.6%", "按所说的两个数算不出这个率"),
    ]


def test_a_rate_said_again_and_again_is_one():
    answer = pointed(CLAIMS, LINE, *[["办结率为95.6%", "500件", "478件"]] * 5, *[["1.2%", "500件", "120件"]] * 5)
    assert (len(answer.facts), len(answer.rejected)) == (1, 1)


def test_a_statement_ends_with_its_sentence_or_where_the_next_begins():
    text = "目标编制不够细，主要是业务科室没有参与。明年由财务室逐项核定；该项扣1.5分。"
    rows = [["措施", "明年由财务室"], ["问题", "目标编制不够细"], ["原因", "主要是业务科室"], ["扣分", "该项扣1.5分"]]
    answer = pointed(STATEMENTS, text, *rows, ["建议", "明年由财务室"], ["问题", "无中生有的话"])
    said = [(fact.kind.value, fact.text) for fact in answer.facts if isinstance(fact, Statement)]
    assert [text for _, text in said] == ["目标编制不够细，", "明年由财务室逐项核定", "该项扣1.5分"]
    assert whys(answer) == [("明年由财务室", "没有“建议”这一类"), ("无中生有的话", "原文里没有这些字")]


def test_a_title_is_no_statement_and_a_longer_label_is_the_label():
    text = "三、存在的问题\n目标编制不够细。\n四、改进措施\n明年由财务室逐项核定。\n"
    rows = [["问题", "存在的问题"], ["存在问题", "目标编制不够细"], ["改进措施", "明年由财务室"]]
    answer = pointed(STATEMENTS, text, *rows)
    assert [(fact.kind.value, fact.text) for fact in answer.facts] == [
        ("problem", "目标编制不够细"),
        ("measure", "明年由财务室逐项核定"),
    ]
    assert whys(answer) == [("存在的问题", "这是标题")]


TWO = "已完成文化室改造并投入使用。\n存在的问题是文化室改造因设计变更尚未开工。"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["完成矛盾", "已完成文化室改造并投入使用", "文化室改造因设计变更尚未开工"], None),
        (["胡说矛盾", "已完成文化室改造并投入使用", "文化室改造因设计变更尚未开工"], "没有“胡说矛盾”这一类"),
        (["完成矛盾", "已完成文化室改造并投入使用", "广场改造因资金不足已经停工了"], "原文里没有这些字"),
        (["完成矛盾", "已完成文化室改造并投入使用", "已完成文化室改造"], "两处是同一句话"),
        (["完成矛盾", "已完成", "文化室改造因设计变更尚未开工"], "原文里没有这些字"),
    ],
)
def test_a_proposal_needs_two_places_of_the_text(row, why):
    answer = pointed(MEANING, TWO, row)
    assert [said for _, said in whys(answer)] == ([why] if why else [])
    assert [isinstance(fact, Proposal) for fact in answer.facts] == ([] if why else [True])
