"""Only arithmetic judges numbers: a check holds no float, no rounding and no tolerance."""

import ast
from collections.abc import Iterator
from fractions import Fraction

import pytest

from tests.architecture.tree import ROOT, modules, parsed

BANNED = {"float", "round", "abs", "isclose", "quantize"}


def judgements(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex() as value):
                yield node.lineno, f"the literal {value}"
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) if name in BANNED:
                yield node.lineno, name
            case ast.Call(func=ast.Name(id="Decimal" | "Fraction" as maker), args=[_, *_] as args) if not _whole(args):
                yield node.lineno, f"a literal {maker} that is no whole number"
            case ast.BinOp(left=ast.Constant(), op=ast.Div(), right=ast.Constant()):
                yield node.lineno, "a fraction of literals"
            case ast.BinOp(left=ast.Constant(), op=ast.Pow(), right=ast.UnaryOp(op=ast.USub())):
                yield node.lineno, "a negative power"


def _whole(args: list[ast.expr]) -> bool:
    """Say whether a number made of these arguments is whole, or made of something other than literals."""
    values = [arg.value for arg in args if isinstance(arg, ast.Constant)]
    if len(values) < len(args):
        return True
    return Fraction(*(Fraction(str(value)) for value in values)).denominator == 1


@pytest.mark.parametrize("path", modules("toolkit/checks"), ids=lambda path: str(path.relative_to(ROOT / "toolkit")))
def test_no_check_judges_a_number_itself(path):
    assert list(judgements(parsed(path))) == []


@pytest.mark.parametrize(
    "code",
    [
        "gap > 0.01",
        "float(text)",
        "round(rate, 2)",
        "abs(stated - computed) > 0",
        "from math import isclose",
        "rate.quantize(step)",
        "Decimal('0.05')",
        "Decimal('1e-2')",
        "Fraction(1, 100)",
        "1 / 100",
        "10 ** -2",
    ],
)
def test_the_keeper_sees(code):
    assert list(judgements(ast.parse(code)))


@pytest.mark.parametrize("code", ["Decimal(100)", "Fraction('3')", "Fraction(part, whole)", "part * 100 > whole"])
def test_the_keeper_lets_pass(code):
    assert list(judgements(ast.parse(code))) == []
