"""What leads to what: for each kind of link one text that links, and one that looks like it and must not."""

import pytest

from tests.unit.extract.linking import TITLE, linked, quoted
from tests.unit.extract.reading import read
from toolkit.extract.grammar import facts_of
from toolkit.extract.graph import linked as link
from toolkit.records import Span
from toolkit.records.facts import (
    Admission,
    Answer,
    Assertion,
    Extent,
    Facts,
    Indicator,
    Link,
    Loss,
    Origin,
    Said,
    ScoreLine,
    Standing,
    Statement,
    StatementKind,
    TotalLoss,
    TotalScore,
    Why,
)

MET = "数量指标为开展文化活动场次，年度目标值为40场，实际开展42场，指标完成率为100%。"
UNMET = "质量指标为渠道清淤合格率，年度目标值为95%，实际为91%，未达到年度目标。"


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        (MET, Said.MET, "100%"),
        (UNMET, Said.UNMET, "未达到"),
        ("数量指标为开展文化活动场次，年度目标值为40场，实际开展42场。", Said.NOTHING, None),
        ("数量指标为植树株数，年度目标值为40株，实际栽植42株。本镇另有两个村没有完成改厕。", Said.UNMET, "没有完成"),
    ],
)
def test_an_indicator_and_what_is_said_of_it(text, said, at):
    report = linked(f"一、产出指标完成情况\n{text}")
    (standing,) = report.of(Standing)
    assert standing.source is report.of(Indicator)[0]
    assert (standing.said, standing.at and quoted(report, standing.at)) == (said, at)


def test_words_of_the_next_indicator_are_not_said_of_this_one():
    report = linked(f"一、产出指标完成情况\n数量指标为植树株数，年度目标值为40株，实际栽植42株。\n{UNMET}")
    assert [standing.said for standing in report.of(Standing)] == [Said.NOTHING, Said.UNMET]


@pytest.mark.parametrize(
    ("conclusion", "extent"),
    [
        ("全部绩效指标均达到年初目标值", Extent.ALL),
        ("部分绩效指标未达到年初目标值", Extent.NOT_ALL),
        ("各项工作基本完成了年度目标", Extent.ROUGHLY),
        ("2项绩效指标中，1项达到目标，1项未达到目标", Extent.COUNTED),
    ],
)
def test_a_conclusion_and_the_indicators_it_judges(conclusion, extent):
    report = linked(f"一、自评结论\n2023年{conclusion}。\n二、产出指标完成情况\n{MET}\n{UNMET}")
    told = report.of(Assertion)
    assert {each.extent for each in told} == {extent}
    assert [standing.source.name for standing in told[0].standings] == ["开展文化活动场次", "渠道清淤合格率"]
    assert [standing.source.name for standing in told[0].saying(Said.UNMET)] == ["渠道清淤合格率"]
    assert isinstance(told[0].source, Statement)


def test_numbers_of_a_conclusion():
    report = linked(
        f"一、自评结论\n2项绩效指标中，1项达到目标，其余1项未达到目标。\n二、产出指标完成情况\n{MET}\n{UNMET}"
    )
    told = [each for each in report.of(Assertion) if each.extent is Extent.COUNTED]
    assert [(each.among, each.unmet) for each in told] == [(2, 1)]


@pytest.mark.parametrize(
    "conclusion",
    [
        "除渠道清淤外，全部绩效指标均达到年初目标值",  # leaves one out
        "上年8项绩效指标中，7项达到目标，1项未达到目标",  # another year
        "3项产出指标中，2项达到目标，1项未达到目标",  # of one class only
    ],
)
def test_a_conclusion_that_speaks_of_some_indicators_only(conclusion):
    report = linked(f"一、自评结论\n{conclusion}。\n二、产出指标完成情况\n{MET}\n{UNMET}")
    assert not [each for each in report.of(Assertion) if each.extent in {Extent.ALL, Extent.COUNTED}]


