"""Plant every fault, audit, and print by code how many are found and how much else is said.

Arguments: how many seeds for each code and report, and how the codes begin that are wanted (YR for two years).
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evals.faults.plant import PLANTERS, Planted, plant_year, year_pairs
from evals.faults.years import YEAR_PLANTERS
from toolkit.knowledge import load
from toolkit.pipeline import audit_document, extract_document
from toolkit.read import read_bytes
from toolkit.records import Finding, Severity, Span

REPORTS = Path(__file__).parent / "reports"
LOUD = {Severity.ERROR, Severity.WARNING}


def findings(text: str, last: str | None = None) -> tuple[Finding, ...]:
    """Audit a text as it stands, beside last year's where there is one."""
    prior = extract_document(read_bytes(last.encode(), name="上年自评报告.txt"), load()) if last else None
    return audit_document(read_bytes(text.encode(), name="自评报告.txt"), load(), prior=prior).audit.findings


def is_found(planted: Planted, told: tuple[Finding, ...]) -> bool:
    """Tell whether a finding of the code lies on the words at fault, or on others that a reviewer may name."""
    places = [Span(planted.start, planted.end), *(Span(*other) for other in planted.others)]
    own = (f for f in told if f.code == planted.code)
    return any(e.span.overlaps(place) for f in own for e in f.hit.evidence for place in places)


class Count:
    """What became of the faults of each code, and what else was said."""

    def __init__(self) -> None:
        self.planted, self.found, self.beside = Counter[str](), Counter[str](), Counter[str]()

    def add(self, fault: Planted, told: tuple[Finding, ...], before: tuple[Finding, ...]) -> None:
        """Count one planted fault."""
        known = {(f.code, f.hit.message) for f in before}
        self.planted[fault.code] += 1
        self.found[fault.code] += is_found(fault, told)
        new = {f.code for f in told if f.severity in LOUD and (f.code, f.hit.message) not in known}
        self.beside.update(f"{fault.code}→{other}" for other in new - {fault.code})

    def lines(self) -> Iterator[str]:
        """Yield a line for each code."""
        for code, n in sorted(self.planted.items()):
            pairs = [
                (pair.removeprefix(f"{code}→"), m) for pair, m in self.beside.most_common() if pair.startswith(code)
            ]
            others = ", ".join(f"{other} {m}" for other, m in pairs[:6])
            yield f"{code}  {self.found[code]:4} of {n:4}  {self.found[code] / n:5.0%}  {others}"


def main() -> None:
    """Plant each code in each report, and in each pair of years, with as many seeds as the first argument says."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    count, clean, characters = Count(), Counter[str](), 0
    for path in sorted(REPORTS.glob("*.txt")) if not only.startswith("YR") else ():
        text = path.read_text(encoding="utf-8")
        characters += len(text)
        before = findings(text)
        clean.update(f.severity.value for f in before)
        for code, plant in PLANTERS.items():
            for seed in range(seeds) if code.startswith(only) else ():
                fault = plant(text, random.Random(f"{path.name}/{code}/{seed}"))
                if fault is not None:
                    count.add(fault, findings(fault.text), before)
    for name, last, this in year_pairs(REPORTS):
        before = findings(this, last)
        clean.update(f"{f.severity.value} of two years" for f in before if f.code.startswith("YR"))
        for code in YEAR_PLANTERS:
            for seed in range(seeds) if code.startswith(only) else ():
                fault = plant_year(last, this, random.Random(f"{name}/{code}/{seed}"), code)
                if fault is not None:
                    count.add(fault, findings(fault.text, last), before)
    print(f"clean: {characters} characters, {dict(clean)}")
    print("\n".join(count.lines()))


if __name__ == "__main__":
    main()
