"""How far it is, on standard error, for a person who waits; nothing where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID


def nothing() -> None:
    """Show no progress."""


def over_files(total: int) -> AbstractContextManager[Callable[[], None]]:
    """Show how many files are done, where there is more than one."""
    return _bar(total) if total > 1 and sys.stderr.isatty() else nullcontext(nothing)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    from rich.progress import Progress

    with Progress(console=_console(), transient=True) as progress:
        task = progress.add_task("处理文件", total=total)
        yield lambda: progress.advance(task)


class OverQuestions:
    """Shows how many of the questions about one document are answered: ``询问模型 3/12``."""

    def __init__(self) -> None:
        self._shown: tuple[Progress, TaskID] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show that so many are done; the last takes the bar away."""
        if not sys.stderr.isatty():
            return
        if self._shown is None:
            self._shown = self._start(total)
        progress, task = self._shown
        progress.update(task, completed=done, total=total)
        if done == total:
            self.close()

    def close(self) -> None:
        """Take the bar away, wherever it stands."""
        if self._shown is not None:
            self._shown[0].stop()
            self._shown = None

    @staticmethod
    def _start(total: int) -> "tuple[Progress, TaskID]":
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        progress = Progress(*columns, console=_console(), transient=True)
        progress.start()
        return progress, progress.add_task("询问模型", total=total)


@cache
def _console() -> "Console":
    """Return the one console on standard error: two bars at once must share it."""
    from rich.console import Console

    return Console(stderr=True)
