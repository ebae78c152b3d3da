"""What a report is written of, and what it is written on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from toolkit.records import Audit, Document
from toolkit.records.assistance import Assistance
from toolkit.records.facts import Facts
from toolkit.records.wire import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One document and what it says; ``assistance`` tells what a language model had to do with it."""

    document: Document
    facts: Facts
    assistance: Assistance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Extracted):
    """The same, audited; ``titles`` says in a few words what each code finds."""

    audit: Audit
    titles: Mapping[str, str]
    versions: Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the result is written on: whether it holds ``several`` documents, takes ``colour``, and on which ``day``."""

    several: bool = False
    colour: bool = False
    day: date | None = None


R = TypeVar("R", bound=Extracted)
Writer = Callable[[Iterable[R], Sheet], Iterator[bytes]]
