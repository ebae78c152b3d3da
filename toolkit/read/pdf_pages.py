"""The pages of a PDF as pdfium sees them: each character and where it stands, seen upright."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import Unreadable
from toolkit.read.limits import PAGES

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

_LONGEST_SIDE = 14_400  # points, as the standard allows: five metres
_MOST_GLYPHS = 100_000  # on one page; a page of print has two thousand
_MOST_OBJECTS = 20_000
_SHORTEST_RULE = 10  # points
_FEWEST_RULES = 4
_MOST_RULES = 5_000  # on one page; what has more is a drawing
_UNPRINTED = {*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF}
_SPACES = (0x20, 0xA0)
_SURROGATES = range(0xD800, 0xE000)


class Box(NamedTuple):
    """A rectangle on the page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """One printed character."""

    char: str
    left: float
    right: float
    baseline: float
    size: float
    spaced: bool
    """a space stands before it"""
    confidence: float = 1.0
    """how surely it was recognized, where it is from a picture"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on a page, turned so that its words are upright."""

    number: int
    width: float
    height: float
    turns: int
    """quarter turns to the right that this took, beyond those that the file asks for"""
    glyphs: tuple[Glyph, ...]
    ruled: bool
    """rules are drawn on it, as around the cells of a table"""
    pictured: bool
    cells: tuple[tuple[Box, ...], ...] | None = None
    """of a page that is a picture, the cells of each of its tables"""

    def upright(self, box: Box) -> Box:
        """Return where a box of the page as the file shows it lies on the page turned upright."""
        high = self.width if self.turns % 2 else self.height
        wide = self.height if self.turns % 2 else self.width
        for _ in range(self.turns):
            left, top, right, bottom = box
            box = Box(high - bottom, left, high - top, right)
            wide, high = high, wide
        return box


def pages(data: bytes, where: str) -> Iterator[Page]:
    """Yield the pages in order; raise Unreadable."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            PAGES.admit(len(document), where)
            for number in range(1, len(document) + 1):
                yield _page(document, number, where)
    except pypdfium2.PdfiumError as e:
        if e.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable("设有打开密码", where, "请在 PDF 阅读器中取消密码后另存。") from e
        raise Unreadable("是损坏、不完整或没有页面的 PDF", where, "请重新导出或下载该文件。") from e


def _page(document: "PdfDocument", number: int, where: str) -> Page:
    page = document[number - 1]
    box = Box(*page.get_mediabox())
    wide, high = box.right - box.left, box.bottom - box.top
    if not 0 < min(wide, high) <= max(wide, high) <= _LONGEST_SIDE:
        raise Unreadable(f"第{number}页的大小不正常（最长 {_LONGEST_SIDE} 点）", where, "请重新导出该文件。")
    turn, glyphs = _glyphs(page, box, f"{where} 第{number}页")
    ruled, pictured = _drawn(page)
    found = Page(
        number=number,
        width=high if turn % 2 else wide,
        height=wide if turn % 2 else high,
        turns=(turn - page.get_rotation() // 90) % 4,
        glyphs=glyphs,
        ruled=ruled,
        pictured=pictured,
    )
    page.close()
    return found


def _glyphs(page: "PdfPage", box: Box, where: str) -> tuple[int, tuple[Glyph, ...]]:
    """Return the quarter turns that make most words upright, and the characters that then are."""
    from pypdfium2 import raw

    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_GLYPHS:
        raise Unreadable(f"一页超过 {_MOST_GLYPHS} 个字", where, "请重新导出该文件。")
    codes = [0 if raw.FPDFText_IsGenerated(text, i) else raw.FPDFText_GetUnicode(text, i) for i in range(count)]
    printed = [i for i, code in enumerate(codes) if code not in _UNPRINTED]
    quarters = [_quarter(raw.FPDFText_GetCharAngle(text, i)) for i in printed]
    turn = next((q for q, _ in Counter(quarters).most_common() if q is not None), 0)
    wide, high = (box.right - box.left, box.bottom - box.top)[:: -1 if turn % 2 else 1]
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found = []
    for i, quarter in zip(printed, quarters, strict=True):
        char = _char(codes, i)
        if quarter != turn or not char:
            continue
        raw.FPDFText_GetLooseCharBox(text, i, rect)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        left, top = _seen(rect.left, rect.top, box, turn)
        right, bottom = _seen(rect.right, rect.bottom, box, turn)
        left, right, size = min(left, right), max(left, right), abs(bottom - top)
        baseline = _seen(x.value, y.value, box, turn)[1]
        if -wide < left < wide and 0 < right < 2 * wide and 0 < baseline < high and 0 < size < high:
            found.append(Glyph(char, left, right, baseline, size, i > 0 and codes[i - 1] in _SPACES))
    text.close()
    return turn, tuple(found)


def _quarter(angle: float) -> int | None:
    """Return the quarter turns that set a character upright, or None where it leans, as a watermark does."""
    turns = -angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None


def _seen(x: float, y: float, page: Box, turn: int) -> tuple[float, float]:
    """Return where a point given in the file's coordinates, y upwards, lies on the page after quarter turns."""
    if turn == 0:
        return x - page.left, page.bottom - y
    if turn == 1:
        return y - page.top, x - page.left
    if turn == 2:
        return page.right - x, y - page.top
    return page.bottom - y, page.right - x


def _char(codes: list[int], i: int) -> str:
    """Return the character, two halves of a surrogate pair as the one that they are."""
    if codes[i] not in _SURROGATES:
        return chr(codes[i]) if codes[i] <= 0x10FFFF else ""
    pair = b"".join(code.to_bytes(2, "little") for code in codes[i : i + 2] if code in _SURROGATES)
    return pair.decode("utf-16-le", "ignore")[:1]


def _drawn(page: "PdfPage") -> tuple[bool, bool]:
    """Tell whether rules are drawn on the page, as around cells, and whether there is a picture."""
    from pypdfium2 import raw

    rules, boxes, pictured = 0, 0, False
    for drawn in islice(page.get_objects(), _MOST_OBJECTS):
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = True
        elif drawn.type == raw.FPDF_PAGEOBJ_PATH:
            left, low, right, high = drawn.get_bounds()
            rules += max(right - left, high - low) > _SHORTEST_RULE
            boxes += min(right - left, high - low) > _SHORTEST_RULE
    return (boxes > 0 or rules >= _FEWEST_RULES) and rules <= _MOST_RULES, pictured
