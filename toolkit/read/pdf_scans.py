"""The pages of a PDF whose words cannot be taken from the file → the same pages, recognized from their pictures."""

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.errors import Unreadable
from toolkit.read import ocr
from toolkit.read.limits import MINUTES, PICTURES
from toolkit.read.pdf_layers import FEWEST, PICTURE, UNRECOGNIZED, unsound
from toolkit.read.pdf_pages import Page
from toolkit.read.watch import recognizing

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

    from toolkit.read.ocr import Picture

SHARPNESS = 170 / 72
"""Pixels a point: beyond it, nothing more is recognized."""
MOST_PIXELS = 6_000_000
"""Of a picture that is recognized; an A3 page at that sharpness."""
_MOST_UNPACKED = 200_000_000  # pixels of the pictures on a page, before they are shrunk to it
_BLANK = 3.0  # of 255, that the pixels of an empty sheet vary
_MOST_OBJECTS = 20_000


class Scans:
    """Replaces what is unsound on the pages of one file by what is recognized, where the engine is installed."""

    def __init__(self, data: bytes, where: str) -> None:
        self._data = data
        self._where = where
        self._end = 0.0
        self.unread: dict[int, str] = {}
        """page → what of it could not be read, and why"""

    def over(self, pages: Iterator[Page]) -> Iterator[Page]:
        """Yield the pages in order."""
        for page in pages:
            fault = unsound(page)
            yield page if fault is None else self._mended(page, fault)

    def _mended(self, page: Page, fault: str) -> Page:
        if not ocr.available():
            self.unread[page.number] = fault
            return _kept(page, fault)
        self._admit()
        if time.monotonic() > self._end:
            self.unread[page.number] = f"没有识别：已用时 {MINUTES.current()} 分钟（可调高 {MINUTES.variable}）"
            return _kept(page, fault)
        recognizing(page.number, len(self._opened))
        # What is printed over the picture, as a page number is, is in the picture too.
        from toolkit.read.scan import scanned

        shown = self._opened[page.number - 1]
        width, height = shown.get_size()
        picture = self._picture(shown)
        shown.close()
        found = scanned(picture, page.number, width, height)
        if len(found.glyphs) < max(len(page.glyphs), 1):
            found = _kept(page, fault)
            if picture.std() > _BLANK:
                self.unread[page.number] = UNRECOGNIZED if fault == PICTURE else fault
        return found

    def _admit(self) -> None:
        """Refuse once, before the first page, what would take too long."""
        if not self._end:
            PICTURES.admit(sum(1 for page in self._opened if _is_picture(page)), self._where)
            self._end = time.monotonic() + MINUTES.size

    @cached_property
    def _opened(self) -> "PdfDocument":
        import pypdfium2

        return pypdfium2.PdfDocument(self._data)

    def _picture(self, page: "PdfPage") -> "Picture":
        """Return the page as it is shown."""
        import numpy as np
        from pypdfium2 import raw

        images = [o for o in islice(page.get_objects(), _MOST_OBJECTS) if o.type == raw.FPDF_PAGEOBJ_IMAGE]
        if sum(math.prod(image.get_px_size()) for image in images) > _MOST_UNPACKED:
            what = f"一页的图片超过 {_MOST_UNPACKED // 1_000_000} 百万像素，大得不正常"
            raise Unreadable(what, self._where, "请按 300 dpi 以下重新扫描或导出。")
        width, height = page.get_size()
        scale = min(SHARPNESS, math.sqrt(MOST_PIXELS / (width * height)))
        return np.ascontiguousarray(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3])


def _is_picture(page: "PdfPage") -> bool:
    text = page.get_textpage()
    few: bool = text.count_chars() < FEWEST
    text.close()
    page.close()
    return few


def _kept(page: Page, fault: str) -> Page:
    """Return the page as the file has it; where it is no picture, all that it says is in doubt."""
    if fault == PICTURE:
        return page
    return replace(page, glyphs=tuple(glyph._replace(confidence=0.0) for glyph in page.glyphs))
