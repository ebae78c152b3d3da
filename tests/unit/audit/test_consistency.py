import pytest

from tests.unit.audit.stand_ins import cites, dossier_of, ledger, says, stated, written
from toolkit.audit import consistency, run
from toolkit.audit.consistency import Consistency
from toolkit.records import Clear, Hit, Outcome, Recomputation, Span, Unable

DOCUMENT = written("甲乙丙丁戊己庚辛壬癸\n")
SUM = Recomputation(formula="1 + 1", stated="2", recomputed="2")


def of(*outcomes: Outcome, again: tuple[Outcome, ...] = ()) -> Consistency:
    audit = run([says("RT01", *outcomes), says("RT02", *again)], dossier_of(DOCUMENT))
    return consistency(audit, ledger(*stated(*outcomes)))


def holds(word: str) -> Clear:
    return Clear(evidence=cites(DOCUMENT, word), recomputation=SUM)


def fails(word: str) -> Hit:
    return Hit(message="错", evidence=cites(DOCUMENT, word), recomputation=SUM)


def test_each_place_counts_once_however_many_checks_look():
    found = of(holds("甲"), holds("乙"), fails("丙"), again=(holds("甲"), fails("丙")))
    assert (len(found.held), len(found.refuted), found.recomputed) == (2, 1, 3)


def test_what_one_check_refutes_holds_for_no_other():
    found = of(fails("甲"), again=(holds("甲"),))
    assert (found.held, found.refuted) == (frozenset(), {Span(0, 1)})


def test_what_has_no_arithmetic_or_could_not_be_checked_counts_for_nothing():
    words = Hit(message="错字", evidence=cites(DOCUMENT, "丁"))
    seen = Clear(evidence=cites(DOCUMENT, "戊"))
    missing = Unable(missing="分母", evidence=cites(DOCUMENT, "己"))
    nowhere = Hit(message="缺一章", evidence=(), recomputation=SUM)
    assert of(words, seen, missing, nowhere).score is None
    assert of(words, seen, missing, nowhere, holds("甲")).score == 100


def test_what_is_no_figure_counts_for_nothing():
    audit = run([says("CT02", holds("甲"), holds("乙"), fails("丙"))], dossier_of(DOCUMENT))
    found = consistency(audit, ledger(*stated(holds("乙"))))
    assert (found.held, found.refuted) == ({Span(1, 2)}, frozenset())
    assert consistency(audit, ledger()).score is None


@pytest.mark.parametrize(("held", "refuted", "score"), [(199, 1, 99), (2, 1, 66), (1, 199, 0), (7, 0, 100), (0, 3, 0)])
def test_only_the_whole_is_a_hundred(held, refuted, score):
    spans = [Span(at, at + 1) for at in range(held + refuted)]
    assert Consistency(held=frozenset(spans[:held]), refuted=frozenset(spans[held:])).score == score
