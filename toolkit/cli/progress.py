"""How far the work is, shown on standard error where a person waits at a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID


class Advance(Protocol):
    """Is called when a file is done."""

    def __call__(self) -> None:
        """Show it."""


@contextmanager
def progress(files: int) -> Iterator[Advance]:
    """Show how many files are done, where there are several, and the page of one whose pictures are recognized."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from toolkit.read.watch import watched

    bar = _Bar(files)
    try:
        with watched(bar.page):
            yield bar.advance
    finally:
        bar.stop()


class _Bar:
    """A bar that is not there until there is something to show, and leaves nothing behind."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._shown: Progress | None = None
        self._task: TaskID | None = None
        self._pages: TaskID | None = None
        if files > 1:
            self._task = self._started().add_task("处理文件", total=files)

    def advance(self) -> None:
        """One more file is done."""
        if self._shown is None:
            return
        if self._pages is not None:
            self._shown.remove_task(self._pages)
            self._pages = None
        if self._task is not None:
            self._shown.advance(self._task)
        else:
            self.stop()

    def page(self, number: int, count: int) -> None:
        """Show the page that is being recognized."""
        shown, words = self._started(), f"识别第{number}页/共{count}页"
        if self._pages is None:
            self._pages = shown.add_task(words, total=count)
        shown.update(self._pages, description=words, completed=number - 1)

    def stop(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None
            self._pages = None

    def _started(self) -> "Progress":
        if self._shown is None:
            from rich.progress import Progress

            self._shown = Progress(console=_console(), transient=True)
            self._shown.start()
        return self._shown


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
