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


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many figures the document has, and how many of them some fact uses."""

    figures: int
    in_facts: int
    unread: tuple[Unread, ...]
