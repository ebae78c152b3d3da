import pytest

from tests.unit.archive.tables import report, tables
from toolkit.archive import offices, targets
from toolkit.knowledge import load

YEARS = (2021, 2022, 2023)


def indicator(document, name, target, actual, *, op=">=", unit="%", **more):
    row = {"document": document, "position": 0, "name": name, "forecast": False}
    row |= {"target_base": target, "target_op": op, "target_base_unit": unit, "target": f"{target}{unit}"}
    return row | {"actual_base": actual, "actual_base_unit": unit, "actual": f"{actual}{unit}"} | more


def laid_out(documents, indicators):
    db = tables(documents=documents, indicators=indicators)
    offices.lay_out(db, [])
    targets.lay_out(db, load())
    return db


def over_years(name, values, **more):
    """One office with an indicator over some years: pairs of target and result."""
    documents = [report(str(year), "石桥镇", year) for year, _ in zip(YEARS, values, strict=False)]
    indicators = [
        indicator(str(year), name, target, actual, **more)
        for year, (target, actual) in zip(YEARS, values, strict=False)
    ]
    return targets.low_targets(laid_out(documents, indicators))


def test_a_target_that_is_exceeded_by_far_every_year():
    (low,) = over_years("“环境 卫生”达标率", [(80, 96), (80, 97), (82, 99)])
    assert (low.office, low.indicator, low.unit) == ("石桥镇", "环境卫生达标率", "%")
    assert low.least == pytest.approx(120)
    assert [(year.year, year.target, year.actual) for year in low.years] == [
        (2021, 80, 96),
        (2022, 80, 97),
        (2023, 82, 99),
    ]


@pytest.mark.parametrize(
    "values",
    [
        [(80, 96), (80, 97)],  # two years
        [(80, 96), (80, 85), (80, 97)],  # one of them near the target
        [(0, 96), (0, 97), (0, 96)],
    ],
)
def test_what_is_no_low_target(values):
    assert over_years("环境卫生达标率", values) == []


def test_where_less_is_better_more_is_no_excess():
    values = [(10, 20), (10, 21), (10, 25)]
    assert over_years("平均办理时限", values, op="=", unit="天") == []
    assert over_years("平均造价", values, op="<=", unit="元") == []
    assert len(over_years("培训场次", values, op="=", unit="场")) == 1


def test_a_forecast_and_an_indicator_that_stands_twice_count_for_nothing():
    values = [(80, 96), (80, 97), (82, 99)]
    assert over_years("达标率", values, forecast=True) == []
    documents = [report(str(year), "石桥镇", year) for year in YEARS]
    twice = [indicator(str(year), "达标率", 80, 96) for year in YEARS for _ in range(2)]
    assert targets.low_targets(laid_out(documents, twice)) == []


def of_offices(values, unit="%"):
    documents = [report(str(i), f"某{i}县财政局", 2023) for i in range(len(values))]
    indicators = [indicator(str(i), "群众满意度", 90, value, unit=unit) for i, value in enumerate(values)]
    return targets.outliers(laid_out(documents, indicators))


def test_a_rate_far_from_the_others():
    (far,) = of_offices([95.1, 96.2, 94.8, 95.9, 96.4, 95.5, 94.9, 9.57])
    assert (far.office, far.actual, far.year, far.offices) == ("某7县财政局", 9.57, 2023, 8)
    assert far.z < -targets.FAR
    assert far.usual == pytest.approx(95.3)


def test_amounts_are_compared_by_their_size():
    sizes = [1000, 1800, 2400, 900, 3000, 1500, 2000]
    assert of_offices([*sizes, 6000], unit="元") == []
    (far,) = of_offices([*sizes, 15_000_000], unit="元")
    assert far.z > targets.FAR


@pytest.mark.parametrize("values", [[95.1, 96.2, 9.5], [95.0] * 7 + [9.5], [0.0] * 8])
def test_too_few_offices_or_no_spread(values):
    assert of_offices(values) == []
