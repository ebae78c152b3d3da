"""What every command is held to, whatever it is given: it ends, and says in one Chinese line what is wrong."""

import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time

import pytest
from click.testing import Result

from tests.end_to_end.conftest import jixiao, process, report

__all__ = ["jixiao", "process", "report"]

LONGEST = 60  # seconds that a test may take on a busy machine


@pytest.fixture(autouse=True)
def ends():
    """Fail a test that hangs."""

    def hang(*_: object) -> None:
        raise TimeoutError(f"after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, hang)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def refused(jixiao):
    """Run each command on files that cannot be read; return the one line that it says of them."""

    def run(*files: object) -> str:
        lines = {said(jixiao(command, *files)) for command in ("extract", "audit")}
        assert len(lines) == 1
        return lines.pop()

    return run


def said(done: Result) -> str:
    """Return the line on standard error: ``where：what。what to do。``."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert re.fullmatch(r"[^：]+：[^。]*[一-龥][^。]*。.*[一-龥].*。", line), line
    assert re.findall(r"Traceback|Error|程序出错|维护者", line) == []
    return line


@contextmanager
def unwatched() -> Iterator[Callable[[], float]]:
    """Yield how many seconds of the processor the block took, with none of coverage's.

    What others do on the machine does not count; and watched line by line Python takes three or four times as long,
    the more the shorter a text's sentences are.
    """
    watcher = sys.gettrace()
    sys.settrace(None)
    began = process_time()
    took = 0.0
    try:
        yield lambda: took
    finally:
        took = process_time() - began
        sys.settrace(watcher)
