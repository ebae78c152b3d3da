"""Runs over an archive, each in a session of its own: how long they took, how much memory all their processes held."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[2]
PHASES = ("settled", "tidying", "comparing")
"""What a run says of where it is: shards, putting parts together, years and copies."""

_EVERY = 0.5  # seconds between two looks at the memory
_KILOBYTE = 1 << 10
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A run that ended: its seconds, those of the processor, the most memory (bytes) of all its processes by phase."""

    seconds: float
    processor: float
    memory: dict[str, int]
    said: dict[str, Any]

    @property
    def most(self) -> int:
        """Return the most memory of the whole run."""
        return max(self.memory.values(), default=0)


def work(
    folder: Path,
    store: Path,
    *,
    engine: str = "local",
    workers: int = 2,
    weighed: bool = True,
    on_settled: "OnSettled" = None,
    on_comparing: "OnComparing" = None,
) -> Ran:
    """Work through an archive in a process of its own, and return what it came to.

    Only where it is ``weighed`` is its memory looked at, which takes some hundredths of the processor's time.
    ``on_settled`` is called with the process and the number of documents that are done, from time to time,
    ``on_comparing`` with the process when all are done and years are held against each other.
    """
    with _started(folder, store, engine, workers) as process, _watched(process.pid, weighed=weighed) as seen:
        start = perf_counter()
        said: dict[str, Any] = {}
        assert process.stdout
        for line in process.stdout:
            said = json.loads(line)
            seen.phase = next((phase for phase in PHASES if phase in said), seen.phase)
            if on_settled and "settled" in said:
                on_settled(process, said["settled"])
            if on_comparing and "comparing" in said:
                on_comparing(process)
        code = process.wait()
        seconds = perf_counter() - start
    if code and code != -signal.SIGKILL:
        raise RuntimeError(f"a run ended with {code}")
    return Ran(seconds=seconds, processor=sum(seen.ticks.values()) / _TICKS, memory=seen.memory, said=said)


OnSettled = Callable[["subprocess.Popen[str]", int], None] | None
OnComparing = Callable[["subprocess.Popen[str]"], None] | None


@contextmanager
def _started(folder: Path, store: Path, engine: str, workers: int) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-m", "benchmarks.archive.one", folder, store, engine, str(workers)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}  # what a killed run leaves behind is not worth a word
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            for pid in members(process.pid):
                _kill(pid)


@dataclass(slots=True)
class _Seen:
    """What was seen of a session: the most memory at one time, and how long the processor worked for each process."""

    weighed: bool
    phase: str = PHASES[0]
    memory: dict[str, int] = field(default_factory=dict)
    ticks: dict[int, int] = field(default_factory=dict)

    def look(self, session: int) -> None:
        there = members(session)
        if self.weighed:
            self.memory[self.phase] = max(self.memory.get(self.phase, 0), sum(map(held, there)))
        for pid in there:
            self.ticks[pid] = max(self.ticks.get(pid, 0), _ticks(pid))


@contextmanager
def _watched(session: int, *, weighed: bool) -> Iterator[_Seen]:
    """Look at a session again and again until we leave."""
    seen, over = _Seen(weighed), threading.Event()

    def look() -> None:
        while not over.wait(_EVERY):
            seen.look(session)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def members(session: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(path.name))
    return found


def held(pid: int) -> int:
    """Return the memory of a process, its share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * _KILOBYTE for line in lines if line.startswith("Pss:")), 0)


def kill_worker(process: "subprocess.Popen[str]") -> int | None:
    """Kill a process that works for a run: the one with the most of the processor's time but for the run itself."""
    others = [pid for pid in members(process.pid) if pid != process.pid and _is_worker(pid)]
    if not others:
        return None
    victim = max(others, key=_ticks)
    _kill(victim)
    return victim


def _is_worker(pid: int) -> bool:
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"resource_tracker" not in said and (b"forkserver" in said or b"run_shard" in said)


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
