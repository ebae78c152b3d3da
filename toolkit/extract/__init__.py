"""A document in, its facts out; knows nothing of checks, reports or drafts."""

from toolkit.extract.grammar import facts_of
from toolkit.extract.grammar.reading import read_through
from toolkit.extract.graph import linked
from toolkit.knowledge import Knowledge
from toolkit.records import Document
from toolkit.records.facts import Facts

__all__ = ["extract"]


def extract(document: Document, knowledge: Knowledge) -> Facts:
    """Read the document's facts, and what leads from one to another."""
    reading = read_through(document, knowledge)
    return linked(reading, facts_of(reading))
