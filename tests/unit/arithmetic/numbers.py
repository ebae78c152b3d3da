"""Numbers as a report prints them, each at a place of its own."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

from toolkit.records import Dimension, Hedge, Op, Quantity, Span, Unit
from toolkit.records.facts import Claim, Operand

PLACES = count()


def unit(name: str, base: str, factor: str = "1", dimension: Dimension = Dimension.COUNT) -> Unit:
    return Unit(name=name, base=base, factor=Decimal(factor), dimension=dimension, family=base)


UNITS = {
    u.name: u
    for u in (
        unit("%", "%", dimension=Dimension.RATIO),
        unit("‰", "%", "0.1", Dimension.RATIO),
        unit("个百分点", "百分点", dimension=Dimension.POINTS),
        unit("倍", "倍", dimension=Dimension.TIMES),
        unit("番", "番", dimension=Dimension.TIMES),
        unit("分", "分", dimension=Dimension.SCORE),
        unit("元", "元", dimension=Dimension.MONEY),
        unit("万元", "元", "10000", Dimension.MONEY),
        unit("亿元", "元", "100000000", Dimension.MONEY),
        unit("吨", "千克", "1000", Dimension.MASS),
        unit("万吨", "千克", "10000000", Dimension.MASS),
        unit("公斤", "千克", dimension=Dimension.MASS),
        unit("公斤/亩", "千克/亩", dimension=Dimension.OTHER),
        unit("亩", "亩", dimension=Dimension.AREA),
        unit("万亩", "亩", "10000", Dimension.AREA),
        unit("天", "天", dimension=Dimension.TIME),
        unit("人", "人"),
        unit("万人", "人", "10000"),
        unit("户", "户"),
        unit("件", "件"),
        unit("份", "份"),
        unit("个", "个"),
    )
}


def printed(
    text: str, name: str = "", hedge: Hedge | None = None, op: Op = Op.EQ, upper: str | None = None
) -> Quantity:
    """Make the number that ``text`` prints, in the unit of that name."""
    place = next(PLACES)
    return Quantity(
        value=Decimal(text),
        upper=None if upper is None else Decimal(upper),
        unit=UNITS.get(name),
        span=Span(place, place + 1),
        text=f"{text}{name}",
        hedge=hedge,
        op=op,
        places=max(0, -int(Decimal(text).as_tuple().exponent)),
    )


def percent(text: str, **more: Hedge | Op | str) -> Quantity:
    return printed(text, "%", **more)  # type: ignore[arg-type]


def operands(**roles: Quantity | list[Quantity]) -> tuple[Operand, ...]:
    return tuple(
        Operand(role=role, quantity=quantity)
        for role, given in roles.items()
        for quantity in (given if isinstance(given, list) else [given])
    )


def claim(kind: type[Claim], roles: dict[str, Quantity | list[Quantity]], **more: object) -> Claim:
    """Make a claim of the numbers in their roles."""
    return kind(span=Span(0, 1), label="", text="", operands=operands(**roles), **more)


def signed(made: Claim, *signs: int) -> Claim:
    """Give the operands their weights."""
    return replace(made, operands=tuple(replace(o, sign=s) for o, s in zip(made.operands, signs, strict=True)))
