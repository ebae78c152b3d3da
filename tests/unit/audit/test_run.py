import hashlib
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.audit.stand_ins import at, cites, dossier_of, figure, says, written
from toolkit.audit import run
from toolkit.records import Clear, Evidence, Hit, Legibility, Severity, Span, Unable

DOCUMENT = written("受理80件，办结\n76件，办结率96%。\n受理80件，办结76件，办结率96%。\n")


def hit(*words: str, message: str = "对不上", severity: Severity | None = None) -> Hit:
    return Hit(message=message, evidence=cites(DOCUMENT, *words), severity=severity)


def test_every_outcome_is_counted_and_kept():
    outcomes = (hit("96%"), Clear(evidence=cites(DOCUMENT, "80")), Unable(missing="分母", evidence=()))
    audit = run([says("RT01", *outcomes)], dossier_of(DOCUMENT))
    (tally,) = audit.tallies
    assert (tally.findings, tally.verified, tally.unable, tally.crash) == (1, 1, 1, None)
    assert [f.code for f in audit.findings] == ["RT01"]
    assert [(v.code, v.clear) for v in audit.verified] == [("RT01", outcomes[1])]
    assert [(u.code, u.unable) for u in audit.unable] == [("RT01", outcomes[2])]


def test_a_crash_is_told_and_the_rest_is_done():
    audit = run(
        [says("RT01", hit("96%"), ZeroDivisionError("分母\n为零")), says("SM01", hit("80"))], dossier_of(DOCUMENT)
    )
    crashed, sound = audit.tallies
    assert crashed.crash.startswith("ZeroDivisionError: 分母 为零（stand_ins.py:")
    assert crashed.findings == sound.findings == 1
    assert sound.crash is None


def test_a_crash_is_raised_when_strict():
    with pytest.raises(ZeroDivisionError):
        run([says("RT01", ZeroDivisionError())], dossier_of(DOCUMENT), strict=True)


@pytest.mark.parametrize(
    ("wished", "got"), [(None, "warning"), (Severity.INFO, "info"), (Severity.ERROR, "warning")], ids=str
)
def test_a_hit_may_lower_the_severity_but_not_raise_it(wished, got):
    check = says("RT02", hit("96%", severity=wished), severity=Severity.WARNING)
    assert run([check], dossier_of(DOCUMENT)).findings[0].severity == got


def test_said_twice_is_found_once():
    audit = run([says("RT01", hit("96%"), hit("96%"), hit("96%", message="另一处问题"))], dossier_of(DOCUMENT))
    assert len(audit.findings) == 2
    assert audit.tallies[0].findings == 2


def test_words_recognized_with_doubt_make_a_finding_possible():
    start = DOCUMENT.text.index("76件，办结率")
    sure, doubt = (
        Legibility(span=Span(a, b), confidence=Decimal(c)) for a, b, c in ((0, 4, "0.9"), (start, 11, "0.89"))
    )
    seen = replace(DOCUMENT, legibility=(sure, doubt))
    audit = run([says("RT01", hit("80件"), hit("96%", "76件，办"))], dossier_of(seen))
    kinds = {
        seen.quote(f.hit.evidence[0].span): (f.hit.certainty.value, "由图片识别" in f.hit.message)
        for f in audit.findings
    }
    assert kinds == {"80件": ("certain", False), "96%": ("possible", True)}
    as_text = run([says("RT01", hit("80件"), hit("96%", "76件，办"))], dossier_of(DOCUMENT))
    assert [f.fingerprint for f in audit.findings] == [f.fingerprint for f in as_text.findings]


def test_order_of_checks_does_not_matter():
    checks = [
        says("SM01", hit("76"), Clear(evidence=cites(DOCUMENT, "80"))),
        says("RT01", hit("80"), Unable(missing="甲", evidence=())),
        says("CT01", hit("80"), Clear(evidence=())),
    ]
    audits = {repr(run(order, dossier_of(DOCUMENT))) for order in itertools.permutations(checks)}
    assert len(audits) == 1
    findings = run(checks, dossier_of(DOCUMENT)).findings
    assert [f.code for f in findings] == ["CT01", "RT01", "SM01"]


def test_fingerprint_is_over_code_quotes_and_occurrence():
    digest = hashlib.sha256("RT01\x1f办结76件\x1f96%\x1f0".encode()).hexdigest()[:16]
    (finding,) = run([says("RT01", hit("办结\n76件", "96%"))], dossier_of(DOCUMENT)).findings
    assert finding.fingerprint == digest


def test_fingerprint_tells_equal_words_apart_and_outlives_edits_elsewhere():
    second = Evidence(role="数", span=at(DOCUMENT, "96%", start=25))
    both = run([says("RT01", hit("96%"), Hit(message="对不上", evidence=(second,)))], dossier_of(DOCUMENT)).findings
    assert len({f.fingerprint for f in both}) == 2

    longer = written("　　前言。\n" + DOCUMENT.text)
    moved = run([says("RT01", Hit(message="换个说法", evidence=cites(longer, "96%")))], dossier_of(longer)).findings
    assert moved[0].fingerprint == both[0].fingerprint


def test_figures_under_findings_and_verified_facts_are_checked_others_not():
    document = written("甲12，乙345，丙67，丁89。")
    facts = [figure(document, words) for words in ("12", "345", "67", "89")]
    check = says(
        "RT01",
        Hit(message="", evidence=cites(document, "甲12，乙345")),
        Clear(evidence=cites(document, "乙345")),
        Unable(missing="", evidence=cites(document, "67")),
    )
    assert run([check], dossier_of(document, *facts)).checked == 2


def test_evidence_on_part_of_a_figure_counts():
    document = written("甲12，乙345。")
    check = says("RT01", Clear(evidence=cites(document, "34")))
    assert run([check], dossier_of(document, figure(document, "12"), figure(document, "345"))).checked == 1