def test_unmet_elsewhere_counts_where_no_indicator_is_said_to_be():
    conclusion = "一、自评结论\n全部绩效指标均达到年初目标值。\n二、产出指标完成情况\n"
    report = linked(f"{conclusion}绩效指标中有2项未完成。\n{MET}")
    assert [quoted(report, span) for span in report.of(Assertion)[0].elsewhere] == ["2项未完成"]
    assert linked(f"{conclusion}绩效指标中有2项未完成。\n{MET}\n{UNMET}").of(Assertion)[0].elsewhere == ()


LINE = "合同备案时效性：分值3分，自评得分1分"


def test_a_loss_is_one_item_wherever_it_is_told():
    report = linked(f"一、自评情况\n{LINE}。\n二、评分明细\n合同备案时效性情况：分值3分，自评得分1分。")
    (loss,) = report.of(Loss)
    assert [place.name for place in loss.places] == ["合同备案时效性", "合同备案时效性情况"]
    assert report.link(Loss, report.of(ScoreLine)[0]) is loss


def test_other_marks_are_another_item():
    report = linked(f"一、自评情况\n{LINE}。\n二、评分明细\n合同备案时效性情况：分值3分，自评得分2分。")
    assert [len(loss.places) for loss in report.of(Loss)] == [1, 1]


def test_a_full_mark_is_no_loss():
    report = linked("一、自评情况\n合同备案时效性：分值3分，自评得分3分。")
    assert report.of(ScoreLine)
    assert report.of(Loss) == ()
    assert report.link(Loss, report.of(ScoreLine)[0]) is None


@pytest.mark.parametrize(
    ("after", "why", "at"),
    [
        ("，因两份合同延期备案。", Why.TOLD, "因"),
        ("。\n二、存在的主要问题\n合同备案时效性不强。", Why.NAMED, "合同备案时效性不强"),
        ("。\n绩效管理：分值5分，自评得分5分，由于制度齐全。", None, ""),  # told of the next item
        ("。", None, ""),
    ],
)
def test_the_reason_of_a_loss(after, why, at):
    report = linked(f"一、自评情况\n{LINE}{after}")
    (loss,) = report.of(Loss)
    assert [reason.why for reason in loss.reasons] == ([why] if why else [])
    assert [quoted(report, reason.at)[: len(at)] for reason in loss.reasons] == ([at] if why else [])


def test_an_unmet_indicator_of_its_class_explains_a_loss():
    told = f"一、产出指标完成情况\n{UNMET}\n二、自评得分\n产出指标得分情况：分值20分，自评得分18分。\n"
    report = linked(told)
    assert [(r.why, quoted(report, r.at)) for r in report.of(Loss)[0].reasons] == [(Why.OF_CLASS, "渠道清淤合格率")]
    assert linked(told.replace(UNMET, MET)).of(Loss)[0].reasons == ()


def test_a_loss_within_the_bands_of_its_rule():
    assert (
        linked("一、自评情况\n制度健全性：分值8分，制度较健全得8—6分，自评得分7分，属于较健全档次。").of(Loss)[0].banded
    )
    assert not linked(f"一、自评情况\n{LINE}。").of(Loss)[0].banded


def test_what_shows_where_a_total_was_lost():
    total = "一、自评结论\n2023年部门整体支出绩效自评分值100分，自评得分98分。\n"
    report = linked(f"{total}二、自评情况\n{LINE}。")
    (lost,) = report.of(TotalLoss)
    assert lost.source is report.of(TotalScore)[0]
    assert "合同备案时效性" in [quoted(report, span) for span in lost.shown]
    assert [loss.shown for loss in linked(total).of(TotalLoss)] == [()]
    assert linked(total.replace("98", "100")).of(TotalLoss) == ()


@pytest.mark.parametrize(
    ("problem", "owned"),
    [
        ("采购合同备案不及时。", True),
        ("绩效指标设置不够细化。", False),
    ],
)
def test_a_loss_and_the_problem_that_owns_up_to_it(problem, owned):
    report = linked(f"一、自评情况\n{LINE}。\n二、存在的主要问题\n{problem}")
    (admission,) = report.of(Admission)
    assert admission.source is report.of(Loss)[0]
    assert [each.text for each in admission.problems] == ([problem] if owned else [])


