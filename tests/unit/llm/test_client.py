"""The client against a real server on loopback: whatever a model does, it ends, and what failed is said."""

import json
import time
from decimal import Decimal

import pytest

from tests.unit.llm.endpoint import (
    Answer,
    breaks_off,
    completion,
    hangs_up,
    never_ends,
    refusal,
    rows,
    serving,
    silent,
)
from toolkit.errors import ModelFault
from toolkit.llm import faults
from toolkit.llm.answer import Question, rows_of
from toolkit.llm.budget import Budget, Price
from toolkit.llm.cache import Cache
from toolkit.llm.client import Client, Limits
from toolkit.llm.endpoint import Endpoint, Mode
from toolkit.llm.prompt import Prompt

PROMPT = Prompt(
    name="test", digest="0" * 12, max_tokens=200, system="抄词", user="<原文>{{ passage }}</原文>", examples=()
)
SHAPE = rows_of(2, most=30, longest=20)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_backoff", lambda _: 0.01)


def question(passage: str = "甲乙") -> Question:
    return Question(prompt=PROMPT, given={"passage": passage}, shape=SHAPE)


def client(base_url: str, mode: Mode = Mode.JSON_SCHEMA, **others) -> Client:
    limits = others.pop("limits", Limits(tries=3, seconds=1))
    return Client(Endpoint(model="m", base_url=base_url, api_key="k", mode=mode), limits=limits, **others)


def ask(*answers, **others):
    with serving(*answers) as endpoint:
        one = client(endpoint.base_url, **others)
        (reply,) = one.ask([question()])
    return reply, endpoint, one


