import pytest

from tests.checks.judging import document
from toolkit.audit import Dossier, Prior
from toolkit.checks.alignment import Kind, bare, twins
from toolkit.extract import extract
from toolkit.knowledge import load

SAID = "各村按季度清点应急沙袋，报镇农业服务中心复核入库。"


def dossier(text, prior=None):
    def read(words):
        found = document(words)
        return found, extract(found, load())

    own, facts = read(text)
    last = Prior(**dict(zip(("document", "facts"), read(prior), strict=True))) if prior else None
    return Dossier(document=own, facts=facts, knowledge=load(), prior=last)


def test_marks_are_set_apart_and_figures_are_not_read_through():
    found = bare(document("统筹使用，监督3次（季度）。"))
    assert found.text == "统筹使用监督\n次季度\n"
    assert found.marks == {4: ","}
    assert found.passage(2, 6).text == "使用,监督"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{SAID}\n雨季过后，{SAID.replace('核', '该')}", Kind.REPORT),
        (f"{SAID.replace('核', '该')}\n雨季过后，{SAID}", Kind.REPORT),
        ("负责干部的教育、培训、选拔、考校和监督工作。", Kind.WORDING),
    ],
)
def test_one_other_character(text, kind):
    found = [twin for twin in twins(dossier(text)) if twin.other_character() is not None]
    assert [twin.kind for twin in found] == [kind]


def test_last_year_says_it_otherwise():
    (found,) = [t for t in twins(dossier(SAID.replace("清点", "清占"), prior=SAID)) if t.other_character() is not None]
    place = found.other_character()
    assert (found.own.text[place], found.witness.text[place + found.shift]) == ("占", "点")
    assert found.kind is Kind.PRIOR


def test_a_mark_that_one_side_lacks():
    text = f"{SAID}\n{SAID.replace('，', '')}"
    assert [(here, there) for twin in twins(dossier(text)) for _, here, there in twin.marks()] == [("", ",")]


def test_the_same_words_with_the_same_marks_say_nothing():
    found = twins(dossier(f"{SAID}\n{SAID}"))
    assert found
    assert [each for twin in found for each in twin.marks()] == []
    assert [twin.other_character() for twin in found] == [None] * len(found)
