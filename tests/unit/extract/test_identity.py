"""Whose report it is, of which year and of what kind."""

import json
import tomllib
from pathlib import Path

import pytest

from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.identity import identity
from toolkit.extract.grammar.reading import read_through
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records.facts import Form

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "tests" / "samples"
BODY = "\n\n一、基本情况\n\n全镇下辖12个行政村，2022年和2023年均完成任务。\n\n二、自评情况\n\n得95分。\n"


def identify(text):
    document = read_bytes(text.encode(), name="x.txt")
    reading = read_through(document, load())
    return document, identity(reading, headings(reading))


@pytest.mark.parametrize(
    ("title", "organization", "year", "form"),
    [
        ("梅川市松河镇人民政府2023年部门整体支出绩效自评报告", "梅川市松河镇人民政府", 2023, "department"),
        ("2023年度梅川市松河镇人民政府部门整体支出绩效自评报告", "梅川市松河镇人民政府", 2023, "department"),
        ("梅川县财政局二〇二四年度部门整体绩效自评报告", "梅川县财政局", 2024, "department"),
        ("关于梅川县民政局2023年度部门整体支出绩效自评情况的报告", "梅川县民政局", 2023, "department"),
        ("梅川县民政局关于2023年度部门整体支出绩效自评情况的报告", "梅川县民政局", 2023, "department"),
        ("梅川市重点项目服务中心2023年度整体支出绩效自评报告", "梅川市重点项目服务中心", 2023, "department"),
        ("梅川市教育局（本级）2022年度部门整体支出绩效自评报告", "梅川市教育局", 2022, "department"),
        ("中共梅川市委组织部部门整体支出绩效自评报告（2023年度）", "中共梅川市委组织部", 2023, "department"),
        (
            "梅川市人民政府松河街道办事处 2023 年度单位整体支出绩效自评报告",
            "梅川市人民政府松河街道办事处",
            2023,
            "department",
        ),
        ("梅川市第三人民医院2023年度预算绩效自评报告", "梅川市第三人民医院", 2023, "department"),
        ("梅川县松河水利枢纽2023年部门整体支出绩效自评报告", "梅川县松河水利枢纽", 2023, "department"),
        ("2021-2023年梅川县林业局部门整体支出绩效评价报告", "梅川县林业局", 2023, "department"),
        ("梅川县水务局2023年度农村饮水项目支出绩效自评报告", "梅川县水务局", 2023, "project"),
        ("梅川县水务局农村饮水安全工程项目支出绩效自评报告（2023年度）", "梅川县水务局", 2023, "project"),
        ("梅川县松河镇2023年政府工作报告", "梅川县松河镇", 2023, "other"),
        ("2023年梅川县国民经济和社会发展统计公报", None, 2023, "other"),
        ("梅川县财政局关于开展2023年度部门整体支出绩效自评工作的通知", "梅川县财政局", 2023, "other"),
        ("关于印发《梅川县水利局2023年度部门整体支出绩效自评报告》的通知", "梅川县水利局", 2023, "other"),
        ("梅川县文化馆2024年工作计划", "梅川县文化馆", 2024, "other"),
    ],
)
def test_a_title_tells(title, organization, year, form):
    document, told = identify(title + BODY)
    assert (told.organization, told.year, told.form) == (organization, year, Form(form))
    assert document.quote(told.span) == title
    assert told.title == title.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "附件2\n\n梅川县民政局\n2023年度部门整体支出绩效自评报告",
        "梅川县民政局文件\n\n梅民〔2024〕3号\n\n梅川县民政局2023年度部门整体支出\n绩效自评报告",
        "附件：\n2023年度梅川县民政局\n部门整体支出绩效自评报告",
        "封面\n梅川县民政局\n\n二〇二四年三月\n\n2023年度部门整体支出绩效自评报告\n\n目 录",
        "部门整体支出绩效自评报告\n\n（梅川县民政局）\n\n2023年",
        "2023年度\n\n梅川县民政局\n\n部门整体支出绩效自评报告",
        "梅川县民政局\n\n部门整体支出绩效自评报告\n\n（2023年度）\n\n2024年3月15日",
        "部门整体支出绩效自评报告\n\n（2023年度）\n\n填报单位：梅川县民政局（盖章）\n\n填报日期：2024年3月15日",
        "2023年度部门整体支出绩效自评报告\n\n单位名称：梅川县民政局 联系人：王某",
    ],
)
def test_a_title_may_take_several_lines_among_others(text):
    _, told = identify(text + BODY)
    assert (told.organization, told.year, told.form) == ("梅川县民政局", 2023, Form.DEPARTMENT)
    assert "附件" not in told.title
    assert "文件" not in told.title
    assert "部门整体支出绩效自评报告" in told.title


def test_the_signature_names_the_organization():
    _, told = identify("2023年度部门整体支出绩效自评报告" + BODY + "\n梅川县松河镇人民政府\n\n2024年3月15日\n")
    assert told.organization == "梅川县松河镇人民政府"


def test_the_first_sentence_names_the_organization():
    _, told = identify(
        "2023年度部门整体支出绩效自评报告\n\n一、概况\n\n梅川县松河镇人民政府是梅川县的派出机关。\n\n二、自评\n\n得9分。\n"
    )
    assert told.organization == "梅川县松河镇人民政府"


def test_the_year_is_the_one_most_often_called_so():
    text = "一、概况\n\n2023年度收入1亿元，2023年度支出1亿元，2022年度支出9千万元。\n\n2022年、2022年、2022年。\n"
    text += "\n二、绩效自评\n\n得9分。\n"
    _, told = identify(text)
    assert (told.title, told.year, told.form) == (None, 2023, Form.DEPARTMENT)


@pytest.mark.parametrize("text", ["全年受理诉求480件，办结422件，办结率87.92%。\n", "项目\t预算\t支出\n道路\t10\t9\n"])
def test_a_bare_sentence_has_no_identity(text):
    assert identify(text)[1] is None


def gold():
    samples = tomllib.loads((SAMPLES / "gold.toml").read_text(encoding="utf-8"))
    return [(SAMPLES / name, want["organization"], want["year"]) for name, want in samples.items()]


@pytest.mark.parametrize(("path", "organization", "year"), gold(), ids=lambda value: getattr(value, "stem", None))
def test_the_samples(path, organization, year):
    _, told = identify(path.read_text(encoding="utf-8"))
    assert (told.organization, told.year) == (organization, year)
    assert told.form is (Form.PROJECT if "项目" in path.stem else Form.DEPARTMENT)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reports that came with the task are not here")
def test_the_two_reports():
    wanted = json.loads((SHARED / "gold" / "extraction.json").read_text(encoding="utf-8"))
    for name, want in wanted.items():
        _, told = identify((SHARED / "seeds" / name).read_text(encoding="utf-8"))
        assert (told.organization, told.year) == (want["organization"], want["year"])
