"""Red seals on the picture of a page: they lie over words, and are lifted off before these are read."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.read.ocr import Picture

_RED = 60  # how much more of it than of green and blue
_SMALLEST = 0.07  # of the page's width; a seal is 3 to 5 cm wide
_ROUND = 0.6  # as tall as wide, or as wide as tall
_CLOSED = 0.04  # of the page's width; gaps between the strokes of a seal, and what a line of words takes of it


def without_seals(picture: "Picture") -> "Picture":
    """Return the picture with seals as pale as paper; red headings, which are much wider than tall, stay."""
    import cv2
    import numpy as np

    red, green, blue = (picture[:, :, i].astype(np.int16) for i in range(3))
    mask = (red - np.maximum(green, blue) > _RED).astype(np.uint8)
    wide = picture.shape[1]
    if int(mask.sum()) < (_SMALLEST * wide) ** 2 / 20:
        return picture
    gap = int(_CLOSED * wide) | 1  # an even one would shift what it closes
    whole = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(whole)
    seals = [
        n
        for n, (_, _, across, down, _) in enumerate(boxes)
        if n and min(across, down) > _SMALLEST * wide and min(across, down) > _ROUND * max(across, down)
    ]
    if not seals:
        return picture
    lifted = picture.copy()
    lifted[(mask > 0) & np.isin(labels, seals)] = 255
    return lifted
