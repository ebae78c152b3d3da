"""What an answer's rows come to: facts, and the words that did not count."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.extract.chunks import Chunk
from toolkit.extract.grammar.reading import Reading
from toolkit.llm.answer import Row, Rows
from toolkit.records.assistance import Rejected
from toolkit.records.facts import Fact, Origin

NOT_FOUND = "原文里没有这些字"
NUMERIC = re.compile(r"[\d.%‰〇零一二三四五六七八九十百千万亿两半]")


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A passage with all that is needed to read an answer about it."""

    reading: Reading
    headings: Sequence[Fact]
    chunk: Chunk
    origin: Origin


@dataclass(slots=True)
class Pointed:
    """Facts that a model pointed at, and its words that did not count."""

    facts: list[Fact] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def reject(self, quote: str, why: str, passage: Passage) -> None:
        """Count words that do not count."""
        self.rejected.append(Rejected(quote=quote, why=why, prompt=passage.origin.prompt or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something to ask a model for: the prompt's name, the answer's shape, and how its rows are read."""

    prompt: str
    shape: type[Rows]
    read: Callable[[Iterable[Row], Passage], Pointed]
