"""Claims of a table's rows: a reading of its columns is taken for its meaning where its rows bear it out."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from toolkit.arithmetic import of_claim
from toolkit.extract.grammar.plain_tables import PlainTable
from toolkit.records import Quantity
from toolkit.records.facts import Claim, Operand, SumClaim

_PATIENCE = 50  # rows of which one at least must tell something


def borne(
    table: PlainTable,
    read: Iterable[Claim],
    *,
    least: int = 1,
    despite: int = 2,
    bears: Callable[[Claim], bool] | None = None,
) -> list[Claim]:
    """Return claims, one for each row, where all rows but one bear them out; else none.

    ``least`` of them must do so to the digit, ``despite`` where one row does not; what would hold of any figures
    (of zeros, of 100 %) counts for nothing. A slip in a row goes on into the totals, which need not bear it out.
    """
    claims, doubted, exact = [], 0, 0
    for claim in read:
        claims.append(claim)
        bearing = holds(claim)
        exact += bearing and _is_telling(claim)
        if not table.is_total(claim.text):
            doubted += not (bearing or (bears is not None and bears(claim)))
        if doubted > 1 or (len(claims) >= _PATIENCE and not exact):  # a table may have thousands of rows
            return []
    return claims if exact >= (despite if doubted else least) else []


def best(readings: Iterable[list[Claim]]) -> list[Claim]:
    """Return the reading that most rows bear out; the first that all do, for there may be thousands to try."""
    found: list[Claim] = []
    most = 0
    for claims in readings:
        bearing = sum(map(holds, claims))
        if claims and bearing == len(claims):
            return claims
        if bearing > most:
            found, most = claims, bearing
    return found


def holds(claim: Claim) -> bool:
    """Tell whether the arithmetic of a claim is right."""
    judgement = of_claim(claim)
    return judgement is not None and judgement.verdict.holds


def _is_telling(claim: Claim) -> bool:
    """Tell whether a claim might have failed: two figures at least are no zeros, nor the same where that matters."""
    result = "total" if isinstance(claim, SumClaim) else "value"
    inputs = [value_of(operand.quantity) for operand in claim.operands if operand.role != result]
    several = sum(map(bool, inputs)) > 1
    return several and (isinstance(claim, SumClaim) or len({*inputs}) > 1)


def sum_of(whole: Quantity, label: str, parts: Sequence[tuple[int, Quantity | None]]) -> SumClaim:
    """Return the claim that a figure adds up some others, each with its sign; what is void is left out."""
    there = [(sign, part) for sign, part in parts if part is not None]
    span = whole.span
    for _, part in there:
        span = span.hull(part.span)
    return SumClaim(
        span=span,
        label=label,
        text=label,
        operands=(
            Operand(role="total", quantity=whole, label=label),
            *(Operand(role="part", quantity=part, sign=sign) for sign, part in there),
        ),
        complete=True,
    )


def value_of(quantity: Quantity | None) -> Decimal:
    """Return a figure as it is printed; nothing is 0."""
    return Decimal() if quantity is None or quantity.value is None else quantity.value
