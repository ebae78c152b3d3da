"""The reviewer's copy, SARIF and Markdown as a person asks for them."""

import json
import shutil
from pathlib import Path

import docx
import pytest

from toolkit.read import read

EXAMPLE = Path(__file__).parents[2] / "examples/石桥县教育局2023年自评报告.docx"


def comments(path: Path) -> list[str]:
    return [comment.text for comment in docx.Document(str(path)).comments]


def test_a_word_report_comes_back_with_comments(jixiao, tmp_path):
    out = tmp_path / "审核.docx"
    done = jixiao("audit", EXAMPLE, "--format", "docx", "-o", out)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "")
    found = json.loads(jixiao("audit", EXAMPLE, "--format", "json").stdout)["findings"]
    assert [each["message"] in text for each, text in zip(found, comments(out)[1:], strict=True)] == [True] * len(found)
    assert read(out).text == read(EXAMPLE).text


def test_a_text_becomes_a_word_file(jixiao, report, tmp_path):
    out = tmp_path / "审核.docx"
    assert jixiao("audit", report, "--format", "docx", "-o", out).exit_code == 1
    assert [p.text for p in docx.Document(str(out)).paragraphs] == [
        "石桥镇2023年度自评报告", "共调查83人，满意74人，满意度92.15%。"
    ]  # fmt: skip
    assert jixiao("audit", "-", "--format", "docx", "-o", out, stdin=report.read_bytes()).exit_code == 1


def test_a_word_file_is_not_for_the_screen(jixiao, report):
    done = jixiao("audit", report, "--format", "docx")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "docx 不能写到屏幕上，请用 -o 指定文件名" in done.stderr


@pytest.mark.parametrize(("form", "suffix"), [("docx", "docx"), ("markdown", "md")])
def test_several_have_a_file_each(jixiao, report, tmp_path, form, suffix):
    assert "请用 -o 指定目录" in jixiao("audit", report, EXAMPLE, "--format", form).stderr
    folder = tmp_path / "结果"
    done = jixiao("audit", report, EXAMPLE, tmp_path / "没有.txt", "--format", form, "-o", folder)
    assert done.exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == [f"{EXAMPLE.stem}.{suffix}", f"{report.stem}.{suffix}"]


def test_a_copy_never_takes_the_place_of_the_report(jixiao, report, tmp_path):
    ours = tmp_path / "报告" / EXAMPLE.name
    ours.parent.mkdir()
    shutil.copy(EXAMPLE, ours)
    done = jixiao("audit", ours, report, "--format", "docx", "-o", ours.parent)
    assert done.exit_code == 2
    assert "输出会覆盖要读的文件" in done.stderr
    assert ours.read_bytes() == EXAMPLE.read_bytes()
    assert (ours.parent / "自评报告.docx").exists()  # the other is written all the same


def test_a_report_that_is_changed_meanwhile_is_told(jixiao, tmp_path, monkeypatch):
    ours = tmp_path / EXAMPLE.name
    shutil.copy(EXAMPLE, ours)
    from toolkit.pipeline import with_original

    def meddle(result):
        docx.Document().save(str(ours))
        return with_original(result)

    monkeypatch.setattr("toolkit.pipeline.with_original", meddle)
    done = jixiao("audit", ours, "--format", "docx", "-o", tmp_path / "审核.docx")
    assert done.exit_code == 2
    assert "读过之后又有改动" in done.stderr
    assert not (tmp_path / "审核.docx").exists()


def test_a_writer_that_breaks_down_is_one_line(jixiao, report, tmp_path, monkeypatch):
    def torn(results, sheet):
        for result in results:
            if result.document.name == report.name:
                raise KeyError("字体")
            yield b"whole"

    monkeypatch.setitem(__import__("toolkit.report", fromlist=["x"]).AUDIT_FORMATS, "docx", torn)
    done = jixiao("audit", report, EXAMPLE, "--format", "docx", "-o", tmp_path / "结果")
    assert done.exit_code == 2
    assert "自评报告.txt：程序出错（KeyError: '字体'）" in done.stderr
    assert [path.name for path in (tmp_path / "结果").iterdir()] == [EXAMPLE.name]


def test_markdown_goes_to_the_screen(jixiao, report):
    done = jixiao("audit", report, "--format", "markdown")
    assert done.exit_code == 1
    assert done.stdout.startswith("# 审核结果：石桥镇2023年度自评报告\n")


def test_sarif_is_one_log_for_all(jixiao, report, tmp_path):
    done = jixiao("audit", report, EXAMPLE, tmp_path / "没有.txt", "--format", "sarif")
    assert done.exit_code == 2
    (run,) = json.loads(done.stdout)["runs"]
    assert [each["properties"]["name"] for each in run["artifacts"]] == [report.name, EXAMPLE.name]
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert "没有.txt：没有这个文件" in invocation["toolExecutionNotifications"][-1]["message"]["text"]


def test_sarif_knows_how_the_command_ended(jixiao, report):
    for words, code in ((["--fail-on", "never"], 0), ([], 1)):
        done = jixiao("audit", report, "--format", "sarif", *words)
        (invocation,) = json.loads(done.stdout)["runs"][0]["invocations"]
        assert (done.exit_code, invocation["exitCode"], invocation["executionSuccessful"]) == (code, code, True)


def test_fingerprints_are_the_same_in_every_format(jixiao, report):
    found = json.loads(jixiao("audit", report, "--format", "json").stdout)["findings"]
    results = json.loads(jixiao("audit", report, "--format", "sarif").stdout)["runs"][0]["results"]
    prints = [each["partialFingerprints"]["jixiao/v1"] for each in results if "partialFingerprints" in each]
    assert prints == [each["fingerprint"] for each in found]
    text = jixiao("audit", report, "--format", "markdown").stdout
    assert all(f"`{each}`" in text for each in prints)
