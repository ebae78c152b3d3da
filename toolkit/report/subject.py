"""What a report is written of, and what it is written on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from toolkit.records import Audit, Document, Original
from toolkit.records.assistance import Assistance
from toolkit.records.facts import Facts
from toolkit.records.wire import Settings, Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One document and what it says; ``assistance`` tells what a language model had to do with it."""

    document: Document
    facts: Facts
    assistance: Assistance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear(Extracted):
    """Last year's report: why it cannot be compared, if so, and what is to be said of the organization's name."""

    unfit: str | None = None
    renamed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Extracted):
    """The same, audited; ``titles`` says in a few words what each code finds, ``settings`` which file had a say.

    ``original`` is the file itself, for the formats that are a copy of it with something added.
    """

    audit: Audit
    titles: Mapping[str, str]
    versions: Versions
    settings: Settings | None = None
    original: Original | None = None
    prior: LastYear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the result is written on: whether it holds ``several`` documents, takes ``colour``, and on which ``day``.

    ``contents`` is the file beside it that lists it with others. ``told`` are the lines on documents that gave no
    result, and ``ending`` asks for the exit code: both are complete when the last result was taken.
    """

    several: bool = False
    colour: bool = False
    day: date | None = None
    contents: str | None = None
    told: Sequence[str] = ()
    ending: Callable[[], int] = lambda: 0


R = TypeVar("R", bound=Extracted)
Writer = Callable[[Iterable[R], Sheet], Iterator[bytes]]

R_contra = TypeVar("R_contra", bound=Extracted, contravariant=True)


class Contents(Protocol[R_contra]):
    """A page that lists the others in its folder; ``name`` is its file's."""

    name: str

    def add(self, page: str, result: R_contra) -> None:
        """Note what the file ``page`` shows."""

    def write(self, sheet: Sheet) -> Iterator[bytes]:
        """Yield the page, with what the sheet was told of the files that have none."""
        ...
