"""Settings, waivers, an earlier audit and the preview of fixes, as a person types them."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.end_to_end.conftest import EXAMPLE

FAULTY = "石桥镇2023年自评报告\n共调查83人，满意74人，满意度92.15%。\n全年安排项目12个,完成12个，，质量合格。\n"
FOLDER = EXAMPLE.parent


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Stand in a folder of one's own, with a report that has one error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "报告.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def settings(folder: Path, text: str, name: str = "jixiao.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def audited(jixiao, *words: object) -> tuple[dict, object]:
    done = jixiao("audit", *words, "--format", "json")
    return json.loads(done.stdout), done


def codes(result: dict) -> set[str]:
    return {finding["code"] for finding in result["findings"]}


def print_of(jixiao, code: str = "RT01", *words: object) -> str:
    result, _ = audited(jixiao, "报告.txt", *words)
    return next(f["fingerprint"] for f in result["findings"] if f["code"] == code)


def test_settings_of_the_current_folder_hold_and_are_named(jixiao, project):
    assert jixiao("audit", "报告.txt").exit_code == 1
    settings(project, 'ignore = ["TX"]\n[severity]\nRT01 = "info"\n')
    done = jixiao("audit", "报告.txt")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "提示 RT01" in done.stdout
    assert "TX0" not in done.stdout
    assert "设置     按 jixiao.toml\n" in done.stdout
    result, _ = audited(jixiao, "报告.txt")
    assert result["settings"]["file"] == "jixiao.toml"
    assert len(result["settings"]["digest"]) == 16


def test_settings_are_looked_for_upwards_as_far_as_the_repository(jixiao, project, monkeypatch):
    settings(project, 'fail-on = "never"')
    below = project / "甲" / "乙"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert jixiao("audit", "../../报告.txt").exit_code == 0
    (project / "甲" / ".git").mkdir()
    assert jixiao("audit", "../../报告.txt").exit_code == 1


def test_settings_are_not_looked_for_above_the_home_folder(jixiao, project, monkeypatch):
    settings(project, 'fail-on = "never"')
    home = project / "家"
    (home / "下").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home / "下")
    assert jixiao("audit", "../../报告.txt").exit_code == 1


def test_what_lies_beside_a_document_has_no_say(jixiao, project, monkeypatch):
    sent = project / "来件"
    sent.mkdir()
    (sent / "报告.txt").write_text(FAULTY, encoding="utf-8")
    settings(sent, "这不是 TOML")
    done = jixiao("audit", "来件/报告.txt")
    assert (done.exit_code, done.stderr) == (1, "")


def test_settings_may_be_named_or_refused(jixiao, project):
    settings(project, 'fail-on = "never"')
    other = settings(project, 'select = ["TX03"]', "别的.toml")
    assert codes(audited(jixiao, "报告.txt", "--config", other)[0]) == {"TX03"}
    assert jixiao("audit", "报告.txt", "--no-config").exit_code == 1
    both = jixiao("audit", "报告.txt", "--no-config", "--config", other)
    assert both.exit_code == 2
    assert "只能写一个" in both.stderr


def test_what_is_typed_goes_before_the_file(jixiao, project):
    settings(project, 'select = ["TX"]\nignore = ["RT"]\nfail-on = "never"')
    assert codes(audited(jixiao, "报告.txt")[0]) == {"TX02", "TX03"}
    assert codes(audited(jixiao, "报告.txt", "--ignore", "TX02")[0]) == {"TX03"}
    result, done = audited(jixiao, "报告.txt", "--select", "RT01", "--fail-on", "error")
    assert (codes(result), done.exit_code) == ({"RT01"}, 1)
    nothing = jixiao("audit", "报告.txt", "--ignore", "TX")
    assert nothing.exit_code == 2
    assert "没有可查的检查项" in nothing.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('ignroe = ["RT01"]', "jixiao.toml：ignroe：没有这个设置项，是否想写 ignore。请改正这一处，或删去它。\n"),
        ("这不是 TOML", "不是合格的 TOML（第 1 行第 1 个字附近）。"),
        ('[checks.ST03]\noptional = ["前言"]', "checks.ST03：没有“前言”这一部分"),
        ('knowledge = "没有"', "没有可用的知识文件"),
    ],
)
def test_settings_that_are_wrong_end_it_with_one_line(jixiao, project, text, said):
    settings(project, text)
    done = jixiao("audit", "报告.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_organization_has_terms_of_its_own(jixiao, project):
    (project / "别镇.txt").write_text(FAULTY.replace("石桥镇", "云溪镇"), encoding="utf-8")
    title = "望川市石桥镇人民政府2023年部门整体支出绩效自评报告"
    (project / "报告.txt").write_text(FAULTY.replace("石桥镇2023年自评报告", title), encoding="utf-8")
    settings(project, 'fail-on = "never"\n[organization."石桥镇"]\nselect = ["TX03"]\nfail-on = "info"\n')
    done = jixiao("audit", "报告.txt", "别镇.txt", "--format", "jsonl")
    own, other = map(json.loads, done.stdout.splitlines())
    assert codes(own) == {"TX03"}
    assert "RT01" in codes(other)
    assert done.exit_code == 1
    assert jixiao("audit", "别镇.txt").exit_code == 0


def test_knowledge_is_found_beside_the_settings_and_for_one_organization_only(jixiao, project, monkeypatch):
    folder = project / "知识"
    folder.mkdir()
    (folder / "collocations.toml").write_text(
        '[[collocation]]\nwords = ["质量合格"]\ninstead = "合格"\nsource = "本地规定"\n', encoding="utf-8"
    )
    settings(project, 'knowledge = "知识"')
    below = project / "下"
    below.mkdir()
    monkeypatch.chdir(below)
    assert "TX04" in codes(audited(jixiao, "../报告.txt")[0])
    settings(project, '[organization."石桥镇"]\nknowledge = "知识"')
    assert "TX04" in codes(audited(jixiao, "../报告.txt")[0])
    settings(project, '[organization."云溪镇"]\nknowledge = "知识"')
    assert "TX04" not in codes(audited(jixiao, "../报告.txt")[0])


def test_a_waiver_from_the_terminal_and_back(jixiao, project):
    settings(project, "# 我们的设置\nignore = ['TX02']  # 不看标点\n")
    shown = jixiao("audit", "报告.txt").stdout
    begun = shown.split("RT01", 1)[1].split("指纹 ", 1)[1][:8]
    done = jixiao("waive", "报告.txt", begun, "--reason", "另有口径", "--by", "王芳", "--until", "2999-12-31")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "已记入" in done.stderr
    written = (project / "jixiao.toml").read_text(encoding="utf-8")
    assert written.startswith("# 我们的设置\nignore = ['TX02']  # 不看标点\n")
    (entry,) = tomllib.loads(written)["waiver"]
    assert (entry["code"], entry["by"], entry["document"]) == ("RT01", "王芳", "报告.txt")
    assert entry["fingerprint"].startswith(begun)

    result, done = audited(jixiao, "报告.txt")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "RT01" not in codes(result)
    (waived,) = result["waived"]
    assert (waived["code"], waived["waiver"]["reason"], waived["waiver"]["until"]) == ("RT01", "另有口径", "2999-12-31")
    page = jixiao("audit", "报告.txt").stdout
    assert "已豁免\n错误 RT01" in page
    assert "豁免 另有口径（王芳，" in page
    assert "已豁免   1 处，不计入" in page
    html = jixiao("audit", "报告.txt", "--format", "html").stdout
    assert "另有口径（王芳，" in html
    assert "已豁免 <b>1</b> 条" in html

    again = jixiao("waive", "报告.txt", begun, "--reason", "再", "--by", "王芳")
    assert again.exit_code == 2
    assert "已经豁免了" in again.stderr


def test_a_waiver_begins_a_file_where_there_is_none(jixiao, project):
    found = print_of(jixiao)
    assert jixiao("waive", "报告.txt", found, "--reason", "口径", "--by", "李明", "--any-document").exit_code == 0
    (entry,) = tomllib.loads((project / "jixiao.toml").read_text(encoding="utf-8"))["waiver"]
    assert "document" not in entry
    (project / "改名.txt").write_text("序言。\n" + FAULTY, encoding="utf-8")
    assert jixiao("audit", "改名.txt").exit_code == 0
    assert jixiao("audit", "改名.txt", "--no-config").exit_code == 1


def test_a_file_of_waivers_goes_beside_the_settings(jixiao, project):
    words = ("--reason", "口径", "--by", "李明", "--waivers", "豁免.toml")
    assert jixiao("waive", "报告.txt", print_of(jixiao), *words).exit_code == 0
    assert not (project / "jixiao.toml").exists()
    assert jixiao("audit", "报告.txt").exit_code == 1
    for extra in ((), ("--no-config",)):
        assert jixiao("audit", "报告.txt", "--waivers", "豁免.toml", *extra).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("0000000000", "--reason", "a", "--by", "b"), "报告.txt 里没有这条发现"),
        (("000", "--reason", "a", "--by", "b"), "太短，至少要写 6 位"),
        (("FOUND", "--by", "b"), "缺少 --reason"),
        (("FOUND", "--reason", "a"), "缺少 --by"),
        (("FOUND", "--reason", " ", "--by", "b"), "waiver.第 1 条.reason：不能是空的"),
        (("FOUND", "--reason", "a\x1b[2Jb", "--by", "b"), "看不见的字符"),
        (("FOUND", "--reason", "a", "--by", "b", "--until", "明年"), "日期"),
        (("FOUND", "--reason", "a", "--by", "b", "--until", "2000-01-01"), "until 不能早于 date"),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused_and_nothing_written(jixiao, project, words, said):
    found = print_of(jixiao)
    done = jixiao("waive", "报告.txt", *(found if word == "FOUND" else word for word in words))
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (project / "jixiao.toml").exists()


def waiver(fingerprint: str, code: str = "RT01", more: str = "") -> str:
    entry = f'fingerprint = "{fingerprint}"\ncode = "{code}"\nreason = "a"\nby = "b"\ndate = 2020-01-01\n{more}'
    return f"[[waiver]]\n{entry}\n"


def test_waivers_that_are_not_needed_or_past_are_told(jixiao, project):
    found = print_of(jixiao)
    past = waiver(found, more="until = 2020-12-31")
    idle = waiver("0" * 16, "TX03")
    elsewhere = waiver("1" * 16, more='document = "别处.txt"')
    settings(project, past + idle + elsewhere)
    result, done = audited(jixiao, "报告.txt")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"豁免 RT01 {found}：有效到 2020-12-31，已经过期。请重新认定，或删去这条豁免。",
        "豁免 TX03 0000000000000000：没有用上，这条发现已经不在。请删去这条豁免。",
    ]
    assert [(u["code"], u["expired"]) for u in result["unused_waivers"]] == [("RT01", True), ("TX03", False)]
    done = jixiao("waive", "报告.txt", found, "--reason", "仍然如此", "--by", "王芳", "--any-document")
    assert done.exit_code == 0
    assert "RT01" not in codes(audited(jixiao, "报告.txt")[0])


def test_a_waiver_that_one_of_many_documents_needs_is_needed(jixiao, project):
    (project / "好.txt").write_text("石桥镇2023年自评报告\n共调查83人。\n", encoding="utf-8")
    settings(project, waiver(print_of(jixiao)))
    assert jixiao("audit", "报告.txt", "好.txt").stderr == ""
    assert "没有用上" in jixiao("audit", "好.txt").stderr


def test_only_what_is_new_counts_against_a_baseline(jixiao, project):
    (project / "旧.json").write_text(jixiao("audit", "报告.txt", "--format", "json").stdout, encoding="utf-8")
    result, done = audited(jixiao, "报告.txt", "--baseline", "旧.json", "--fail-on", "info")
    assert (done.exit_code, result["findings"]) == (0, [])
    assert {mark["code"] for mark in result["baseline"]["known"]} == {"RT01", "TX02", "TX03"}
    (project / "新稿.txt").write_text(
        "新的一段。\n" + FAULTY.replace("12个,完成", "12个，完成") + "发放问卷50份，收回48份，回收率90%。\n",
        encoding="utf-8",
    )
    done = jixiao("audit", "新稿.txt", "--baseline", "旧.json")
    assert done.exit_code == 1
    assert "回收率" in done.stdout
    assert "92.15" not in done.stdout
    assert "原有的问题还在 2 处，不再列出；已经不在 1 处" in done.stdout
    html = jixiao("audit", "新稿.txt", "--baseline", "旧.json", "--format", "html").stdout
    assert "原有的还在 2 处，已经不在 1 处" in html


def test_a_baseline_of_several_files(jixiao, project):
    (project / "乙.txt").write_text(FAULTY.replace("92.15", "93.15"), encoding="utf-8")
    lines = jixiao("audit", "报告.txt", "乙.txt", "--format", "jsonl").stdout
    (project / "旧.jsonl").write_text(lines, encoding="utf-8")
    (project / "丙.txt").write_text(FAULTY.replace("92.15", "94.15"), encoding="utf-8")
    done = jixiao("audit", "乙.txt", "丙.txt", "报告.txt", "--format", "jsonl", "--baseline", "旧.jsonl")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [bool(r["findings"]) for r in results] == [False, True, False]
    assert results[1]["baseline"] is None
    assert done.stderr == "丙.txt：基线里没有这份文件，它的问题全部算作新的\n"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff"])
def test_a_broken_baseline_ends_it(jixiao, project, content):
    (project / "旧.json").write_bytes(content)
    done = jixiao("audit", "报告.txt", "--baseline", "旧.json")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "读不了基线" in done.stderr


def test_what_an_audit_goes_by_is_not_written_over(jixiao, project):
    settings(project, "")
    (project / "旧.json").write_text(jixiao("audit", "报告.txt", "--format", "json").stdout, encoding="utf-8")
    for path in ("jixiao.toml", "旧.json"):
        done = jixiao("audit", "报告.txt", "--baseline", "旧.json", "--format", "json", "-o", path)
        assert done.exit_code == 2
        assert "输出会覆盖要读的文件" in done.stderr


def test_safe_fixes_are_shown_and_the_document_is_left_alone(jixiao, project):
    done = jixiao("audit", "报告.txt", "--fix-preview")
    assert done.exit_code == 1
    assert done.stdout == (
        "--- 报告.txt\n+++ 报告.txt\n@@ -1,3 +1,3 @@ TX02 TX03\n 石桥镇2023年自评报告\n"
        " 共调查83人，满意74人，满意度92.15%。\n"
        "-全年安排项目12个,完成12个，，质量合格。\n+全年安排项目12个，完成12个，质量合格。\n"
    )
    assert done.stderr == "报告.txt：可以放心改的 2 处，要人来定的 1 条\n"
    assert (project / "报告.txt").read_text(encoding="utf-8") == FAULTY
    assert jixiao("audit", "报告.txt", "--fix-preview", "--fail-on", "never").exit_code == 0


def test_a_preview_has_a_format_of_its_own(jixiao, project):
    done = jixiao("audit", "报告.txt", "--fix-preview", "--format", "json")
    assert done.exit_code == 2
    assert "--fix-preview" in done.stderr
    out = project / "改.diff"
    jixiao("audit", "报告.txt", "--fix-preview", "-o", out)
    assert out.read_text(encoding="utf-8").startswith("--- 报告.txt\n")


def test_what_is_waived_is_not_mended(jixiao, project):
    settings(project, waiver(print_of(jixiao, "TX03"), "TX03"))
    assert "12个,完成12个，质量" in jixiao("audit", "报告.txt", "--fix-preview").stdout


def test_the_example_of_settings_works_on_the_examples(jixiao):
    done = jixiao("audit", EXAMPLE, "--config", FOLDER / "jixiao.toml", "--format", "json")
    assert done.exit_code in {0, 1}
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["settings"]["file"] == "jixiao.toml"
