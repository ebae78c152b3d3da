"""Plant every fault, audit, and print by code how many are found and how much else is said."""

import random
import sys
from collections import Counter
from pathlib import Path

from evals.faults.plant import PLANTERS, Planted
from toolkit.knowledge import load
from toolkit.pipeline import audit_document
from toolkit.read import read_bytes
from toolkit.records import Finding, Severity, Span

REPORTS = Path(__file__).parent / "reports"
LOUD = {Severity.ERROR, Severity.WARNING}


def findings(text: str) -> tuple[Finding, ...]:
    """Audit a text as it stands."""
    return audit_document(read_bytes(text.encode(), name="自评报告.txt"), load()).audit.findings


def is_found(planted: Planted, told: tuple[Finding, ...]) -> bool:
    """Tell whether a finding of the code lies on the words at fault, or on others that a reviewer may name."""
    places = [Span(planted.start, planted.end), *(Span(*other) for other in planted.others)]
    own = (f for f in told if f.code == planted.code)
    return any(e.span.overlaps(place) for f in own for e in f.hit.evidence for place in places)


def main() -> None:
    """Plant each code in each report with as many seeds as the first argument says."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    planted, found, beside = Counter[str](), Counter[str](), Counter[str]()
    clean, characters = Counter[str](), 0
    for path in sorted(REPORTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        characters += len(text)
        before = findings(text)
        clean.update(f.severity.value for f in before)
        known = {(f.code, f.hit.message) for f in before}
        for code, plant in PLANTERS.items():
            for seed in range(seeds):
                fault = plant(text, random.Random(f"{path.name}/{code}/{seed}"))
                if fault is None:
                    continue
                told = findings(fault.text)
                planted[code] += 1
                found[code] += is_found(fault, told)
                new = {f.code for f in told if f.severity in LOUD and (f.code, f.hit.message) not in known}
                beside.update(f"{code}→{other}" for other in new - {code})
    print(f"clean: {characters} characters, {dict(clean)}")
    for code in sorted(planted):
        others = [f"{pair[len(code) + 1 :]} {n}" for pair, n in beside.most_common() if pair.startswith(f"{code}→")]
        print(
            f"{code}  {found[code]:4} of {planted[code]:4}  {found[code] / planted[code]:5.0%}  {', '.join(others[:6])}"
        )


if __name__ == "__main__":
    main()
