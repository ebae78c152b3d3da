"""What a slip of the keyboard makes of a number, undone."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from toolkit.records import Quantity


class Slip(StrEnum):
    """What went wrong in writing a number; the more likely first."""

    DIGIT = "改一位"
    SWAP = "两位互换"
    MISSING = "漏一位"
    EXTRA = "多一位"
    POINT = "小数点"


def corrections(quantity: Quantity) -> Iterator[tuple[Slip, Decimal]]:
    """Yield every number that one slip turns into the printed one; only a moved point changes the decimals."""
    value = quantity.value
    if value is None:
        return
    digits = f"{value.copy_abs():.{quantity.places}f}".replace(".", "")
    seen = {value}
    for slip, other in _spellings(digits, len(digits) - quantity.places):
        meant = Decimal(other).scaleb(-quantity.places).copy_sign(value)
        if meant not in seen and not (other.startswith("0") and len(other) - quantity.places > 1):
            seen.add(meant)
            yield slip, meant
    for shift in (-2, -1, 1, 2):
        if (meant := value.scaleb(shift)) not in seen:
            yield Slip.POINT, meant


def moved_points(quantity: Quantity) -> Iterator[Quantity]:
    """Yield a figure with its point one place to the right and to the left, less the zero that a slip appended."""
    value, places = quantity.value, quantity.places
    if value is None:
        return
    yield replace(quantity, value=value.scaleb(1), places=max(places - 1, 0))
    appended = places > 0 and value == value.quantize(Decimal(1).scaleb(1 - places))
    lower = value.scaleb(-1)
    yield (
        replace(quantity, value=lower.quantize(value), places=places)
        if appended
        else replace(quantity, value=lower, places=places + 1)
    )


def slip_between(printed: Quantity, meant: Decimal) -> Slip | None:
    """Return the slip that turns ``meant`` into what is printed, or None where there is no single one."""
    return next((slip for slip, value in corrections(printed) if value == meant), None)


def _spellings(digits: str, whole: int) -> Iterator[tuple[Slip, str]]:
    """Spell the digits otherwise; the last ones are decimals, and stay as many."""
    for i in range(len(digits) - 1):
        yield Slip.SWAP, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
    for i in range(len(digits)):
        for digit in "0123456789":
            yield Slip.DIGIT, digits[:i] + digit + digits[i + 1 :]
    for i in range(whole + 1):
        for digit in "0123456789":
            yield Slip.MISSING, digits[:i] + digit + digits[i:]
    if whole > 1:
        for i in range(whole):
            yield Slip.EXTRA, digits[:i] + digits[i + 1 :]
