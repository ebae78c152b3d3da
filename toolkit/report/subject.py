"""What a report is written of, and what it is written on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit.records import Audit, Document, Original
from toolkit.records.facts import Facts
from toolkit.records.wire import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One document and what it says."""

    document: Document
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Extracted):
    """The same, audited; ``titles`` says in a few words what each code finds.

    ``original`` is the file itself, for the formats that are a copy of it with something added.
    """

    audit: Audit
    titles: Mapping[str, str]
    versions: Versions
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the result is written on: whether it holds ``several`` documents, and whether it takes ``colour``.

    ``told`` are the lines on documents that gave no result, and ``ending`` asks for the exit code: both are complete
    when the last result was taken.
    """

    several: bool = False
    colour: bool = False
    told: Sequence[str] = ()
    ending: Callable[[], int] = lambda: 0


R = TypeVar("R", bound=Extracted)
Writer = Callable[[Iterable[R], Sheet], Iterator[bytes]]
