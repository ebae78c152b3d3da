"""How formulas are written for people: 74 ÷ 83 × 100%."""

from collections.abc import Sequence

from toolkit.arithmetic.printed import like
from toolkit.records import Dimension, Op, Quantity


def amount(quantity: Quantity, unit: bool = True) -> str:
    """Write a number with its unit; counts go without."""
    text = "" if quantity.value is None else f"{quantity.value:f}"
    if quantity.op is Op.RANGE and quantity.upper is not None:
        text += f"～{quantity.upper:f}"
    if unit and quantity.unit and not (quantity.unit.dimension is Dimension.COUNT and quantity.unit.factor == 1):
        text += quantity.unit.name
    return f"({text})" if text.startswith("-") else text


def series(weighted: Sequence[tuple[int, Quantity]]) -> str:
    """Write a sum; units are shown where they differ."""
    units = {like(quantity, weighted[0][1]).unit for _, quantity in weighted}
    text = ""
    for weight, quantity in weighted:
        sign = " + " if weight > 0 else " − "
        text += (sign if text or weight < 0 else "") + amount(quantity, unit=len(units) > 1)
    return text.strip()
