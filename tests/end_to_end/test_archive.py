"""A whole archive as a person runs it: with workers that are killed, on a cluster, and again."""

import errno
import json
import os
import random
import re
import signal
import time
from pathlib import Path

import duckdb
import psutil
import pytest

from tests.unit.archive.stand_ins import contents, report, reports
from toolkit.archive.engines import local
from toolkit.archive.store import Store

CHECKS = ("--select", "RT01,RT02,CN01", "--no-config")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return reports(tmp_path_factory.mktemp("archive"), 8)


@pytest.fixture(scope="module")
def expected(folder, tmp_path_factory, jixiao_once):
    """What the store of the folder holds when nothing goes wrong, with one worker."""
    store = tmp_path_factory.mktemp("expected") / "store"
    done = jixiao_once("archive", "run", folder, "--store", store, "--workers", 1, *CHECKS)
    assert done.exit_code == 0, done.stderr
    assert re.search("文件 8 个：新做 8 份，没有变化 0 份", done.stderr)
    assert done.stdout == ""
    return contents(store)


@pytest.fixture(scope="module")
def jixiao_once():
    from click.testing import CliRunner

    from toolkit.cli import main

    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def busy(store: Path, deadline: float = 60) -> str:
    """Wait until a worker has a document on its desk."""
    until = time.monotonic() + deadline
    while time.monotonic() < until:
        for desk in (store / ".work/desks").glob("*"):
            if desk.read_text(encoding="utf-8"):
                return desk.name
        time.sleep(0.01)
    raise AssertionError("no worker took anything up")


def workers(process: object) -> list[psutil.Process]:
    """Return the processes below that of a run, the deepest last."""
    return psutil.Process(process.pid).children(recursive=True)


def test_two_workers_make_the_same_store(jixiao, folder, expected, tmp_path):
    done = jixiao("archive", "run", folder, "--store", tmp_path / "store", "--workers", 2, *CHECKS)
    assert done.exit_code == 0
    assert contents(tmp_path / "store") == expected
    again = jixiao("archive", "run", folder, "--store", tmp_path / "store", *CHECKS)
    assert "新做 0 份，没有变化 8 份" in again.stderr


def test_fresh_workers_take_over_and_the_store_is_the_same(jixiao, folder, expected, tmp_path, monkeypatch):
    monkeypatch.setattr(local, "_LIFE", 2)
    pool = local.pool(1)
    assert len({pool.schedule(os.getpid).result() for _ in range(5)}) == 3
    pool.close()
    pool.join()
    done = jixiao("archive", "run", folder, "--store", tmp_path / "store", "--workers", 1, *CHECKS)
    assert done.exit_code == 0, done.stderr
    assert contents(tmp_path / "store") == expected


def test_ray_makes_the_same_store(process, folder, expected, tmp_path):
    pytest.importorskip("ray")
    store = tmp_path / "store"
    run = process("archive", "run", folder, "--store", store, "--engine", "ray", "--workers", 2, *CHECKS)
    out, said = run.communicate(timeout=300)
    assert (run.returncode, out) == (0, b""), said.decode()
    assert said.decode().splitlines()[-1].startswith("文件 8 个：新做 8 份")
    assert contents(store) == expected


def test_workers_that_are_killed_lose_nothing(process, folder, expected, tmp_path):
    store = tmp_path / "store"
    run = process("archive", "run", folder, "--store", store, "--workers", 2, *CHECKS)
    busy(store)
    for worker in workers(run):
        if "forkserver" in " ".join(worker.cmdline()) and worker.ppid() != run.pid:
            worker.kill()
    _, said = run.communicate(timeout=300)
    assert run.returncode == 0, said.decode()
    assert contents(store) == expected


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_goes_on_where_it_was(process, jixiao, folder, expected, tmp_path, how):
    store = tmp_path / "store"
    run = process("archive", "run", folder, "--store", store, "--workers", 1, *CHECKS)
    busy(store)
    below = workers(run)
    run.send_signal(how)
    _, said = run.communicate(timeout=60)
    assert run.returncode == (-signal.SIGKILL if how is signal.SIGKILL else 130)
    told = [
        line for line in said.decode().splitlines() if "resource_tracker" not in line and "warnings.warn" not in line
    ]
    assert told == ([] if how is signal.SIGKILL else ["已中断：做完的都已存好，再运行同一命令接着做"])
    _, alive = psutil.wait_procs(below, timeout=30)
    assert alive == []
    assert jixiao("archive", "run", folder, "--store", store, *CHECKS).exit_code == 0
    assert contents(store) == expected


