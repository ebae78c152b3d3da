"""Numbers as they are printed: value, digits, unit, hedge, place."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.records.span import Span


class Dimension(StrEnum):
    """What a unit measures; only numbers of one dimension can be compared."""

    COUNT = "count"
    MONEY = "money"
    RATIO = "ratio"
    POINTS = "points"
    SCORE = "score"
    TIMES = "times"
    TIME = "time"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    VOLUME = "volume"
    ENERGY = "energy"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as printed: ``name`` is ``factor`` times ``base`` (万元 is 10000 元).

    ``family`` joins what counts the same kind of thing (份, 单, 件, 宗, 起).
    """

    name: str
    base: str
    factor: Decimal
    dimension: Dimension
    family: str


class Op(StrEnum):
    """How a printed number limits the value it speaks of."""

    EQ = "="
    GE = ">="
    LE = "<="
    GT = ">"
    LT = "<"
    ABOUT = "~"
    RANGE = "range"
    QUALITATIVE = "qualitative"


class Hedge(StrEnum):
    """A word that widens the number beside it."""

    ABOUT = "约"
    NEARLY = "近"
    OVER = "超"
    ODD = "余"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it counts or measures.

    ``value`` is in the printed unit (39979.06 for 39979.06万元) and None for a qualitative target; ``upper``
    is the far end of a range. ``places`` counts the printed decimals: they say how far the number was rounded.
    ``text`` is the wording with line breaks and spaces looked through.
    """

    value: Decimal | None
    unit: Unit | None
    span: Span
    text: str
    upper: Decimal | None = None
    op: Op = Op.EQ
    hedge: Hedge | None = None
    places: int = 0

    def __hash__(self) -> int:
        # A document has one number at a place; the rest would cost ten times as much to mix in.
        return hash((self.span.start, self.value))

    @property
    def base_value(self) -> Decimal | None:
        """Return the value in the unit's base (元 for 万元)."""
        if self.value is None:
            return None
        return self.value * (self.unit.factor if self.unit else 1)

    @property
    def percent(self) -> bool:
        """Tell whether the number is a percentage or per mille."""
        return self.unit is not None and self.unit.dimension is Dimension.RATIO
