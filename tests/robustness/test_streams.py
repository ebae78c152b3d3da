"""Streams, signals and places for output that go away, fill up, or were never there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.conftest import EXAMPLE
from tests.robustness.conftest import said

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
needs_posix = pytest.mark.skipif(os.name == "nt", reason="signals and descriptors are others there")
LONG = "共调查83人，满意74人，满意度89.16%。各项工作按计划推进，群众反映良好。" * 5000


def shell(line: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m toolkit"
    run = ["bash", "-o", "pipefail", "-c", line.replace("jixiao", command)]
    return subprocess.run(run, check=False, capture_output=True, text=True, encoding="utf-8", timeout=50)


@needs_posix
@pytest.mark.parametrize("command", ["extract", "audit", "audit --format json", "explain"])
def test_a_reader_that_wants_one_line(command):
    files = "" if command == "explain" else f"{EXAMPLE} " * 20
    done = shell(f"jixiao {command} {files} | head -1")
    assert done.stderr == ""
    assert done.returncode in {0, 1, 141}
    assert len(done.stdout.splitlines()) == 1


@needs_full
@pytest.mark.parametrize("command", ["extract", "audit", "audit --format json", "explain"])
def test_standard_output_on_a_full_disk(command):
    done = shell(f"jixiao {command} {'' if command == 'explain' else EXAMPLE} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("标准输出：写不出结果（磁盘已满）")
    assert len(done.stderr.splitlines()) == 1


@needs_full
@pytest.mark.parametrize("command", ["extract 没有.txt", "audit 没有.txt", "audit --format 画", "explain XX99"])
def test_standard_error_on_a_full_disk(command):
    assert shell(f"jixiao {command} 2> /dev/full").returncode == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero")
def test_standard_input_without_end():
    done = shell("JIXIAO_MAX_FILE=1 jixiao extract - < /dev/zero")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("-：文件超过 1 MB。")


@needs_full
def test_a_file_on_a_full_disk(jixiao, report):
    assert "/dev/full：不能写入（磁盘已满）" in said(jixiao("extract", report, "-o", FULL))


@needs_posix
@pytest.mark.parametrize(
    ("redirection", "code", "told"),
    [("<&-", 2, "-：是空文件。请检查是否给错了文件。\n"), (">&-", 0, ""), ("2>&-", 0, "")],
)
def test_a_stream_that_is_closed_from_the_start(redirection, code, told):
    done = shell(f"jixiao extract {'-' if redirection == '<&-' else EXAMPLE} {redirection}")
    assert (done.returncode, done.stderr) == (code, told)


@needs_posix
def test_ctrl_c_on_a_long_text_is_quiet_and_leaves_the_old_file(process, tmp_path):
    source, out = tmp_path / "长.txt", tmp_path / "结果.json"
    os.mkfifo(source)
    out.write_text("旧", encoding="utf-8")
    with process("audit", source, "--format", "json", "-o", out) as running:
        source.write_text(LONG, encoding="utf-8")  # returns when nearly all of it is read
        time.sleep(0.3)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().decode() == "已中断：1 个文件完成 0 个\n"
        assert running.wait() == 130
    assert out.read_text(encoding="utf-8") == "旧"
    assert {path.name for path in tmp_path.iterdir()} == {source.name, out.name}


@pytest.mark.parametrize("command", [["extract"], ["audit", "--format", "json"]])
def test_an_output_that_is_the_input(jixiao, report, command):
    before = report.read_bytes()
    assert "输出会覆盖要读的文件" in said(jixiao(*command, report, "-o", report))
    assert report.read_bytes() == before


def test_an_output_that_is_last_years_report(jixiao, report, tmp_path):
    prior = tmp_path / "上年.txt"
    prior.write_bytes(report.read_bytes())
    assert "输出会覆盖要读的文件" in said(jixiao("audit", report, "--prior", prior, "-o", prior))


@pytest.mark.parametrize("place", ["没有/结果.json", "自评报告.txt/结果.json", "."])
def test_an_output_that_cannot_be(jixiao, report, tmp_path, place):
    said(jixiao("extract", report, "-o", tmp_path / place))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_that_may_not_be_written(jixiao, report, tmp_path):
    closed = tmp_path / "只读"
    closed.mkdir(mode=0o500)
    assert "不能写入" in said(jixiao("extract", report, "-o", closed / "结果.json"))


def test_where_nothing_could_be_read_the_old_output_stays(jixiao, tmp_path):
    out = tmp_path / "结果.json"
    out.write_text("旧", encoding="utf-8")
    said(jixiao("extract", tmp_path / "没有.txt", "-o", out))
    assert out.read_text(encoding="utf-8") == "旧"
