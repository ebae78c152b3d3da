"""Three reports in other forms than our examples, from form to audit: items of a rubric, a table, a hospital."""

import csv
import json
from pathlib import Path

import pytest

STYLES = ("逐项评分.txt", "指标表.md", "医院.txt")
FOLDER = Path(__file__).parents[1] / "samples/drafts"


def filled(form) -> int:
    """Fill the form with last year's figures, leave what is asked in words blank, and return how many were filled."""
    with form.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    key, last, now = (head.index(name) for name in ("键", "上年数", "本年数"))
    for row in rows:
        if any(letter.isdigit() for letter in row[last]) and not row[key].startswith(("落款", "开头")):
            row[now] = row[last].lstrip("'")
    with form.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return sum(bool(row[now]) for row in rows)


@pytest.mark.parametrize("name", STYLES)
def test_a_form_filled_makes_a_draft_without_errors_or_warnings(jixiao, tmp_path, name):
    form, draft = tmp_path / "填报表.csv", tmp_path / "草稿.docx"
    assert jixiao("draft", FOLDER / name, "--year", 2024, "--facts-form", form).exit_code == 0
    given = filled(form)
    assert given > 30
    done = jixiao("draft", FOLDER / name, "--year", 2024, "--facts", form, "-o", draft)
    assert done.exit_code == 0, done.stderr
    audit = json.loads(jixiao("audit", draft, "--format", "json", "--fail-on", "never").stdout)
    told = [(f["code"], f["message"]) for f in audit["findings"] if f["severity"] != "info"]
    assert told == []
    assert "ST04" in {f["code"] for f in audit["findings"]}  # what is asked in words is still blank


@pytest.mark.parametrize("name", STYLES)
def test_a_draft_that_nobody_has_filled_has_no_errors_or_warnings(jixiao, tmp_path, name):
    draft = tmp_path / "草稿.docx"
    jixiao("draft", FOLDER / name, "--year", 2024, "-o", draft)
    audit = json.loads(jixiao("audit", draft, "--format", "json", "--fail-on", "never").stdout)
    assert [(f["code"], f["message"]) for f in audit["findings"] if f["severity"] != "info"] == []


def test_what_is_no_self_evaluation_is_refused_in_one_line(jixiao, tmp_path):
    (tmp_path / "请示.txt").write_text("关于维修经费的请示\n县财政局：\n维修需经费38万元。\n妥否，请批示。\n", "utf-8")
    done = jixiao("draft", tmp_path / "请示.txt", "--year", 2024)
    assert done.exit_code == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("请示.txt：不像绩效自评报告")


def test_what_a_report_of_work_has_not_is_told_on_standard_error(jixiao, tmp_path):
    (tmp_path / "总结.txt").write_text(
        "青禾县水务局2023年工作总结\n一、存在问题\n（一）征迁慢。\n二、打算\n（一）加快征迁。\n", "utf-8"
    )
    done = jixiao("draft", tmp_path / "总结.txt", "--year", 2024)
    assert done.exit_code == 0
    assert done.stderr.startswith("总结.txt：没有读到自评报告的标题、绩效指标和评分项、自评总得分、预算收支")
