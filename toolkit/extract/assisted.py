"""Extraction by the grammar, and a model where it ends.

The model is asked about sections that should hold facts and gave none, about passages that were not read, and about
rates that rest on nothing. What the grammar read stands, whatever the model says.
"""

from collections.abc import Iterator

from toolkit.extract.chunks import Chunk, chunks
from toolkit.extract.grammar import facts_of
from toolkit.extract.grammar.mentions import coverage, used_figures
from toolkit.extract.grammar.reading import Reading, read_through
from toolkit.extract.grammar.sections import BOTH, MEASURES, PROBLEMS, sections
from toolkit.extract.grammar.sections import INDICATORS as INDICATOR_SECTION
from toolkit.extract.graph import linked
from toolkit.extract.inquiry import Asking, inquire
from toolkit.extract.pointed.claims import CLAIMS
from toolkit.extract.pointed.indicators import INDICATORS
from toolkit.extract.pointed.statements import STATEMENTS
from toolkit.knowledge import Knowledge
from toolkit.llm.client import Client
from toolkit.records import Document, Span
from toolkit.records.assistance import Assistance
from toolkit.records.facts import (
    Claim,
    Fact,
    Facts,
    Heading,
    Indicator,
    Mention,
    Ordinal,
    Role,
    ScoreLine,
    Statement,
    StatementKind,
)

MOST_PASSAGES = 6
"""Passages that a model is asked about for one document; the first are the likeliest to give something."""

_KINDS = {
    PROBLEMS: (StatementKind.PROBLEM,),
    MEASURES: (StatementKind.MEASURE,),
    BOTH: (StatementKind.PROBLEM, StatementKind.MEASURE),
}
_NOT_ASKED = (Role.TARGET, Role.GROWTH)


def assisted(document: Document, knowledge: Knowledge, client: Client) -> tuple[Facts, Assistance]:
    """Read by grammar, ask about what is left, and add what holds."""
    reading = read_through(document, knowledge)
    facts = facts_of(reading)
    outline = [fact for fact in facts.entries if isinstance(fact, Heading | Ordinal)]
    askings = list(_askings(reading, facts, outline))[:MOST_PASSAGES]
    found = inquire(reading, outline, askings, client)
    entries = [*facts.entries, *(fact for fact in found.facts if _is_new(fact, facts))]
    return linked(reading, Facts.of_entries(entries, coverage(reading, entries))), found.assistance


def _askings(reading: Reading, facts: Facts, outline: list[Heading | Ordinal]) -> Iterator[Asking]:
    """Yield what is worth asking, the likeliest first."""
    for section in sections(reading, outline):
        body = section.heading.body
        if not section.own:
            continue
        listed = any(facts.within(kind, body) for kind in (Indicator, ScoreLine))
        if section.role == INDICATOR_SECTION and not listed:
            yield from (Asking(INDICATORS, chunk) for chunk in chunks(reading, outline, [body]))
        kinds = _KINDS.get(section.role or "", ())
        if kinds and not any(statement.kind in kinds for statement in facts.within(Statement, body)):
            yield from (Asking(STATEMENTS, chunk) for chunk in chunks(reading, outline, [body]))
    unread = [unread.span for unread in facts.coverage.unread if len(unread.span)]
    yield from (Asking(INDICATORS, chunk) for chunk in chunks(reading, outline, unread))
    yield from (Asking(CLAIMS, chunk) for chunk in _unsupported(reading, facts, outline))


def _unsupported(reading: Reading, facts: Facts, outline: list[Heading | Ordinal]) -> list[Chunk]:
    """Return the paragraphs with a rate that no claim explains and that hold two other figures at least."""
    used = used_figures(facts.entries)
    bare = [m for m in facts.of(Mention) if m.quantity.percent and m.role not in _NOT_ASKED]
    bare = [mention for mention in bare if mention.quantity.span.start not in used]
    spans: dict[Span, None] = {}
    for mention in bare:
        block = reading.document.block(mention.span.start)
        if block is None or block.cells:
            continue
        amounts = [m for m in facts.within(Mention, block.span) if not m.quantity.percent]
        if len(amounts) > 1:
            spans[block.span] = None
    return chunks(reading, outline, list(spans), together=True)


def _is_new(fact: Fact, facts: Facts) -> bool:
    """Tell whether the grammar read nothing of that kind there."""
    if isinstance(fact, Indicator):
        return not any(fact.name == other.name or fact.span.overlaps(other.span) for other in facts.of(Indicator))
    if isinstance(fact, Claim):
        value = fact.one("value")
        return not any(value == other.one("value") for other in facts.of(Claim))
    return not any(fact.span.overlaps(other.span) for other in facts.of(type(fact)))
