"""What only an archive shows, as a person asks for it."""

import json
from html.parser import HTMLParser

import pytest
from pydantic import TypeAdapter, ValidationError

from toolkit.records.wire import schema
from toolkit.records.wire.summary_shapes import Summary

SHARED = (
    "供水改造工程队进驻沙洲片区，更换锈蚀管道1284米，新装智能水表367只，同步修复路面破损29处，完工后由住户代表逐栋试水签字，"
    "并把维修电话贴在表箱上，片区停水投诉随之减少，节余材料转运到下一个片区继续使用<script>alert(1)</script>。"
)
CHANGES = """
[[change]]
kind = "renamed"
old = ["水务局"]
new = ["水利局"]
since = 2023
source = "虚构"
[[change]]
kind = "merged"
old = ["粮食局", "物资局"]
new = ["储备局"]
since = 2023
source = "虚构"
"""
KEYS = ["format", "version", "versions", "up_to_date", "archive", "years", "faults", "league", "pairs", "targets"]
KEYS += ["copies", "failures"]


def report(office, year, spent, *more):
    """Write a report with enough figures to be ranked by; half of what it says of its indicators is right."""
    rates = "".join(
        f"第{n}项工作计划{n + 9}件，完成{n + 8}件，完成率{(n + 8) * 100 / (n + 9):.2f}%。\n" for n in range(1, 24)
    )
    return "\n".join(
        (
            f"{office}{year}年部门整体支出绩效自评报告",
            "一、基本情况",
            f"全年预算1000.00万元，实际支出{spent}万元，预算执行率{spent / 10:.2f}%。",
            "二、指标完成情况",
            "满意度指标“群众满意度”：年度目标值≥80%，实际完成值99%，完成率按100%计。",
            "三、主要成效",
            *more,
            rates,
        )
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Lay out three offices over three years, one of them renamed, two of which have one paragraph."""
    folder = tmp_path_factory.mktemp("archive")
    reports, known = folder / "各单位", folder / "本地知识"
    reports.mkdir()
    known.mkdir()
    (known / "organizations.toml").write_text(CHANGES, encoding="utf-8")
    texts = {
        f"石桥镇{year}": report("清溪县石桥镇人民政府", year, 900 + year - 2000, *([SHARED] if year == 2023 else []))
        for year in (2021, 2022, 2023)
    }
    texts |= {
        "水务局2022": report("清溪县水务局", 2022, 801, SHARED),
        "水利局2023": report("清溪县水利局", 2023, 802, "共调查83人，满意74人，满意度92.15%。"),
        "储备局2023": report("清溪县储备局", 2023, 703),
        "粮食局2022": report("清溪县粮食局", 2022, 704),
        "城管局2023": report("清溪县城管局", 2023, 605),
        "城管局2023改": report("清溪县城管局", 2023, 606),
    }
    for name, text in texts.items():
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    (reports / "坏的.docx").write_bytes(b"PK\x03\x04 no archive at all")
    return folder


@pytest.fixture(scope="module")
def store(archive):
    from click.testing import CliRunner

    from toolkit.cli import main

    words = ["archive", "run", archive / "各单位", "--store", archive / "存储", "--workers", "1"]
    done = CliRunner().invoke(
        main, [*map(str, words), "--knowledge", str(archive / "本地知识")], catch_exceptions=False
    )
    assert done.exit_code == 0, done.stderr
    return archive / "存储"


@pytest.fixture
def numbers(jixiao, store):
    return json.loads(jixiao("archive", "summary", "--store", store, "--format", "json").stdout)


def test_the_numbers_of_an_archive(numbers):
    assert list(numbers) == KEYS
    assert (numbers["format"], numbers["version"], numbers["up_to_date"]) == ("jixiao.summary", 1, True)
    assert (numbers["archive"]["documents"], numbers["archive"]["offices"]) == (9, 5)
    assert [(year["year"], year["documents"]) for year in numbers["years"]] == [(2021, 1), (2022, 3), (2023, 5)]
    assert numbers["archive"]["held"] < numbers["archive"]["recomputed"]
    assert [each["path"] for each in numbers["failures"]["entries"]] == ["坏的.docx"]


def test_the_numbers_are_what_the_schema_says(numbers):
    shape = TypeAdapter(Summary)
    assert shape.validate_python(numbers, strict=True, extra="forbid") == numbers
    assert list(schema("summary")["properties"]) == list(numbers)
    del numbers["league"]["entries"][0]["rank"], numbers["targets"]["low"]["entries"][0]["least"]
    with pytest.raises(ValidationError, match=r"(?s)rank.*least"):
        shape.validate_python(numbers)


def test_offices_are_ranked_by_consistency(numbers):
    league = numbers["league"]["entries"]
    assert [each["rank"] for each in league] == sorted(each["rank"] for each in league)
    last = league[-1]
    assert (last["office"], last["rank"], last["errors"]) == ("清溪县水利局", len(league), 1)
    assert [year["year"] for year in last["years"]] == [2022, 2023]
    fault = next(fault for fault in numbers["faults"] if fault["code"] == "RT01")
    assert (fault["reports"], fault["offices"], fault["title"]) == (1, 1, "比率与所依据的数对不上")


def test_years_are_paired_and_doubts_are_told(numbers):
    pairs = numbers["pairs"]
    assert (pairs["pairs"], pairs["by_name"], pairs["by_knowledge"]) == (3, 2, 1)
    assert [each["note"] for each in pairs["renamed"]["entries"]] == ["上年为清溪县水务局，本年为清溪县水利局"]
    assert {doubt["why"]: doubt["reports"] for doubt in pairs["doubts"]["entries"]} == {
        "merged": 2,
        "several_reports": 2,
    }


def test_checks_of_two_years_run_over_the_archive(jixiao, store):
    sql = "SELECT code, d.name, quote FROM year_findings f JOIN documents d USING (document) ORDER BY d.name, code"
    found = json.loads(jixiao("archive", "query", "--store", store, "--format", "json", sql).stdout)
    assert {each["name"] for each in found if each["code"] == "YR03"} == {
        "石桥镇2022.txt",
        "石桥镇2023.txt",
        "水利局2023.txt",
    }


def test_the_copied_paragraph_is_told_with_its_figures(numbers):
    group = numbers["copies"]["entries"][0]
    assert (group["kind"], group["figures"], group["passages"]) == ("offices", "same", 2)
    assert group["shared"] == ["1284米", "367只", "29处"]
    assert [(each["office"], each["year"]) for each in group["shown"]] == [
        ("清溪县水利局", 2022),
        ("清溪县石桥镇", 2023),
    ]
    assert group["shown"][0]["text"] == SHARED


def test_a_target_that_is_exceeded_every_year(numbers):
    low = numbers["targets"]["low"]["entries"]
    assert [(each["office"], each["indicator"], each["least"]) for each in low] == [
        ("清溪县石桥镇", "群众满意度", 123.75)
    ]
    assert numbers["targets"]["outliers"] == {"total": 0, "entries": []}


class Words(HTMLParser):
    """Collects what is on a page, and its elements."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_the_page_says_the_same_and_fetches_nothing(jixiao, store, numbers, tmp_path):
    page = tmp_path / "总览.html"
    done = jixiao("archive", "summary", "--store", store, "-o", page)
    assert (done.exit_code, done.stdout) == (0, "")
    parser = Words()
    parser.feed(page.read_text(encoding="utf-8"))
    seen = "".join(parser.text.split())
    archive = numbers["archive"]
    assert f"重算的{archive['recomputed']:,}处，有{archive['held']:,}处与所写相符" in seen
    for standing in numbers["league"]["entries"]:
        assert f"{standing['office']}{standing['rank']}{standing['score']}%{standing['held']:,}" in seen
    assert "清溪县城管局2023年有2份报告，不知以哪一份为准" in seen
    assert "由清溪县粮食局、清溪县物资局合并而来" in seen
    assert "相同的数1,284米367只29处" in seen
    assert "坏的.docx" in seen
    assert not [attrs for tag, attrs in parser.tags if {"src", "style", "onclick"} & attrs.keys()]
    assert all(attrs["href"].startswith("#") for tag, attrs in parser.tags if "href" in attrs)
    assert sum(tag == "script" for tag, _ in parser.tags) == 1


def test_json_by_the_name_of_the_file(jixiao, store, numbers, tmp_path):
    jixiao("archive", "summary", "--store", store, "-o", tmp_path / "总览.json")
    assert json.loads((tmp_path / "总览.json").read_text(encoding="utf-8")) == numbers


def test_a_second_run_compares_nothing_and_a_change_only_what_it_concerns(jixiao, archive, store, monkeypatch):
    from toolkit.archive import years

    looked = []

    def look_at(look):
        looked.extend(look.pairs)
        return own(look)

    own = years.look_at
    monkeypatch.setattr(years, "look_at", look_at)
    run = (
        "archive",
        "run",
        archive / "各单位",
        "--store",
        store,
        "--workers",
        "1",
        "--knowledge",
        archive / "本地知识",
    )
    jixiao(*run)
    assert looked == []
    changed = archive / "各单位/水利局2023.txt"
    before = changed.read_text(encoding="utf-8")
    changed.write_text(before.replace("802", "803"), encoding="utf-8")
    jixiao(*run)
    assert len(looked) == 1
    numbers = json.loads(jixiao("archive", "summary", "--store", store, "--format", "json").stdout)
    assert (numbers["pairs"]["pairs"], numbers["up_to_date"]) == (3, True)
    changed.write_text(before, encoding="utf-8")
    jixiao(*run)


def test_what_was_not_compared_to_the_end_is_told(jixiao, store):
    mark = store / ".work/compared.json"
    said = mark.read_bytes()
    mark.unlink()
    done = jixiao("archive", "summary", "--store", store)
    assert "请再运行一次 jixiao archive run" in done.stderr
    assert "再运行一次 jixiao archive run 即可" in done.stdout
    mark.write_bytes(said)


def test_no_store(jixiao, tmp_path):
    done = jixiao("archive", "summary", "--store", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "不是一个存储" in done.stderr


@pytest.mark.parametrize("files", [0, 1])
def test_an_archive_of_which_nothing_was_read(jixiao, tmp_path, files):
    (tmp_path / "报告").mkdir()
    for _ in range(files):
        (tmp_path / "报告/空.docx").write_bytes(b"")
    ran = jixiao("archive", "run", tmp_path / "报告", "--store", tmp_path / "存储", "--workers", "1")
    assert ran.exit_code == (0 if files else 2)
    told = jixiao("archive", "summary", "--store", tmp_path / "存储", "--format", "json")
    assert (told.exit_code, told.stderr) == (0, "")
    assert json.loads(told.stdout)["versions"]["audited_by"] == []
    page = jixiao("archive", "summary", "--store", tmp_path / "存储")
    assert (page.exit_code, page.stderr) == (0, "")
    assert "还没有读成一份报告" in page.stdout


def test_an_archive_without_figures(jixiao, tmp_path):
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告/一.txt").write_text("没有数字的一句话。", encoding="utf-8")
    jixiao("archive", "run", tmp_path / "报告", "--store", tmp_path / "存储", "--workers", "1")
    numbers = json.loads(jixiao("archive", "summary", "--store", tmp_path / "存储", "--format", "json").stdout)
    assert (numbers["archive"]["documents"], numbers["archive"]["consistency"], numbers["league"]["total"]) == (
        1,
        None,
        0,
    )
    page = jixiao("archive", "summary", "--store", tmp_path / "存储").stdout
    assert "各份报告里没有可以重算的数" in page
    assert "没有发现雷同的段落" in page
