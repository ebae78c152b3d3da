"""Which way an indicator is better, by its target or its name, and what a province may say of it."""

from decimal import Decimal

import pytest

from toolkit.checks.indicators import lower_is_better
from toolkit.knowledge import load
from toolkit.records import Op, Quantity, Span
from toolkit.records.facts import Indicator


def indicator(name: str, op: Op = Op.EQ) -> Indicator:
    target = Quantity(value=Decimal(5), unit=None, span=Span(9, 10), text="5", op=op)
    return Indicator(span=Span(0, 10), name=name, name_span=Span(0, 8), level1=None, category=None, target=target)


@pytest.mark.parametrize(
    ("name", "lower"),
    [
        ("三公经费控制率", True),
        ("结转结余变动率", True),
        ("单位建设成本", True),
        ("安全生产事故起数", True),
        ("投诉处理率", False),
        ("单位能耗降低率", False),
        ("违法建设查处（件）", False),
        ("逾期贷款化解额", True),
        ("补贴及时发放率", False),
        ("培训人数", False),
    ],
)
def test_by_name(name, lower):
    assert lower_is_better(load(), indicator(name)) is lower


def test_the_sign_of_the_target_goes_before_the_name():
    assert lower_is_better(load(), indicator("培训人数", Op.LE))
    assert not lower_is_better(load(), indicator("单位建设成本", Op.GE))


def test_a_province_may_know_better(tmp_path):
    own = '[[direction]]\nbetter = "higher"\nholds = ["三公经费控制率"]\nsource = "本省办法"\n'
    (tmp_path / "directions.toml").write_text(own, encoding="utf-8")
    assert not lower_is_better(load(tmp_path), indicator("三公经费控制率"))
    assert lower_is_better(load(tmp_path), indicator("公用经费控制率"))
