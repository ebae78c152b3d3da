"""What happens to a picture before and after its words are recognized; the engine itself is not asked."""

import io

import numpy as np
import pytest
from PIL import Image

from toolkit.errors import ConfigurationFault, Unreadable
from toolkit.read import ocr, read_bytes
from toolkit.read.legibility import legibility
from toolkit.read.ocr import Character, Line, Point
from toolkit.read.pdf_layers import GARBLED, PICTURE, SHUFFLED, unsound
from toolkit.read.pdf_pages import Glyph, Page
from toolkit.read.scan import as_printed, scanned
from toolkit.read.scan_rules import tables
from toolkit.read.scan_seals import without_seals

WHITE = np.full((800, 600, 3), 255, dtype=np.uint8)


def line(words: str, left: float, top: float, size: float = 20, confidence: float = 0.99, slope: float = 0.0) -> Line:
    middles = [Point(left + size * (i + 0.5), top + size / 2 + slope * size * i) for i in range(len(words))]
    characters = tuple(Character(c, m, confidence, False) for c, m in zip(words, middles, strict=True))
    right, fall = left + size * len(words), slope * size * len(words)
    corners = (Point(left, top), Point(right, top + fall), Point(right, top + fall + size), Point(left, top + size))
    return Line(characters, corners)


@pytest.fixture
def sees(monkeypatch):
    """Let the engine see what it is told to, one list of lines for each time it is asked."""

    def install(*answers: list[Line]) -> list[tuple[int, ...]]:
        waiting, asked = list(answers), []

        def recognize(picture: np.ndarray) -> list[Line]:
            asked.append(picture.shape)
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

        monkeypatch.setattr("toolkit.read.scan.recognize", recognize)
        monkeypatch.setattr("toolkit.read.ocr.available", lambda: True)
        return asked

    return install


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("(一)预算执行率98.66%;", "（一）预算执行率98.66%；"),
        ("支出1,286.40万元,其中:", "支出1,286.40万元，其中："),
        ("占比1:3,2023年1一10月", "占比1:3，2023年1—10月"),
        ("一1一", "—1—"),
        ("1,286.40", "1,286.40"),
        ("(2)", "(2)"),
        ("十一、二十一", "十一、二十一"),
    ],
)
def test_marks_are_as_wide_as_they_are_written(seen, meant):
    assert as_printed(seen) == meant


def test_figures_and_characters_in_doubt_stand_by_themselves():
    words = "支出362.46万元，增长7%。"
    sure = [0.99] * len(words)
    sure[words.index("4")], sure[words.index("长")], sure[words.index("，")] = 0.5, 0.82, 0.1
    stretches = [
        (words[s.span.start - 9 : s.span.end - 9], str(s.confidence)) for s in legibility(words, tuple(sure), 9)
    ]
    assert stretches == [("支出", "0.99"), ("362.46万", "0.5"), ("元，增", "0.693"), ("长", "0.82"), ("7%。", "0.99")]
    assert list(legibility(words, (), 9)) == []


def test_a_leaning_page_is_set_straight(sees):
    slope = 0.03
    sees([line("全年支出一二八六万元", 100, 100 + 30 * n, slope=slope) for n in range(3)])
    page = scanned(WHITE, 1, 600, 800)
    baselines = sorted({round(glyph.baseline) for glyph in page.glyphs})
    assert len(baselines) == 3
    assert [glyph.char for glyph in page.glyphs[:4]] == list("全年支出")
    assert all(a.right <= b.left + 0.01 for a, b in zip(page.glyphs[:9], page.glyphs[1:10], strict=True))


def test_a_watermark_is_left_out(sees):
    sees([line("全年支出一千二百万元整", 100, 100), line("内部资料", 200, 300, slope=0.8)])
    assert "".join(glyph.char for glyph in scanned(WHITE, 1, 600, 800).glyphs) == "全年支出一千二百万元整"


def test_a_page_on_its_head_is_turned(sees):
    asked = sees([line("08%", 100, 100, confidence=0.6)], [line("全年支出", 100, 100)])
    page = scanned(WHITE, 1, 600, 800)
    assert "".join(glyph.char for glyph in page.glyphs) == "全年支出"
    assert asked == [(800, 600, 3)] * 2


def ruled(*, broken: int = 0) -> np.ndarray:
    page = WHITE.copy()
    for y in (100, 150, 200, 250):
        page[y : y + 2, 50:551] = 0
    for x in (50, 200, 400, 550):
        page[100:252, x : x + 2] = 0
    page[150:152, 52:200] = 255  # the first cell reaches over two rows
    page[200:202, 300 : 300 + broken] = 255
    return page


@pytest.mark.parametrize("broken", [0, 8])
def test_cells_are_what_rules_close_in(broken):
    (cells,) = tables(ruled(broken=broken))
    assert len(cells) == 8
    assert sum(cell.bottom - cell.top > 80 for cell in cells) == 1


