"""What a person at a terminal sees, and a pipe does not."""

import os
import pty
import subprocess
import sys

import pytest

from tests.end_to_end.conftest import EXAMPLE

KNOWN = {"TERM": "xterm-256color", "COLUMNS": "100"}
MASKED = ("NO_COLOR", "FORCE_COLOR", "CI")


@pytest.fixture
def terminal():
    """Run a command with one of its streams on a terminal; return what that showed."""

    def run(stream: str, *words: object) -> str:
        ours, theirs = pty.openpty()
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs}
        environment = {name: value for name, value in os.environ.items() if name not in MASKED} | KNOWN
        with subprocess.Popen([sys.executable, "-m", "toolkit", *map(str, words)], env=environment, **streams):
            os.close(theirs)
            shown = b""
            while chunk := _read(ours):
                shown += chunk
        os.close(ours)
        return shown.decode()

    return run


def _read(descriptor: int) -> bytes:
    """Read on; Linux reports the other side's end as an error."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


def test_findings_are_marked_in_colour(terminal):
    shown = terminal("stdout", "audit", EXAMPLE)
    assert "\x1b[1;4;31m" in shown
    assert "【" not in shown


def test_progress_is_shown_for_many_files_and_not_for_one(terminal):
    assert "处理文件" in terminal("stderr", "extract", *[EXAMPLE] * 3)
    assert terminal("stderr", "extract", EXAMPLE) == ""


def test_progress_keeps_out_of_results_on_the_same_terminal(terminal):
    assert "处理文件" not in terminal("stdout", "audit", *[EXAMPLE] * 3)


def test_neither_a_name_nor_a_document_moves_the_cursor(terminal, tmp_path):
    named = tmp_path / "甲\x1b[2J\u202e乙.html"
    named.write_text("<p>受理\u202e信访&#x9b;2J100件，办结90件，办结率为95%。</p>", encoding="utf-8")
    shown = terminal("stdout", "audit", named)
    told = terminal("stderr", "audit", tmp_path / "丙\x1b[2J\u202e丁.txt")
    for page in (shown, told):
        assert "\x1b[2J" not in page
        assert not set("\u202e\x9b").intersection(page)
    assert "RT01" in shown
    assert "没有这个文件" in told
