"""Scans read for real. Each page costs a second or more: what needs no engine is tested in tests/unit/read."""

import io
import json
from decimal import Decimal

import pytest
from PIL import Image

from tests.press import pdf_of
from tests.scans.scanner import layered, pictures, scan, smudged
from toolkit.read import read_bytes
from toolkit.read.watch import watched
from toolkit.records import SURE, Document

REPORT = [
    "石桥镇2023年度绩效自评报告",
    "全年预算1286.40万元，实际支出1269.22万元，预算执行率98.66%。",
    "共发放问卷83份，其中满意74份，群众满意度92.15%。新建污水管网18.4公里，年度目标值18公里，完成率102.22%。",
]
TABLE = (
    ("指标", "年度指标值", "实际完成值", "得分"),
    ("管网长度", "≥18公里", "18.4公里", "10"),
    ("文化活动", "≥48场", "42场", "8.75"),
    (None, "≥12000人", "12,386人", "20"),
)
ROWS = [
    "指标\t年度指标值\t实际完成值\t得分",
    "管网长度\t≥18公里\t18.4公里\t10",
    "文化活动\t≥48场\t42场\t8.75",
    "\t≥12000人\t12,386人\t20",
]
PRINTED = pdf_of(REPORT, foot="")


@pytest.fixture(scope="module")
def scanned(tmp_path_factory):
    """Keep the report as a scan, and as the text that it was."""
    folder = tmp_path_factory.mktemp("扫描")
    (folder / "报告.pdf").write_bytes(PRINTED)
    (folder / "扫描.pdf").write_bytes(scan(PRINTED))
    return folder


def saved(*pages: Image.Image, form: str = "PNG", **how: object) -> bytes:
    data = io.BytesIO()
    pages[0].save(data, form, **({"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}), **how)
    return data.getvalue()


def read(data: bytes, name: str = "扫描.pdf") -> Document:
    return read_bytes(data, name=name)


def told(finding: dict) -> tuple[str, str, str, list[str]]:
    quotes = ["".join(e["quote"].split()) for e in finding["evidence"]]
    return finding["code"], finding["certainty"], finding["fingerprint"], quotes


def test_a_clean_scan_gives_the_findings_of_its_text(jixiao, scanned):
    both = jixiao("audit", scanned / "报告.pdf", scanned / "扫描.pdf", "--format", "json")
    assert both.exit_code == 1
    text, picture = json.loads(both.stdout)
    assert [told(f) for f in picture["findings"]] == [told(f) for f in text["findings"]]
    assert "RT01" in {f["code"] for f in text["findings"]}
    assert picture["coverage"] == text["coverage"]
    assert {e["place"] for f in picture["findings"] for e in f["evidence"]} == {"第1页"}


def test_how_surely_a_line_was_recognized_is_kept_and_told(jixiao, scanned):
    (read_as,) = [json.loads(jixiao("extract", scanned / "扫描.pdf").stdout)["document"]]
    kept = read_as["legibility"]
    sure = [Decimal(each["confidence"]) for each in kept]
    assert all(0 < confidence < 1 for confidence in sure)
    doubts = sum(confidence < SURE for confidence in sure)
    covered = "".join(read_as["text"][each["start"] : each["end"]] for each in kept)
    assert covered == read_as["text"].replace("\n", "")
    assert (
        f"个字由图片识别而来，把握不足的有 {doubts} 处"
        in jixiao("audit", scanned / "扫描.pdf", "--fail-on", "never").stdout
    )


def test_a_smudged_figure_makes_a_finding_possible(jixiao, tmp_path):
    (page,) = pictures(pdf_of(["满意度调查", "共调查83人，满意74人，满意度92.15%。"], foot=""))
    path = tmp_path / "报告.png"
    for blur, certainty in ((0.0, "certain"), (3.5, "possible")):
        smudged(page, (545, 228, 632, 274), blur).save(path)
        found = json.loads(jixiao("audit", path, "--format", "json", "--select", "RT").stdout)["findings"]
        assert [f["certainty"] for f in found] == [certainty]
        assert ("由图片识别" in found[0]["message"]) == (certainty == "possible")


def test_a_table_on_a_leaning_page_with_grain_keeps_its_cells():
    document = read(scan(pdf_of(["石桥镇2023年度绩效自评表", TABLE], foot=""), skew=1.5, noise=12))
    assert document.text.splitlines() == ["石桥镇2023年度绩效自评表", *ROWS]
    assert document.place(document.blocks[-1].cells[1]) == "第1页"


def test_a_page_that_lies_on_its_side_is_turned():
    assert read(scan(pdf_of(REPORT[:2], foot=""), turn=90)).text.split() == REPORT[:2]


def test_only_the_pages_without_text_are_recognized():
    import pypdfium2

    both = pypdfium2.PdfDocument.new()
    for data in (PRINTED, scan(pdf_of(["二、存在的问题", "项目支出进度偏慢，仅为38.5%。"], foot=""))):
        both.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    both.save(out)
    seen = []
    with watched(lambda page, pages: seen.append((page, pages))):
        document = read(out.getvalue())
    assert seen == [(2, 2)]
    assert document.text.endswith("二、存在的问题\n项目支出进度偏慢，仅为38.5%。\n")
    assert document.unread == ()
    assert {document.place(each.span) for each in document.legibility} == {"第2页"}
    assert not document.doubtful(document.blocks[0].span)


def test_pictures_are_read_page_by_page():
    first, second = (pdf_of([words], foot="") for words in ("一、全镇共有12个村", "二、年末人口31840人"))
    pages = pictures(first) + pictures(second)
    halves = [page.crop((0, 0, page.width, page.height // 3)) for page in pages]
    document = read(saved(*halves, form="TIFF", compression="tiff_deflate"), "扫描.tif")
    assert [(document.quote(b.span), b.place) for b in document.blocks] == [
        ("一、全镇共有12个村", "第1页"),
        ("二、年末人口31840人", "第2页"),
    ]
    assert document.format == "image"


def characters(words: str, left: float, size: float) -> list[tuple[float, str]]:
    found = []
    for char in words:
        found.append((left, char))
        left += size if char > "\u2e80" else size / 2
    return found


def test_a_layer_whose_figures_are_out_of_order_is_recognized_anew(monkeypatch):
    words = "全年支出362.46万元，比上年增长7.32%。"
    (page,) = pictures(pdf_of([words], foot=""))
    layer = characters(words, 72, 18)
    point, digit = layer[7], layer[8]
    layer[7], layer[8] = (digit[0] + 18, point[1]), (point[0] - 5, digit[1])
    rate = words.index("7.32")
    layer[rate], layer[rate + 1] = (layer[rate][0] + 30, "7"), (layer[rate][0], ".")
    data = layered(page, (740, 18, layer))
    assert "362.46万元，比上年增长7.32%" in read(data).text

    monkeypatch.setattr("toolkit.read.ocr.available", lambda: False)
    document = read(data)
    assert "362.46" not in document.text
    assert document.doubtful(document.blocks[0].span)
    assert [u.why for u in document.unread] == ["第1页的文字层里数字的次序错乱，读出来的数可能不对"]