def test_rows_come_back_with_what_they_cost():
    price = Price(prompt=Decimal(10), completion=Decimal(100))
    reply, endpoint, one = ask(rows(["甲", "乙"]), budget=Budget(price=price))
    assert reply.rows == (("甲", "乙"),)
    assert reply.failure is None
    assert (reply.usage.calls, reply.usage.prompt_tokens, reply.usage.completion_tokens) == (1, 70, 30)
    assert reply.usage.cost == Decimal("0.0037")
    assert one.calls == 1
    schema = endpoint.asked[0]["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["rows"]["maxItems"] == 30
    assert schema["properties"]["rows"]["items"]["items"]["maxLength"] == 20


TWENTY = [[f"甲{i}", f"乙{i}"] for i in range(20)]
CUT = json.dumps({"rows": TWENTY}, ensure_ascii=False)[:-6]


@pytest.mark.parametrize(
    ("answer", "kept", "why"),
    [
        (completion(CUT, "length"), 19, "截断"),
        (completion('{"rows": [["甲", "乙"], ["丙"], ["丁", 5], ["戊", "己"]]}'), 2, "格式"),
        (completion('{"rows": [["甲", "' + "乙" * 90 + '"], ["丙", "丁"]]}'), 1, "格式"),
        (completion("我无法按要求回答。"), 0, "格式"),
        (completion('{"other": 1}'), 0, "格式"),
        (completion("[1, 2]"), 0, "格式"),
        (completion(""), 0, "空"),
        (completion(None), 0, "空"),
        (completion(None, refusal="不"), 0, "拒绝"),
        (completion("", "content_filter"), 0, "拒绝"),
        ((200, {}, b"<html>busy</html>"), 0, "不是模型的回答"),
        ((200, {}, b"[]"), 0, "不是模型的回答"),
        ((200, {}, b'{"choices": []}'), 0, "不是模型的回答"),
        (refusal(500), 0, "500"),
        (refusal(400), 0, "不接受"),
        (refusal(413), 0, "太长"),
        (refusal(429), 0, "频繁"),
        (silent, 0, "限时"),
        (never_ends, 0, "限时"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_fails_is_said_and_whole_rows_are_kept(answer: Answer, kept: int, why: str):
    started = time.monotonic()
    reply, _, _ = ask(answer)
    assert len(reply.rows) == kept
    assert reply.failure
    assert why in reply.failure
    assert "SECRET" not in reply.failure
    assert time.monotonic() - started < 6


@pytest.mark.parametrize("answer", [hangs_up, breaks_off], ids=["hangs up", "breaks off"])
def test_a_lost_connection_is_tried_again(answer):
    reply, endpoint, _ = ask(answer, answer, rows(["甲", "乙"]))
    assert reply.rows == (("甲", "乙"),)
    assert len(endpoint.asked) == 3


def test_words_around_the_json_are_looked_through():
    reply, _, _ = ask(completion('好的：\n```json\n{"rows": [["甲", "乙"]]}\n```'), mode=Mode.MD_JSON)
    assert reply.rows == (("甲", "乙"),)
    assert reply.failure is None


def test_an_endpoint_that_takes_no_schema_is_asked_for_json_then_for_text():
    reply, endpoint, _ = ask(refusal(400), refusal(400), completion('```json\n{"rows": [["甲", "乙"]]}\n```'))
    assert reply.rows == (("甲", "乙"),)
    formats = [asked.get("response_format", {}).get("type") for asked in endpoint.asked]
    assert formats == ["json_schema", "json_object", None]


def test_the_time_that_an_endpoint_asks_for_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(faults, "_backoff", lambda _: 60)
    reply, endpoint, _ = ask(refusal(429, retry_after="0.3"), rows(["甲", "乙"]))
    assert reply.failure is None
    assert 0.3 <= endpoint.at[1] - endpoint.at[0] < 3


def test_no_error_of_the_endpoint_ever_reaches_a_prompt():
    _, endpoint, _ = ask(refusal(500), refusal(429), completion("乱"), rows(["甲", "乙"]))
    assert len(endpoint.asked) == 4
    assert "SECRET" not in endpoint.texts()
    assert len({json.dumps(asked["messages"]) for asked in endpoint.asked}) == 1


@pytest.mark.parametrize(
    ("status", "why"), [(401, "API_KEY"), (402, "余额不足"), (403, "能不能用"), (404, "没有这个模型")]
)
def test_what_can_never_succeed_ends_the_run(status: int, why: str):
    with serving(refusal(status)) as endpoint, pytest.raises(ModelFault, match=why):
        client(endpoint.base_url).ask([question()])
    assert len(endpoint.asked) == 1


def test_nobody_there_ends_the_run():
    with pytest.raises(ModelFault, match="连不上"):
        client("http://127.0.0.1:9/v1").ask([question()])


def test_a_key_that_fails_in_mid_run_loses_only_what_was_not_asked_yet():
    with serving(rows(["甲", "乙"]), refusal(401)) as endpoint:
        one = client(endpoint.base_url, limits=Limits(at_once=1, seconds=1))
        replies = one.ask([question("一"), question("二"), question("三")])
    assert [reply.failure for reply in replies] == [None, "密钥不对", "密钥不对"]


def test_a_second_run_makes_no_call_and_costs_the_same(tmp_path):
    with serving(completion("乱"), rows(["甲", "乙"])) as endpoint:
        first = client(endpoint.base_url, cache=Cache(tmp_path / "a.sqlite"))
        second = client(endpoint.base_url, cache=Cache(tmp_path / "a.sqlite"))
        assert first.ask([question()]) == second.ask([question()])
        assert (first.calls, second.calls, second.remembered) == (2, 0, 1)
        second.ask([question("丙丁")])
        assert second.calls == 1


def test_a_truncated_answer_is_never_remembered(tmp_path):
    cache = Cache(tmp_path / "a.sqlite")
    with serving(completion(CUT, "length")) as endpoint:
        one = client(endpoint.base_url, cache=cache)
        one.ask([question()])
        one.ask([question()])
        assert one.calls == 2


def test_a_run_that_was_killed_asks_only_what_it_has_no_answer_for(tmp_path):
    questions = [question(f"第{i}段") for i in range(7)]
    with serving(*[rows(["甲", "乙"])] * 6, refusal(500)) as endpoint:
        one = client(
            endpoint.base_url, cache=Cache(tmp_path / "a.sqlite"), limits=Limits(at_once=1, tries=1, seconds=1)
        )
        assert one.ask(questions)[-1].failure
        endpoint.answers = [rows(["甲", "乙"])]
        again = client(endpoint.base_url, cache=Cache(tmp_path / "a.sqlite"))
        assert all(reply.failure is None for reply in again.ask(questions))
        assert again.calls == 1


@pytest.mark.parametrize(
    "budget",
    [
        Budget(max_tokens=500),
        Budget(max_cost=Decimal("0.05"), price=Price(prompt=Decimal(100), completion=Decimal(100))),
    ],
    ids=["tokens", "money"],
)
def test_nothing_is_asked_beyond_the_budget(budget: Budget):
    with serving(rows(["甲", "乙"])) as endpoint:
        replies = client(endpoint.base_url, budget=budget).ask([question(f"第{i}段") for i in range(20)])
    done = sum(reply.failure is None for reply in replies)
    assert 0 < done < 20
    assert done == len(endpoint.asked)
    assert sum(reply.usage.prompt_tokens + reply.usage.completion_tokens for reply in replies) <= 500
    assert {reply.failure for reply in replies if reply.failure} == {"已达 --max-tokens 或 --max-cost 的上限，没有再问"}


def test_no_more_calls_at_once_than_allowed():
    running, most = [], []

    def slow(handler):
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        status, _, body = rows(["甲", "乙"])
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with serving(slow) as endpoint:
        client(endpoint.base_url, limits=Limits(at_once=3, seconds=5)).ask([question(str(i)) for i in range(12)])
    assert max(most) == 3
