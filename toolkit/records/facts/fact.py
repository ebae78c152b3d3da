"""What every fact has, and what is said of text that gave none."""

from dataclasses import dataclass

from toolkit.records.document import Unread
from toolkit.records.origin import GRAMMAR, Origin
from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something the document says, at ``span``."""

    span: Span
    origin: Origin = GRAMMAR

    def __hash__(self) -> int:
        # A document has few facts at a place; the rest would cost ten times as much to mix in.
        return hash((self.span.start, self.span.end))

    def __init_subclass__(cls) -> None:
        cls.__hash__ = Fact.__hash__  # type: ignore[method-assign]  # or each dataclass makes its own of all fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many figures the document has, and how many of them some fact uses."""

    figures: int
    in_facts: int
    unread: tuple[Unread, ...]