def test_a_frame_and_a_line_are_no_table():
    page = WHITE.copy()
    page[100:102, 50:550] = page[700:702, 50:550] = page[100:702, 50:52] = page[100:702, 548:550] = 0
    assert tables(page) == []
    assert tables(WHITE) == []


def test_a_seal_is_lifted_off_the_words_under_it_and_a_red_heading_stays():
    page = WHITE.copy()
    y, x = np.ogrid[:800, :600]
    ring = abs(np.hypot(y - 600, x - 450) - 50) < 4
    page[ring] = (210, 40, 40)
    page[595:605, 300:600] = 0
    page[100:140, 100:500:3] = (220, 30, 30)
    lifted = without_seals(page)
    assert (lifted[ring & (page[:, :, 0] == 210)] == 255).all()
    assert (lifted[595:605, 300:600] == 0).all()
    assert (lifted[100:140] == page[100:140]).all()


def glyphs(words: str, places: list[float] | None = None, step: float = 6) -> tuple[Glyph, ...]:
    places = places or [step * i for i in range(len(words))]
    return tuple(Glyph(c, x, x + step, 100, 12, False) for c, x in zip(words, places, strict=True))


def page(*words: Glyph, pictured: bool = False) -> Page:
    return Page(number=1, width=595, height=842, turns=0, glyphs=words, ruled=False, pictured=pictured)


def test_a_layer_is_sound_unless_its_figures_are_out_of_order():
    good = glyphs("支出362.46万元，增长7.32%。")
    assert unsound(page(*good)) is None
    swapped = [6.0 * i for i in range(16)]
    swapped[5], swapped[6] = swapped[6], swapped[5]
    swapped[13], swapped[14] = swapped[14], swapped[13]
    assert unsound(page(*glyphs("支出362.46万元，增长7.32%。"[:16], swapped))) == SHUFFLED
    assert unsound(page(*glyphs("增长.32%，下降.45%，其余不变。"))) == SHUFFLED


def test_bold_print_and_cells_drawn_backwards_are_in_order():
    figure = [0.0, 6, 12, 18, 24, 30]
    twice = glyphs("642.00642.00", figure + [x + 0.3 for x in figure]) * 2
    assert unsound(page(*twice)) is None
    backwards = glyphs("98.5%12.40", [200, 206, 212, 218, 224, 100, 106, 112, 118, 124])
    assert unsound(page(*backwards, *backwards)) is None


def test_pages_without_words_and_without_their_meaning():
    assert unsound(page(pictured=True)) == PICTURE
    assert unsound(page()) is None
    assert unsound(page(*glyphs("\ue001" * 12))) == GARBLED


def test_models_that_are_not_there_are_told_and_not_fetched(monkeypatch, tmp_path):
    rapidocr = pytest.importorskip("rapidocr")
    monkeypatch.setattr(rapidocr, "__file__", str(tmp_path / "__init__.py"))
    ocr._engine.cache_clear()
    with pytest.raises(ConfigurationFault, match=r"缺少识别文字的模型。.*jixiao\[ocr\]"):
        ocr.recognize(WHITE)
    monkeypatch.undo()
    ocr._engine.cache_clear()


def picture(*size: int, form: str = "PNG", pages: int = 1) -> bytes:
    data = io.BytesIO()
    drawn = [Image.new("L", size, 255 - n) for n in range(pages)]
    drawn[0].save(data, form, **({"save_all": True, "append_images": drawn[1:]} if pages > 1 else {}))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (picture(60, 40)[:60], "已损坏"),
        (picture(30, 4000), "大小不正常（30×4000）"),
        (picture(60, 40), "没有识别出文字"),
        (picture(60, 40, form="TIFF", pages=3), "要识别的图片超过 2 页.*JIXIAO_MAX_PICTURES"),
    ],
)
def test_a_picture_that_cannot_be_read_says_why(sees, monkeypatch, data, what):
    sees([])
    monkeypatch.setenv("JIXIAO_MAX_PICTURES", "2")
    with pytest.raises(Unreadable, match=what):
        read_bytes(data, name="扫描.png")


def test_pages_for_which_there_is_no_time_are_told(sees, monkeypatch):
    sees([line("全年支出一千二百万元", 5, 5, size=4)])
    ticks = iter([0, 0, 1900, 3800])
    monkeypatch.setattr("toolkit.read.image.time.monotonic", lambda: next(ticks))
    document = read_bytes(picture(60, 40, form="TIFF", pages=3), name="扫描.tif")
    assert [u.why for u in document.unread] == [
        f"第{n}页没有识别：已用时 30 分钟（可调高 JIXIAO_MAX_MINUTES）" for n in (2, 3)
    ]
