"""Contradictions of meaning: two questions that agree, two places in the text, and never an error."""

import pytest

from tests.unit.llm.endpoint import Answer, completion, give, refusal, rows, serving
from toolkit.audit import catalogue
from toolkit.extract import extract
from toolkit.extract.meaning import RELATIONS, meant
from toolkit.knowledge import load
from toolkit.llm.client import Client, Limits
from toolkit.llm.endpoint import Endpoint, Mode
from toolkit.llm.prompt import prompt
from toolkit.pipeline import Model, audit_document
from toolkit.read import read_bytes
from toolkit.records import Certainty, Severity
from toolkit.records.facts import Proposal

REPORT = """\
青禾县水务局2023年度部门整体支出绩效自评报告
一、主要成效
水质监测设备采购已全部完成并投入使用。
二、存在的问题
水质监测设备的采购尚未启动。
三、改进措施
上半年完成水质监测设备采购，逐项细化指标。
"""
PAIR = ["完成矛盾", "水质监测设备采购已全部完成并投入使用", "水质监测设备的采购尚未启动"]
OTHER = ["问题无措施", "水质监测设备的采购尚未启动", "上半年完成水质监测设备采购"]


def ask(first: Answer, second: Answer, text: str = REPORT):
    """Return proposals, assistance, and how many questions were asked."""

    def answers(handler):
        confirming = handler.asked["messages"][0]["content"] == prompt("confirm").system
        give(handler, second if confirming else first)

    document = read_bytes(text.encode(), name="例.txt")
    with serving(answers) as model:
        endpoint = Endpoint(model="m", base_url=model.base_url, api_key="-", mode=Mode.JSON_SCHEMA)
        client = Client(endpoint, limits=Limits(tries=1, seconds=5))
        proposals, assistance = meant(document, load(), extract(document, load()), client)
    return proposals, assistance, len(model.asked)


def test_two_questions_that_agree_make_a_proposal():
    proposals, assistance, asked = ask(rows(PAIR), rows(["1", "不通"]))
    (proposal,) = proposals
    assert proposal.code == "CN06"
    assert [REPORT[e.span.start : e.span.end] for e in proposal.evidence] == PAIR[1:]
    assert (asked, assistance.rejected, assistance.failed) == (2, (), ())
    assert {name.partition("@")[0] for name, _ in assistance.usage} == {"meaning", "confirm"}


@pytest.mark.parametrize("second", [["1", "通"], ["2", "不通"], ["1", "不"], ["一", "不通"]])
def test_what_the_second_question_does_not_confirm_is_dropped_and_counted(second):
    proposals, assistance, _ = ask(rows(PAIR), rows(second))
    assert proposals == []
    assert [rejected.why for rejected in assistance.rejected] == ["换一种问法，模型不再坚持"]


def test_each_proposal_is_confirmed_for_itself():
    proposals, assistance, _ = ask(rows(PAIR, OTHER), rows(["1", "通"], ["2", "不通"]))
    assert [proposal.code for proposal in proposals] == ["CN03"]
    assert len(assistance.rejected) == 1


@pytest.mark.parametrize("second", [refusal(400), completion("乱"), completion("", "length")])
def test_a_second_question_without_an_answer_proposes_nothing_and_takes_nothing_back(second):
    proposals, assistance, _ = ask(rows(PAIR), second)
    assert proposals == []
    assert assistance.rejected == ()
    assert [failed.prompt for failed in assistance.failed] == [prompt("confirm").version]


def test_the_same_pair_twice_is_one_proposal():
    proposals, _, _ = ask(rows(PAIR, PAIR), rows(["1", "不通"]))
    assert len(proposals) == 1


def test_nothing_proposed_is_not_asked_again():
    assert ask(rows(), rows())[2] == 1


def test_of_what_is_no_report_nothing_is_asked():
    assert ask(rows(PAIR), rows(["1", "不通"]), "会议通知\n请各单位准时参加。\n")[2] == 0


def audited(text: str, *pairs: list[str]):
    document = read_bytes(text.encode(), name="例.txt")

    def answers(handler):
        confirming = handler.asked["messages"][0]["content"] == prompt("confirm").system
        mine = handler.asked["messages"][0]["content"] == prompt("meaning").system
        confirmed = rows(*[[str(n), "不通"] for n, _ in enumerate(pairs, 1)])
        give(handler, confirmed if confirming else rows(*(pairs if mine else ())))

    with serving(answers) as model:
        client = Client(Endpoint(model="m", base_url=model.base_url, api_key="-", mode=Mode.JSON_SCHEMA))
        return audit_document(document, load(), model=Model(client))


def test_a_proposal_is_a_possible_warning_of_a_check_that_there_is():
    pairs = [[label, *PAIR[1:]] for label in RELATIONS]
    result = audited(REPORT, *pairs)
    found = [f for f in result.audit.findings if f.hit.origin.model]
    assert {f.code for f in found} == {relation.code for relation in RELATIONS.values()}
    assert {relation.code for relation in RELATIONS.values()} <= {check.code for check in catalogue()}
    assert {f.hit.certainty for f in found} == {Certainty.POSSIBLE}
    assert Severity.ERROR not in {f.severity for f in found}
    assert len(result.facts.of(Proposal)) == len(RELATIONS)


def test_what_a_check_has_found_itself_is_not_found_twice():
    alone = audited(REPORT)
    own = [f for f in alone.audit.findings if f.code == "CN06"]
    both = [f for f in audited(REPORT, PAIR).audit.findings if f.code == "CN06"]
    assert len(both) == max(1, len(own))
    if own:
        assert both == own
