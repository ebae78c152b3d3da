"""What statements are about, as the checks of problems and measures compare them."""

import re

from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.wordings import any_of, one_of
from toolkit.knowledge import Knowledge
from toolkit.records import Span
from toolkit.records.facts import Statement, StatementKind

_GLANCE = 60  # characters
_NO_WORD = re.compile(r"[^\u4e00-\u9fff]+")


def topics(knowledge: Knowledge, text: str) -> frozenset[str]:
    """Return the topics of topics.toml that a text speaks of; the longest word counts."""
    pattern, topic_of = _compiled(knowledge)
    return frozenset(topic_of[word] for word in pattern.findall("".join(text.split())))


def akin(knowledge: Knowledge, text: str, other: str) -> bool:
    """Tell whether the first clause of one text and another share two characters that are no general words."""
    clause = re.split("[,。;:，；：]", "".join(text.split()))[0]
    told = [part for part in one_of(knowledge.topics.general.words).sub(" ", clause).split() if len(part) > 1]
    bare = "".join(other.split())
    return any(part[i : i + 2] in bare for part in told for i in range(len(part) - 1))


def shared(knowledge: Knowledge, text: str, other: str) -> int:
    """Count the pairs of characters that two texts share and that are no general words: how close they are."""
    return len(_pairs(knowledge, text) & _pairs(knowledge, other))


def _pairs(knowledge: Knowledge, text: str) -> set[str]:
    bare = one_of(knowledge.topics.general.words).sub(" ", "".join(text.split()))
    parts = _NO_WORD.split(bare)
    return {part[i : i + 2] for part in parts for i in range(len(part) - 1)}


def said(dossier: Dossier, kind: StatementKind) -> list[Statement]:
    """Return the statements of a kind."""
    return [statement for statement in dossier.facts.of(Statement) if statement.kind is kind]


def opening(dossier: Dossier, statement: Statement) -> Span:
    """Return the first sentence of a statement, or as many clauses of it as a reader takes in at a glance."""
    text = dossier.document.text[statement.span.start : statement.span.end]
    sentence = re.split("[。；;]", text)[0]
    while len(sentence) > _GLANCE and re.search("[，、,]", sentence):
        sentence = re.split("[，、,](?=[^，、,]*$)", sentence)[0]
    return Span(statement.span.start, statement.span.start + min(len(sentence), _GLANCE))


@once
def _compiled(knowledge: Knowledge) -> tuple[re.Pattern[str], dict[str, str]]:
    topic_of = {word: entry.name for entry in knowledge.topics.topic for word in entry.words}
    return re.compile(any_of(topic_of)), topic_of
