"""Ways to do the same work, timed in turns of some seconds: whatever else goes on in the machine meets all of them.

Each is a session of processes that is stopped (SIGSTOP) while others have their turn; its clock stands still then.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from benchmarks.archive.running import ROOT


def python(module: str, *arguments: object) -> list[str]:
    """Return the command that runs a module."""
    return [sys.executable, "-m", module, *map(str, arguments)]


@dataclass(slots=True)
class Way:
    """A command that says in lines of JSON how far it is; ``said`` has each with the seconds it had worked by then.

    One that ``prepares`` says when it is ready, which is not timed, and waits for a line. ``cores`` are those that it
    works on, a turn on each: of two cores one may be half as fast, and what knows one at a time must meet both.
    """

    command: Sequence[str]
    prepares: bool = False
    cores: Sequence[int] = ()
    seconds: float = 0.0
    said: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _process: "subprocess.Popen[str] | None" = None
    _listener: threading.Thread | None = None
    _since: float = 0.0

    @property
    def over(self) -> bool:
        """Tell whether it has ended."""
        return self._over.is_set()

    @property
    def last(self) -> dict[str, Any]:
        """Return what it said last."""
        return self.said[-1][1]

    def when(self, what: str) -> float:
        """Return how many seconds it had worked when it first said something."""
        return next(at for at, said in self.said if what in said)

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Prepare it where it prepares; end it when we leave."""
        try:
            if self.prepares:
                process = self._started()
                assert process.stdout
                if not process.stdout.readline():
                    raise RuntimeError(f"{self.command} did not begin")
                self._signal(signal.SIGSTOP)
            yield
        finally:
            self._ended()

    def turns(self, seconds: float) -> None:
        """Let it work for so many seconds, on each of its cores; or to its end."""
        for core in self.cores or (None,):
            if not self.over:
                self._turn(seconds, core)

    def _turn(self, seconds: float, core: int | None) -> None:
        self._since = perf_counter()
        process = self._process or self._started()
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        self._signal(signal.SIGCONT)
        if self.seconds == 0:
            self._listen(process)
        if not self._over.wait(seconds):
            self._signal(signal.SIGSTOP)
        elif code := process.wait():
            raise RuntimeError(f"{self.command} ended with {code}")
        self.seconds += perf_counter() - self._since

    def _started(self) -> "subprocess.Popen[str]":
        self._process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        return self._process

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        """Say that it may begin, and hear what it says."""
        assert process.stdin
        assert process.stdout
        process.stdin.write("\n")
        process.stdin.flush()
        self._listener = threading.Thread(target=self._heard, args=[process.stdout], daemon=True)
        self._listener.start()

    def _heard(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.said.append((self.seconds + perf_counter() - self._since, json.loads(line)))
        self._over.set()

    def _ended(self) -> None:
        """Make an end of all its processes."""
        self._signal(signal.SIGKILL)
        if self._listener:
            self._listener.join()
        if self._process:
            with self._process:
                pass

    def _signal(self, which: signal.Signals) -> None:
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, which)


def in_turns(ways: Iterable[Way], seconds: float) -> None:
    """Let each way do its work, in turns of so many seconds, until all have ended."""
    with ExitStack() as begun:
        working = list(ways)
        for way in working:
            begun.enter_context(way.begun())
        while working:
            for way in working:
                way.turns(seconds)
            working = [way for way in working if not way.over]
