"""A picture of a page → the page as though it were printed: its characters upright and in lines, its rules as cells."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from toolkit.read.ocr import Line, Point, recognize
from toolkit.read.pdf_pages import Box, Glyph, Page
from toolkit.read.scan_rules import tables
from toolkit.read.scan_seals import without_seals

if TYPE_CHECKING:
    from toolkit.read.ocr import Picture

_UNSURE = 0.9  # below it, a page may stand on its head
_STANDING = 1.5  # as tall as wide; of a page on its side, most lines are
_SLANT = math.radians(5)  # beyond it, lines run into one another
_STRAIGHT = math.radians(0.1)
_LEANING = math.radians(8)  # off the other lines, as watermarks are
_LONG = 8  # characters; shorter lines do not tell an angle
_BASELINE = 0.2  # of a line's height, above its lower edge
_APART = 1.6  # ems; what is farther apart are not words of one line
_EM = 0.75  # of a line's height, at least
_NUMBERED = re.compile(r"[一—–－~-]{1,2}\d{1,4}[一—–－~-]{1,2}")
_DASH = re.compile(r"(?<=\d)一(?=\d)")
_CHINESE = re.compile(r"[一-龥]")
_NARROW = re.compile(r"[()!?;]|(?<!\d)[,:]|:(?!\d)|,(?!\d{3}(?!\d))")
_WIDE = str.maketrans("()!?;,:", "（）！？；，：")
_DASHES = str.maketrans("一–－~", "————")


def scanned(picture: "Picture", number: int, width: float, height: float) -> Page:
    """Return what stands in the picture of a page; sizes in points, as the page is shown."""
    import numpy as np

    picture, lines, turns = _upright(without_seals(picture))
    if turns % 2:
        width, height = height, width
    angle = _angle(lines)
    if abs(angle) > _SLANT:
        picture = _turned(picture, angle)
        lines = recognize(picture)
        angle = _angle(lines)
    high, wide = picture.shape[:2]
    straight = [_straight(line, angle, Point(wide / 2, high / 2)) for line in lines if not _leans(line, angle)]
    if abs(angle) > _STRAIGHT:
        picture = _turned(picture, angle)
    cells = tables(np.ascontiguousarray(picture))
    scale = width / wide
    return Page(
        number=number,
        width=width,
        height=height,
        turns=0,
        glyphs=tuple(glyph for glyph in _glyphs(straight, scale) if 0 < glyph.baseline < height),
        ruled=bool(cells),
        pictured=True,
        cells=tuple(tuple(Box(*(side * scale for side in box)) for box in table) for table in cells),
    )


def _upright(picture: "Picture") -> "tuple[Picture, list[Line], int]":
    """Return the picture with its words upright, its lines, and the quarter turns that this took."""
    lines = recognize(picture)
    turns = 0
    if _on_its_side(lines):
        turns = 1 if _confidence(lines) > _UNSURE else 3
        picture = _quartered(picture, turns)
        lines = recognize(picture)
    if lines and _confidence(lines) < _UNSURE:
        headlong = _quartered(picture, 2)
        others = recognize(headlong)
        if _chinese(others) > _chinese(lines):
            return headlong, others, (turns + 2) % 4
    return picture, lines, turns


def _on_its_side(lines: Sequence[Line]) -> bool:
    standing = sum(line.height for line in lines if line.height > _STANDING * line.width)
    return standing > sum(line.width for line in lines if line.width > _STANDING * line.height)


def _quartered(picture: "Picture", turns: int) -> "Picture":
    """Turn a picture by quarters to the left."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, turns))


def _confidence(lines: Sequence[Line]) -> float:
    confidences = [c.confidence for line in lines for c in line.characters]
    return sum(confidences) / max(len(confidences), 1)


def _chinese(lines: Sequence[Line]) -> float:
    """Weigh the Chinese characters recognized: few can be read upside down, digits can."""
    return sum(c.confidence for line in lines for c in line.characters if _CHINESE.match(c.char))


def _angle(lines: Sequence[Line]) -> float:
    """Return how much the lines of a page fall to the right."""
    angles = [line.angle for line in lines if len(line.characters) >= _LONG]
    return median(angles) if angles else 0.0


def _leans(line: Line, angle: float) -> bool:
    return abs(line.angle - angle) > _LEANING and len(line.characters) > 1


def _turned(picture: "Picture", angle: float) -> "Picture":
    """Turn a picture about its middle, so that what fell to the right by ``angle`` is level; new corners are white."""
    import cv2

    high, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), math.degrees(angle), 1.0)
    return cv2.warpAffine(picture, turn, (wide, high), borderValue=(255, 255, 255))  # type: ignore[return-value]


def _straight(line: Line, angle: float, middle: Point) -> Line:
    """Return where a line stands once its page is level."""
    cos, sin = math.cos(-angle), math.sin(-angle)

    def moved(p: Point) -> Point:
        x, y = p.x - middle.x, p.y - middle.y
        return Point(middle.x + x * cos - y * sin, middle.y + x * sin + y * cos)

    a, b, c, d = map(moved, line.corners)
    return Line(tuple(each._replace(middle=moved(each.middle)) for each in line.characters), (a, b, c, d))


def _glyphs(lines: Sequence[Line], scale: float) -> Iterator[Glyph]:
    """Yield the characters, those of a line side by side: the engine knows their middles, not their edges."""
    usual = median(line.height for line in lines) if lines else 0.0
    for line in lines:
        left, right = line.corners[0].x, line.corners[1].x
        low = (line.corners[2].y + line.corners[3].y) / 2 - _BASELINE * line.height
        size = max(line.height, 0.8 * usual) * scale  # a lone figure is boxed closely, and is no footnote mark
        characters = line.characters
        pitch = _pitch(line)
        shown = as_printed("".join(c.char for c in characters))
        starts, ends = [left], []
        for a, b in pairwise(characters):
            near = b.middle.x - a.middle.x < _APART * pitch
            ends.append((a.middle.x + b.middle.x) / 2 if near else a.middle.x + pitch / 2)
            starts.append(ends[-1] if near else b.middle.x - pitch / 2)
        ends.append(right)
        for c, char, start, end in zip(characters, shown, starts, ends, strict=True):
            yield Glyph(char, start * scale, max(end, start + 1) * scale, low * scale, size, c.spaced, c.confidence)


def as_printed(words: str) -> str:
    """Return a line's words as they are written: of marks, a picture does not show how wide they are meant."""
    if _NUMBERED.fullmatch(words):
        return words.translate(_DASHES)
    words = _DASH.sub("—", words)
    return _NARROW.sub(lambda m: m[0].translate(_WIDE), words) if _CHINESE.search(words) else words


def _pitch(line: Line) -> float:
    """Return how far apart the Chinese characters of a line stand."""
    steps = [
        b.middle.x - a.middle.x for a, b in pairwise(line.characters) if min(a.char, b.char) > "\u2e80" and not b.spaced
    ]
    return max(median(steps) if steps else 0.0, _EM * line.height)
