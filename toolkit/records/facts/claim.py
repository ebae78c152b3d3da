"""Statements that arithmetic can test: a stated number, and the numbers it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from toolkit.records.facts.fact import Fact
from toolkit.records.quantity import Quantity
from toolkit.records.span import Span


class Binding(StrEnum):
    """How the grammar knows that operands and stated number belong together."""

    FIXED = "fixed"  # knowledge is sure what that rate rests on, and the text names it
    NAMED = "named"  # the label, or the knowledge of what that rate rests on, names the operands
    ORDERED = "ordered"  # word order of a known production leaves no other reading
    GUESSED = "guessed"  # nearest numbers of a fitting unit; enough to verify, never to accuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A number of a claim, its part in it, and what the text calls it."""

    role: str
    quantity: Quantity
    label: str = ""
    sign: int = 1

    def __hash__(self) -> int:
        return hash((self.role, self.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Fact):
    """A stated number with its operands.

    ``rivals`` are the other numbers of the same sentence or item: where the operands fail, the search for
    what the writer did looks there. What the text does not state is left out of ``operands``.
    """

    kind: ClassVar[str] = "claim"

    label: str
    text: str
    operands: tuple[Operand, ...]
    binding: Binding = Binding.ORDERED
    rivals: tuple[Operand, ...] = ()

    def all(self, role: str) -> tuple[Operand, ...]:
        """Return the operands of one role, in order."""
        return tuple(o for o in self.operands if o.role == role)

    def one(self, role: str) -> Quantity | None:
        """Return the number of a role that stands once, or None."""
        for operand in self.operands:
            if operand.role == role:
                return operand.quantity
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioClaim(Claim):
    """``part`` (or the sum of several) over ``whole`` is ``value``; ``complement`` where 1 − part/whole is meant."""

    kind: ClassVar[str] = "ratio"
    complement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareClaim(RatioClaim):
    """A ratio said with 占 or 比重: ``part`` is inside ``whole``."""

    kind: ClassVar[str] = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthClaim(Claim):
    """Two of ``base``, ``current``, ``delta``, and the rate ``value``; ``falls`` where the words say decrease.

    ``years`` > 1 makes the rate a yearly average over that many years.
    """

    kind: ClassVar[str] = "growth"
    falls: bool = False
    years: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SumClaim(Claim):
    """``total`` and its ``part``s; ``complete`` where the list is known to leave nothing out."""

    kind: ClassVar[str] = "sum"
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceClaim(Claim):
    """``minuend`` − ``subtrahend`` is ``value``."""

    kind: ClassVar[str] = "difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim(Claim):
    """``stated`` things are announced and ``item``s listed; ``open_ended`` where the list ends in 等."""

    kind: ClassVar[str] = "count"
    open_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageClaim(Claim):
    """``total`` over ``count`` is ``value`` (人均, 户均, 日均, 单产)."""

    kind: ClassVar[str] = "average"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductClaim(Claim):
    """The ``factor``s multiply to ``value`` (单价 × 数量, 分值 × 完成率)."""

    kind: ClassVar[str] = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionClaim(Claim):
    """``part``s stand to each other as the ``value``s of a:b:c."""

    kind: ClassVar[str] = "proportion"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttainmentClaim(Claim):
    """``value`` is said to reach ``target``; ``said`` is where the words, or the rate of completion, say so."""

    kind: ClassVar[str] = "attainment"
    said: Span
