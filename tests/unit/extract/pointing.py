"""What a model's rows come to over a text of ours."""

from collections.abc import Sequence

from tests.unit.extract.reading import read
from toolkit.extract.chunks import LONGEST, Chunk, chunks
from toolkit.extract.grammar import facts_of
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.pointed.pointing import Passage, Pointed, Subject
from toolkit.records.facts import Fact, Heading, Indicator, Ordinal, Origin

MODEL = Origin(engine="llm", model="m", prompt="test@0")


def headings_of(reading: Reading) -> list[Fact]:
    return [fact for fact in facts_of(reading).entries if isinstance(fact, Heading | Ordinal)]


def cut(text: str, longest: int = LONGEST) -> tuple[Reading, list[Chunk]]:
    reading = read(text)
    return reading, chunks(reading, headings_of(reading), longest=longest)


def pointed(subject: Subject, text: str, *rows: Sequence[str]) -> Pointed:
    """Read an answer about a text that makes one passage."""
    reading = read(text)
    headings = headings_of(reading)
    (chunk,) = chunks(reading, headings, together=True)
    return subject.read([tuple(row) for row in rows], Passage(reading, headings, chunk, MODEL))


def fields(indicator: Indicator) -> list[str]:
    """Return name, target, actual value and completion rate as printed."""
    figures = (indicator.target, indicator.actual, indicator.completion)
    return [indicator.name, *(figure.text if figure else "" for figure in figures)]


def whys(answer: Pointed) -> list[tuple[str, str]]:
    return [(rejected.quote, rejected.why) for rejected in answer.rejected]
