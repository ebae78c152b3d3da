"""Compare what the grammar reads in clean reports with what they say."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from evals.results import Reading
from toolkit.knowledge import load
from toolkit.pipeline import extract_document
from toolkit.read import read_bytes
from toolkit.records.wire import extract_json

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
REPORTS = HERE / "faults/reports"
NUMBERS = {  # kind of fact: keys of gold that are numbers, where the program keeps them
    "indicators": {"target": "target", "actual": "actual", "completion": "completion"},
    "scores": {"full": "full", "got": "got"},
    "budget": {"budgeted": "budgeted", "income": "income", "spent": "spent", "rate": "rate"},
}
ALIKE = {"share": "ratio"}  # a share is a ratio; which it is called does not matter


def read_corpus(path: Path) -> dict[str, Reading]:
    """Read a report of the corpus: identity, total, indicators, scores, budget lines, problems and measures."""
    gold = _corpus_gold()[path.name]
    read = _read(path)
    lists = read | {"scores": _scored(read)}
    result = {kind: _matched(gold.get(kind, []), lists[kind], NUMBERS[kind]) for kind in NUMBERS}
    for key in ("organization", "year"):
        result[key] = Reading(1, int(read["document"][key] is not None), int(read["document"][key] == gold[key]))
    for key in ("problems", "measures"):
        count = len(read[key])
        result[key] = Reading(gold[key], count, min(gold[key], count))
    total = gold.get("total_score", {})
    found = read["total_score"] or {}
    right = sum(_same(value, found.get(key)) for key, value in total.items())
    result["total_score"] = Reading(len(total), sum(found.get(key) is not None for key in total), right)
    return result


def read_claims(path: Path) -> dict[str, Reading]:
    """Read a report that faults are planted in: its indicators, scores and claims; gold names some of its claims."""
    gold = _report_gold()[path.name]
    text = path.read_text(encoding="utf-8")
    read = _read(path)
    numbers = {key: NUMBERS["indicators"][key] for key in ("target", "actual", "completion")}
    result = {
        "indicators": _matched(gold["indicators"], read["indicators"], numbers),
        "scores": _matched(gold["scores"], _scored(read), NUMBERS["scores"]),
    }
    for claim in gold["claims"]:
        if claim["kind"] in ("target", "score"):
            continue  # what indicators and scores hold
        start = text.index(claim["quote"])
        reading = result.setdefault(f"claims: {claim['kind']}", Reading(extra=False))
        reading.gold += 1
        reading.right += any(_claims(claim, each, start, start + len(claim["quote"])) for each in read["claims"])
    return result


def _claims(gold: dict[str, Any], read: dict[str, Any], start: int, end: int) -> bool:
    """Tell whether a claim that was read is the gold one: kind, place, the number stated, one that it rests on."""
    if ALIKE.get(read["kind"], read["kind"]) != gold["kind"] or read["end"] <= start or end <= read["start"]:
        return False
    values = [operand["value"] for operand in read["operands"]]
    if not any(_same(gold["value"], value) for value in values):
        return False
    return gold["kind"] == "count" or any(_same(wanted, value) for wanted in gold["operands"] for value in values)


def _matched(gold: list[dict[str, Any]], read: list[dict[str, Any]], keys: dict[str, str]) -> Reading:
    """Pair gold facts with facts of the same numbers and, where both have one, the same name."""
    left = list(read)
    right = 0
    for wanted in gold:
        mine = next((each for each in left if _fits(wanted, each, keys)), None)
        if mine is not None:
            left.remove(mine)
            right += 1
    return Reading(len(gold), len(read), right)


def _fits(wanted: dict[str, Any], read: dict[str, Any], keys: dict[str, str]) -> bool:
    named = (
        not wanted.get("name")
        or _bare(wanted["name"]) in _bare(read["name"])
        or _bare(read["name"]) in _bare(wanted["name"])
    )
    return named and all(_same(wanted[key], _number(read[mine])) for key, mine in keys.items() if key in wanted)


def _scored(read: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what has points: lines of the form, and indicators that tell theirs."""
    return [*read["scores"], *(each for each in read["indicators"] if each["full"] is not None)]


def _number(value: Any) -> str | None:
    return value["value"] if isinstance(value, dict) else value


def _same(wanted: str, read: str | None) -> bool:
    if read is None:
        return False
    try:
        return Decimal(wanted.lstrip("≥≤<>=").rstrip("%")) == Decimal(read)
    except InvalidOperation:  # a figure with its unit
        return wanted.lstrip("≥≤<>=").startswith(read)


def _bare(name: str) -> str:
    return name.strip("“”\"'")


def _read(path: Path) -> dict[str, Any]:
    extracted = extract_document(read_bytes(path.read_bytes(), name=path.name), load())
    return dict(extract_json(extracted.document, extracted.facts))


def gathered(readings: Iterable[dict[str, Reading]]) -> dict[str, Reading]:
    """Add up what was read of several documents."""
    total: dict[str, Reading] = {}
    for each in readings:
        for kind, reading in each.items():
            mine = total.setdefault(kind, Reading(extra=reading.extra))
            mine.gold, mine.read, mine.right = (
                mine.gold + reading.gold,
                mine.read + reading.read,
                mine.right + reading.right,
            )
    return total


@cache
def _corpus_gold() -> dict[str, Any]:
    return tomllib.loads((CORPUS / "gold.toml").read_text(encoding="utf-8"))


@cache
def _report_gold() -> dict[str, Any]:
    files = tomllib.loads((HERE / "faults/gold.toml").read_text(encoding="utf-8"))["file"]
    return {each["name"]: each for each in files}
