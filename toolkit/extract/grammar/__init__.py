"""Document → Facts by grammar alone: one module for each kind of statement."""

from collections.abc import Iterator

from toolkit.extract.grammar.announced import announced_indicators
from toolkit.extract.grammar.attainments import attainments
from toolkit.extract.grammar.averages import averages, products
from toolkit.extract.grammar.balances import balances
from toolkit.extract.grammar.blanks import unproven
from toolkit.extract.grammar.budget import budget
from toolkit.extract.grammar.counts import counts
from toolkit.extract.grammar.differences import differences
from toolkit.extract.grammar.formulas import formulas
from toolkit.extract.grammar.growths import growths
from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.identity import identity
from toolkit.extract.grammar.indicators import framed, indicators
from toolkit.extract.grammar.mentions import coverage, date_mentions, mentions
from toolkit.extract.grammar.proportions import proportions
from toolkit.extract.grammar.ratings import ratings
from toolkit.extract.grammar.ratios import ratios
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.row_ratios import row_ratios
from toolkit.extract.grammar.rubrics import rubric_fit
from toolkit.extract.grammar.scores import scores
from toolkit.extract.grammar.statements import statements
from toolkit.extract.grammar.structures import structures
from toolkit.extract.grammar.subtotals import subtotalled
from toolkit.extract.grammar.sums import sums
from toolkit.extract.grammar.table_claims import table_claims
from toolkit.extract.grammar.table_columns import column_claims
from toolkit.extract.grammar.tables import tables
from toolkit.records import Span
from toolkit.records.facts import Claim, Fact, Facts, Heading

__all__ = ["facts_of"]

_PRODUCTIONS = (
    formulas,
    ratios,
    growths,
    sums,
    balances,
    structures,
    differences,
    averages,
    products,
    counts,
    proportions,
    attainments,
)


def facts_of(reading: Reading) -> Facts:
    """Make the facts of a document that was read through."""
    structure = headings(reading)
    heads = [h for h in structure if isinstance(h, Heading)]
    who = identity(reading, structure)
    in_tables = tables(reading, heads)
    in_prose = framed(reading, heads)
    lines, total = scores(reading, heads, in_prose)
    lines = subtotalled(reading.knowledge, [*lines, *in_tables.scores])
    listed = [*indicators(in_prose), *in_tables.indicators]
    columns = [*column_claims(reading, in_tables)]
    said = {value.span for claim in columns if (value := claim.one("value"))}
    facts: list[Fact] = [*structure, *columns, *_claims(reading, said), *mentions(reading), *date_mentions(reading)]
    facts += [*listed, *announced_indicators(reading, heads, listed)]
    facts += [*lines, *budget(reading, heads), *in_tables.budget]
    facts += [*table_claims(reading, in_tables.budget), *row_ratios(reading, in_tables.indicators)]
    facts += statements(reading, structure, who)
    facts += [each for each in (total, in_tables.total) if each]
    facts += ratings(reading, [each for each in (total, in_tables.total) if each])
    form = rubric_fit(reading.knowledge, lines, listed)
    facts += [each for each in (who, form) if each]
    return Facts.of_entries(facts, coverage(reading, facts))


def _claims(reading: Reading, said: set[Span]) -> Iterator[Claim]:
    """Read every claim of a document, sentence by sentence, but for values of which a table's columns ``said`` more."""
    for block in reading.blocks:
        for sentence in block.sentences:
            if sentence.items:
                read = (claim for production in _PRODUCTIONS for claim in production(sentence, reading.lexicon))
                for claim in unproven(sentence, read):
                    value = claim.one("value") if said else None
                    if value is None or value.span not in said:
                        yield claim
