"""Next year's report as it is drafted: words with a source, words of the template, and blanks."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.records.quantity import Quantity
from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Words of the draft.

    ``source`` is where in last year's report they stand; ``fact`` the key of the fact they were given by, or computed
    from. Words with neither are the template's, and hold no figure but a rolled year or an item's number.
    """

    text: str
    source: tuple[Span, ...] = ()
    fact: str | None = None


class FormulaKind(StrEnum):
    """How a figure follows from others."""

    COMPLETION = "completion"  # of[0] over the target `given`
    SHARE = "share"  # of[0] over of[1], the last
    GROWTH = "growth"  # of[0], now, against of[1], before
    SCORE = "score"  # full score `given` × the rate of[0]
    SUM = "sum"  # all of them
    FULL = "full"  # nothing to be said where of[0] is the full score `given`


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A figure that is computed, never typed: from the blanks with the keys ``of`` and what carries over (``given``).

    ``places`` are the decimals that it is rounded to. ``capped`` counts no more than 100 %; ``lower`` says that less is
    better. ``firm`` is False where the rule is only the one that last year's figures follow: another figure may stand.
    """

    kind: FormulaKind
    of: tuple[str, ...]
    given: Quantity | None = None
    places: int = 2
    capped: bool = False
    lower: bool = False
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Something that the writer must find out.

    ``key`` names it in the form of facts; ``asks`` says what is wanted, ``brief`` the same in a word or two where the
    sentence that it stands in says of what; ``unit`` is the unit it is wanted in; ``last`` is last year's value as
    printed, ``source`` where it stands, ``places`` its decimals; ``target`` is the target that carries over, ``most``
    what it can be at the most (a full score); ``who`` is likely to know; ``lead`` are words that go before the answer
    once there is one. With a ``formula`` it need not be asked where the figures that it follows from are given.
    """

    key: str
    asks: str
    brief: str | None = None
    unit: str | None = None
    last: str | None = None
    source: tuple[Span, ...] = ()
    who: str | None = None
    lead: str = ""
    places: int = 0
    target: Quantity | None = None
    most: Quantity | None = None
    formula: Formula | None = None

    @property
    def hint(self) -> str | None:
        """Everything that helps to fill it, in one line."""
        return "；".join(filter(None, (*self._known, f"可问{self.who}" if self.who else ""))) or None

    @property
    def prompt(self) -> str:
        """What stands in the text for it; whom to ask only where nothing else tells the answer."""
        who = f"可问{self.who}" if self.who and self.formula is None else ""
        return "；".join(filter(None, (self.brief or self.asks, *self._known, who)))

    @property
    def _known(self) -> tuple[str, str]:
        told = self.unit is None or (self.last or "").endswith(self.unit)  # the unit, with last year's value
        return f"上年{self.last}" if self.last else "", "" if told else f"单位：{self.unit}"


Run = Filled | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs in a row."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, each a row of runs; the first row names the columns."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """A heading and what stands right under it; ``level`` 0 is the title, 1 is 一、, 2 （一）, 3 1."""

    heading: str
    level: int
    content: tuple[Paragraph | Table, ...] = ()
    source: tuple[Span, ...] = ()

    def runs(self) -> Iterator[Run]:
        """Yield every run in the order of the text."""
        for part in self.content:
            if isinstance(part, Paragraph):
                yield from part.runs
            else:
                for row in part.rows:
                    for cell in row:
                        yield from cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something of last year's report that the writer must look at; ``code`` is the check that found it, if one did."""

    text: str
    code: str | None = None
    source: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The actual values of an indicator over some years, as printed; None where a year's report has none."""

    name: str
    values: tuple[str | None, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report to be finished by its writer; ``trends`` are indicators over the ``years``, for the notes.

    ``missing`` is what last year's file had not, and a self-evaluation has.
    """

    year: int
    organization: str | None
    sections: tuple[DraftSection, ...]
    notes: tuple[Note, ...]
    years: tuple[int, ...] = ()
    trends: tuple[Trend, ...] = ()
    missing: tuple[str, ...] = ()

    def runs(self) -> Iterator[Run]:
        """Yield every run of every section."""
        for section in self.sections:
            yield from section.runs()

    def blanks(self) -> Iterator[Blank]:
        """Yield every blank, in order."""
        yield from (run for run in self.runs() if isinstance(run, Blank))

    def form(self) -> dict[str, Blank]:
        """Return what the form of facts asks for: every blank once, by its key, in order."""
        found: dict[str, Blank] = {}
        for blank in self.blanks():
            found.setdefault(blank.key, blank)
        return found
