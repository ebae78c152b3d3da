"""A born-digital PDF → its text, its paragraphs and its table rows, each with the page that it starts on."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from toolkit.errors import Unreadable
from toolkit.read.assemble import compose
from toolkit.read.content import Content
from toolkit.read.furniture import furniture as known
from toolkit.read.inflate import inspect_streams
from toolkit.read.pdf_furniture import furniture
from toolkit.read.pdf_lines import Columns, em
from toolkit.read.pdf_pages import Page, pages
from toolkit.read.pdf_rows import Item
from toolkit.read.pdf_tables import Ruler
from toolkit.read.pdf_text import Text
from toolkit.records.document import Unread
from toolkit.records.span import Span

_SAMPLE = 20  # pages that tell the size of print
_MOST_CHARACTERS = 5_000_000
_FEWEST = 10  # characters a page; a scan can have a page number as text
_GARBLED = 0.2
_RECOGNIZE = "请先做文字识别（OCR），存为 .docx 或 .txt。"


def pdf(data: bytes, where: str) -> Content:
    """Return the text, the blocks, and which pages are pictures; raise Unreadable."""
    inspect_streams(data, where)
    content = _Pages(data, where)
    text = Text(content.items, furniture(content.heights, content.items), content.unit)
    own = text.furniture | (known(text.lines) - text.rows.keys())
    blocks = compose(text.lines, own, text.rows, text.columns)
    placed = [replace(block, place=f"第{bisect_right(text.starts, block.span.start)}页") for block in blocks]
    return Content(text.text, tuple(placed), tuple(_unread(content.pictures, text.starts)))


def _unread(pictures: Sequence[int], starts: Sequence[int]) -> Iterator[Unread]:
    """Tell of the pages that are pictures of words, where the next one begins."""
    for page in pictures:
        yield Unread(span=Span(starts[page], starts[page]), why=f"第{page + 1}页是图片，没有文字可读")


class _Pages:
    """What was read, page by page, and no more of it than lines and tables: characters take much room."""

    def __init__(self, data: bytes, where: str) -> None:
        self.heights: list[float] = []
        self.items: list[list[Item]] = []
        self._characters = self._unknown = 0
        self.pictures: list[int] = []
        self._ruler = Ruler(data)
        stream = pages(data, where)
        first = list(islice(stream, _SAMPLE))
        self.unit = em(glyph for page in first for glyph in page.glyphs)
        self._columns = Columns(self.unit)
        for page in chain(first, stream):
            self._add(page)
            if self._characters > _MOST_CHARACTERS:
                raise Unreadable(f"超过 {_MOST_CHARACTERS} 个字", where, "请拆成几个文件。")
        self._admit(where)

    def _add(self, page: Page) -> None:
        self._characters += len(page.glyphs)
        self._unknown += sum("\ue000" <= glyph.char <= "\uf8ff" or glyph.char == "\ufffd" for glyph in page.glyphs)
        if page.pictured and len(page.glyphs) < _FEWEST:
            self.pictures.append(len(self.heights))
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

    def _admit(self, where: str) -> None:
        """Refuse pages that are pictures of words, or whose fonts do not say which characters they print."""
        if self._characters < _FEWEST * len(self.items) and self.pictures:
            raise Unreadable("是扫描件，只有图片没有文字", where, _RECOGNIZE)
        if self._unknown > _GARBLED * self._characters:
            raise Unreadable("字体没有文字对照，读出来是乱码", where, _RECOGNIZE)
