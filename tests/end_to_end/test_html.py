"""The review page as a person asks for it."""

import shutil


def test_one_page_to_a_file_or_to_the_screen(jixiao, report, tmp_path):
    out = tmp_path / "结果.html"
    done = jixiao("audit", report, "--format", "html", "-o", out)
    assert (done.exit_code, done.stdout) == (1, "")
    assert out.read_bytes() == jixiao("audit", report, "--format", "html").stdout_bytes
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_one_page_into_a_folder(jixiao, report, tmp_path):
    folder = tmp_path / "结果"
    folder.mkdir()
    assert jixiao("audit", report, "--format", "html", "-o", folder).exit_code == 1
    assert [path.name for path in folder.iterdir()] == ["自评报告.html"]


def test_several_need_a_folder(jixiao, report):
    done = jixiao("audit", report, report, "--format", "html")
    assert done.exit_code == 2
    assert "-o" in done.stderr


def test_several_have_a_page_each(jixiao, report, tmp_path):
    twin = tmp_path / "下属单位" / report.name
    twin.parent.mkdir()
    shutil.copy(report, twin)
    folder = tmp_path / "结果"
    done = jixiao("audit", report, twin, report, tmp_path / "没有.txt", "--format", "html", "-o", folder)
    assert done.exit_code == 2
    assert "没有.txt" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["自评报告-2.html", "自评报告.html"]


def test_a_file_is_no_folder(jixiao, report, tmp_path):
    taken = tmp_path / "结果"
    taken.write_text("旧", encoding="utf-8")
    done = jixiao("audit", report, report, "--format", "html", "-o", taken)
    assert done.exit_code == 2
    assert "不能作为目录" in done.stderr
    assert taken.read_text(encoding="utf-8") == "旧"


def test_a_folder_inside_no_folder_is_told(jixiao, report, tmp_path):
    done = jixiao("audit", report, report, "--format", "html", "-o", tmp_path / "没有" / "结果")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
