"""A model that chooses among measures and smooths them: what it may change, and what it may not."""

import json
from pathlib import Path

import pytest

from tests.unit.llm.endpoint import refusal, rows, serving
from toolkit.draft.ink import Ink
from toolkit.draft.polish import polished
from toolkit.knowledge import load
from toolkit.llm.client import Client, Limits
from toolkit.llm.endpoint import Endpoint as Address
from toolkit.llm.endpoint import Mode
from toolkit.pipeline import Model, draft_document, read_file
from toolkit.records.draft import Filled

ROOT = Path(__file__).parents[3]


def candidates() -> list[str]:
    ink = Ink()
    name, office = ink.said("合同备案"), ink.said("采购办")
    return [
        f"针对“{name}”失分，由{office}负责，付款前核对备案情况；备案无逾期；每季度核对一次。",
        f"针对“{name}”失分，由{office}负责，查明原因，提出整改办法；问题得到解决；年底核实。",
    ]


def ask(*answers):
    with serving(*answers) as endpoint:
        address = Address(base_url=endpoint.base_url, api_key="k", model="m", mode=Mode.JSON)
        found = polished([candidates()], Client(address, limits=Limits(tries=1)))
        return found, endpoint


def test_a_choice_and_a_smoother_sentence_are_taken():
    smooth = "针对“〔1〕”失分，由〔2〕负责，先查明原因，再提出整改办法；使问题得到解决；年底核实。"
    found, endpoint = ask(rows(["1", "乙", smooth]))
    assert "先查明原因，再提出整改办法" in found[0]
    assert found[0].count("\ue000") == 2
    assert "合同备案" not in endpoint.texts()  # names never leave, so they cannot come back changed


@pytest.mark.parametrize(
    "sentence",
    [
        "针对“〔1〕”失分，由〔2〕负责，付款前核对备案情况；备案无逾期；每季度核对3次。",
        "针对“〔1〕”失分，由〔2〕负责，付款前核对备案情况；备案无逾期；每季度核对两次。",
        "针对“〔2〕”失分，由〔1〕负责，付款前核对备案情况；备案无逾期；每季度核对一次。",
        "针对“〔1〕”失分，由财政局负责，付款前核对备案情况；备案无逾期；每季度核对一次。",
        "针对“〔1〕”失分，由〔2〕负责，付款前核对备案情况；备案有逾期；每季度核对一次。",
        "针对“〔1〕”失分，由〔2〕负责，<b>付款前</b>核对备案情况；备案无逾期；每季度核对一次。",
        "针对“〔1〕”失分，由〔2〕和财政局负责，付款前核对备案情况；备案无逾期；每季度核对一次。",
        "针对“〔1〕”失分，由〔2〕一无是处。",
        "",
    ],
)
def test_what_changes_a_figure_or_a_name_falls_back_to_the_template(sentence):
    found, _ = ask(rows(["1", "甲", sentence]))
    assert found == candidates()[:1]


@pytest.mark.parametrize("answer", [rows(["9", "甲", "x"]), rows(["1", "丁", "x"]), rows(["x", "", ""]), refusal(500)])
def test_an_answer_that_is_none_changes_nothing(answer):
    found, _ = ask(answer)
    assert found == candidates()[:1]


def test_a_draft_with_a_model_has_no_figure_that_one_without_has_not():
    document = read_file(ROOT / "examples/松汀镇2023年自评报告.txt")
    plain = draft_document(document, load(), 2024)
    with serving(rows()) as endpoint:
        client = Client(
            Address(base_url=endpoint.base_url, api_key="k", model="m", mode=Mode.JSON), limits=Limits(tries=1)
        )
        drafted = draft_document(document, load(), 2024, model=Model(client))
    assert any("甲：" in json.dumps(asked, ensure_ascii=False) for asked in endpoint.asked)
    texts = [[run.text for run in draft.runs() if isinstance(run, Filled)] for draft in (plain, drafted)]
    assert texts[0] == texts[1]
