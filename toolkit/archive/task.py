"""What an archive is worked through with, and the pieces of work: all that a worker is told."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

Kind = Literal["unreadable", "timeout", "memory", "killed", "crash"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What documents are read and judged by: paths as they were typed, and codes of checks."""

    knowledge: Path | None = None
    rubric: Path | None = None
    settings: Path | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a document was worked through with: one thing else, and its rows are made anew."""

    toolkit: str
    knowledge: str
    settings: str | None = None
    model: str | None = None
    prompts: str | None = None

    @property
    def parts(self) -> tuple[str | None, ...]:
        """Everything, in a fixed order."""
        return self.toolkit, self.knowledge, self.settings, self.model, self.prompts

    def key(self, document: str) -> str:
        """Return the key of a document's rows."""
        return sha256("\x1f".join(part or "" for part in (document, *self.parts)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A run: where the store is, the terms, and what one document may take (seconds, megabytes)."""

    store: Path
    terms: Terms = field(default_factory=Terms)
    seconds: float = 300
    megabytes: int = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document to do: the digest of its bytes, and one place where they are; ``data`` where only we can read them."""

    document: str
    root: str
    path: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Documents that are done in one go and settled together; ``attempt`` counts how often they were tried."""

    name: str
    items: tuple[Item, ...]
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be done, and why (in the reader's language)."""

    document: str
    kind: Kind
    message: str
    attempts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a shard: documents done, those that failed, those whose file changed under our eyes.

    ``left`` are those that were not begun, because the others took long.
    ``crashes`` counts the documents that some check broke down over; their audits are complete all the same.
    """

    name: str
    done: int
    crashes: int = 0
    failures: tuple[Failure, ...] = ()
    moved: tuple[Item, ...] = ()
    left: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A shard whose worker ended before it was settled; ``kind`` is how, ``at`` the document it was about to do."""

    kind: Kind
    at: str | None
    blameless: bool = False
