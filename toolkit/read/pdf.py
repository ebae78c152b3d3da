"""A PDF → its text, its paragraphs and its table rows, each with the page that it starts on."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from toolkit.errors import Unreadable
from toolkit.read.assemble import compose
from toolkit.read.content import Content
from toolkit.read.furniture import furniture as known
from toolkit.read.inflate import inspect_streams
from toolkit.read.ocr import INSTALL
from toolkit.read.pdf_furniture import furniture
from toolkit.read.pdf_layers import FEWEST, PICTURE, UNRECOGNIZED, unknown
from toolkit.read.pdf_lines import Columns, em
from toolkit.read.pdf_pages import Page, pages
from toolkit.read.pdf_rows import Item
from toolkit.read.pdf_scans import Scans
from toolkit.read.pdf_tables import Ruler
from toolkit.read.pdf_text import Text
from toolkit.records.document import Unread
from toolkit.records.span import Span

_SAMPLE = 20  # pages that tell the size of print
_MOST_CHARACTERS = 5_000_000
_GARBLED = 0.2
_FAINT = 0.8  # the mean confidence of a page; clean and even grainy scans have 0.98
_RECOGNIZE = f"{INSTALL}；或先做文字识别，存为 .docx 或 .txt。"


def pdf(data: bytes, where: str) -> Content:
    """Return the text, the blocks, and which pages could not be read; raise Unreadable."""
    inspect_streams(data, where)
    scans = Scans(data, where)
    sheets = _Sheets(scans.over(pages(data, where)), Ruler(data), where)
    _admit(sheets, scans, where)
    content = sheets.content()
    return content._replace(unread=tuple(sheets.unread(scans.unread)))


def content_of(stream: Iterator[Page], where: str) -> Content:
    """Return what stands on pages that were pictures; raise Unreadable."""
    return _Sheets(stream, Ruler(), where).content()


class _Sheets:
    """What was read, page by page, and no more of it than lines and tables: characters take much room."""

    def __init__(self, stream: Iterator[Page], ruler: Ruler, where: str) -> None:
        self.heights: list[float] = []
        self.items: list[list[Item]] = []
        self.starts: list[int] = []
        self.characters = self.unknown = 0
        self._faint: dict[int, str] = {}
        self._ruler = ruler
        first = list(islice(stream, _SAMPLE))
        self.unit = em(glyph for page in first for glyph in page.glyphs)
        self._columns = Columns(self.unit)
        for page in chain(first, stream):
            self._add(page)
            if self.characters > _MOST_CHARACTERS:
                raise Unreadable(f"超过 {_MOST_CHARACTERS} 个字", where, "请拆成几个文件。")

    def content(self) -> Content:
        """Return the text and the blocks."""
        text = Text(self.items, furniture(self.heights, self.items), self.unit)
        self.starts = text.starts
        own = text.furniture | (known(text.lines) - text.rows.keys())
        blocks = compose(text.lines, own, text.rows, text.columns)
        placed = [replace(block, place=f"第{bisect_right(text.starts, block.span.start)}页") for block in blocks]
        return Content(text.text, tuple(placed), tuple(self.unread({})), tuple(text.legibility))

    def unread(self, faults: dict[int, str]) -> Iterator[Unread]:
        """Tell of the pages that could not be read, or hardly, where the text has them."""
        for number, fault in sorted((faults | self._faint).items()):
            start = self.starts[number - 1]
            yield Unread(span=Span(start, start), why=f"第{number}页{fault}")

    def _add(self, page: Page) -> None:
        self.characters += len(page.glyphs)
        self.unknown += unknown(page.glyphs)
        if page.cells is not None and sum(g.confidence for g in page.glyphs) < _FAINT * len(page.glyphs):
            self._faint[page.number] = "字迹不清，识别出来的字多半靠不住"
        self.heights.append(page.height)
        self.items.append(list(self._in_order(page)))

    def _in_order(self, page: Page) -> Iterator[Item]:
        """Yield the lines and tables of a page in reading order."""
        grids = self._ruler.grids(page, self.unit)
        held = {glyph for grid in grids for row in grid.rows for cell in row for glyph in cell.glyphs}
        free = [glyph for glyph in page.glyphs if glyph not in held]
        for grid in grids:
            top = grid.box.top + self.unit / 2
            yield from self._columns.lines([glyph for glyph in free if glyph.baseline < top], 0, page.width)
            yield grid
            free = [glyph for glyph in free if glyph.baseline >= top]
            grid.forget_glyphs()
        yield from self._columns.lines(free, 0, page.width)


def _admit(sheets: _Sheets, scans: Scans, where: str) -> None:
    """Refuse pages that are pictures of words, or whose fonts do not say which characters they print."""
    if sheets.characters < FEWEST * len(sheets.items) and PICTURE in scans.unread.values():
        raise Unreadable("是扫描件，只有图片没有文字", where, _RECOGNIZE)
    if not sheets.characters and UNRECOGNIZED in scans.unread.values():
        raise Unreadable("是扫描件，没有识别出文字", where, "请检查是否给错了文件，或换一份更清楚的扫描件。")
    if sheets.unknown > _GARBLED * sheets.characters:
        raise Unreadable("字体没有文字对照，读出来是乱码", where, _RECOGNIZE)
