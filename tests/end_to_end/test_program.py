"""The program around its commands: help, usage, streams, signals."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import toolkit
from tests.end_to_end.conftest import EXAMPLE
from toolkit.cli import main

COMMANDS = sorted(main.commands)


def test_version_names_the_knowledge_too(jixiao):
    assert re.fullmatch(rf"jixiao {re.escape(toolkit.__version__)}（知识 [0-9a-f]+）\n", jixiao("--version").stdout)


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_is_in_chinese_with_examples(jixiao, words):
    done = jixiao(*words, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("用法：jixiao")
    assert "例" in done.stdout
    assert re.findall(r"Usage|Options|Commands|Show|OPTIONS|COMMAND|ARGS", done.stdout) == []
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_without_a_command_help_is_shown_as_a_mistake(jixiao):
    done = jixiao()
    assert (done.exit_code, done.stdout) == (2, "")
    assert "命令：" in done.stderr


@pytest.mark.parametrize(
    ("words", "told_why"),
    [
        (["audt"], "jixiao：没有命令 audt，是否想写 audit。"),
        (["audit"], "jixiao audit：缺少 文件…。"),
        (["audit", "x.txt", "--fromat", "json"], "没有选项 --fromat，是否想写 --format"),
        (["audit", "x.txt", "--format"], "选项 --format 用法不对"),
        (["explain", "RT01", "RT02"], "jixiao explain：多出了 RT02。"),
        (["completion", "tcsh"], "只能是 bash、zsh、fish"),
    ],
)
def test_usage_errors_are_one_chinese_line(jixiao, words, told_why):
    done = jixiao(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told_why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert re.findall(r"Error|Usage|Got unexpected", done.stderr) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(jixiao, shell):
    script = jixiao("completion", shell).stdout
    assert f"_JIXIAO_COMPLETE={shell}_complete" in script


def test_completion_offers_commands_and_codes(process):
    def offered(words, position):
        environment = {"_JIXIAO_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
        out, _ = process(env=os.environ | environment).communicate()
        return [line.partition(",")[2] for line in out.decode().splitlines()]

    assert offered("jixiao a", 1) == ["archive", "audit"]
    assert "RT01" in offered("jixiao audit --select r", 3)
    assert "RT01,SM01" in offered("jixiao audit --select RT01,SM", 3)
    assert "RT01" in offered("jixiao explain RT", 2)


def test_a_reader_that_stops_reading_is_no_error(process):
    files = [EXAMPLE] * 40
    with process("extract", *files) as running:
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def test_an_interrupt_is_one_line(process, tmp_path):
    pipe = tmp_path / "报告.txt"
    os.mkfifo(pipe)
    with process("audit", pipe) as running:
        end = opened(pipe, running)
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().decode() == "已中断：1 个文件完成 0 个\n"
        assert running.wait() == 130
        os.close(end)


def opened(pipe: Path, running: subprocess.Popen[bytes]) -> int:
    """Wait until the program has opened its end of the pipe, and wants words; open ours."""
    while running.poll() is None:
        with suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    raise AssertionError(running.stderr.read().decode())


LOCALES = [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "gbk"}]


@pytest.mark.parametrize("locale", LOCALES, ids=["C", "GBK"])
def test_output_is_utf8_whatever_the_locale(process, report, locale):
    with process("audit", report, report.parent / "没有.txt", env=os.environ | locale) as running:
        out, err = running.communicate()
    assert "石桥镇" in out.decode("utf-8")
    assert "没有这个文件" in err.decode("utf-8")


def loaded(watched: set[str], *words: object) -> set[str]:
    """Run a command in a process of its own, and tell which of the modules it has imported."""
    ask = f"""
import sys
from toolkit.cli import main
main({[str(word) for word in words]!r}, standalone_mode=False)
print("loaded", *({watched!r} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True, encoding="utf-8")
    return set(done.stderr.splitlines()[-1].split()[1:])


def test_a_json_audit_loads_nothing_it_does_not_need(report):
    watched = {"openai", "instructor", "docx", "lxml", "rich", "openpyxl", "jinja2"}
    assert loaded(watched | {"toolkit.audit"}, "audit", report, "--format", "json") == {"toolkit.audit"}


def test_help_loads_neither_checks_nor_knowledge():
    assert loaded({"pydantic", "rich", "toolkit.audit", "toolkit.cli"}, "--help") == {"toolkit.cli"}
