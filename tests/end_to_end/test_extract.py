import json

from tests.end_to_end.conftest import EXAMPLE


def test_one_file_is_one_object(jixiao):
    done = jixiao("extract", EXAMPLE)
    assert (done.exit_code, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert result["format"] == "jixiao.extract"
    assert result["document"]["organization"].endswith("云溪镇人民政府")
    assert result["document"]["year"] == 2023
    assert result["indicators"]
    assert result["document"]["text"] == EXAMPLE.read_text(encoding="utf-8")


def test_several_files_are_a_list_in_their_order(jixiao, report):
    names = [r["document"]["name"] for r in json.loads(jixiao("extract", report, EXAMPLE).stdout)]
    assert names == [report.name, EXAMPLE.name]


def test_standard_input_is_text(jixiao, report):
    done = jixiao("extract", "-", stdin=report.read_bytes())
    document = json.loads(done.stdout)["document"]
    assert (document["name"], document["path"], document["format"]) == ("-", None, "txt")
    assert "满意74人" in document["text"]


def test_a_workbook_needs_a_place(jixiao, report, tmp_path):
    done = jixiao("extract", report, "--format", "xlsx")
    assert done.exit_code == 2
    assert "请用 -o 指定文件名" in done.stderr
    out = tmp_path / "指标.xlsx"
    assert jixiao("extract", report, "--format", "xlsx", "-o", out).exit_code == 0
    assert out.read_bytes().startswith(b"PK")


def test_a_table_has_the_name_of_the_file_first(jixiao):
    lines = jixiao("extract", EXAMPLE, "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("\ufeff文件,类别,")
    assert all(line.startswith(EXAMPLE.name) for line in lines[1:2])
