"""`jixiao draft` as a person types it: formats, templates, and one draft whole."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.conftest import EXAMPLE

APPROVED = Path(__file__).parents[1] / "samples/drafts/云溪镇2024年草稿.md"


def test_the_ending_of_the_file_tells_the_format(jixiao, tmp_path):
    begins = {"docx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# ", "json": b"{\n"}
    for ending, first in begins.items():
        out = tmp_path / f"草稿.{ending}"
        done = jixiao("draft", EXAMPLE, "--year", "2024", "-o", out)
        assert (done.exit_code, done.stdout) == (0, "")
        assert out.read_bytes().startswith(first)
    assert "要填的" in done.stderr


def test_without_a_file_it_is_markdown(jixiao):
    done = jixiao("draft", EXAMPLE, "--year", "2024")
    assert done.stdout.startswith("# 望川市临浦区云溪镇人民政府2024年部门整体支出绩效自评报告\n")


def test_word_is_not_written_to_the_screen(jixiao):
    done = jixiao("draft", EXAMPLE, "--year", "2024", "--format", "docx")
    assert done.exit_code == 2
    assert "-o" in done.stderr


def test_the_format_goes_before_the_ending(jixiao, tmp_path):
    out = tmp_path / "草稿.txt"
    assert jixiao("draft", EXAMPLE, "--year", "2024", "--format", "json", "-o", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["format"] == "jixiao.draft"


def test_the_last_report_is_not_overwritten(jixiao, tmp_path):
    copy = tmp_path / "报告.txt"
    copy.write_bytes(EXAMPLE.read_bytes())
    assert jixiao("draft", copy, "--year", "2024", "-o", copy).exit_code == 2
    assert copy.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ nope }}", "没有给出的名字"),
        ("{% if %}", "第1行"),
        ("完成率95%。", "“完成率95%。”里的数字没有出处"),
        ("{{ blank() }}", "模板有误"),
        ("{{ year.__class__ }}", "unsafe"),
    ],
)
def test_a_broken_template_is_told_in_one_line(jixiao, tmp_path, written, told):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/goals.md.j2").write_text(written, encoding="utf-8")
    done = jixiao("draft", EXAMPLE, "--year", "2024", "--template", tmp_path)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert "goals.md.j2" in done.stderr
    assert told in done.stderr


def test_a_folder_of_templates_that_is_not_there(jixiao, tmp_path):
    done = jixiao("draft", EXAMPLE, "--year", "2024", "--template", tmp_path / "没有")
    assert done.exit_code == 2
    assert "没有这个目录" in done.stderr


def test_a_template_of_ones_own(jixiao, tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/achievements.md.j2").write_text('{{ blank("成效.本镇", "本镇的成效") }}\n', encoding="utf-8")
    done = jixiao("draft", EXAMPLE, "--year", "2024", "--template", tmp_path)
    assert "本镇的成效" in done.stdout


def test_the_whole_draft_of_an_example(jixiao):
    """To approve a new one: `jixiao draft examples/云溪镇2023年自评报告.txt --year 2024 -o` that file."""
    done = jixiao("draft", EXAMPLE, "--year", "2024")
    assert done.stdout_bytes == APPROVED.read_bytes()