SLOW = report(20) + "".join(f"共受理{n}件，办结{n - 7}件，办结率9{n % 10}%。" for n in range(100, 11_000))
LARGE = report(21) + "很大" * 3_000_000


@pytest.mark.parametrize(
    ("text", "limit", "why"),
    [(SLOW, ("--timeout", 4), "超过 4 秒没有做完"), (LARGE, ("--memory", 16), "内存超过 16 MB")],
    ids=["slow", "large"],
)
def test_what_takes_too_long_or_too_much_is_a_row(jixiao, tmp_path, text, limit, why):
    folder, store = reports(tmp_path / "in", 3), tmp_path / "store"
    jixiao("archive", "run", folder, "--store", store, *CHECKS)
    (folder / "坏.txt").write_text(text, encoding="utf-8")
    (folder / "新.txt").write_text(report(22), encoding="utf-8")
    done = jixiao("archive", "run", folder, "--store", store, "--workers", 2, *limit, *CHECKS)
    assert done.exit_code == 0
    assert "新做 1 份，没有变化 3 份" in done.stderr
    assert f"坏.txt：{why}" in done.stderr
    assert f'jixiao archive query --store {store} "SELECT path, kind, message FROM failures"' in done.stderr
    assert len(contents(store)["documents"]) == 4


def test_what_failed_is_told_again_and_what_cannot_be_opened_by_name(jixiao, tmp_path):
    folder, store = reports(tmp_path / "in", 2), tmp_path / "my store"
    (folder / "空.docx").write_bytes(b"")
    (folder / "坏.zip").write_bytes(b"PK and no more")
    run = ("archive", "run", folder, "--store", store, "--workers", 1, *CHECKS)
    first, second = jixiao(*run).stderr, jixiao(*run).stderr
    assert "空.docx：是空文件" in first
    assert "空.docx：是空文件" not in second
    for said in (first, second):
        assert "坏.zip：压缩包不完整或已损坏" in said
        assert "没有做成 2 份" in said
        assert f"--store '{store}'" in said
    assert "没有变化 2 份" in second
    assert "有 1 份上次就没有做成，没有改动，不再试；要再试请加 --retry" in second
    assert "上次就没有做成" not in jixiao(*run, "--retry").stderr


def test_files_with_a_password_are_told_with_what_to_do(jixiao, tmp_path):
    folder, store = reports(tmp_path / "in", 1), tmp_path / "store"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    (folder / "加密.docx").write_bytes(locked)
    (folder / "乱码.doc").write_bytes(random.Random(5).randbytes(4000))
    done = jixiao("archive", "run", folder, "--store", store, "--workers", 1, *CHECKS)
    assert done.exit_code == 0
    assert "加密.docx：设有打开密码。请在 Word 或 WPS 中取消密码后另存。" in done.stderr
    assert "乱码.doc：不是 .doc 文件，也不是文字" in done.stderr
    rows = duckdb.sql(f"SELECT kind, message FROM read_parquet('{store}/failures/*/*.parquet') ORDER BY message")
    assert [kind for kind, _ in rows.fetchall()] == ["unreadable", "unreadable"]


def test_a_store_that_may_not_be_written_can_be_asked(jixiao, folder, tmp_path, monkeypatch):
    store = tmp_path / "store"
    run = ("archive", "run", folder, "--store", store, "--workers", 1, *CHECKS)
    assert jixiao(*run).exit_code == 0
    read_only(monkeypatch, store)
    done = jixiao(*run)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "不能写入（磁盘只读）" in done.stderr
    asked = jixiao("archive", "query", "--store", store, "--format", "json", "SELECT count(*) AS n FROM documents")
    assert (asked.exit_code, json.loads(asked.stdout), asked.stderr) == (0, [{"n": 8}], "")
    assert jixiao("archive", "summary", "--store", store, "--format", "json").exit_code == 0


