"""What words are about, by topics.toml, and how close two texts come."""

import re
from functools import cache, lru_cache

from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of, one_of

_NO_WORD = re.compile(r"[^\u4e00-\u9fff]+")
_CLAUSE_END = re.compile("[,。;:，；：]")
_FOUR = 4  # characters
_REMEMBERED = 512  # texts: the statements and items of a few documents, each compared with many


@lru_cache(_REMEMBERED)
def topics(knowledge: Knowledge, text: str) -> frozenset[str]:
    """Return the topics that a text speaks of; the longest word counts."""
    pattern, topic_of = _compiled(knowledge)
    return frozenset(topic_of[word] for word in pattern.findall("".join(text.split())))


@lru_cache(_REMEMBERED)
def halves(knowledge: Knowledge, text: str) -> frozenset[tuple[str, str]]:
    """Return the halves of the topics' words of four characters that a text has: 支出 and 进度 of 支出进度."""
    pattern, _ = _compiled(knowledge)
    found = (word for word in pattern.findall("".join(text.split())) if len(word) == _FOUR)
    return frozenset((word[:2], word[2:]) for word in found)


def akin(knowledge: Knowledge, text: str, other: str) -> bool:
    """Tell whether the first clause of one text and another share two characters that are no general words."""
    bare = "".join(other.split())
    return any(pair in bare for pair in _opening(knowledge, text))


def shared(knowledge: Knowledge, text: str, other: str) -> int:
    """Count the pairs of characters that two texts share and that are no general words: how close they are."""
    return len(pairs(knowledge, text) & pairs(knowledge, other))


@lru_cache(_REMEMBERED)
def pairs(knowledge: Knowledge, text: str) -> frozenset[str]:
    """Return the pairs of characters of a text that are no general words."""
    bare = one_of(knowledge.topics.general.words).sub(" ", "".join(text.split()))
    parts = _NO_WORD.split(bare)
    return frozenset(part[i : i + 2] for part in parts for i in range(len(part) - 1))


@lru_cache(_REMEMBERED)
def triples(knowledge: Knowledge, text: str) -> frozenset[str]:
    """Return the runs of three characters of a text without general words: names of places and things."""
    bare = one_of(knowledge.topics.general.words).sub(" ", "".join(text.split()))
    parts = _NO_WORD.split(bare)
    return frozenset(part[i : i + 3] for part in parts for i in range(len(part) - 2))


@lru_cache(_REMEMBERED)
def _opening(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Return the pairs of characters of the first clause."""
    clause = _CLAUSE_END.split("".join(text.split()))[0]
    parts = one_of(knowledge.topics.general.words).sub(" ", clause).split()
    return tuple(part[i : i + 2] for part in parts for i in range(len(part) - 1))


@cache
def _compiled(knowledge: Knowledge) -> tuple[re.Pattern[str], dict[str, str]]:
    topic_of = {word: entry.name for entry in knowledge.topics.topic for word in entry.words}
    return re.compile(any_of(topic_of)), topic_of
