"""A picture → the lines of words in it, each character with its place and how surely it was recognized.

The engine is an extra: it is loaded when the first picture needs it, once for a process, with the models that its
package brings. It is never let near the network.
"""

import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.errors import ConfigurationFault

if TYPE_CHECKING:
    import numpy as np
    from rapidocr import RapidOCR

    Picture = np.ndarray[Any, np.dtype[np.uint8]]
    """Rows of pixels, each red, green and blue."""

_NEEDED = ("rapidocr", "onnxruntime")
_THREADS = 2
_DETECTED = 1280  # pixels of the longer side; below it small print is missed, above it only time is lost
_SUREST = 0.999  # no picture is as good as the text
_LARGEST = 10_000  # pixels; callers see to it that no picture is larger
INSTALL = "请安装文字识别组件：pip install 'jixiao[ocr]'"


class Point(NamedTuple):
    """A place in the picture, in pixels from the upper left corner."""

    x: float
    y: float


class Character(NamedTuple):
    """A recognized character: the middle of it, how surely it was recognized, whether a space stands before it."""

    char: str
    middle: Point
    confidence: float
    spaced: bool


class Line(NamedTuple):
    """Characters that were recognized as one stretch, and the corners of it, clockwise from its upper left."""

    characters: tuple[Character, ...]
    corners: tuple[Point, Point, Point, Point]

    @property
    def angle(self) -> float:
        """How much it falls to the right, in radians."""
        left, right = self.corners[:2]
        return math.atan2(right.y - left.y, right.x - left.x)

    @property
    def width(self) -> float:
        """Its length, in pixels."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """How tall it is, in pixels."""
        return math.dist(self.corners[0], self.corners[3])

    @property
    def confidence(self) -> float:
        """How surely it was recognized, in the mean."""
        return sum(c.confidence for c in self.characters) / len(self.characters)


def available() -> bool:
    """Tell whether the extra is installed."""
    return all(find_spec(name) for name in _NEEDED)


def recognize(picture: "Picture") -> list[Line]:
    """Return the lines in a picture, in no order that means anything."""
    # The package says that it may return other things too, which it does when asked for one step alone.
    found: Any = _engine()(picture, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    lines: list[Line] = []
    for i, (words, score, box) in enumerate(zip(found.txts, found.scores, found.boxes, strict=True)):
        corners = [Point(float(x), float(y)) for x, y in box]
        parts = found.word_results[i] if len(found.word_results) == len(found.txts) else ()
        characters = _characters(words, float(score), parts or (), corners)
        if characters:
            lines.append(Line(characters, (corners[0], corners[1], corners[2], corners[3])))
    return lines


def _characters(
    words: str, score: float, parts: Sequence[tuple[str, float, Any]], corners: Sequence[Point]
) -> tuple[Character, ...]:
    """Put together what the engine says of the characters: it places no spaces, but counts them in its scores."""
    shown = [i for i, char in enumerate(words) if not char.isspace()]
    if [part[0] for part in parts] == [words[i] for i in shown]:
        middles = [_middle([Point(float(x), float(y)) for x, y in quad]) for _, _, quad in parts]
        known = [float(confidence) for _, confidence, _ in parts]
        lost = len(words) - len(known)
        rest = (score * len(words) - sum(known)) / lost if lost else score
    else:
        middles = [_between(corners, (i + 0.5) / len(words)) for i in shown]
        known, rest = [], score
    return tuple(
        Character(
            char=words[i],
            middle=middle,
            confidence=min(max(known[i] if i < len(known) else rest, 0.0), _SUREST),
            spaced=i > 0 and words[i - 1].isspace(),
        )
        for i, middle in zip(shown, middles, strict=True)
    )


def _middle(corners: Sequence[Point]) -> Point:
    return Point(sum(p.x for p in corners) / len(corners), sum(p.y for p in corners) / len(corners))


def _between(corners: Sequence[Point], part: float) -> Point:
    """Return the point so far along the middle of a line."""
    start, end = _middle([corners[0], corners[3]]), _middle([corners[1], corners[2]])
    return Point(start.x + part * (end.x - start.x), start.y + part * (end.y - start.y))


@cache
def _engine() -> "RapidOCR":
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,  # pages are turned upright as a whole
            "Global.text_score": 0.0,  # what was read with doubt is kept, and said to be doubtful
            "Global.max_side_len": _LARGEST,
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED,
            # Named, so that a model that is not there is told and not fetched.
            "Det.model_path": _model(models, "*det*.onnx"),
            "Rec.model_path": _model(models, "*rec*.onnx"),
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _model(folder: Path, pattern: str) -> str:
    found = sorted(folder.glob(pattern))
    if not found:
        raise ConfigurationFault("缺少识别文字的模型", str(folder), f"{INSTALL}。")
    return str(found[-1])
