"""Pages of print → scans of them: what a copier in an office makes."""

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.press import FONT

A4 = (595.2756, 841.8898)


def pictures(
    data: bytes, *, dpi: int = 150, skew: float = 0.0, noise: float = 0.0, turn: int = 0, quality: int = 60
) -> list[Image.Image]:
    """Scan every page of a PDF, leaning by degrees and with grain, as a copier's JPEG; ``turn`` is in degrees too."""
    chance = np.random.default_rng(7)
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            shown = page.render(scale=dpi / 72).to_pil().convert("L")
            if skew:
                shown = shown.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
            grey = np.asarray(shown, dtype=np.float64)
            grain = chance.normal(0, noise, grey.shape) if noise else 0
            copied = Image.fromarray(np.clip(grey + grain, 0, 255).astype(np.uint8)).rotate(turn, expand=True)
            jpeg = io.BytesIO()
            copied.save(jpeg, "JPEG", quality=quality)
            found.append(Image.open(jpeg))
    return found


def scan(data: bytes, **how: float) -> bytes:
    """Scan a PDF into one that has no text."""
    first, *rest = pictures(data, **how)  # type: ignore[arg-type]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=how.get("dpi", 150))
    return out.getvalue()


def smudged(page: Image.Image, box: tuple[int, int, int, int], blur: float) -> Image.Image:
    """Blur a part of a page, as a wet thumb does."""
    spoilt = page.convert("L")
    spoilt.paste(spoilt.crop(box).filter(ImageFilter.GaussianBlur(blur)), box)
    return spoilt


def layered(page: Image.Image, *layer: tuple[float, float, Sequence[tuple[float, str]]]) -> bytes:
    """Print a picture with unseen words over it: baselines, sizes and characters, each with its distance from the left.

    That is what scanners make that recognize words by themselves.
    """
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(page), 0, 0, *A4)
    for y, size, characters in layer:
        for x, char in characters:
            text = canvas.beginText(x, y)
            text.setTextRenderMode(3)
            text.setFont(FONT, size)
            text.textOut(char)
            canvas.drawText(text)
    canvas.save()
    return data.getvalue()
