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
（一）水质监测设备的采购尚未启动。
（二）职工食堂排烟管道老化。
三、改进措施
上半年完成水质监测设备采购，逐项细化指标。
"""
PAIR = ["完成矛盾", "水质监测设备采购已全部完成并投入使用", "水质监测设备的采购尚未启动"]
OTHER = ["问题无措施", "职工食堂排烟管道老化", "上半年完成水质监测设备采购"]
EVERY = """\
青禾县水务局2023年度部门整体支出绩效自评报告
一、自评结论
自评得分95分，合同备案扣5分。
二、主要成效
围绕“奋战一百天攻坚行动”，2023年水质监测设备采购已全部完成并投入使用。
（一）推进节约用水宣传教育
全县河堤巡查人员共24人，分片包干。
三、存在的问题
（一）水质监测设备的采购尚未启动。
（二）职工食堂排烟管道老化。
四、改进措施
（一）上半年完成水质监测设备采购。
"""
PAIRS = {
    "完成矛盾": ("水质监测设备采购已全部完成并投入使用", "水质监测设备的采购尚未启动"),
    "弱项未列": ("合同备案扣5分", "职工食堂排烟管道老化"),
    "问题无措施": ("职工食堂排烟管道老化", "上半年完成水质监测设备采购"),
    "文不对题": ("推进节约用水宣传教育", "全县河堤巡查人员共24人，分片包干"),
    "提法过时": ("“奋战一百天攻坚行动”", "2023年水质监测设备采购已全部完成"),
}


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


@pytest.mark.parametrize("label", RELATIONS)
def test_a_proposal_is_a_possible_warning_of_a_check_that_there_is(label):
    result = audited(EVERY, [label, *PAIRS[label]])
    (proposal,) = result.facts.of(Proposal)
    assert proposal.code == RELATIONS[label].code
    assert proposal.code in {check.code for check in catalogue()}
    found = [f for f in result.audit.findings if f.hit.origin.model]
    assert {f.code for f in found} <= {proposal.code}  # none where the check has found it itself
    assert {f.hit.certainty for f in found} <= {Certainty.POSSIBLE}
    assert Severity.ERROR not in {f.severity for f in found}


@pytest.mark.parametrize(
    ("label", "first", "second"),
    [
        ("完成矛盾", "全县河堤巡查人员共24人，分片包干", "水质监测设备的采购尚未启动"),  # neither done, nor the same
        ("完成矛盾", "水质监测设备的采购尚未启动", "水质监测设备采购已全部完成并投入使用"),  # the wrong way round
        ("问题无措施", "水质监测设备的采购尚未启动", "上半年完成水质监测设备采购"),  # the measure speaks of it
        ("问题无措施", "合同备案扣5分", "上半年完成水质监测设备采购"),  # no problem
        ("弱项未列", "全县河堤巡查人员共24人", "职工食堂排烟管道老化"),  # nothing that was lost
        ("文不对题", "合同备案扣5分", "职工食堂排烟管道老化"),  # no heading
        ("提法过时", "水质监测设备采购已全部完成", "围绕“奋战一百天攻坚行动”"),  # no slogan
    ],
)
def test_what_cannot_be_what_it_is_called_is_not_even_asked_again(label, first, second):
    proposals, assistance, asked = ask(rows([label, first, second]), rows(["1", "不通"]), EVERY)
    assert (proposals, asked) == ([], 1)
    assert [rejected.why for rejected in assistance.rejected] == ["两处所在的部分或用语与类别不合"]


def test_few_sentences_are_asked_about_and_nothing_where_nothing_can_contradict():
    padding = "".join(f"（{n}）全县巡查河堤{n}次，分片包干到人。\n" for n in range(1, 200))
    asked: list[str] = []

    def answers(handler):
        asked.append(handler.asked["messages"][-1]["content"])
        give(handler, rows())

    with serving(answers) as model:
        client = Client(Endpoint(model="m", base_url=model.base_url, api_key="-", mode=Mode.JSON_SCHEMA))
        for text in (EVERY.replace("（一）推进", padding + "（一）推进"), EVERY.split("一、", maxsplit=1)[0] + padding):
            document = read_bytes(text.encode(), name="例.txt")
            meant(document, load(), extract(document, load()), client)
    (only,) = asked
    assert "水质监测设备的采购尚未启动" in only
    assert only.count("分片包干到人") == 0


def test_what_a_check_has_found_itself_is_not_found_twice():
    alone = audited(REPORT)
    own = [f for f in alone.audit.findings if f.code == "CN06"]
    both = [f for f in audited(REPORT, PAIR).audit.findings if f.code == "CN06"]
    assert len(both) == max(1, len(own))
    if own:
        assert both == own
