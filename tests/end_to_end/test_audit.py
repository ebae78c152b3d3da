import json

import pytest

from tests.end_to_end.conftest import EXAMPLE
from toolkit.records import Severity


def test_an_example_for_the_terminal(jixiao):
    done = jixiao("audit", EXAMPLE)
    assert done.exit_code == 1
    assert done.stderr == ""
    assert "错误 RT01" in done.stdout
    assert "按期开工率【92.67%】" in done.stdout
    assert "覆盖" in done.stdout


def test_an_example_as_json(jixiao):
    done = jixiao("audit", EXAMPLE, "--format", "json")
    result = json.loads(done.stdout)
    text = EXAMPLE.read_text(encoding="utf-8")
    places = [e for f in result["findings"] for e in f["evidence"]]
    assert len(places) >= 10
    assert [p for p in places if text[p["start"] : p["end"]] != p["quote"]] == []
    assert result["verified"]
    assert set(result["versions"]) == {"toolkit", "format", "knowledge"}
    coverage = result["coverage"]
    assert coverage["figures"] >= coverage["in_facts"] > 0
    assert coverage["figures"] >= coverage["checked"] > 0


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        ([Severity.ERROR], None, 1),
        ([Severity.WARNING], None, 0),
        ([Severity.WARNING], "warning", 1),
        ([Severity.INFO], "warning", 0),
        ([Severity.INFO], "info", 1),
        ([Severity.ERROR], "never", 0),
        ([], "info", 0),
    ],
)
def test_exit_code_says_whether_something_was_found(jixiao, told, report, found, fail_on, code):
    told(*found)
    assert jixiao("audit", report, *(["--fail-on", fail_on] if fail_on else [])).exit_code == code


def test_a_crash_is_told_and_goes_before_findings(jixiao, told, report):
    told(Severity.ERROR, crash=True)
    done = jixiao("audit", report, "--format", "json")
    assert done.exit_code == 3
    assert done.stderr.startswith("自评报告.txt：检查项 SM01 出错（KeyError: '合计'")
    assert len(done.stderr.splitlines()) == 1
    result = json.loads(done.stdout)
    assert [t["code"] for t in result["tallies"] if t["crash"]] == ["SM01"]
    assert len(result["findings"]) == 1


def test_an_unreadable_file_goes_before_a_crash_and_stops_nothing(jixiao, told, report, tmp_path):
    told(crash=True)
    missing = tmp_path / "没有.txt"
    done = jixiao("audit", report, missing, report, "--format", "jsonl")
    assert done.exit_code == 2
    assert [json.loads(line)["document"]["name"] for line in done.stdout.splitlines()] == ["自评报告.txt"] * 2
    assert sum(str(missing) in line for line in done.stderr.splitlines()) == 1


def test_a_fault_of_ours_in_one_file_does_not_lose_the_others(jixiao, report, monkeypatch, told):
    told()
    tried = []

    def read(path):
        tried.append(path)
        if len(tried) == 1:
            raise IndexError("out of range")
        return original(path)

    from toolkit import pipeline

    original = pipeline.read
    monkeypatch.setattr(pipeline, "read", read)
    done = jixiao("audit", report, report, "--format", "json")
    assert done.exit_code == 2
    assert "程序出错（IndexError: out of range）" in done.stderr
    assert len(json.loads(done.stdout)) == 1


def test_an_interrupt_keeps_what_is_done(jixiao, report, monkeypatch, told):
    told(Severity.ERROR)
    from toolkit import pipeline

    original = pipeline.read
    files = iter([original(report), original(report)])

    def read(path):
        try:
            return next(files)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(pipeline, "read", read)
    done = jixiao("audit", report, report, report, "--format", "json")
    assert done.exit_code == 130
    assert done.stderr == "已中断：3 个文件完成 2 个\n"
    assert len(json.loads(done.stdout)) == 2


@pytest.mark.parametrize(
    ("options", "ran"),
    [
        ([], {"RT01", "SM01"}),
        (["--select", "RT01"], {"RT01"}),
        (["--select", "sm"], {"SM01"}),
        (["--select", "RT01,SM01"], {"RT01", "SM01"}),
        (["--select", "RT01", "--select", "SM01"], {"RT01", "SM01"}),
        (["--ignore", "RT"], {"SM01"}),
        (["--select", "RT,SM", "--ignore", "SM01"], {"RT01"}),
    ],
    ids=lambda given: " ".join(sorted(given)),
)
def test_checks_are_chosen_by_code_and_family(jixiao, told, report, options, ran):
    told(crash=True)
    result = json.loads(jixiao("audit", report, "--format", "json", *options).stdout)
    assert {tally["code"] for tally in result["tallies"]} == ran


@pytest.mark.parametrize(
    ("options", "told_why"),
    [
        (["--select", "RT91"], "没有检查项 RT91，是否想写 RT01"),
        (["--ignore", "ZZZZ"], "没有检查项 ZZZZ，用 jixiao explain 查看全部"),
        (["--select", "RT", "--ignore", "RT"], "没有可查的检查项"),
        (["--format", "pdf"], "选项 --format 只能是 terminal、json、jsonl"),
        (["--fail-on", "all"], "选项 --fail-on 只能是"),
        (["--knowledge", "没有这个目录"], "没有这个目录"),
        (["--prior", "没有这个文件.txt"], "没有这个文件.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_line(jixiao, told, report, options, told_why):
    told(crash=True)
    done = jixiao("audit", report, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told_why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_last_years_report_is_handed_to_the_checks(jixiao, report, tmp_path, monkeypatch):
    seen = []

    def look(dossier):
        seen.append(dossier.prior and dossier.prior.document.name)
        yield from ()

    from dataclasses import replace

    from tests.unit.audit.stand_ins import says

    monkeypatch.setattr("toolkit.audit.catalogue", lambda: (replace(says("YR01"), look=look),))
    prior = tmp_path / "上年.txt"
    prior.write_text("石桥镇2022年度自评报告\n", encoding="utf-8")
    assert jixiao("audit", report, "--prior", prior).exit_code == 0
    assert jixiao("audit", report).exit_code == 0
    assert seen == ["上年.txt", None]
