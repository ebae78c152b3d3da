from datetime import date

import pytest

from toolkit.extract import extract
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records import Period
from toolkit.records.facts import DateMention, Facts, Mention, Role


def facts(text: str) -> Facts:
    return extract(read_bytes(text.encode(), name="例.txt"), load())


def test_every_figure_is_a_mention():
    first, second = facts("2022年受理96件，比上年减少4件。").of(Mention)
    assert (first.label, first.role, first.quantity.text) == ("受理", Role.LEVEL, "96件")
    assert first.period == Period(start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert (second.role, second.sign) == (Role.DELTA, -1)


def test_clauses_and_sentences_are_numbered():
    found = facts("收入5万元，支出4万元。结余1万元。\n人员3人。").of(Mention)
    assert [m.sentence for m in found] == [0, 0, 1, 2]
    clauses = [m.clause for m in found]
    assert clauses == sorted(set(clauses))


def test_every_date_is_a_mention():
    found = facts("2023年3月开工，23年4月完工。").of(DateMention)
    assert [m.text for m in found] == ["2023年3月", "23年", "4月"]
    assert [m.fault is None for m in found] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "figures", "used"),
    [
        ("共调查83人，满意74人，满意度89.16%。", 3, 3),
        ("新建公厕3座。", 1, 0),
        ("办结率100%。", 1, 0),
        ("2023年第3批办理12345热线。", 0, 0),
        ("小学12所、初中5所，合计17所；另有教师300人。", 4, 3),
    ],
    ids=["all in one claim", "alone", "a rate alone", "no figures", "some"],
)
def test_coverage_counts_figures_and_those_in_facts(text, figures, used):
    coverage = facts(text).coverage
    assert (coverage.figures, coverage.in_facts) == (figures, used)


@pytest.mark.parametrize(
    ("text", "quote"),
    [("决算数为,867.48万元。", ",867.48"), ("全年收入情况如下。\n\n4375 4375 4309 1200\n", "4375 4375 4309 1200")],
    ids=["lost digits", "a row of a flattened table"],
)
def test_what_looks_like_data_and_was_not_read_is_told(text, quote):
    document = read_bytes(text.encode(), name="例.txt")
    unread = extract(document, load()).coverage.unread
    assert [document.quote(u.span) for u in unread] == [quote]
    assert all(u.why for u in unread)
