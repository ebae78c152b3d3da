"""Headings and ordinals: the skeleton of a document."""

from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Fact):
    """A numbered heading or item at the start of a block, or run into one (``run_in``).

    ``style`` is the form of the marker (``一、``, ``（一）``, ``1.``, ``（1）``, ``①`` …), ``level`` its depth by
    GB/T 9704 (1 for 一、; 0 for the title), ``number`` the ordinal. ``span`` is the marker with its title; ``body``
    reaches to the next heading of the same or a higher level.
    """

    marker: str
    style: str
    number: int
    level: int
    title: str
    body: Span
    run_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal(Fact):
    """An ordinal inside running text: 一是, 第二, 其三, 首先.

    ``series`` numbers the enumerations of the document: ordinals of one series count one list.
    """

    style: str
    number: int
    series: int
