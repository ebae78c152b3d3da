"""Plant faults of every code in clean reports: PLANTERS[code](text, rng), and a table of how many each code reaches."""

from __future__ import annotations

import random
import re
import sys
from importlib import import_module
from pathlib import Path

from evals.faults.helpers import HERE, PLANTERS, Planted
from evals.faults.years import YEAR_PLANTERS

for _family in (
    "contradictions",
    "counts",
    "ratios",
    "structure",
    "sums",
    "targets",
    "texts",
    "times",
    "units",
    "years",
):
    import_module(f"evals.faults.{_family}")


def plant(name: str, text: str, seed: int) -> list[Planted]:
    """Every fault that can be planted in a text with this seed; name only varies the random source."""
    found = []
    for code, function in PLANTERS.items():
        planted = function(text, random.Random(f"{name}/{code}/{seed}"))
        if planted:
            found.append(planted)
    return found


def plant_year(text_last: str, text_this: str, rng: random.Random, code: str | None = None) -> Planted | None:
    """A fault between two consecutive years, in this year's text; code picks which one (default: any)."""
    codes = [code] if code else sorted(YEAR_PLANTERS)
    rng.shuffle(codes)
    for each in codes:
        planted = YEAR_PLANTERS[each](text_last, text_this, rng)
        if planted:
            return planted
    return None


def year_pairs(folder: Path) -> list[tuple[str, str, str]]:
    """(name, last year's text, this year's text) for y*/r* files of one office."""
    pairs = []
    for old in sorted(folder.glob("y*.txt")):
        stem = re.match(r"y(\d+_.*)_(\d{4})", old.stem)
        new = folder / f"r{stem[1]}_{int(stem[2]) + 1}.txt"
        pairs.append((new.name, old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8")))
    return pairs


def table(seeds: int = 60) -> dict[str, tuple[int, int, int]]:
    """Per code: distinct plantings, distinct places, reports reached."""
    folder = HERE / "reports"
    counts: dict[str, tuple[set, set, set]] = {c: (set(), set(), set()) for c in [*PLANTERS, *YEAR_PLANTERS]}

    def add(name: str, original: str, planted: Planted) -> None:
        assert planted.text[planted.start : planted.end] == planted.quote, planted
        assert planted.quote.strip(), planted
        assert planted.text != original
        texts, places, files = counts[planted.code]
        texts.add((name, planted.text))
        places.add((name, planted.start))
        files.add(name)

    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for seed in range(seeds):
            for planted in plant(path.name, text, seed):
                add(path.name, text, planted)
    for name, last, this in year_pairs(folder):
        for seed in range(seeds):
            for code in YEAR_PLANTERS:
                planted = plant_year(last, this, random.Random(f"{name}/{code}/{seed}"), code)
                if planted:
                    add(name, this, planted)
    return {code: tuple(map(len, sets)) for code, sets in counts.items()}


def main() -> int:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print(f"{'code':6}{'plantings':>10}{'places':>8}{'reports':>9}")
    for code, (texts, places, files) in table(seeds).items():
        few = "" if places >= 20 and files >= 8 else "  *"
        print(f"{code:6}{texts:>10}{places:>8}{files:>9}{few}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
