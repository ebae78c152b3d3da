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
