"""A picture of a page, or a .tiff of several → its text, paragraphs and table rows, recognized."""

import io
import math
import time
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.errors import Unreadable
from toolkit.read import ocr
from toolkit.read.content import Content
from toolkit.read.limits import MINUTES, PICTURES
from toolkit.read.pdf import content_of
from toolkit.read.pdf_pages import Page
from toolkit.read.pdf_scans import MOST_PIXELS
from toolkit.read.watch import recognizing
from toolkit.records.document import Unread
from toolkit.records.span import Span

if TYPE_CHECKING:
    from PIL.Image import Image

    from toolkit.read.ocr import Picture

_FORMATS = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
_MOST_UNPACKED = 100_000_000  # pixels; an A3 page at 600 dpi has 70 million
_SHORT, _LONG = 595.0, 842.0  # points: a picture is taken for a page of A4


def image(data: bytes, where: str) -> Content:
    """Return the text and the blocks; raise Unreadable."""
    if not ocr.available():
        raise Unreadable("是图片，要先识别其中的文字", where, f"{ocr.INSTALL}；或先做文字识别，存为 .docx 或 .txt。")
    left: list[int] = []
    content = content_of(_pages(data, where, left), where)
    if not content.blocks:
        raise Unreadable("图片里没有识别出文字", where, "请检查是否给错了文件，或换一张更清楚的图片。")
    end = len(content.text)
    why = f"没有识别：已用时 {MINUTES.current()} 分钟（可调高 {MINUTES.variable}）"
    late = tuple(Unread(span=Span(end, end), why=f"第{n}页{why}") for n in left)
    return content._replace(unread=content.unread + late)


def _pages(data: bytes, where: str, left: list[int]) -> Iterator[Page]:
    """Yield the pages; those for which no time is left go to ``left``."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    from toolkit.read.scan import scanned

    broken = (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            count = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
            PICTURES.admit(count, where)
            end = time.monotonic() + MINUTES.size
            for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
                if number > count:
                    break
                if time.monotonic() > end:
                    left.append(number)
                    continue
                _admit(frame, where)
                picture = _picture(frame)
                high, wide = picture.shape[:2]
                width = _LONG if wide > high else _SHORT
                recognizing(number, count)
                yield scanned(picture, number, width, width * high / wide)
    except broken as e:
        raise Unreadable("图片已损坏、不完整或过大", where, "请重新导出或下载该文件。") from e


def _admit(frame: "Image", where: str) -> None:
    if math.prod(frame.size) > _MOST_UNPACKED or min(frame.size) * 50 < max(frame.size):
        what = f"图片的大小不正常（{frame.width}×{frame.height}）"
        raise Unreadable(what, where, "请按 300 dpi 以下重新扫描，一页一张。")


def _picture(frame: "Image") -> "Picture":
    """Return the pixels, upright as the camera says and on white paper, no more of them than are of use."""
    import numpy as np
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame)
    if upright.mode.startswith(("I", "F")):  # sixteen bits and more
        values = np.asarray(upright, dtype=np.float64)
        upright = Image.fromarray((values * (255 / max(values.max(), 1.0))).astype(np.uint8))
    drawn = upright.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    flat = Image.alpha_composite(paper, drawn).convert("RGB")
    shrink = math.sqrt(MOST_PIXELS / math.prod(flat.size))
    if shrink < 1:
        flat = flat.resize((int(flat.width * shrink), int(flat.height * shrink)), Image.Resampling.LANCZOS)
    return np.array(flat, dtype=np.uint8)
