"""Where results go: a file, whole or not at all."""

import json

import pytest


def test_a_file_holds_what_would_be_printed(jixiao, report, tmp_path):
    out = tmp_path / "结果.json"
    done = jixiao("extract", report, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_bytes() == jixiao("extract", report).stdout_bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["结果.json", report.name])


def test_no_colour_goes_to_a_file(jixiao, told, report, tmp_path):
    told()
    out = tmp_path / "结果.txt"
    assert jixiao("audit", report, "-o", out).exit_code == 0
    assert "未能检查" in out.read_text(encoding="utf-8")
    assert b"\x1b" not in out.read_bytes()


def test_an_input_is_never_overwritten(jixiao, report, tmp_path):
    before = report.read_bytes()
    link = tmp_path / "链接.json"
    link.symlink_to(report)
    for out in (report, link):
        done = jixiao("extract", report, "-o", out)
        assert done.exit_code == 2
        assert "输出会覆盖要读的文件" in done.stderr
    assert report.read_bytes() == before


@pytest.mark.parametrize(("place", "why"), [("没有/结果.json", "目录不存在"), (".", "是一个目录")])
def test_a_place_that_cannot_be_written_is_told_in_one_line(jixiao, report, tmp_path, place, why):
    done = jixiao("extract", report, "-o", tmp_path / place)
    assert done.exit_code == 2
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_fails_half_way_leaves_the_old_file(jixiao, report, tmp_path, monkeypatch):
    out = tmp_path / "结果.json"
    out.write_text("旧", encoding="utf-8")

    def torn(results, sheet):
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(__import__("toolkit.report", fromlist=["x"]).EXTRACT_FORMATS, "json", torn)
    done = jixiao("extract", report, "-o", out)
    assert done.exit_code == 2
    assert "磁盘已满" in done.stderr
    assert out.read_text(encoding="utf-8") == "旧"
    assert {path.name for path in tmp_path.iterdir()} == {"结果.json", report.name}


def test_a_link_to_an_output_stays_a_link(jixiao, report, tmp_path):
    out, link = tmp_path / "结果.json", tmp_path / "链接.json"
    out.write_text("旧", encoding="utf-8")
    link.symlink_to(out)
    assert jixiao("extract", report, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert json.loads(out.read_text(encoding="utf-8"))["format"] == "jixiao.extract"
