"""`--llm` as a person types it, with a model on loopback that answers every prompt."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.end_to_end.conftest import EXAMPLE
from tests.unit.llm.batch_endpoint import answered, serving_batches
from tests.unit.llm.endpoint import give, hangs_up, refusal, rows, serving
from toolkit.llm.prompt import prompt
from toolkit.records.wire import shapes

REPORT = """\
青禾县水务局2023年度部门整体支出绩效自评报告

一、基本情况
本局内设股室6个，在职人员52人。

二、绩效目标完成情况
农村饮水安全覆盖率，年初目标是96%，到年底农村饮水安全覆盖率达97.5%；供水服务满意度，年初目标是90%以上，问卷收回210份，其中满意的196份，供水服务满意度达93.33%。

三、存在的问题
我们在绩效指标的设置上还比较粗，个别指标没有量化。水质监测设备的采购尚未启动。

四、下一步打算
来年把指标逐项细化，并在上半年完成水质监测设备采购。
水质监测设备采购已全部完成并投入使用。
"""
ANSWERS: dict[str, list[list[str]]] = {
    "indicators": [
        ["农村饮水安全覆盖率", "96%", "农村饮水安全覆盖率达97.5%"],
        ["供水服务满意度", "90%以上", "供水服务满意度达93.33%"],
        ["河道保洁长度", "120公里", "126公里"],
    ],
    "statements": [],
    "claims": [],
    "meaning": [["完成矛盾", "水质监测设备采购已全部完成并投入使用", "水质监测设备的采购尚未启动"]],
    "confirm": [["1", "不通"]],
}


def prompt_of(asked: dict[str, Any]) -> str:
    """Tell which prompt a question was made of."""
    system = "\n".join(m["content"] for m in asked["messages"] if m["role"] == "system")
    return next(name for name in ANSWERS if prompt(name).system in system)


def knows(handler) -> None:
    """Answer as a model that reads well, and makes one indicator up."""
    give(handler, rows(*ANSWERS[prompt_of(handler.asked)]))


@pytest.fixture(autouse=True)
def _settings(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("BASE_URL", "API_KEY", "MODE"):
        monkeypatch.delenv(f"JIXIAO_LLM_{name}", raising=False)


@pytest.fixture
def model(monkeypatch):
    with serving(knows) as endpoint:
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        yield endpoint


@pytest.fixture
def prose(tmp_path):
    path = tmp_path / "水务局.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_model_adds_what_the_grammar_does_not_read(jixiao, prose, model):
    alone, helped = json.loads(jixiao("extract", prose).stdout), jixiao("extract", prose, "--llm", "m")
    assert alone["indicators"] == []
    assert "usage" not in alone
    assert helped.exit_code == 0
    result = TypeAdapter(shapes.Extract).validate_json(helped.stdout)
    first, second = result["indicators"]
    assert [first["name"], first["target"]["value"], first["actual"]["value"]] == ["农村饮水安全覆盖率", "96", "97.5"]
    assert [second["name"], second["target"]["op"], second["actual"]["value"]] == ["供水服务满意度", ">=", "93.33"]
    origin = {"engine": "llm", "model": "m", "prompt": prompt("indicators").version}
    assert first["origin"] == second["origin"] == origin
    kept = {key: value for key, value in alone.items() if key not in {"indicators", "coverage"}}
    assert kept == {key: result[key] for key in kept}
    assert result["coverage"]["in_facts"] > alone["coverage"]["in_facts"]


def test_what_was_asked_and_what_did_not_count_is_in_the_result(jixiao, prose, model):
    result = json.loads(jixiao("extract", prose, "--llm", "m").stdout)
    usage = result["usage"]
    assert usage["calls"] == len(model.asked) == sum(one["calls"] for one in usage["prompts"])
    assert (usage["model"], usage["prompt_tokens"], usage["completion_tokens"]) == ("m", 140, 60)
    assert usage["cost"] is None
    assert [(r["quote"], r["why"]) for r in result["rejected"]] == [("河道保洁长度", "原文里没有这些字")]
    assert result["failed_passages"] == []


def test_rejections_are_counted_and_listed_on_request(jixiao, prose, model):
    told = jixiao("extract", prose, "--llm", "m").stderr
    assert "水务局.txt：模型有 1 处不算数（--explain-rejections 列出）" in told
    listed = jixiao("extract", prose, "--llm", "m", "--explain-rejections").stderr
    assert f"“河道保洁长度”：原文里没有这些字（{prompt('indicators').version}）" in listed


@pytest.mark.parametrize("form", ["json", "terminal", "html"])
def test_a_second_run_makes_no_call_and_prints_the_same_bytes(jixiao, prose, model, form):
    first = jixiao("audit", prose, "--llm", "m", "--format", form)
    calls = len(model.asked)
    second = jixiao("audit", prose, "--llm", "m", "--format", form)
    assert second.stdout_bytes == first.stdout_bytes
    assert len(model.asked) == calls > 0
    assert f"模型 m：调用 {calls} 次，另有 0 次用了记住的回答" in first.stderr
    assert f"模型 m：调用 0 次，另有 {calls} 次用了记住的回答" in second.stderr


def test_without_the_memory_every_run_asks(jixiao, prose, model, tmp_path):
    for _ in range(2):
        jixiao("extract", prose, "--llm", "m", "--no-cache")
    assert len(model.asked) == 4
    assert not (tmp_path / "cache").exists()


def test_a_proposal_becomes_a_possible_finding_that_says_so(jixiao, prose, model):
    done = jixiao("audit", prose, "--llm", "m", "--format", "json")
    result = TypeAdapter(shapes.Audit).validate_json(done.stdout)
    (finding,) = [f for f in result["findings"] if f["code"] == "CN06"]
    assert (finding["certainty"], finding["severity"]) == ("possible", "warning")
    assert finding["origin"] == {"engine": "llm", "model": "m", "prompt": prompt("meaning").version}
    assert [e["quote"] for e in finding["evidence"]] == ANSWERS["meaning"][0][1:]
    shown = jixiao("audit", prose, "--llm", "m").stdout
    assert "警告 CN06 已经做了的与尚未做的自相矛盾（可能）（模型提出）" in shown
    assert "语言模型 m 参与了阅读，提出 1 处发现（标“模型提出”）" in shown
    assert "自相矛盾（可能）（模型提出）" in jixiao("audit", prose, "--llm", "m", "--format", "markdown").stdout
    page = jixiao("audit", prose, "--llm", "m", "--format", "html").stdout
    assert page.count('<span class="possible">模型提出</span>') == 1
    assert '<p class="note helped">语言模型 m 参与了阅读，提出 1 处发现（标“模型提出”）。</p>' in page
    for form in ("terminal", "html"):
        assert "模型" not in jixiao("audit", prose, "--format", form, "--select", "CN06").stdout.replace("大模型", "")


def test_what_a_model_tied_together_makes_no_error(jixiao, prose, model):
    prose.write_text(REPORT.replace("目标是96%", "目标是99%"), encoding="utf-8")
    claimed = prose.read_text(encoding="utf-8").replace("覆盖率达97.5%", "覆盖率为97.5%，已达到目标")
    prose.write_text(claimed, encoding="utf-8")
    model.answers = [lambda handler: give(handler, rows(["农村饮水安全覆盖率", "99%", "农村饮水安全覆盖率为97.5%"]))]
    result = json.loads(jixiao("audit", prose, "--llm", "m", "--format", "json", "--select", "TG").stdout)
    assert [(f["code"], f["severity"], f["certainty"]) for f in result["findings"]] == [("TG01", "warning", "possible")]
    assert result["findings"][0]["origin"]["engine"] == "llm"


def test_no_more_tokens_than_allowed(jixiao, prose, model):
    done = jixiao("extract", prose, "--llm", "m", "--max-tokens", 10)
    assert model.asked == []
    assert done.exit_code == 0
    whys = {f["why"] for f in json.loads(done.stdout)["failed_passages"]}
    assert whys == {"已达 --max-tokens 或 --max-cost 的上限，没有再问"}
    assert done.stderr.count("没有问成") == 1  # one line for one reason, however many questions


@pytest.mark.parametrize("count", ["0", "-3", "许多", "1.5"])
def test_a_count_of_tokens_that_is_none_is_told_in_chinese(jixiao, prose, count):
    done = jixiao("extract", prose, "--llm", "m", "--max-tokens", count)
    assert done.exit_code == 2
    assert f"“{count}”不是个数" in done.stderr


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        (refusal(401), ["密钥不对。请检查 JIXIAO_LLM_API_KEY。"]),
        (refusal(402), ["余额不足。请充值后再运行；已有的回答都记着。"]),
        (refusal(404), ["没有这个模型或地址。请检查 --llm 的模型名与 JIXIAO_LLM_BASE_URL（通常以 /v1 结尾）。"]),
        (refusal(429), ["没有问成（调用太频繁），其余照常", "模型 m：调用 8 次"]),
        (refusal(500), ["没有问成（模型一端出错（500）），其余照常", "模型 m：调用 8 次"]),
        (hangs_up, ["连不上模型，或连接中断。请看模型是否已启动，并检查 JIXIAO_LLM_BASE_URL。"]),
        ((200, {}, b"<html>Welcome</html>"), ["通常以 /v1 结尾），其余照常", "模型 m：调用 2 次"]),
    ],
    ids=["key", "money", "model", "too often", "error", "nobody", "a page"],
)
def test_what_is_wrong_with_an_endpoint_is_told_with_what_to_do(jixiao, prose, model, monkeypatch, answer, lines):
    monkeypatch.setattr("toolkit.llm.faults._backoff", lambda _: 0.01)
    model.answers = [answer]
    done = jixiao("extract", prose, "--llm", "m")
    assert [said in line for said, line in zip(lines, done.stderr.splitlines(), strict=True)] == [True] * len(lines)
    assert "SECRET" not in done.stderr


def test_no_more_money_than_allowed(jixiao, prose, model, tmp_path):
    assert "不知道 m 的价格" in jixiao("extract", prose, "--llm", "m", "--max-cost", "1").stderr
    overlay = tmp_path / "本地"
    overlay.mkdir()
    price = 'start = "m"\nprompt = "100"\ncompletion = "200"\ncurrency = "CNY"\nfrom = 2024-01-01\nsource = "合同"\n'
    (overlay / "models.toml").write_text(f"[[price]]\n{price}", encoding="utf-8")
    priced = ("extract", prose, "--llm", "m", "--knowledge", overlay)
    stopped = jixiao(*priced, "--max-cost", "0.1")
    assert (stopped.exit_code, model.asked) == (0, [])
    assert json.loads(stopped.stdout)["usage"]["cost"] == "0"
    done = jixiao(*priced, "--max-cost", "5")
    assert json.loads(done.stdout)["usage"]["cost"] == "0.026"
    assert jixiao("extract", prose, "--llm", "m", "--max-cost", "许多").exit_code == 2


def test_without_an_address_one_line_says_what_to_set(jixiao, prose):
    done = jixiao("extract", prose, "--llm", "m")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "请设置环境变量 JIXIAO_LLM_BASE_URL" in done.stderr


def test_a_wrong_key_ends_the_run_with_one_line(jixiao, prose, model, tmp_path):
    model.answers = [refusal(401)]
    another = tmp_path / "另一份.txt"
    another.write_text(REPORT.replace("96%", "95%"), encoding="utf-8")
    done = jixiao("audit", prose, another, "--llm", "m", "--format", "jsonl")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "密钥不对" in done.stderr
    assert "SECRET" not in done.stderr


def test_a_model_that_dies_in_mid_run_leaves_the_code_as_it_is(jixiao, prose, model, monkeypatch):
    monkeypatch.setattr("toolkit.llm.faults._backoff", lambda _: 0.01)
    alone = jixiao("audit", prose, "--format", "json")
    model.answers = [knows, hangs_up]
    done = jixiao("audit", prose, "--llm", "m", "--format", "json")
    assert done.exit_code == alone.exit_code
    result = json.loads(done.stdout)
    assert {f["why"] for f in result["failed_passages"]} == {"连不上模型，或连接中断"}
    assert "连不上模型，或连接中断" in done.stderr
    verified = json.loads(alone.stdout)["verified"]
    assert verified
    assert all(each in result["verified"] for each in verified)


def test_no_fact_of_the_grammar_is_lost_and_few_questions_are_asked(jixiao, model):
    alone, helped = (json.loads(jixiao("extract", EXAMPLE, *more).stdout) for more in ((), ("--llm", "m")))
    for kind in ("indicators", "scores", "budget", "claims", "problems", "measures"):
        assert all(one in helped[kind] for one in alone[kind])
    assert len(model.asked) <= 6


def test_several_files_share_what_is_remembered(jixiao, prose, model, tmp_path):
    twin = tmp_path / "同样的.txt"
    twin.write_text(REPORT, encoding="utf-8")
    first, second = json.loads(jixiao("extract", prose, twin, "--llm", "m").stdout)
    assert first["indicators"] == second["indicators"] != []
    assert len(model.asked) == 2


def test_an_interrupt_keeps_finished_documents_and_remembered_answers(prose, process, tmp_path):
    another = tmp_path / "另一份.txt"
    another.write_text(REPORT.replace("96%", "95%"), encoding="utf-8")

    def stalls(handler):
        if "95%" in handler.asked["messages"][-1]["content"]:
            time.sleep(20)
        else:
            knows(handler)

    with serving(stalls) as model:
        settings = {**os.environ, "JIXIAO_LLM_BASE_URL": model.base_url}
        words = ("extract", prose, another, "--llm", "m", "--format", "jsonl")
        run = process(*words, env=settings)
        line = run.stdout.readline()
        while len(model.asked) < 4:
            assert run.poll() is None, run.stderr.read()
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        rest, told = run.communicate(timeout=20)
    assert run.returncode == 130
    assert json.loads(line)["document"]["name"] == prose.name
    assert rest == b""
    assert "已中断：2 个文件完成 1 个" in told.decode()
    with serving(knows) as model:
        run = process(*words, env={**os.environ, "JIXIAO_LLM_BASE_URL": model.base_url})
        out, _ = run.communicate(timeout=20)
        assert out.splitlines(keepends=True)[0] == line
        assert len(model.asked) == 2


def remembered() -> int:
    """Return how many answers the memory holds."""
    path = Path(os.environ["XDG_CACHE_HOME"]) / "jixiao/answers.sqlite"
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as memory:
        return int(memory.execute("select count(*) from answers").fetchone()[0])
    return 0


def test_a_process_killed_at_its_last_question_asks_only_that_one_again(prose, process, model):
    def stalls(handler):
        if prompt_of(handler.asked) == "claims":
            time.sleep(20)
        knows(handler)

    model.answers = [stalls]
    words, settings = ("extract", prose, "--llm", "m"), {**os.environ, "JIXIAO_LLM_BASE_URL": model.base_url}
    run = process(*words, env=settings)
    while len(model.asked) < 2 or not remembered():
        assert run.poll() is None
        time.sleep(0.02)
    run.kill()
    run.communicate(timeout=20)
    model.answers, model.asked = [knows], []
    out, _ = process(*words, env=settings).communicate(timeout=60)
    assert [prompt_of(asked) for asked in model.asked] == ["claims"]
    assert len(json.loads(out)["indicators"]) == 2


def test_a_bar_shows_how_far_the_questions_are(prose, model):
    pty = pytest.importorskip("pty")
    above, below = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "toolkit", "extract", str(prose), "--llm", "m", "-o", str(prose.with_suffix(".json"))],
        stderr=below,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(below)
    shown = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while more := os.read(above, 4096):
            shown += more
    os.close(above)
    assert run.wait(timeout=20) == 0
    seen = shown.decode()
    assert "询问模型" in seen
    assert "/2" in seen


def batch_knows(line):
    content = json.dumps({"rows": ANSWERS[prompt_of(line["body"])]}, ensure_ascii=False)
    return answered(content)(line)


def test_a_batch_from_the_first_question_to_the_last_answer(jixiao, prose, model, monkeypatch, tmp_path):
    """Three rounds: what the grammar left and what contradicts; then, of that, the second question."""
    direct = json.loads(jixiao("audit", prose, "--llm", "m", "--format", "json", "--no-cache").stdout)
    note = tmp_path / "批处理.json"
    with serving_batches() as endpoint:
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        words = ("audit", prose, "--llm", "m", "--llm-batch", note, "--format", "json")
        first = jixiao(*words)
        assert first.exit_code == 0
        assert first.stderr == "批处理：已提交 3 个问题，一般一天之内答完；再运行同一命令即可取回\n"
        assert {f["why"] for f in json.loads(first.stdout)["failed_passages"]} == {"等待批处理"}
        assert "以前提交的还有 3 个没有答完" in jixiao(*words).stderr
        assert "3 段在等批处理" in jixiao(*words[:-1], "terminal").stdout
        endpoint.end(answer=batch_knows)
        second = jixiao(*words)
        assert "批处理：取回 3 个回答\n批处理：已提交 1 个问题" in second.stderr
        endpoint.end(answer=batch_knows)
        third = jixiao(*words)
        assert "批处理：取回 1 个回答\n批处理：都已答完" in third.stderr
        assert json.loads(third.stdout) == direct
        assert jixiao(*words).stdout == third.stdout
        assert [len(endpoint.requests(name)) for name in endpoint.batches] == [3, 1]
    # What a batch brought is remembered without it, too.
    assert jixiao(*words[:4], "--format", "json").stdout == third.stdout


@pytest.mark.parametrize("call", ["upload", "create"])
def test_a_process_killed_while_it_submits_sends_nothing_twice(jixiao, prose, process, monkeypatch, tmp_path, call):
    with serving_batches() as endpoint:
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        words = ("extract", prose, "--llm", "m", "--llm-batch", tmp_path / "批处理.json")
        endpoint.stalls = call
        run = process(*words)
        assert endpoint.stalled.wait(20)
        run.kill()
        run.communicate(timeout=20)
        endpoint.stalls = None
        assert jixiao(*words).exit_code == 0
        endpoint.end(answer=batch_knows)
        result = json.loads(jixiao(*words).stdout)
        assert len(endpoint.batches) == endpoint.calls["create"] == 1
    assert result["failed_passages"] == []
    assert len(result["indicators"]) == 2


def test_a_batch_that_cannot_be_sent_is_told_and_the_result_stands(jixiao, prose, monkeypatch, tmp_path):
    with serving_batches() as endpoint:
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        endpoint.refuses = 401
        done = jixiao("extract", prose, "--llm", "m", "--llm-batch", tmp_path / "批处理.json")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "批处理没有办成（密钥不对）" in done.stderr
    assert json.loads(done.stdout)["problems"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--llm-batch", "批.json"), "要和 --llm 一起用"),
        (("--llm", "m", "--llm-batch", "批.json", "--no-cache"), "不能与 --no-cache 同用"),
        (("--llm", "local:a.gguf", "--llm-batch", "批.json"), "本机模型没有批处理"),
    ],
)
def test_a_batch_that_cannot_be_is_refused(jixiao, prose, model, words, why):
    done = jixiao("extract", prose, *words)
    assert done.exit_code == 2
    assert why in done.stderr
