"""No figure in a draft without a source, over all our reports, and over reports with faults planted in them."""

import re
from pathlib import Path

import pytest

from evals.faults.plant import plant
from toolkit.draft.format import DRAFT_FORMATS
from toolkit.knowledge import load
from toolkit.pipeline import audit_document, draft_document
from toolkit.read import read, read_bytes
from toolkit.records.draft import Blank, Filled

ROOT = Path(__file__).parents[2]
REPORTS = sorted(
    path
    for folder in ("examples", "evals/corpus", "evals/faults/reports", "tests/samples")
    for path in (ROOT / folder).iterdir()
    if path.suffix in {".txt", ".docx"}
)
YEAR = 2031
MAY_SAY = re.compile(rf"{YEAR}年|{YEAR + 1}年|1—12月|12月31日")
NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十]+[、章节]|（[一二三四五六七八九十]+）|\d+\.)")
KNOWLEDGE = load()


def planted(path, n):
    """Return two reports made of one: a fault of another kind in each, and of other kinds than in the report before."""
    found = plant(path.stem, path.read_text(encoding="utf-8"), seed=n)
    return [
        pytest.param(fault, id=f"{path.stem}-{fault.code}")
        for fault in (found[n % len(found)], found[-1 - n % len(found)])
    ]


CLEAN = [path for path in REPORTS if path.parent.name == "reports"]
WITH_FAULTS = [fault for n, path in enumerate(CLEAN) for fault in planted(path, n)]


@pytest.fixture(scope="module", params=[*(pytest.param(path, id=path.stem) for path in REPORTS), *WITH_FAULTS])
def made(request):
    one = request.param
    document = read(one) if isinstance(one, Path) else read_bytes(one.text.encode(), name="r.txt")
    return document, draft_document(document, KNOWLEDGE, YEAR)


def digits(text):
    return re.findall(r"\d+(?:\.\d+)?", text)


def test_every_figure_has_a_source(made):
    document, draft = made
    for run in draft.runs():
        if isinstance(run, Blank) or run.fact is not None:
            continue
        quotes = "".join("".join(document.quote(span).split()) for span in run.source)
        assert all(figure in quotes for figure in digits(MAY_SAY.sub("", run.text))), run


def test_a_heading_has_the_figures_of_the_old_one(made):
    document, draft = made
    for section in draft.sections:
        quotes = "".join(digits("".join(document.settled[s.start : s.end] for s in section.source)))
        words = NUMBER.sub("", MAY_SAY.sub("", section.heading))
        assert all(figure in quotes for figure in digits(words)), section.heading


def test_no_result_of_last_years_stands_in_the_text(made):
    _, draft = made
    for section in draft.sections:
        for part in section.content:
            words = "".join(r.text for r in getattr(part, "runs", ()) if isinstance(r, Filled))
            assert not re.search(r"比上年|同比|实际完成值为\d|自评得分\d|完成率为\d", words), words


def test_no_section_is_lost_or_empty(made):
    _, draft = made
    for section, following in zip(draft.sections[1:], (*draft.sections[2:], None), strict=True):
        inner = following is not None and following.level > section.level
        assert section.content or inner, section.heading


def test_a_draft_that_is_not_filled_has_nothing_against_it(made):
    document, draft = made
    if document.name.startswith(("r", "y")):
        return  # as above: two audits of a report take their time
    written = b"".join(DRAFT_FORMATS["markdown"](document, draft))
    loud = [
        f for f in audit_document(read_bytes(written, name="草稿.md"), KNOWLEDGE).audit.findings if f.severity != "info"
    ]
    assert [f.hit.message for f in loud if not f.code.startswith("TX")] == []  # slips that only a person can mend


def test_every_format_is_written(made):
    document, draft = made
    if document.name.startswith(("r", "y")) or ".faulty" in document.name:
        return  # the same writers as above: their other halves are enough
    count = len(list(draft.blanks()))
    page = b"".join(DRAFT_FORMATS["html"](document, draft)).decode()
    assert page.count('class="blank"') == count
    assert b"".join(DRAFT_FORMATS["markdown"](document, draft)).decode().count("**【") == count
    text = read_bytes(b"".join(DRAFT_FORMATS["docx"](document, draft)), name="草稿.docx").text
    assert re.findall(r"【(\d+)】", text) == [str(n) for n in range(1, count + 1)]
