"""Time what a person waits for, as ratios of things measured in the same run, so that machines can be compared."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

from click import echo

from toolkit.draft.format import DRAFT_FORMATS
from toolkit.knowledge import load
from toolkit.pipeline import audit_document, draft_document, extract_document
from toolkit.read import read_bytes

ROOT = Path(__file__).parents[1]
FAULTY, SOUND = (ROOT / f"examples/{name}2023年自评报告.txt" for name in ("云溪镇", "松汀镇"))
LIBRARIES = "import click, pydantic, rich"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
PER = 10_000  # characters that times are given for
MEGABYTE = 1 << 20


def fastest(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the shortest time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def process(*arguments: object) -> Callable[[], object]:
    """Return what runs Python in a process of its own, with the bytecode kept that an installation keeps."""
    command = [sys.executable, *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def audited(source: bytes) -> dict[str, float]:
    """Audit a text once, and return the seconds of each stage; to audit is to extract and to check."""
    knowledge = load()
    moments = [perf_counter()]
    document = read_bytes(source, name="自评报告.txt")
    moments.append(perf_counter())
    extract_document(document, knowledge)
    moments.append(perf_counter())
    audit_document(document, knowledge)
    moments.append(perf_counter())
    read, extract, audit = (end - start for start, end in pairwise(moments))
    return {"read": read, "extract": extract, "check": audit - extract}


def warm(path: Path, copies: int, repeats: int) -> dict[str, float]:
    """Return the seconds of each stage of the fastest audit, per 10,000 characters.

    Every run begins with another blank line: where facts stand differs, so that nothing remembered fits.
    """
    text = path.read_text(encoding="utf-8") * copies
    runs = [audited(("\n" * n + text).encode()) for n in range(repeats)]
    best = min(runs, key=lambda times: sum(times.values()))
    return {stage: seconds / len(text) * PER for stage, seconds in best.items()}


def drafted(path: Path, copies: int, repeats: int = 3) -> tuple[int, float]:
    """Return the characters of some copies, and the seconds of the processor for the draft that follows them."""
    text, times = path.read_text(encoding="utf-8") * copies, []
    for n in range(repeats):
        document = read_bytes(("\n" * n + text).encode(), name="自评报告.txt")
        start = process_time()
        draft = draft_document(document, load(), 2024)
        b"".join(DRAFT_FORMATS["markdown"](document, draft))
        times.append(process_time() - start)
    return len(text), min(times)


def peak(copies: int) -> int:
    """Audit so many copies in a process of its own, and return the most memory it held, in bytes."""
    code = f"from benchmarks.speed import hold; hold({copies})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout)


def hold(copies: int) -> None:
    """Audit so many copies, and print the most memory that this process held."""
    audited(FAULTY.read_bytes() * copies)
    echo(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def main() -> None:
    """Print the figures that docs/performance.md speaks of."""
    # A process starts with the peak of its parent: memory is measured while this one is small.
    few, many = peak(1), peak(20)
    grown = (many - few) / (len(FAULTY.read_bytes()) * 19)
    libraries = fastest(process("-c", LIBRARIES))
    cold = fastest(process("-m", "toolkit", "audit", FAULTY, "--fail-on", "never", "--format", "json"))
    echo(f"cold start   {cold * 1000:5.0f} ms  {cold / libraries:4.1f} × `{LIBRARIES}` ({libraries * 1000:.0f} ms)")
    text = FAULTY.read_text(encoding="utf-8")
    scan = fastest(lambda: NUMBER.findall(text), 50) / len(text) * PER
    audited(text.encode())
    echo(f"warm         ms per {PER:,} characters; one scan for numbers takes {scan * 1000:.2f}")
    first = 0.0
    for path, copies, repeats in ((SOUND, 1, 7), (FAULTY, 1, 7), (FAULTY, 10, 3), (FAULTY, 100, 1)):
        times = warm(path, copies, repeats)
        total = sum(times.values())
        first = total if copies == 1 else first
        stages = "  ".join(f"{stage} {seconds * 1000:4.0f}" for stage, seconds in times.items())
        ratios = f"{total / scan:5.0f} scans  {total / first:4.2f} × one copy"
        echo(f"  {path.stem[:3]} × {copies:<4} {total * 1000:5.0f} ms  {stages}  {ratios}")
    for path, copies in ((SOUND, 1), (SOUND, 7), (FAULTY, 7)):
        characters, seconds = drafted(path, copies)
        echo(f"draft        {path.stem[:3]} × {copies}  {characters:6,} characters  {seconds:4.2f} s")
    sizes = f"{few / MEGABYTE:5.0f} MB for one copy, {many / MEGABYTE:.0f} MB for 20"
    echo(f"peak memory  {sizes}: {grown:.0f} MB per MB of text")


if __name__ == "__main__":
    main()
