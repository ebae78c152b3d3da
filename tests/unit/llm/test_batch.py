"""Questions given to a batch: nothing lost, nothing sent twice, and the same request as a direct call makes."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.llm.batch_endpoint import answered, erring, serving_batches
from tests.unit.llm.endpoint import rows, serving
from toolkit.errors import ConfigurationFault, ModelFault
from toolkit.llm import batch as module
from toolkit.llm.answer import Question, Reply, rows_of
from toolkit.llm.batch import Batch
from toolkit.llm.budget import Budget, Price
from toolkit.llm.cache import Cache
from toolkit.llm.client import Client
from toolkit.llm.endpoint import Endpoint, Mode
from toolkit.llm.prompt import Prompt
from toolkit.records.assistance import WAITING

PROMPT = Prompt(
    name="test", digest="0" * 12, max_tokens=200, system="抄词", user="<原文>{{ passage }}</原文>", examples=()
)
SHAPE = rows_of(2, most=30, longest=20)
PASSAGES = ("一", "二", "三", "四", "五")
TWENTY = json.dumps({"rows": [[f"甲{i}", f"乙{i}"] for i in range(20)]}, ensure_ascii=False)


class Desk:
    """Runs as they follow each other on one desk: the same cache, the same note of what was sent."""

    def __init__(self, folder: Path, base_url: str, mode: Mode = Mode.JSON_SCHEMA) -> None:
        self.folder, self.note = folder, folder / "批.json"
        self.endpoint = Endpoint(model="m", base_url=base_url, api_key="k", mode=mode)

    def run(self, *passages: str, budget: Budget | None = None, most: int = module.MOST) -> list[Reply]:
        cache = Cache(self.folder / "a.sqlite")
        try:
            with Batch.opened(self.note, self.endpoint, cache) as batch:
                batch.most = most
                client = Client(self.endpoint, cache=cache, batch=batch, budget=budget)
                replies = client.ask([self.question(passage) for passage in passages])
                batch.submit()
                self.progress = batch.progress
                assert client.calls == 0
        finally:
            cache.close()
        return replies

    @staticmethod
    def question(passage: str) -> Question:
        return Question(prompt=PROMPT, given={"passage": passage}, shape=SHAPE)


@pytest.fixture
def endpoint():
    with serving_batches() as endpoint:
        yield endpoint


@pytest.fixture
def desk(tmp_path, endpoint):
    return Desk(tmp_path, endpoint.base_url)


def test_questions_are_sent_waited_for_and_fetched(desk, endpoint):
    assert {reply.failure for reply in desk.run(*PASSAGES)} == {WAITING}
    assert desk.progress.sent == len(endpoint.requests()) == 5
    for status in ("validating", "in_progress", "finalizing"):
        endpoint.batches["batch_1"]["status"] = status
        assert {reply.failure for reply in desk.run(*PASSAGES)} == {WAITING}
        assert (desk.progress.sent, desk.progress.waiting) == (0, 5)
    endpoint.end()
    replies = desk.run(*PASSAGES)
    assert [reply.rows for reply in replies] == [(("甲", "乙"),)] * 5
    assert {reply.failure for reply in replies} == {None}
    assert (desk.progress.fetched, desk.progress.waiting) == (5, 0)
    assert replies == desk.run(*PASSAGES)
    assert endpoint.calls == {"upload": 1, "create": 1, "retrieve": 4, "download": 1}


@pytest.mark.parametrize("mode", Mode)
def test_a_batch_sends_what_a_direct_call_sends(tmp_path, endpoint, mode):
    desk = Desk(tmp_path, endpoint.base_url, mode)
    desk.run("一")
    with serving(rows(["甲", "乙"])) as direct:
        Client(Endpoint(model="m", base_url=direct.base_url, api_key="k", mode=mode)).ask([desk.question("一")])
    (line,) = endpoint.requests()
    assert line["body"] == direct.asked[0]
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")


def test_what_a_batch_brought_is_remembered_for_a_direct_call(desk, endpoint):
    desk.run("一")
    endpoint.end()
    desk.run("一")
    client = Client(desk.endpoint, cache=Cache(desk.folder / "a.sqlite"))
    assert client.ask([desk.question("一")])[0].rows == (("甲", "乙"),)
    assert (client.calls, client.remembered) == (0, 1)


def test_the_same_question_is_sent_once(desk, endpoint):
    desk.run("一", "一", "二")
    assert len(endpoint.requests()) == 2


def test_answers_come_in_any_order_and_to_their_own_questions(desk, endpoint):
    desk.run(*PASSAGES)
    endpoint.end(
        answer=lambda line: answered(json.dumps({"rows": [[line["body"]["messages"][-1]["content"][4:5], "乙"]]}))(line)
    )
    assert [reply.rows[0][0] for reply in desk.run(*PASSAGES)] == list(PASSAGES)


def test_a_line_that_errs_fails_its_passage_alone(desk, endpoint):
    desk.run(*PASSAGES)
    bad = endpoint.requests()[2]["custom_id"]
    good = answered('{"rows": []}')
    endpoint.end(answer=lambda line: (erring(400) if line["custom_id"] == bad else good)(line))
    for _ in range(2):
        replies = desk.run(*PASSAGES)
        assert [reply.failure for reply in replies] == [None, None, "模型一端不接受这样的提问", None, None]
    assert desk.progress.sent == 0


def test_lines_that_answer_nothing_are_passed_over(desk, endpoint):
    desk.run("一", "二")
    junk = b'not json\n[]\n{"response": {}}\n{"custom_id": 5}\n{"custom_id": "ff"}\n\n'
    first = endpoint.requests()[0]["custom_id"]
    endpoint.end(answer=lambda line: answered('{"rows": []}')(line) if line["custom_id"] == first else None, junk=junk)
    assert [reply.failure for reply in desk.run("一", "二")] == [None, "批处理没有给出回答"]


@pytest.mark.parametrize(
    ("answer", "kept", "why"),
    [
        (answered(TWENTY[:-6], "length"), 19, "截断"),
        (answered("乱"), 0, "格式"),
        (answered("", "content_filter"), 0, "拒绝"),
        (lambda line: {**answered("")(line), "response": {"status_code": 200, "body": {"choices": []}}}, 0, "不是模型"),
    ],
    ids=["truncated", "malformed", "refused", "no choice"],
)
def test_what_is_not_whole_is_never_remembered_as_an_answer(desk, endpoint, answer, kept, why):
    desk.run("一")
    endpoint.end(answer=answer)
    for _ in range(2):
        (reply,) = desk.run("一")
        assert len(reply.rows) == kept
        assert why in reply.failure
    assert len(endpoint.requests()) == 1
    with serving(rows(["丙", "丁"])) as direct:
        again = Client(
            Endpoint(model="m", base_url=direct.base_url, api_key="k", mode=Mode.JSON_SCHEMA),
            cache=Cache(desk.folder / "a.sqlite"),
        )
        assert again.ask([desk.question("一")])[0].rows == (("丙", "丁"),)


@pytest.mark.parametrize(
    ("status", "why", "sent_again"),
    [("failed", "没有通过", 0), ("cancelled", "取消", 0), ("expired", WAITING, 3)],
)
def test_a_batch_that_ends_early_keeps_what_it_brought(desk, endpoint, status, why, sent_again):
    desk.run(*PASSAGES)
    done = {request["custom_id"] for request in endpoint.requests()[:2]}
    good = answered('{"rows": [["甲", "乙"]]}')

    def answer(line):
        if line["custom_id"] in done:
            return good(line)
        late = {"id": "r", "custom_id": line["custom_id"], "response": None, "error": {"code": "batch_expired"}}
        return late if status == "expired" else None

    endpoint.end(status, answer)
    replies = desk.run(*PASSAGES)
    assert [bool(reply.rows) for reply in replies] == [True, True, False, False, False]
    assert all(why in reply.failure for reply in replies[2:])
    assert desk.progress.sent == sent_again
    endpoint.end()
    replies = desk.run(*PASSAGES)
    assert sum(reply.failure is None for reply in replies) == 2 + sent_again


def test_more_than_one_batch_holds_is_split(desk, endpoint):
    desk.run(*PASSAGES, most=2)
    assert [len(endpoint.requests(name)) for name in endpoint.batches] == [2, 2, 1]
    endpoint.end()
    assert all(reply.failure is None for reply in desk.run(*PASSAGES))


def test_a_file_grows_no_larger_than_it_may(desk, endpoint):
    with Batch.opened(desk.note, desk.endpoint, Cache(desk.folder / "a.sqlite")) as batch:
        batch.largest = 400
        for key in "甲乙丙":
            batch.add(key, {"messages": "字" * 70})
        batch.submit()
    assert len(endpoint.batches) == 3
    assert all(len(endpoint.files[one["input_file_id"]]) <= 400 for one in endpoint.batches.values())


class _Killed(BaseException):
    """Stands for the end of the process."""


def _steps(monkeypatch, killed_at: int, *, done: bool) -> None:
    """End the run at the n-th step that is noted on disk, before it is or right after."""
    left = killed_at

    def dying(step):
        def then(*args):
            nonlocal left
            left -= 1
            if left == 0 and not done:
                raise _Killed
            step(*args)
            if left == 0:
                raise _Killed

        return then

    monkeypatch.setattr(module, "save", dying(module.save))
    monkeypatch.setattr(Cache, "put_all", dying(Cache.put_all))


@pytest.mark.parametrize("done", [False, True], ids=["before it is noted", "after it is noted"])
@pytest.mark.parametrize("step", range(1, 7))
def test_killed_between_any_two_steps_nothing_is_lost_or_sent_twice(desk, endpoint, monkeypatch, step, done):
    """Two files are noted, each twice, while sending (steps 1–4); answers and their note are steps 5 and 6."""
    with monkeypatch.context() as patched:
        _steps(patched, step, done=done)
        killed = 0
        for _ in range(3):
            try:
                desk.run(*PASSAGES, most=3)
            except _Killed:
                killed += 1
            if len(endpoint.requests()) == len(PASSAGES):
                endpoint.end()
        assert killed == 1
    for _ in range(3):
        replies = desk.run(*PASSAGES, most=3)
        endpoint.end()
    assert [reply.failure for reply in replies] == [None] * 5
    sent = [request["custom_id"] for request in endpoint.requests()]
    assert len(sent) == len(set(sent)) == 5
    assert endpoint.calls["create"] == len(endpoint.batches) == 2


def test_a_batch_whose_making_was_not_heard_of_is_not_made_again(desk, endpoint):
    endpoint.loses = ["create"]
    with pytest.raises(ModelFault, match="没有办成（连不上模型，或连接中断）"):
        desk.run(*PASSAGES)
    assert {reply.failure for reply in desk.run(*PASSAGES)} == {WAITING}
    endpoint.end()
    assert all(reply.failure is None for reply in desk.run(*PASSAGES))
    assert (endpoint.calls["create"], endpoint.calls["list"], len(endpoint.batches)) == (1, 1, 1)


def test_answers_that_were_forgotten_are_fetched_again(desk, endpoint):
    desk.run("一")
    endpoint.end()
    desk.run("一")
    (desk.folder / "a.sqlite").unlink()
    assert desk.run("一")[0].rows == (("甲", "乙"),)
    assert len(endpoint.requests()) == 1


def test_a_batch_costs_its_share(desk, endpoint):
    price = Price(prompt=Decimal(10), completion=Decimal(100), batch=Decimal("0.5"))
    desk.run("一")
    endpoint.end()
    for _ in range(2):  # from the batch, and from memory
        (reply,) = desk.run("一", budget=Budget(price=price))
        assert reply.usage.cost == Decimal("0.00185")
        assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (70, 30)


def test_no_more_is_sent_than_the_budget_allows(desk, endpoint):
    replies = desk.run(*PASSAGES, budget=Budget(max_tokens=450))
    assert [reply.failure == WAITING for reply in replies] == [True, True, False, False, False]
    assert len(endpoint.requests()) == 2


def test_a_wrong_key_is_told_in_one_line(desk, endpoint):
    endpoint.refuses = 401
    with pytest.raises(ModelFault) as raised:
        desk.run("一")
    assert "密钥不对" in str(raised.value)
    assert "SECRET" not in str(raised.value)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": "jixiao.audit", "version": 1}', "\0"])
def test_a_file_that_is_something_else_is_left_alone(desk, content):
    desk.note.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationFault, match="不是批处理记录"):
        desk.run("一")
    assert desk.note.read_text(encoding="utf-8") == content


def test_a_note_of_another_endpoint_is_refused(desk, tmp_path):
    desk.run("一")
    with pytest.raises(ConfigurationFault, match="另一个地址"):
        Desk(tmp_path, "http://127.0.0.1:9/v1").run("一")


def test_two_runs_at_once_do_not_share_a_note(desk):
    with (
        Batch.opened(desk.note, desk.endpoint, Cache(desk.folder / "a.sqlite")),
        pytest.raises(ConfigurationFault, match="另一个 jixiao"),
    ):
        desk.run("一")
