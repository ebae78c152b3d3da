"""Hold what was read to gold: every field of a fact right, and no figure that gold does not have there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from evals.results import Reading
from toolkit.records import Document, Quantity
from toolkit.records.assistance import Usage
from toolkit.records.facts import Claim, Fact, Indicator, Statement, StatementKind
from toolkit.report import Extracted

FIGURES = ("target", "actual", "completion")
CLASSES = ("level1", "category")
STATEMENTS = {"problems": StatementKind.PROBLEM, "measures": StatementKind.MEASURE}


@dataclass
class Tally:
    """What one engine came to over some documents."""

    documents: int = 0
    reading: dict[str, Reading] = field(default_factory=dict)
    pointed: int = 0  # facts of the model's
    grounded: int = 0  # of them, those whose every figure stands in the text where the fact says
    invented: int = 0  # figures of indicators that gold does not have there
    rejected: int = 0
    failed: int = 0
    usage: Usage = field(default_factory=Usage)

    def add(self, result: Extracted, gold: dict[str, Any]) -> None:
        """Count one document."""
        self.documents += 1
        read = list(result.facts.of(Indicator))
        for kind, reading in _readings(result, gold):
            mine = self.reading.setdefault(kind, Reading(extra=reading.extra))
            mine.gold += reading.gold
            mine.read += reading.read
            mine.right += reading.right
        pointed = [fact for fact in result.facts.entries if fact.origin.engine == "llm"]
        self.pointed += len(pointed)
        self.grounded += sum(_grounded(fact, result.document) for fact in pointed)
        # Where gold lists none, the grammar may know better than gold: a project's lines of marks are indicators too.
        judged = read if gold.get("indicators") else [each for each in read if each.origin.engine == "llm"]
        self.invented += sum(_invented(indicator, gold.get("indicators", [])) for indicator in judged)
        if result.assistance:
            self.rejected += len(result.assistance.rejected)
            self.failed += len(result.assistance.failed)
            self.usage += result.assistance.total

    @property
    def whole(self) -> Reading:
        """All kinds of facts together; those that gold names only in part count for recall alone."""
        total = Reading()
        for reading in self.reading.values():
            total.gold += reading.gold
            total.right += reading.right
            total.read += reading.read if reading.extra else reading.right
        return total

    def json(self) -> dict[str, Any]:
        """Return the counts for machines."""
        return {
            "documents": self.documents,
            "reading": {kind: reading.json() for kind, reading in sorted(self.reading.items())},
            "pointed": self.pointed,
            "grounded": self.grounded,
            "invented": self.invented,
            "rejected": self.rejected,
            "failed": self.failed,
            "calls": self.usage.calls,
            "prompt_tokens": self.usage.prompt_tokens,
            "completion_tokens": self.usage.completion_tokens,
        }


def _readings(result: Extracted, gold: dict[str, Any]) -> Iterator[tuple[str, Reading]]:
    facts = result.facts
    if gold.get("indicators"):
        read, wanted = list(facts.of(Indicator)), gold["indicators"]
        yield "indicators", Reading(len(wanted), len(read), sum(any(_is(w, r) for r in read) for w in wanted))
    ratios = [claim for claim in gold.get("claims", []) if "part" in claim]
    claims = list(facts.of(Claim))
    right = sum(any(_rests(wanted, claim) for claim in claims) for wanted in ratios)
    yield "claims", Reading(len(ratios), len(claims), right, extra=False)
    for key, kind in STATEMENTS.items():
        if key in gold:
            count = sum(statement.kind is kind for statement in facts.of(Statement))
            yield key, Reading(gold[key], count, min(gold[key], count))


def _is(wanted: dict[str, Any], read: Indicator) -> bool:
    """Tell whether every stated field is right, and nothing is stated that gold leaves out."""
    return (
        _name(wanted["name"]) == _name(read.name)
        and all(wanted[key] == getattr(read, key) for key in CLASSES if wanted.get(key))
        and all(_number(wanted.get(key)) == _value(getattr(read, key)) for key in FIGURES)
    )


def _rests(wanted: dict[str, Any], claim: Claim) -> bool:
    """Tell whether a claim has the rate, and the part and the whole that it rests on."""
    values = [operand.quantity.value for operand in claim.operands]
    return all(_number(wanted[key]) in values for key in ("part", "whole", "value"))


def _invented(read: Indicator, gold: list[dict[str, Any]]) -> int:
    """Count the figures of an indicator that gold does not have for one of its name."""
    same = [wanted for wanted in gold if _name(wanted["name"]) == _name(read.name)]
    stated = [(key, _value(getattr(read, key))) for key in FIGURES]
    return sum(
        value is not None and not any(_number(wanted.get(key)) == value for wanted in same) for key, value in stated
    )


def _grounded(fact: Fact, document: Document) -> bool:
    quantities = [value for name in fact.__slots__ if isinstance(value := getattr(fact, name), Quantity)]
    if isinstance(fact, Claim):
        quantities += [operand.quantity for operand in fact.operands]
    return all(_bare(quantity.text) == _bare(document.quote(quantity.span)) for quantity in quantities)


def _bare(text: str) -> str:
    return "".join(text.split())


def _value(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None else quantity.value


def _number(said: str | None) -> Decimal | None:
    try:
        return None if said is None else Decimal(said)
    except InvalidOperation:
        return None


def _name(name: str) -> str:
    return name.strip("“”\"' ")
