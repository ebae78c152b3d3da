"""Rules on the picture of a page → the cells of its tables."""

from functools import partial
from typing import TYPE_CHECKING

from toolkit.read.pdf_pages import Box

if TYPE_CHECKING:
    from toolkit.read.ocr import Picture

_LONGEST_STROKE = 45  # of these make a page's width: rules are longer than strokes of characters
_SMALLEST = 8  # pixels, of a cell's side
_MOST_CELLS = 5_000
_WHOLE = 0.9  # of the table; what is as large is the room inside a frame, or around it
_FEWEST = 4  # cells


def tables(picture: "Picture") -> list[list[Box]]:
    """Return the cells of each table, in pixels: what rules close in on all sides."""
    import cv2
    import numpy as np

    square = partial(np.ones, dtype=np.uint8)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(cv2.bitwise_not(grey), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 25, -12)
    longest = max(picture.shape[1] // _LONGEST_STROKE, 20)
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, square((1, longest)))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, square((longest, 1)))
    # Scans break thin rules, and a rule that leans is a flight of steps: both are closed.
    level = cv2.morphologyEx(level, cv2.MORPH_CLOSE, square((3, longest)))
    upright = cv2.morphologyEx(upright, cv2.MORPH_CLOSE, square((longest, 3)))
    rules = cv2.dilate(cv2.bitwise_or(level, upright), square((3, 3)))
    _, frames, sizes, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    _, _, spaces, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(rules), connectivity=4)
    found: dict[int, list[Box]] = {}
    if len(spaces) > _MOST_CELLS:
        return []
    for n, (left, top, wide, high, area) in enumerate(spaces):
        if n == 0 or min(wide, high) < _SMALLEST or left == 0 or top == 0 or area < wide * high / 2:
            continue
        frame = int(frames[top + high // 2, left - 1]) or int(frames[top - 1, left + wide // 2])
        if frame and wide * high < _WHOLE * sizes[frame][2] * sizes[frame][3]:
            found.setdefault(frame, []).append(Box(left - 1.5, top - 1.5, left + wide + 1.5, top + high + 1.5))
    return [cells for cells in found.values() if len(cells) >= _FEWEST]
