from dataclasses import replace

import pytest

from tests.browser.audits import hostile, told
from tests.unit.audit.stand_ins import cites, written
from tests.unit.report.audits import DOCUMENT, RATIO, audited, two_findings
from tests.unit.report.sarif_shapes import Log, Result, Run
from toolkit.audit import catalogue
from toolkit.read import read_bytes, together
from toolkit.records import Evidence, Hit, Span
from toolkit.report import AUDIT_FORMATS, Audited, Sheet


def run_of(*results: Audited, sheet: Sheet | None = None) -> Run:
    log = b"".join(AUDIT_FORMATS["sarif"](results, sheet or Sheet(several=len(results) > 1)))
    (only,) = Log.model_validate_json(log).runs
    return only


def only(result: Audited, kind: str = "fail") -> Result:
    (found,) = [each for each in run_of(result).results if each.kind == kind]
    return found


def region(result: Audited) -> tuple[int | None, ...]:
    physical = only(result).locations[0].physical_location
    assert physical
    found = physical.region
    assert found
    return found.start_line, found.start_column, found.end_line, found.end_column, found.char_offset, found.char_length


def test_what_is_certain_fails_and_what_is_possible_or_not_checked_asks_for_review():
    run = run_of(two_findings())
    assert [(each.rule_id, each.kind, each.level) for each in run.results] == [
        ("RT01", "fail", "error"),
        ("SM01", "review", "none"),
        ("RT01", "pass", "none"),
        ("SM01", "review", "none"),
    ]
    assert (run.results[1].properties or {})["severity"] == "warning"
    assert run.results[3].message.text == "未能检查，缺少：缺少\n合计"


def test_a_finding_has_sum_advice_fingerprint_and_what_it_is_held_against():
    finding = only(two_findings())
    assert finding.message.text.splitlines() == [RATIO.message, "验算：76 ÷ 80 × 100% = 95%，写作 96%", "建议：应为95%"]
    assert finding.partial_fingerprints == {"jixiao/v1": two_findings().audit.findings[0].fingerprint}
    related = finding.related_locations or []
    assert [each.physical_location.region.snippet.text for each in related if each.physical_location] == ["76", "80"]
    assert [each.fully_qualified_name for each in finding.locations[0].logical_locations] == ["一、基本情况"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_has_lines_and_columns(end):
    document = read_bytes(f"第一行{end}受理𠮷80件，办结{end}76件。{end}".encode(), name="a.txt")
    at = document.text.index("80件")
    finding = Hit(message="错", evidence=(Evidence(role="数", span=Span(at, at + 3)),))
    assert region(told(document, finding)) == (2, 4, 2, 7, at, 3)
    across = Hit(message="错", evidence=cites(document, f"办结{end}76"))
    start = document.text.index("办结")
    assert region(told(document, across)) == (2, 8, 3, 3, start, 4 + len(end))


def test_another_format_has_characters_and_a_place():
    document = replace(
        DOCUMENT, format="pdf", path="a.pdf", blocks=tuple(replace(b, place="第3页") for b in DOCUMENT.blocks)
    )
    run = run_of(replace(audited({"RT01": [RATIO]}), document=document))
    (place,) = run.results[0].locations[0].logical_locations
    assert (place.name, place.fully_qualified_name, place.kind) == ("第3页", "一、基本情况 › 第3页", "paragraph")
    physical = run.results[0].locations[0].physical_location
    assert physical
    assert physical.region
    assert (physical.region.start_line, physical.region.snippet.text) == (None, "96%")
    assert run.artifacts[0].mime_type == "application/pdf"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("报告/自评 100%.txt", "%E6%8A%A5%E5%91%8A/%E8%87%AA%E8%AF%84%20100%25.txt"),
        ("a:b#c?.txt", "a%3Ab%23c%3F.txt"),
        ("../上级/a.txt", "../%E4%B8%8A%E7%BA%A7/a.txt"),
        ("/data/报告.txt", "file:///data/%E6%8A%A5%E5%91%8A.txt"),
    ],
)
def test_a_path_is_a_uri(path, uri):
    run = run_of(replace(audited({"RT01": [RATIO]}), document=replace(DOCUMENT, path=path)))
    location = run.artifacts[0].location
    assert location
    assert location.uri == uri


def test_standard_input_has_no_uri():
    run = run_of(two_findings())
    assert run.artifacts[0].location is None
    assert run.artifacts[0].description
    assert run.artifacts[0].description.text == "标准输入"


def test_of_files_read_as_one_only_the_first_is_the_file():
    one, other = (read_bytes(f"{word}80件。\n".encode(), name=f"{word}.txt", path=f"{word}.txt") for word in "甲乙")
    both = together([one, other])
    hits = [Hit(message=word, evidence=cites(both, word)) for word in "甲乙"]
    first, second = [each.locations[0] for each in run_of(told(both, *hits)).results]
    assert first.physical_location
    assert second.physical_location is None
    assert second.logical_locations[0].name == "乙.txt"


def test_several_documents_are_one_run():
    run = run_of(two_findings(), hostile())
    assert len(run.artifacts) == 2
    files = [each.locations[0].physical_location for each in run.results]
    assert {each.artifact_location.index for each in files if each} == {0, 1}


def test_rules_have_the_manual():
    rules = {rule.id: rule for rule in run_of(two_findings()).tool.driver.rules}
    check = next(check for check in catalogue() if check.code == "RT01")
    assert rules["RT01"].help
    assert rules["RT01"].help.markdown
    assert rules["RT01"].help.markdown.startswith(f"# RT01 {check.title}")
    assert "## 有问题" in rules["RT01"].help.markdown
    assert rules["RT01"].name == "RatioInconsistent"


def test_how_the_run_went_is_told():
    run = run_of(audited({"RT01": [KeyError("合计")]}), sheet=Sheet(told=["乙.txt：没有这个文件。"], ending=lambda: 3))
    (invocation,) = run.invocations
    assert (invocation.execution_successful, invocation.exit_code) == (False, 3)
    levels = {each.message.text.partition("：")[0]: each.level for each in invocation.tool_execution_notifications}
    assert levels == {"检查项 RT01 出错": "error", "没有读出": "note", "乙.txt": "error"}
    assert run_of(two_findings(), sheet=Sheet(ending=lambda: 1)).invocations[0].execution_successful


def test_words_are_no_placeholders_and_no_links():
    document = written("{0}[见](1)八十件\n")
    message = only(told(document, Hit(message="{0} [见](1) [注]", evidence=cites(document, "八十")))).message
    assert message.text == r"{{0}} \[见](1) [注]"


def test_what_has_no_place_is_said_of_the_file():
    finding = only(told(written("受理八十件。\n"), Hit(message="缺少一章", evidence=())))
    physical = finding.locations[0].physical_location
    assert physical
    assert physical.region is None


def test_hostile_words_are_valid_too():
    run = run_of(hostile())
    assert run.results[0].message.text.startswith("<svg onload=alert(2)>\ufffd")


def test_nothing_read_is_a_log_too():
    assert run_of(sheet=Sheet(several=True, ending=lambda: 2)).results == []
