"""A draft filled in as a person fills it: the form, the facts, the file that was worked on, and the audit."""

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "examples/松汀镇2023年自评报告.txt"
ANSWERS = {
    "得满分的原因": "无",
    "没有达到年度目标的指标": "没有达到年度目标的指标：新建农村公共厕所数量，只完成3座。",
    "等次": "优",
    "哪个办公室": "经济发展办公室",
    "什么时候完成": "9月底",
    "总体工作": "围绕产业、村镇、民生三个方面开展工作。",
    "部门整体支出绩效目标": "年初批复的绩效目标包括产出、效益和满意度三个方面。",
    "绩效管理情况": "全部预算项目编报了绩效目标并开展监控。",
    "管理的总体情况": "预算管理规范，失分项为产出指标和部门预算支出率。",
    "加快预算支出进度”在": "按月通报支出情况12次。",
    "做实项目前期准备”在": "公共厕所选址于3月完成复核。",
    "已经解决": "仍未完全解决，支出进度仍然偏慢，项目前期准备仍有不足。",
    "新出现的问题": "公共厕所建设任务没有完成，项目前期准备不足。",
    "完成了什么": "按计划实施。",
    "新增": "本年没有新增项目。",
    "工作成效": "村容村貌继续改善。",
}


@pytest.fixture
def form(jixiao, tmp_path):
    """Write the form of the example, and fill it in with last year's figures and answers in words."""
    path = tmp_path / "填报表.xlsx"
    done = jixiao("draft", SOUND, "--year", 2024, "--facts-form", path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "填好“本年数”一列后用 --facts 填入" in done.stderr
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        last, unit, check = row[4].value, row[3].value, row[7].value
        if unit and check.startswith("可不填"):
            continue
        figure = "".join(sign for sign in last or "" if sign in "0123456789.")
        row[6].value = float(figure) if unit else next(words for asks, words in ANSWERS.items() if asks in row[2].value)
    book.save(path)
    return path


def put(form: Path, key: str, value: object) -> int:
    """Change one answer, and return its row."""
    book = load_workbook(form)
    row = next(r for r in book.worksheets[0].iter_rows(min_row=2) if r[1].value == key)
    row[6].value = value
    book.save(form)
    return row[0].row


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_a_filled_draft_audits_clean(jixiao, form, tmp_path, suffix):
    draft = tmp_path / f"2024年自评报告.{suffix}"
    done = jixiao("draft", SOUND, "--year", 2024, "--facts", form, "-o", draft)
    assert done.exit_code == 0, done.stderr
    assert "要填的 0 处" in done.stderr
    audit = jixiao("audit", draft, "--fail-on", "warning")
    assert "错误 0　警告 0" in audit.stdout, audit.stdout
    assert audit.exit_code == 0


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_the_example_form_makes_a_report_without_errors(jixiao, tmp_path, suffix):
    draft = tmp_path / f"草稿.{suffix}"
    done = jixiao("draft", SOUND, "--year", 2024, "--facts", ROOT / "examples/松汀镇2024年填报表.csv", "-o", draft)
    assert "要填的 0 处" in done.stderr
    assert "错误 0　警告 0" in jixiao("audit", draft).stdout


def test_a_year_that_is_not_later_is_refused(jixiao, tmp_path):
    for year in (2022, 2023):
        done = jixiao("draft", SOUND, "--year", year, "-o", tmp_path / "草稿.md")
        assert done.exit_code == 2
        assert f"--year {year}：给的已经是2023年度的报告" in done.stderr
    assert "中间隔了1年" in jixiao("draft", SOUND, "--year", 2025).stdout
    also = jixiao("draft", SOUND, "--year", 2024, "--also", SOUND)
    assert "不早于2023年度" in also.stderr


def test_an_ending_that_names_no_format_is_refused(jixiao, tmp_path):
    done = jixiao("draft", SOUND, "--year", 2024, "-o", tmp_path / "草稿.xyz")
    assert done.exit_code == 2
    assert "看不出写成什么格式" in done.stderr


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("指标.修缮村道里程.完成率", 96, "最多按100%计 算是 100%"),
        ("指标.群众满意度.实际值", 96.1, "算是 94.30%"),
        ("机构设置及人员情况.镇政府内设机构", 8, "CT01 写作 8个，列出的是 7 项"),
        ("得分.制度建设.得分", 7, "高于分值 5分"),
        ("预算.部门整体收支.支出", "七千万", "不是数"),
    ],
)
def test_a_wrong_fact_is_named_with_its_row_and_nothing_is_written(jixiao, form, tmp_path, key, value, words):
    row = put(form, key, value)
    out = tmp_path / "草稿.md"
    done = jixiao("draft", SOUND, "--year", 2024, "--facts", form, "-o", out)
    assert done.exit_code == 2
    assert not out.exists()
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"填报表.xlsx 第{row}行（{key}）：")
    assert words in lines[0]


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_a_draft_that_was_worked_on_keeps_what_people_wrote(jixiao, tmp_path, suffix):
    draft, facts = tmp_path / f"草稿.{suffix}", tmp_path / "表.toml"
    facts.write_text('"指标.修缮村道里程.实际值" = 13.5\n"成效.一" = "修路13.5公里"\n', encoding="utf-8")
    assert jixiao("draft", SOUND, "--year", 2024, "-o", draft).exit_code == 0
    edit(draft)
    done = jixiao("draft", SOUND, "--year", 2024, "--facts", facts, "--into", draft)
    assert "填上 3 处" in done.stderr
    text = jixiao("extract", draft, "--format", "json").stdout
    assert "本镇概况由综合办公室重写" in text
    assert "2024年实际完成值为13.5公里，指标完成率为100%。" in text
    assert "修路13.5公里。" in text
    again = draft.read_bytes()
    assert "填上 0 处" in jixiao("draft", SOUND, "--year", 2024, "--facts", facts, "--into", draft).stderr
    assert draft.read_bytes() == again


