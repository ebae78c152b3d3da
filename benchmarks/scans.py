"""How well and how fast scans are read: our own example, printed, scanned in several ways, and read back.

    .venv/bin/python -m benchmarks.scans

Needs the extra `ocr` and a Chinese font (fonts-noto-cjk). Takes some minutes.
"""

import io
import re
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from click import echo
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from toolkit.read import read_bytes
from toolkit.read.settle import settle
from toolkit.records import SURE

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/云溪镇2023年自评报告.txt"
FONTS = {
    "serif": "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "sans": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
}
SIMPLIFIED = 2  # of the fonts in the collection
SHARP = 300  # dpi, at which pages are printed
PER_LINE, LINES, PAGES, POINTS = 36, 28, 2, 12
WAYS: Sequence[tuple[str, str, int, float, float, float]] = (
    ("clean", "serif", 300, 0.0, 0, 0),
    ("clean", "serif", 150, 0.0, 0, 0),
    ("clean", "serif", 100, 0.0, 0, 0),
    ("clean", "sans", 150, 0.0, 0, 0),
    ("grain, leaning 2°", "serif", 150, 2.0, 25, 0),
    ("grain, leaning 2°", "serif", 100, 2.0, 25, 0),
    ("grain, blurred", "serif", 150, 1.0, 40, 1.0),
    ("a copy of a copy", "serif", 150, 1.0, 60, 1.5),
)
FIGURE = re.compile(r"\d[\d.,]*%?")
WORD = re.compile(r"[\d.,%]+|.")


def pages(font: str) -> list[tuple[str, Image.Image]]:
    """Print the example, a line for so many characters; return the words of each page and its picture."""
    lines = []
    for paragraph in EXAMPLE.read_text(encoding="utf-8").split():
        line = ""
        for word in WORD.findall(paragraph):
            if len(line + word) > PER_LINE:
                lines.append(line)
                line = ""
            line += word
        lines.append(line)
    type_ = ImageFont.truetype(FONTS[font], POINTS * SHARP // 72, index=SIMPLIFIED)
    found = []
    for n in range(PAGES):
        own = lines[n * LINES : (n + 1) * LINES]
        page = Image.new("L", (int(8.27 * SHARP), int(11.69 * SHARP)), 255)
        for i, line in enumerate(own):
            ImageDraw.Draw(page).text((SHARP, SHARP + i * 0.33 * SHARP), line, font=type_, fill=0)
        found.append(("\n".join(own), page))
    return found


def scanned(page: Image.Image, dpi: int, skew: float = 0, grain: float = 0, blur: float = 0) -> bytes:
    """Return the picture that a copier makes of a page."""
    size = (page.width * dpi // SHARP, page.height * dpi // SHARP)
    small = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255).resize(size, Image.Resampling.LANCZOS)
    grey = np.asarray(small.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float64)
    if grain:
        grey = grey + np.random.default_rng(7).normal(0, grain, grey.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=60)
    return out.getvalue()


def distance(a: str, b: str) -> int:
    """Return how many characters must be changed, put in or taken out."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def main() -> None:
    """Print a line for each way of scanning."""
    read_bytes(scanned(pages("serif")[0][1], 100), name="warm.jpg")
    echo("way                   dpi font       CER  figures found  wrong  of these in doubt s/page")
    for way, font, dpi, *spoilt in WAYS:
        errors = length = found = printed = wrong = doubted = false = 0
        took = 0.0
        for words, page in pages(font):
            data = scanned(page, dpi, *spoilt)
            start = time.process_time()
            document = read_bytes(data, name="page.jpg")
            took += time.process_time() - start
            errors += distance("".join(settle(words).split()), "".join(document.settled.split()))
            length += len("".join(words.split()))
            left = Counter(FIGURE.findall(settle(words)))
            printed += left.total()
            for match in FIGURE.finditer(document.settled):
                sure = not any(
                    each.confidence < SURE and each.span.start < match.end() and match.start() < each.span.end
                    for each in document.legibility
                )
                if left[match[0]]:
                    left[match[0]] -= 1
                    found += 1
                    false += not sure
                else:
                    wrong += 1
                    doubted += not sure
        told = f"{doubted} (and {false} right)"
        rate = f"{errors / length:.2%}"
        echo(f"{way:20} {dpi:4} {font:6} {rate:>7} {found:>7}/{printed:<6} {wrong:>6} {told:>18} {took / PAGES:.1f}")
    echo(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB; seconds are of the processor")


if __name__ == "__main__":
    main()
