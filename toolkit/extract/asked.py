"""Extraction by a model alone, to measure it by: asked for everything, the grammar only reads what it points at."""

import re
from collections.abc import Sequence

from toolkit.extract.chunks import chunks
from toolkit.extract.grammar import facts_of
from toolkit.extract.grammar.mentions import coverage
from toolkit.extract.grammar.reading import read_through
from toolkit.extract.graph import linked
from toolkit.extract.inquiry import Asking, inquire
from toolkit.extract.pointed.claims import CLAIMS
from toolkit.extract.pointed.indicators import INDICATORS
from toolkit.extract.pointed.pointing import Subject
from toolkit.extract.pointed.statements import STATEMENTS
from toolkit.knowledge import Knowledge
from toolkit.llm.client import Client
from toolkit.records import Document
from toolkit.records.assistance import Assistance
from toolkit.records.facts import DateMention, Facts, Heading, Identity, Mention, Ordinal

SUBJECTS = (INDICATORS, CLAIMS, STATEMENTS)
_SKELETON = (Heading, Ordinal, Mention, DateMention, Identity)
"""What the grammar reads all the same: where figures, dates and headings are, and whose report it is."""
_SAYING = re.compile(r"[。；;，,：:]|.{40}")
"""A title alone says nothing."""


def asked(
    document: Document, knowledge: Knowledge, client: Client, subjects: Sequence[Subject] = SUBJECTS
) -> tuple[Facts, Assistance]:
    """Ask for indicators, claims and statements of every passage, or for some of them."""
    reading = read_through(document, knowledge)
    skeleton = [fact for fact in facts_of(reading).entries if isinstance(fact, _SKELETON)]
    passages = [chunk for chunk in chunks(reading, skeleton) if _SAYING.search(chunk.text)]
    askings = [Asking(subject, chunk) for subject in subjects for chunk in passages]
    found = inquire(reading, skeleton, askings, client)
    facts = [*skeleton, *found.facts]
    return linked(reading, Facts.of_entries(facts, coverage(reading, facts))), found.assistance
