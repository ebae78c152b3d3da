"""How formulas are written for people: 74 ÷ 83 × 100%."""

from collections.abc import Sequence

from toolkit.arithmetic.printed import like
from toolkit.records import Dimension, Op, Quantity

_MOST = 60  # parts of a sum that are written out: a table of a county has as many towns


def amount(quantity: Quantity, unit: bool = True) -> str:
    """Write a number with its unit; counts go without."""
    text = "" if quantity.value is None else f"{quantity.value:f}"
    if quantity.op is Op.RANGE and quantity.upper is not None:
        text += f"～{quantity.upper:f}"
    if unit and quantity.unit and not (quantity.unit.dimension is Dimension.COUNT and quantity.unit.factor == 1):
        text += quantity.unit.name
    return f"({text})" if text.startswith("-") else text


def series(weighted: Sequence[tuple[int, Quantity]]) -> str:
    """Write a sum; units are shown where they differ, and of very many parts the first and the last."""
    units = {like(quantity, weighted[0][1]).unit for _, quantity in weighted}
    text = ""
    for weight, quantity in weighted if len(weighted) <= _MOST else weighted[: _MOST // 2]:
        sign = " + " if weight > 0 else " − "
        text += (sign if text or weight < 0 else "") + amount(quantity, unit=len(units) > 1)
    if len(weighted) > _MOST:
        text += f" + …（共{len(weighted)}项）… + {amount(weighted[-1][1], unit=len(units) > 1)}"
    return text.strip()
