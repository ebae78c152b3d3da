"""What the grammar reads in a text, written short enough to stand in a table."""

from collections.abc import Callable, Iterator

import pytest
from _pytest.mark import ParameterSet

from toolkit.extract.grammar.flow import Flow, flow_of
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.reading import Reading, read_through
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records import Op, Quantity
from toolkit.records.facts import Claim

Production = Callable[[Sentence, Lexicon], Iterator[Claim]]


def read(text: str) -> Reading:
    return read_through(read_bytes(text.encode(), name="例.txt"), load())


def flow(text: str) -> Flow:
    document = read_bytes(text.encode(), name="例.txt")
    return flow_of(document, document.blocks[0])


def shown(quantity: Quantity) -> str:
    """Write a figure as ``>=95.0% .1``: its limit, value, unit, upper end, decimals and hedge."""
    op = "" if quantity.op in (Op.EQ, Op.RANGE) else quantity.op.value
    upper = "" if quantity.upper is None else f"..{quantity.upper:f}"
    value = "" if quantity.value is None else f"{quantity.value:f}"
    name = quantity.unit.name if quantity.unit else ""
    places = f" .{quantity.places}" if quantity.places else ""
    return f"{op}{value}{upper}{name}{places}{' ' + quantity.hedge.value if quantity.hedge else ''}"


def figures(text: str) -> list[str]:
    return [shown(token.quantity) for block in read(text).blocks for token in block.tokens]


def items(text: str) -> list[Item]:
    return [item for block in read(text).blocks for sentence in block.sentences for item in sentence.items]


def said(claim: Claim) -> str:
    """Write a claim as ``part 74人, whole 83人, value 89.16% (named)`` with what else is known of it."""
    operands = ", ".join(f"{o.role} {'-' if o.sign < 0 else ''}{o.quantity.text}" for o in claim.operands)
    flags = [name for name in ("complement", "falls", "complete", "open_ended") if getattr(claim, name, False)]
    years = getattr(claim, "years", 1)
    notes = [claim.binding.value, *flags, *([f"{years} years"] if years > 1 else [])]
    return f"{operands} ({', '.join(notes)})"


def claims(production: Production, text: str) -> list[str]:
    reading = read(text)
    sentences = [sentence for block in reading.blocks for sentence in block.sentences]
    return [said(claim) for sentence in sentences for claim in production(sentence, reading.lexicon)]


def row(name: str, text: str, *expected: str, fault: str | None = None) -> ParameterSet:
    """Name a row of a table; ``fault`` says what comes out instead, until it is mended."""
    marks = [pytest.mark.xfail(strict=True, reason=fault)] if fault else []
    return pytest.param(text, list(expected), id=name, marks=marks)
