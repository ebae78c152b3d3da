"""TOML of experts in, frozen knowledge out; knows nothing of documents."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.errors import KnowledgeFault
from toolkit.knowledge import (
    archive_shapes,
    draft_shapes,
    metric_shapes,
    model_shapes,
    rubric_shapes,
    shapes,
    text_shapes,
    year_shapes,
)
from toolkit.knowledge.forms import forms_of
from toolkit.knowledge.loading import contents, laid_over, parse, shaped

__all__ = ["Knowledge", "load", "rubric_shapes", "shapes"]


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
    years: year_shapes.Years
    scores: shapes.Scores
    topics: shapes.Topics
    collocations: shapes.Collocations
    models: model_shapes.Models
    parts: draft_shapes.Parts
    measures: draft_shapes.Measures
    grades: rubric_shapes.Grades
    rubrics: rubric_shapes.Rubrics
    characters: text_shapes.Characters
    wordings: text_shapes.Wordings
    organizations: archive_shapes.Organizations
    copies: archive_shapes.Copies
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
    "years": year_shapes.Years,
    "scores": shapes.Scores,
    "topics": shapes.Topics,
    "collocations": shapes.Collocations,
    "models": model_shapes.Models,
    "parts": draft_shapes.Parts,
    "measures": draft_shapes.Measures,
    "grades": rubric_shapes.Grades,
    "characters": text_shapes.Characters,
    "wordings": text_shapes.Wordings,
    "organizations": archive_shapes.Organizations,
    "copies": archive_shapes.Copies,
}
_SHIPPED = Path(__file__).parent


@cache
def load(overlay: Path | None = None, rubric: Path | None = None) -> Knowledge:
    """Load the shipped knowledge, with the files of ``overlay`` laid over it entry by entry.

    A file of the overlay adds its lists before the shipped ones, so that an entry of a province is found first. Its
    scoring forms (``rubrics/*.toml``) go before the shipped ones, or in the place of those with the same id. ``rubric``
    is a file with the one form to hold reports against, and no other.
    """
    digest = hashlib.sha256()
    loaded: dict[str, Any] = {}
    overlays: list[str] = []
    for name, shape in _SHAPES.items():
        source = (_SHIPPED / f"{name}.toml").read_bytes()
        digest.update(source)
        raw = parse(source, f"{name}.toml")
        own = overlay / f"{name}.toml" if overlay else None
        if own is not None and own.is_file():
            above = contents(own)
            digest.update(above)
            raw = laid_over(parse(above, str(own)), raw)
            overlays.append(str(own))
        loaded[name] = shaped(shape, raw, overlays[-1] if own and own.is_file() else f"knowledge/{name}.toml")
    forms = forms_of(_SHIPPED, overlay, rubric)
    for form in forms.sources:
        digest.update(form)
    overlays += forms.overlays
    if overlay is not None and not overlays:
        raise KnowledgeFault(
            what="没有可用的知识文件",
            where=str(overlay),
            todo=f"放入 {'、'.join(_SHAPES)} 中任一 .toml，或 rubrics/ 下的评分表",
        )
    return Knowledge(**loaded, rubrics=forms.rubrics, digest=digest.hexdigest()[:16], overlays=tuple(overlays))
