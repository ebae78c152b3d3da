"""The review page as a person asks for it."""

import re
import shutil
from urllib.parse import unquote


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
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "自评报告-2.html", "自评报告.html"]


def test_several_have_a_list_of_them(jixiao, report, tmp_path):
    taken = tmp_path / "index.txt"
    shutil.copy(report, taken)
    folder = tmp_path / "结果"
    assert jixiao("audit", report, taken, tmp_path / "没有.txt", "--format", "html", "-o", folder).exit_code == 2
    page = (folder / "index.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert sorted(links) == ["index-2.html", "自评报告.html"]
    assert all((folder / link).is_file() for link in links)
    assert "没有.txt：没有这个文件" in page
    assert "2 份报告" in page
    assert re.search(r"审核于 \d{4}年\d{1,2}月\d{1,2}日", page)
    assert 'href="index.html"' in (folder / "自评报告.html").read_text(encoding="utf-8")


def test_where_none_could_be_read_there_is_no_list(jixiao, tmp_path):
    folder = tmp_path / "结果"
    missing = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    assert jixiao("audit", *missing, "--format", "html", "-o", folder).exit_code == 2
    assert list(folder.iterdir()) == []


def test_the_list_overwrites_no_input(jixiao, report, tmp_path):
    source = tmp_path / "index.html"
    source.write_text("<p>受理80件，办结76件，办结率95%。</p>", encoding="utf-8")
    done = jixiao("audit", report, source, "--format", "html", "-o", tmp_path)
    assert done.exit_code == 2
    assert "输出会覆盖要读的文件" in done.stderr
    assert source.read_text(encoding="utf-8").startswith("<p>")


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
