"""Time what a person waits for: the program's start, the audit of each example, and of one ten times as long."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

EXAMPLES = Path(__file__).parents[1] / "examples"
REPEATS = 3


def seconds(*arguments: object) -> float:
    """Run the program several times and return the shortest time."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        command = [sys.executable, "-m", "toolkit", *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(perf_counter() - start)
    return min(times)


def audit(path: Path) -> float:
    """Time the audit of one file, the program's start included."""
    return seconds("audit", path, "--fail-on", "never", "--format", "json")


if __name__ == "__main__":
    print(f"{seconds('--version'):6.2f} s  jixiao --version")
    for example in sorted(EXAMPLES.glob("*.docx")) + sorted(EXAMPLES.glob("*.txt")):
        print(f"{audit(example):6.2f} s  {example.name}")
    with tempfile.TemporaryDirectory() as folder:
        longer = Path(folder) / example.name
        longer.write_text(example.read_text(encoding="utf-8") * 10, encoding="utf-8")
        print(f"{audit(longer):6.2f} s  {example.name} ×10")
