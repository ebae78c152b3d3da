"""Generated archives: the same on every run, free of faults but for the planted ones, copied where it is said."""

import io
import json

import docx
import pytest
from click.testing import CliRunner
from rapidfuzz import fuzz

from evals.archives.__main__ import main
from evals.archives.make import Plan, written
from evals.archives.offices import office
from evals.archives.truth import load
from toolkit.knowledge import load as knowledge
from toolkit.pipeline import audit_document
from toolkit.read import read_bytes
from toolkit.records import Severity

SMALL = Plan(documents=24, seed=7, years=3, length=(2_000, 6_000), faults=0.5, copies=0.8)


@pytest.fixture(scope="module")
def archive():
    return list(written(SMALL))


def audited(text, name="自评报告.txt"):
    return audit_document(read_bytes(text.encode(), name=name), knowledge(), strict=True)


def test_one_seed_makes_the_same_archive(archive):
    assert archive == list(written(SMALL))
    assert archive != list(written(Plan(documents=24, seed=8, years=3, length=(2_000, 6_000))))


def test_years_follow_on_each_other(archive):
    assert len(archive) == len({each.made.path for each in archive}) == 24
    assert [each.made.year for each in archive[:3]] == [2023, 2024, 2025]
    assert len({each.made.office for each in archive}) == 8


def test_documents_are_as_long_as_planned():
    sizes = [len(each.text) for each in written(Plan(documents=40, years=1))]
    assert 4_000 < min(sizes) < 7_000
    assert 22_000 < max(sizes) < 36_000
    assert max(len(each.text) for each in written(Plan(documents=40, years=1, length=(1_500, 1_500)))) < 3_200


def test_sound_documents_have_no_errors():
    for each in written(Plan(documents=12, seed=3, years=2, length=(3_000, 9_000), faults=0)):
        result = audited(each.text)
        assert [f.hit.message for f in result.audit.findings if f.severity is Severity.ERROR] == []
        identity = result.facts.identity
        assert (identity.organization, identity.year) == (each.made.organization, each.made.year)


def test_a_planted_fault_stands_where_it_is_said(archive):
    faults = [(each, each.fault) for each in archive if each.fault]
    assert 6 <= len(faults) <= 19
    for each, fault in faults:
        assert all(0 <= place.start <= place.end <= len(each.text) for place in fault.places)
        assert fault.path == each.made.path
    each, fault = next((each, fault) for each, fault in faults if fault.code.startswith(("RT", "SM", "CN01")))
    spans = [evidence.span for f in audited(each.text).audit.findings for evidence in f.hit.evidence]
    assert any(span.start < place.end and place.start < span.end for span in spans for place in fault.places)


def test_a_copy_has_the_words_of_its_source(archive):
    texts = {each.made.path: each.text for each in archive}
    copies = [copied for each in archive for copied in each.copied]
    assert {copied.between for copied in copies} == {"offices", "years"}
    assert {(copied.words, copied.figures) for copied in copies} >= {("kept", "kept"), ("edited", "changed")}
    for copied in copies:
        source, copy = (texts[place.path][place.start : place.end] for place in (copied.source, copied.copy))
        assert "\n" not in source + copy
        if (copied.words, copied.figures) == ("kept", "kept"):
            assert source == copy
        else:
            assert fuzz.ratio(source, copy) > 70


def test_other_paragraphs_are_not_alike():
    paragraphs = [
        line
        for each in written(Plan(documents=16, years=2, copies=0, faults=0, length=(5_000, 8_000)))
        for line in each.text.split("（四）重点项目支出情况")[1].split("三、存在的主要问题")[0].splitlines()
        if len(line) > 100
    ]
    assert len(paragraphs) > 200
    alike = [(a, b) for n, a in enumerate(paragraphs) for b in paragraphs[:n] if fuzz.ratio(a, b, score_cutoff=75)]
    assert alike == []


def test_offices_are_many_and_some_are_renamed():
    offices = [office(1, number, range(2018, 2026)) for number in range(4_000)]
    assert len({each.name for each in offices}) == 4_000
    renamed = [each for each in offices if each.renamed]
    assert 40 < len(renamed) < 400
    assert all(each.called(each.renamed - 1) != each.called(each.renamed) == each.name for each in renamed)


def test_the_command_writes_files_and_the_truth(tmp_path):
    folder = tmp_path / "库"
    arguments = [folder, "--documents", 12, "--years", 3, "--formats", "txt,docx", "--length", 2000, 3000]
    done = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert "12 份报告" in done.output
    truth = load(tmp_path / "库.truth.json")
    assert len(truth.documents) == 12
    assert sorted(each.path for each in truth.documents) == sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*.*")
    )
    made = {each.path: each for each in truth.documents}
    path, expected = next((path, each) for path, each in made.items() if path.endswith(".docx"))
    content = (folder / path).read_bytes()
    assert len(read_bytes(content, name=path).text) == expected.characters
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text.startswith(expected.organization)


def test_another_format_is_refused(tmp_path):
    done = CliRunner().invoke(main, [str(tmp_path / "库"), "--formats", "pdf"])
    assert done.exit_code == 2
    assert "只能是 txt、docx" in done.output


def test_another_version_of_the_truth_is_refused(tmp_path):
    path = tmp_path / "truth.json"
    path.write_text(json.dumps({"format": "jixiao.archive-truth", "version": 2}), encoding="utf-8")
    with pytest.raises(ValueError, match="version 1"):
        load(path)
