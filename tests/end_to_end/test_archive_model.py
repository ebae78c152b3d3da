"""A model that helps with a whole archive, at once, later, or by batches."""

import duckdb
import pytest

from tests.end_to_end.test_model import REPORT, batch_knows, knows
from tests.unit.archive.stand_ins import contents, report
from tests.unit.llm.batch_endpoint import serving_batches
from tests.unit.llm.endpoint import serving

RUN = ("--workers", 1, "--no-config", "--select", "RT01,CN06")


@pytest.fixture(autouse=True)
def _settings(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("BASE_URL", "API_KEY", "MODE"):
        monkeypatch.delenv(f"JIXIAO_LLM_{name}", raising=False)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "水务局.txt").write_text(REPORT, encoding="utf-8")
    (folder / "石桥镇.txt").write_text(report(1), encoding="utf-8")
    return folder


def rows(store, table, columns):
    paths = [str(path) for path in (store / table).glob("*/*.parquet")]
    sql = f"SELECT {columns} FROM read_parquet($paths, union_by_name=true) ORDER BY ALL"
    return duckdb.sql(sql, params={"paths": paths}).fetchall()


def test_a_model_helps_later_from_what_the_store_keeps(jixiao, folder, monkeypatch, tmp_path):
    store = tmp_path / "store"
    jixiao("archive", "run", folder, "--store", store, *RUN)
    assert rows(store, "documents", "model, calls") == [(None, 0), (None, 0)]
    with serving(knows) as endpoint:
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        monkeypatch.setattr("toolkit.read.read_bytes", None)
        done = jixiao("archive", "run", folder, "--store", store, "--llm", "m", *RUN)
        assert done.exit_code == 0
        assert "新做 0 份，没有变化 2 份，问了模型 2 份" in done.stderr
        assert "水务局.txt：模型有 1 处不算数" in done.stderr
        asked = len(endpoint.asked)
        assert f"模型 m：调用 {asked} 次" in done.stderr
        assert rows(store, "indicators", "DISTINCT engine, model") == [("llm", "m")]
        assert ("CN06", "llm") in rows(store, "findings", "code, engine")
        assert {model for (model,) in rows(store, "documents", "model")} == {"m"}
        helped = contents(store)
        again = jixiao("archive", "run", folder, "--store", store, "--llm", "m", *RUN)
        assert "问了模型" not in again.stderr
        assert len(endpoint.asked) == asked
        # Who runs without the model keeps what it gave.
        jixiao("archive", "run", folder, "--store", store, *RUN)
        assert contents(store) == helped
        monkeypatch.undo()
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        jixiao("archive", "run", folder, "--store", tmp_path / "at once", "--llm", "m", *RUN)
        assert contents(tmp_path / "at once") == helped
        assert len(endpoint.asked) == asked


def test_a_batch_is_for_the_whole_archive(jixiao, folder, monkeypatch, tmp_path):
    store = tmp_path / "store"
    words = ("archive", "run", folder, "--store", store, "--llm", "m", "--llm-batch", tmp_path / "批.json", *RUN)
    with serving_batches() as endpoint:
        monkeypatch.setenv("JIXIAO_LLM_BASE_URL", endpoint.base_url)
        first = jixiao(*words)
        assert "批处理：已提交" in first.stderr
        assert len(endpoint.batches) == 1
        assert (None,) in rows(store, "documents", "model")
        for _ in range(2):
            endpoint.end(answer=batch_knows)
            last = jixiao(*words)
        assert "批处理：都已答完" in last.stderr
    assert rows(store, "documents", "DISTINCT model") == [("m",)]
    assert ("CN06", "llm") in rows(store, "findings", "code, engine")


def test_a_model_that_is_not_there_ends_it_and_keeps_what_was_read(jixiao, folder, monkeypatch, tmp_path):
    store = tmp_path / "store"
    monkeypatch.setenv("JIXIAO_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    done = jixiao("archive", "run", folder, "--store", store, "--llm", "m", *RUN)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert len(rows(store, "documents", "model")) == 2