def read_only(monkeypatch, folder: Path) -> None:
    """Refuse to change anything in a folder, as a disk that is mounted so does, for root too."""

    def refusing(plain, writes):
        def refused(self, *more, **named):
            if self.is_relative_to(folder) and writes(self, *more, **named):
                raise OSError(errno.EROFS, "Read-only file system", str(self))
            return plain(self, *more, **named)

        return refused

    for name in ("rename", "replace", "unlink", "rmdir"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name), lambda *_, **__: True))
    monkeypatch.setattr(Path, "mkdir", refusing(Path.mkdir, lambda self, **_: not self.exists()))
    monkeypatch.setattr(Path, "open", refusing(Path.open, lambda _, mode="r", *__, **___: mode.strip("rbt") != ""))


def test_a_disk_that_is_full_is_one_line(process, folder, expected, jixiao, tmp_path):
    import resource

    store = tmp_path / "store"
    limited = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))}
    run = process("archive", "run", folder, "--store", store, "--workers", 1, *CHECKS, **limited)
    _, said = run.communicate(timeout=120)
    assert run.returncode == 2
    assert len(said.splitlines()) == 1
    assert "不能写入" in said.decode()
    assert jixiao("archive", "run", folder, "--store", store, *CHECKS).exit_code == 0
    assert contents(store) == expected


def test_a_question_that_takes_for_ever_can_be_stopped(process, tmp_path):
    Store.opened(tmp_path / "store")
    endless = "SELECT count(*) FROM range(1000000) a, range(10000000) b WHERE a.range * b.range % 7 = 3"
    run = process("archive", "query", "--store", tmp_path / "store", endless)
    until = time.monotonic() + 60
    while psutil.Process(run.pid).num_threads() < 2 and time.monotonic() < until:  # DuckDB's own are at work
        time.sleep(0.05)
    time.sleep(0.5)
    run.send_signal(signal.SIGINT)
    out, said = run.communicate(timeout=60)
    assert (run.returncode, out, said.decode()) == (130, b"", "已中断\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["run", "--store", "s"], "缺少要读的目录或文件"),
        (["run", "nowhere", "--store", "s"], "nowhere：没有这个目录或文件"),
        (["run", "."], "缺少 --store"),
        (["run", ".", "--store", "s", "--engine", "dask"], "只能是 local、ray"),
        (["run", ".", "--store", "s", "--address", "auto"], "--address：只用于 --engine ray"),
        (["run", ".", "--store", "x.txt"], "不是存储，也不是空目录"),
        (["run", ".", "--store", "s3://bucket/s"], "存储不能在网址上"),
        (["run", ".", "--store", "s", "--timeout", "long"], "选项 --timeout 要写不小于 0.1 的数"),
        (["run", ".", "--store", "s", "--workers", "0"], "选项 --workers 要写 1 到 4096 的整数"),
        (["run", ".", "--store", "s", "--files-from", "nowhere"], "读不了（不存在）"),
        (["run", ".", "--store", "s", "--config", "nowhere.toml"], "nowhere.toml"),
        (["query", "--store", "s", "SELECT 1"], "不是一个存储"),
    ],
)
def test_what_is_typed_wrong_is_one_line(jixiao, tmp_path, monkeypatch, words, why):
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text(report(1), encoding="utf-8")
    done = jixiao("archive", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_settings_and_a_list_of_files(jixiao, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reports(tmp_path / "in", 3)
    settings = (
        'select = ["RT01"]\nseverity = {RT01 = "info"}\n[organization."石桥丁镇"]\nseverity = {RT01 = "warning"}\n'
    )
    Path("jixiao.toml").write_text(settings, encoding="utf-8")
    Path("list.txt").write_text("\ufeffin/0/报告00.txt\n\nin/1/报告01.txt\n", encoding="utf-8")
    done = jixiao("archive", "run", "--files-from", "list.txt", "--store", "store", "--workers", 1)
    assert "新做 2 份" in done.stderr
    rows = duckdb.sql("SELECT DISTINCT code, severity FROM read_parquet('store/findings/*/*.parquet')").fetchall()
    assert sorted(rows) == [("RT01", "info"), ("RT01", "warning")]


def test_other_commands_load_nothing_of_archives(process):
    run = process("audit", "--help", env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})
    _, said = run.communicate(timeout=60)
    assert re.findall(r"\b(duckdb|pebble|ray|fsspec|toolkit\.archive)\b", said.decode()) == []
