"""Time what a person waits for, as ratios of things measured in the same run, so that machines can be compared.

One example is audited as it stands, and repeated 10 and 100 times under a line that tells the copies apart.
"""

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from click import echo

from toolkit.audit import Dossier, catalogue, run
from toolkit.extract import extract
from toolkit.knowledge import load
from toolkit.read import read_bytes

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/云溪镇2023年自评报告.txt"
LIBRARIES = "import click, pydantic, rich"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
UNIT = 10_000  # characters that times are given for
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
    """Return what runs Python in a process of its own."""
    command = [sys.executable, *map(str, arguments)]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def copies(count: int) -> bytes:
    """Repeat the example."""
    return EXAMPLE.read_bytes() * count


def stages(source: bytes, repeats: int) -> dict[str, float]:
    """Time each stage of one audit, in seconds."""
    knowledge, checks = load(), catalogue()
    document = read_bytes(source, name=EXAMPLE.name)
    facts = extract(document, knowledge)
    dossier = Dossier(document=document, facts=facts, knowledge=knowledge, prior=None)
    return {
        "read": fastest(lambda: read_bytes(source, name=EXAMPLE.name), repeats),
        "extract": fastest(lambda: extract(document, knowledge), repeats),
        "check": fastest(lambda: run(checks, dossier), repeats),
    }


def peak(count: int) -> int:
    """Audit so many copies in a process of its own, and return the most memory it held, in bytes."""
    code = f"from benchmarks.speed import hold; hold({count})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout)


def hold(count: int) -> None:
    """Audit so many copies, and print the most memory that this process held."""
    stages(copies(count), 1)
    echo(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def main() -> None:
    """Print the figures that docs/performance.md speaks of."""
    libraries = fastest(process("-c", LIBRARIES))
    cold = fastest(process("-m", "toolkit", "audit", EXAMPLE, "--fail-on", "never", "--format", "json"))
    characters = len(EXAMPLE.read_text(encoding="utf-8"))
    echo(f"one audit, cold    {cold * 1000:7.0f} ms  {cold / libraries:6.1f} × `{LIBRARIES}` ({libraries * 1000:.0f} ms)")
    text = EXAMPLE.read_text(encoding="utf-8") * 10
    scan = fastest(lambda: NUMBER.findall(text)) / len(text) * UNIT
    once = 0.0
    for count, repeats in ((1, 5), (10, 2), (100, 1)):
        times = {name: s / (characters * count) * UNIT for name, s in stages(copies(count), repeats).items()}
        warm = sum(times.values())
        once = once or warm
        parts = ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in times.items())
        echo(
            f"warm, text × {count:<4}  {warm * 1000:7.0f} ms per {UNIT} characters ({parts})"
            f"  {warm / once:5.2f} × the first, {warm / scan:5.0f} × a scan for numbers"
        )
    few, many = peak(10), peak(100)
    grown = (many - few) / (len(copies(90)) / MEGABYTE)
    echo(f"peak memory        {few / MEGABYTE:7.0f} MB for text × 10, {many / MEGABYTE:.0f} MB for × 100: {grown / MEGABYTE:.0f} MB per MB of text")


if __name__ == "__main__":
    main()
