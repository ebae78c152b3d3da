from datetime import date, timedelta

import pytest

from tests.unit.audit.stand_ins import cites, dossier_of, says, written
from toolkit.audit import run
from toolkit.audit.waive import twice, waive
from toolkit.records import Audit, Hit, Waiver

TODAY = date(2024, 6, 1)
DOCUMENT = written("办结率96%，办结率96%，占95%。")


def audited() -> Audit:
    """Return an audit with the same words faulted twice, and other words once."""
    twice_said = [Hit(message=f"第{n}次", evidence=cites(DOCUMENT, "96%")) for n in (1, 2)]
    other = Hit(message="占比", evidence=cites(DOCUMENT, "95%"))
    return run([says("RT01", *twice_said), says("RT02", other), says("SM01")], dossier_of(DOCUMENT))


def waiver(fingerprint: str, code: str = "RT01", **other: object) -> Waiver:
    return Waiver(
        **{"fingerprint": fingerprint, "code": code, "reason": "另有口径", "by": "王芳", "date": TODAY, **other}
    )


def test_findings_on_the_same_words_are_waived_one_by_one():
    audit = audited()
    first, second, _ = (f.fingerprint for f in audit.findings)
    assert first != second
    done = waive(audit, [waiver(second)], "例.txt", TODAY)
    assert [f.hit.message for f in done.findings] == ["第1次", "占比"]
    assert [(w.finding.hit.message, w.waiver.by) for w in done.waived] == [("第2次", "王芳")]
    assert done.unused == ()
    assert done.tallies == audit.tallies


def test_a_waiver_for_another_document_says_nothing():
    audit = audited()
    done = waive(audit, [waiver(audit.findings[0].fingerprint, document="乙.txt")], "甲.txt", TODAY)
    assert (done.findings, done.waived, done.unused) == (audit.findings, (), ())


def test_of_two_the_one_for_this_document_is_named_and_the_other_is_no_longer_needed_here():
    audit = audited()
    print_of = audit.findings[0].fingerprint
    own, general = waiver(print_of, document="甲.txt"), waiver(print_of)
    for order in ([own, general], [general, own]):
        done = waive(audit, order, "甲.txt", TODAY)
        assert [w.waiver for w in done.waived] == [own]
        assert [u.waiver for u in done.unused] == [general]


def test_the_code_must_be_the_finding_s_too():
    audit = audited()
    done = waive(audit, [waiver(audit.findings[0].fingerprint, "RT02")], "例.txt", TODAY)
    assert done.waived == ()
    assert [u.expired for u in done.unused] == [False]


@pytest.mark.parametrize(("days", "holds"), [(1, True), (0, True), (-1, False)])
def test_a_waiver_holds_to_the_end_of_its_last_day(days, holds):
    audit = audited()
    until = TODAY + timedelta(days=days)
    done = waive(audit, [waiver(audit.findings[0].fingerprint, until=until)], "例.txt", TODAY)
    assert bool(done.waived) is holds
    assert [u.expired for u in done.unused] == ([] if holds else [True])
    assert len(done.findings) == (2 if holds else 3)


def test_a_waiver_of_a_check_that_was_not_run_may_yet_be_needed():
    done = waive(audited(), [waiver("0" * 16, "TX01"), waiver("0" * 16, "SM01")], "例.txt", TODAY)
    assert [u.waiver.code for u in done.unused] == ["SM01"]


def test_two_for_one_finding_are_told_apart_by_document():
    assert twice([waiver("a"), waiver("b"), waiver("a", document="甲")]) is None
    assert twice([waiver("a"), again := waiver("a", reason="再")]) == again