def edit(draft: Path) -> None:
    """Write into a draft what a person would."""
    old, new = "促进农民增收", "本镇概况由综合办公室重写"
    if draft.suffix == ".md":
        draft.write_text(draft.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return
    from docx import Document

    book = Document(str(draft))
    run = next(run for p in book.paragraphs for run in p.runs if old in run.text)
    run.text = run.text.replace(old, new)
    book.save(str(draft))


def test_the_form_as_a_table_of_text(jixiao, tmp_path):
    path = tmp_path / "填报表.csv"
    jixiao("draft", SOUND, "--year", 2024, "--facts-form", path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    asked = next(row for row in rows if row["键"] == "指标.群众满意度.实际值")
    assert (asked["单位"], asked["上年数"], asked["年度目标值"], asked["本年数"]) == ("%", "94.3%", "不低于90%", "")
    assert "表示满意的 ÷ 收回有效问卷 × 100%" in asked["怎样核对"]
    assert asked["可以问谁"] == "负责调查的办公室"


def test_options_that_contradict_each_other(jixiao, tmp_path):
    assert jixiao("draft", SOUND, "--year", 2024, "--into", tmp_path / "a.md").exit_code == 2
    both = jixiao("draft", SOUND, "--year", 2024, "--facts-form", tmp_path / "a.xlsx", "-o", tmp_path / "b.md")
    assert both.exit_code == 2
    assert "--facts-form 只写填报表" in both.stderr
    wrong = jixiao("draft", SOUND, "--year", 2024, "--facts-form", tmp_path / "a.pdf")
    assert "请用 .xlsx 或 .csv 作文件名的结尾" in wrong.stderr


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_an_empty_draft_has_no_errors(jixiao, tmp_path, suffix):
    draft = tmp_path / f"草稿.{suffix}"
    jixiao("draft", SOUND, "--year", 2024, "-o", draft)
    audit = jixiao("audit", draft)
    assert audit.exit_code == 0
    assert "错误 0　警告 0" in audit.stdout, audit.stdout
    assert "处没有填" in audit.stdout


def test_earlier_years_stand_in_the_notes(jixiao, tmp_path):
    last, before = (ROOT / f"examples/云溪镇{year}年自评报告.txt" for year in (2023, 2022))
    for name, command in (("extract.json", "extract"), ("audit.json", "audit")):
        done = jixiao(command, before, "--format", "json")
        (tmp_path / name).write_text(done.stdout, encoding="utf-8")
    for also in (before, tmp_path / "extract.json"):
        out = jixiao("draft", last, "--year", 2024, "--also", also).stdout
        assert "## 指标历年实际值\n" in out
        assert "| 指标 | 2022年 | 2023年 |\n|---|---|---|\n" in out
        assert re.search(r"\| 集镇生活污水处理率 \| [\d.]+% \| 90.87% \|", out)
    both = jixiao("draft", last, "--year", 2024, "--also", tmp_path / "audit.json")
    assert both.exit_code == 0
    (tmp_path / "else.json").write_text('{"format": "x"}', encoding="utf-8")
    wrong = jixiao("draft", last, "--year", 2024, "--also", tmp_path / "else.json")
    assert wrong.exit_code == 2
    assert "不是 extract 或 audit 的结果" in wrong.stderr


def test_a_draft_that_another_program_saved_is_filled_by_the_words_of_its_blanks(jixiao, tmp_path):
    """LibreOffice drops the tags of content controls, and cuts their words into runs of its own."""
    from docx import Document
    from docx.oxml.ns import qn

    draft = tmp_path / "草稿.docx"
    jixiao("draft", SOUND, "--year", 2024, "-o", draft)
    book = Document(str(draft))
    for control in book.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        for name in ("w:tag", "w:alias", "w:id"):
            properties.remove(found) if (found := properties.find(qn(name))) is not None else None
        content = control.find(qn("w:sdtContent"))
        if content.find(qn("w:r")) is not None:
            content.insert(0, content[0].__copy__())
            content[0].remove(content[0].find(qn("w:t")))
    book.save(str(draft))
    text = jixiao("extract", draft, "--format", "json").stdout
    assert "2024年实际完成值为【" in text
    done = jixiao("draft", SOUND, "--year", 2024, "--facts", ROOT / "examples/松汀镇2024年填报表.csv", "--into", draft)
    assert "还空 0 处" in done.stderr
    assert "错误 0　警告 0" in jixiao("audit", draft).stdout
