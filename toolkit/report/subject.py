"""What a report is written of, and what it is written on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from toolkit.records import Audit, Document
from toolkit.records.facts import Facts
from toolkit.records.wire import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One document and what it says."""

    document: Document
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear(Extracted):
    """Last year's report: why it cannot be compared, if so, and what is to be said of the organization's name."""

    unfit: str | None = None
    renamed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Extracted):
    """The same, audited; ``titles`` says in a few words what each code finds."""

    audit: Audit
    titles: Mapping[str, str]
    versions: Versions
    prior: LastYear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the result is written on: whether it holds ``several`` documents, and whether it takes ``colour``."""

    several: bool = False
    colour: bool = False


R = TypeVar("R", bound=Extracted)
Writer = Callable[[Iterable[R], Sheet], Iterator[bytes]]
