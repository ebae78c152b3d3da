"""How far a run over an archive is: bars where a person looks on, a line now and then where nobody does."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from toolkit.cli.tell import tell

if TYPE_CHECKING:
    from rich.progress import TaskID

_SECONDS = 60
"""How often a line is written where there is no terminal."""


class Lines:
    """Tells of a run line by line."""

    def __init__(self) -> None:
        self._told = time.monotonic()
        self._total = self._done = self._failures = 0
        self._first: tuple[float, int] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""

    def found(self, files: int) -> None:
        """So many files were found so far."""

    def digesting(self, files: int) -> None:
        """So many files have yet to be digested."""

    def digested(self) -> None:
        """One of them is."""

    def planned(self, documents: int) -> None:
        """So many documents are to be done."""
        self._total = documents
        self._told, self._first = time.monotonic(), None

    def settled(self, documents: int, failures: int) -> None:
        """So many more are done."""
        self._done += documents
        self._failures += failures
        pace = self._pace()
        if time.monotonic() - self._told >= _SECONDS:
            self._told = time.monotonic()
            tell(f"做完 {self._done}/{self._total} 份，失败 {self._failures} 份" + (f"，{pace}" if pace else ""))

    def _pace(self) -> str:
        """Say how fast it goes, and how long it will take; the first to be done had workers to start before them."""
        now = time.monotonic()
        if self._first is None:
            self._first = now, self._done
        since, before = self._first
        if self._done == before or now - since < 1:
            return ""
        rate = (self._done - before) / (now - since)
        return f"每秒 {rate:.1f} 份，大约还要{span((self._total - self._done) / rate)}"

    def asking(self, documents: int) -> None:
        """A model is to be asked about so many documents."""
        Lines.planned(self, documents)
        self._done = 0

    def tidying(self) -> None:
        """All is done but to put the store in order …"""

    def comparing(self) -> None:
        """… and to hold the reports against each other."""


class Bars(Lines):
    """Shows the stages of a run one after another, each as a bar that goes when it is done."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        self._shown: Progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[more]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Show the first stage."""
        self._shown.start()
        self._stage("查找文件", None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        self._shown.stop()

    def found(self, files: int) -> None:
        """Show how many were found."""
        self._update(completed=files)

    def digesting(self, files: int) -> None:
        """Show that contents are compared."""
        self._stage("比对内容", files)

    def digested(self) -> None:
        """One more is compared."""
        if self._task is not None:
            self._shown.advance(self._task)

    def planned(self, documents: int) -> None:
        """Show what is to be done."""
        super().planned(documents)
        self._stage("读取与审核", documents)

    def settled(self, documents: int, failures: int) -> None:
        """Show what is done, how fast, and what is left."""
        self._done += documents
        self._failures += failures
        failed = f"失败 {self._failures} 份" if self._failures else ""
        pace = self._pace()
        self._update(completed=self._done, more="，".join(filter(None, (pace, failed))))

    def asking(self, documents: int) -> None:
        """Show that a model is asked."""
        super().asking(documents)
        self._stage("询问模型", documents)

    def tidying(self) -> None:
        """Show that the store is put in order."""
        self._stage("整理存储", None)

    def comparing(self) -> None:
        """Show that the reports are held against each other."""
        self._stage("对照各年、查找雷同", None)

    def _stage(self, words: str, total: int | None) -> None:
        if self._task is not None:
            self._shown.remove_task(self._task)
        self._task = self._shown.add_task(words, total=total, more="")

    def _update(self, **what: object) -> None:
        if self._task is not None:
            self._shown.update(self._task, **what)  # type: ignore[arg-type]


def watching() -> Lines:
    """Return who tells how far a run is."""
    return Bars() if sys.stderr.isatty() else Lines()


def span(seconds: float) -> str:
    """Return a length of time in words, no finer than it matters."""
    if seconds < 90:
        return f" {seconds:.0f} 秒"
    if seconds < 90 * 60:
        return f" {seconds / 60:.0f} 分钟"
    return f" {seconds / 3600:.1f} 小时"
