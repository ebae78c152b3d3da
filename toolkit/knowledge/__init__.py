"""TOML of experts in, frozen knowledge out; knows nothing of documents."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from toolkit.errors import KnowledgeFault
from toolkit.knowledge import metric_shapes, shapes, text_shapes

__all__ = ["Knowledge", "load", "shapes"]

E = TypeVar("E", bound=shapes.Entry)


@dataclass(frozen=True, kw_only=True, eq=False)
class Knowledge:
    """Everything that experts may change, and the digest of it; compared and hashed as the object it is."""

    units: shapes.Units
    bases: shapes.Bases
    cues: shapes.Cues
    names: shapes.Names
    classes: shapes.Classes
    indicators: shapes.Indicators
    columns: shapes.Columns
    outline: shapes.Outline
    phrases: shapes.Phrases
    directions: shapes.Directions
    metrics: metric_shapes.Metrics
    plans: shapes.Plans
    times: shapes.Times
    scores: shapes.Scores
    topics: shapes.Topics
    collocations: shapes.Collocations
    characters: text_shapes.Characters
    wordings: text_shapes.Wordings
    digest: str
    overlays: tuple[str, ...] = ()


_SHAPES: dict[str, type[shapes.Entry]] = {
    "units": shapes.Units,
    "bases": shapes.Bases,
    "cues": shapes.Cues,
    "names": shapes.Names,
    "classes": shapes.Classes,
    "indicators": shapes.Indicators,
    "columns": shapes.Columns,
    "outline": shapes.Outline,
    "phrases": shapes.Phrases,
    "directions": shapes.Directions,
    "metrics": metric_shapes.Metrics,
    "plans": shapes.Plans,
    "times": shapes.Times,
    "scores": shapes.Scores,
    "topics": shapes.Topics,
    "collocations": shapes.Collocations,
    "characters": text_shapes.Characters,
    "wordings": text_shapes.Wordings,
}
_SHIPPED = Path(__file__).parent


@cache
def load(overlay: Path | None = None) -> Knowledge:
    """Load the shipped knowledge, with the files of ``overlay`` laid over it entry by entry.

    A file of the overlay adds its lists before the shipped ones, so that an entry of a province is found first.
    """
    digest = hashlib.sha256()
    loaded: dict[str, Any] = {}
    overlays: list[str] = []
    for name, shape in _SHAPES.items():
        source = (_SHIPPED / f"{name}.toml").read_bytes()
        digest.update(source)
        raw = _parse(source, f"{name}.toml")
        own = overlay / f"{name}.toml" if overlay else None
        if own is not None and own.is_file():
            above = own.read_bytes()
            digest.update(above)
            raw = _laid_over(_parse(above, str(own)), raw)
            overlays.append(str(own))
        loaded[name] = _shaped(shape, raw, overlays[-1] if own and own.is_file() else f"knowledge/{name}.toml")
    if overlay is not None and not overlays:
        raise KnowledgeFault(
            what="没有可用的知识文件", where=str(overlay), todo=f"放入 {'、'.join(_SHAPES)} 中任一 .toml"
        )
    return Knowledge(**loaded, digest=digest.hexdigest()[:16], overlays=tuple(overlays))


def _parse(source: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise KnowledgeFault(what=f"不是合格的 TOML（{fault}）", where=where, todo="按该处改正") from None


def _laid_over(above: dict[str, Any], below: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, list):
            merged[key] = [*value, *below.get(key, [])]
        elif isinstance(value, dict):
            merged[key] = _laid_over(value, below.get(key, {}))
        else:
            merged[key] = value
    return merged


def _shaped(shape: type[E], raw: dict[str, Any], where: str) -> E:
    try:
        return shape.model_validate(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise KnowledgeFault(what=f"{place}：{first['msg']}", where=where, todo="改正该项，或删去它") from None
