"""Facts → links between them: one pass over the ledger, after everything else is read.

Indicators lead to what is said of them, conclusions to the indicators, marks to their losses and reasons, those to the
problems that own up to them, and problems to the measures that answer them.
"""

from toolkit.extract.grammar.reading import Reading
from toolkit.extract.graph.admissions import admissions
from toolkit.extract.graph.answers import answers
from toolkit.extract.graph.conclusions import assertions
from toolkit.extract.graph.losses import losses
from toolkit.extract.graph.standings import standings
from toolkit.records.facts import Facts, Link, Loss

__all__ = ["linked"]


def linked(reading: Reading, facts: Facts) -> Facts:
    """Return the facts of a document with the links between them."""
    said = tuple(standings(reading, facts))
    lost = list(losses(reading, facts, said))
    links: list[Link] = [*said, *lost, *assertions(reading, facts, said)]
    links += admissions(reading, facts, [loss for loss in lost if isinstance(loss, Loss)])
    links += answers(reading.knowledge, facts)
    return Facts.of_entries([*facts.entries, *links], facts.coverage)