def test_the_words_of_a_complaint_lead_to_their_problem():
    item = "一、自评情况\n业务管理：分值3分，自评得分2分，两份名册登记遗漏。\n二、存在的主要问题\n"
    (told,) = linked(f"{item}补贴名册登记有差错。").of(Admission)
    assert told.complained
    assert len(told.problems) == 1
    report = linked(f"{item}固定资产盘点流于形式。")
    (other,) = report.of(Admission)
    assert other.problems == ()
    assert other.complaint is not None
    assert quoted(report, other.complaint) == "两份名册登记遗漏"


def test_what_a_class_lost_is_told_by_its_items():
    assert linked("一、自评情况\n产出指标：分值30分，自评得分28分。").of(Admission) == ()


@pytest.mark.parametrize(
    ("problem", "owned"),
    [
        ("部分项目绩效目标不够量化。", True),
        ("固定资产盘点流于形式。", False),
    ],
)
def test_what_a_conclusion_admits(problem, owned):
    report = linked(f"一、自评结论\n总体较好，但部分绩效目标设置不合理。\n二、存在的主要问题\n{problem}")
    (admission,) = report.of(Admission)
    assert isinstance(admission.source, Statement)
    assert [each.text for each in admission.problems] == ([problem] if owned else [])


def test_praise_admits_nothing():
    report = linked("一、自评结论\n绩效目标设置合理，总体较好。\n二、存在的主要问题\n固定资产盘点流于形式。")
    assert report.of(Admission) == ()


PROBLEMS = "一、存在的主要问题\n（一）绩效指标库尚未建立。\n（二）固定资产盘点流于形式。\n二、下一步改进措施\n"


def test_a_problem_and_the_measures_that_answer_it():
    report = linked(f"{PROBLEMS}（一）分行业建立绩效指标库。\n（二）每年两次固定资产盘点。")
    assert [[m.text for m in answer.measures] for answer in report.of(Answer)] == [
        ["分行业建立绩效指标库。"],
        ["每年两次固定资产盘点。"],
    ]


def test_a_problem_that_nothing_answers():
    report = linked(f"{PROBLEMS}（一）每年两次固定资产盘点。")
    first, second = report.of(Answer)
    assert (first.measures, first.telling) == ((), True)
    assert first.topics
    assert len(second.measures) == 1


def test_a_problem_whose_words_tell_nothing():
    report = linked("一、存在的主要问题\n个别环节仍需努力。\n二、下一步改进措施\n加强固定资产盘点。")
    (answer,) = report.of(Answer)
    assert (answer.measures, answer.telling) == ((), False)


def test_every_source_is_a_fact_of_the_ledger():
    report = linked(
        f"一、自评结论\n全部绩效指标均达到年初目标值。\n二、自评情况\n{LINE}。\n{UNMET}\n三、{PROBLEMS[2:]}"
    )
    entries = {id(fact) for fact in report.facts.entries}
    links = report.of(Link)
    assert {type(link) for link in links} >= {Standing, Assertion, Loss, Admission, Answer}
    assert all(id(link.source) in entries for link in links)


def test_what_a_model_pointed_at_is_linked_with_the_rest():
    reading = read(f"{TITLE}\n一、存在的主要问题\n绩效指标库尚未建立。\n二、其他\n分行业建立绩效指标库。")
    alone = facts_of(reading)
    at = reading.document.text.index("分行业")
    origin = Origin(engine="llm", model="m", prompt="statements@1")
    pointed = Statement(
        span=Span(at, at + 10), origin=origin, kind=StatementKind.MEASURE, text="分行业建立绩效指标库。"
    )
    assert link(reading, alone).of(Answer)[0].measures == ()
    both = link(reading, Facts.of_entries([*alone.entries, pointed], alone.coverage))
    assert both.of(Answer)[0].measures == (pointed,)
    assert both.coverage == alone.coverage
    assert both.said(StatementKind.MEASURE) == (pointed,)
