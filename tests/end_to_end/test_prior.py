"""Two years side by side, as a person types them."""

import json
import random
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from evals.faults.measure import REPORTS, findings, is_found
from evals.faults.plant import plant_year, year_pairs
from toolkit.records import Severity
from toolkit.records.wire import shapes

EXAMPLES = Path(__file__).parents[2] / "examples"
LAST, THIS = EXAMPLES / "云溪镇2022年自评报告.txt", EXAMPLES / "云溪镇2023年自评报告.txt"
PAIRS = year_pairs(REPORTS)


def test_the_page_for_the_terminal_names_last_years_report(jixiao):
    done = jixiao("audit", THIS, "--prior", LAST, "--select", "YR")
    assert done.stderr == ""
    assert (
        "上年报告：云溪镇2022年自评报告.txt（望川市临浦区云溪镇人民政府2022年部门整体支出绩效自评报告）" in done.stdout
    )
    assert "警告 YR01" in done.stdout
    assert "写的是 9021.75万元" in done.stdout
    assert "上年报告" not in jixiao("audit", THIS, "--select", "YR").stdout


def test_json_says_what_it_was_compared_with(jixiao):
    beside = json.loads(jixiao("audit", THIS, "--prior", LAST, "--select", "YR", "--format", "json").stdout)
    TypeAdapter(shapes.Audit).validate_python(beside, strict=True, extra="forbid")
    digest = beside["prior"].pop("sha256")
    assert len(digest) == len(beside["document"]["sha256"])
    assert digest != beside["document"]["sha256"]
    assert beside["prior"] == {
        "name": "云溪镇2022年自评报告.txt",
        "organization": "望川市临浦区云溪镇人民政府",
        "year": 2022,
        "unfit": None,
    }
    text = THIS.read_text(encoding="utf-8")
    for finding in beside["findings"]:
        for place in finding["evidence"]:
            assert text[place["start"] : place["end"]] == place["quote"]
    alone = json.loads(jixiao("audit", THIS, "--select", "YR", "--format", "json").stdout)
    assert alone["prior"] is None
    assert alone["findings"] == alone["unable"] == []


@pytest.mark.parametrize(
    ("prior", "why"),
    [
        (THIS, "是同一个文件"),
        (EXAMPLES / "松汀镇2023年自评报告.txt", "是2023年度的，本报告是2023年度的，应当用2022年度的"),
        (REPORTS / "y01_hewei_town_2022.txt", "是禾蔚镇的，本报告是望川市临浦区云溪镇人民政府的"),
    ],
    ids=["itself", "the same year", "another office"],
)
def test_a_report_that_is_not_last_years_is_told_and_finds_nothing(jixiao, prior, why):
    done = jixiao("audit", THIS, "--prior", prior, "--select", "YR", "--format", "json")
    assert done.exit_code == 0
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    result = json.loads(done.stdout)
    assert result["findings"] == []
    assert {each["code"] for each in result["unable"]} == {"YR01", "YR02", "YR03", "YR04", "YR05"}
    assert result["prior"]["unfit"]


def test_an_office_that_was_renamed_is_compared_and_told(jixiao, tmp_path):
    last, this = tmp_path / "上年.txt", tmp_path / "今年.txt"
    last.write_text(
        "清溪县卫生和计划生育局2022年部门整体支出绩效自评报告\n一、收支情况\n全年实际支出5488.16万元。\n",
        encoding="utf-8",
    )
    this.write_text(
        "清溪县卫生健康局2023年部门整体支出绩效自评报告\n一、收支情况\n我局原为清溪县卫生和计划生育局。2022年实际支出5388.16万元。\n",
        encoding="utf-8",
    )
    done = jixiao("audit", this, "--prior", last, "--select", "YR01")
    assert done.stderr.startswith("上年.txt：单位名称不同")
    assert "YR01" in done.stdout


@pytest.mark.parametrize(("name", "last", "this"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_a_clean_pair_of_years_gives_neither_errors_nor_warnings(name, last, this):
    loud = [f for f in findings(this, last) if f.code.startswith("YR") and f.severity is not Severity.INFO]
    assert [(f.code, f.hit.message) for f in loud] == []


@pytest.mark.parametrize("code", ["YR01", "YR02", "YR03", "YR04", "YR05"])
def test_a_fault_between_two_years_is_found(code):
    name, last, this = PAIRS[0]
    fault = plant_year(last, this, random.Random(f"{name}/{code}/1"), code)
    assert fault is not None
    assert is_found(fault, findings(fault.text, last)), fault.note


def test_an_office_that_the_knowledge_renames(jixiao, tmp_path):
    text = "清溪县{}{}年部门整体支出绩效自评报告\n一、主要成效\n"
    text += "全年受理群众诉求1342件，按期办结1318件，按期办结率98.21%。\n"
    last, this = tmp_path / "上年.txt", tmp_path / "本年.txt"
    last.write_text(text.format("国土资源局", 2018), encoding="utf-8")
    this.write_text(text.format("自然资源局", 2019), encoding="utf-8")
    done = jixiao("audit", this, "--prior", last, "--select", "YR", "--format", "json")
    found = json.loads(done.stdout)
    assert found["prior"]["unfit"] is None
    assert [finding["code"] for finding in found["findings"]] == ["YR03"]
    this.write_text(text.format("教育局", 2019), encoding="utf-8")
    done = jixiao("audit", this, "--prior", last, "--select", "YR", "--format", "json")
    assert "国土资源局" in json.loads(done.stdout)["prior"]["unfit"]
