import json

from click.testing import CliRunner

from toolkit.cli import main

REPORT = "清溪镇人民政府2023年部门整体支出绩效自评报告\n一、自评情况\n村道硬化里程12.6公里。\n"
FORM = "三级指标\t年度指标值\t实际完成值\n村道硬化里程\t12公里\t{}公里\n"


def audited(folder, actual, *options):
    (folder / "报告.txt").write_text(REPORT, encoding="utf-8")
    (folder / "自评表.txt").write_text(FORM.format(actual), encoding="utf-8")
    files = [str(folder / "报告.txt"), str(folder / "自评表.txt")]
    result = CliRunner().invoke(main, ["audit", *files, "--format", "json", *options])
    return result.exit_code, json.loads(result.stdout)


def test_a_figure_that_differs_between_report_and_form_is_found(tmp_path):
    code, audit = audited(tmp_path, "16.2", "--together")
    clash = [f for f in audit["findings"] if f["code"] == "CN04"]
    assert code == 1
    assert {e["quote"] for f in clash for e in f["evidence"]} == {"12.6公里", "16.2公里"}
    assert {e["place"] for f in clash for e in f["evidence"]} == {"报告.txt", "自评表.txt"}


def test_figures_that_agree_are_no_finding(tmp_path):
    _, audit = audited(tmp_path, "12.6", "--together")
    assert [f for f in audit["findings"] if f["code"] == "CN04"] == []


def test_without_the_option_each_file_is_its_own(tmp_path):
    _, audits = audited(tmp_path, "16.2")
    assert [a["document"]["name"] for a in audits] == ["报告.txt", "自评表.txt"]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_audited(tmp_path):
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    files = [str(tmp_path / "报告.txt"), str(tmp_path / "没有.xlsx")]
    result = CliRunner().invoke(main, ["audit", *files, "--together", "--format", "json"])
    assert result.exit_code == 2
    assert "没有.xlsx" in result.stderr
    assert json.loads(result.stdout)["document"]["name"] == "报告.txt"
