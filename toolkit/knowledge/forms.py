"""Scoring forms: the shipped ones, those of an overlay before them, or the one that a person names."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import KnowledgeFault
from toolkit.knowledge.loading import contents, parse, shaped
from toolkit.knowledge.rubric_shapes import Rubric, Rubrics

_FOLDER = "rubrics"


@dataclass(frozen=True, kw_only=True)
class Forms:
    """The forms, the bytes they were read from, and which files were laid over."""

    rubrics: Rubrics
    sources: tuple[bytes, ...]
    overlays: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    where: str
    source: bytes
    raw: dict[str, Any]


def forms_of(shipped: Path, overlay: Path | None, chosen: Path | None) -> Forms:
    """Return the forms to hold reports against: the ``chosen`` one alone, or those of the overlay and the shipped ones.

    A form ``over`` another is that one with its own entries in it.
    """
    own = _files(overlay) if overlay else []
    ours = [_File(f"knowledge/{_FOLDER}/{each.where}", each.source, each.raw) for each in _files(shipped, short=True)]
    taken = [file.raw.get("id") for file in own]
    known = [*own, *(file for file in ours if file.raw.get("id") not in taken)]
    named = [_read(chosen)] if chosen else []
    kept = named or known
    return Forms(
        rubrics=Rubrics(rubric=tuple(_rubric(file, [*known, *ours]) for file in kept), chosen=bool(named)),
        sources=tuple(file.source for file in kept),
        overlays=tuple(file.where for file in (*own, *named)),
    )


def _files(folder: Path, *, short: bool = False) -> list[_File]:
    paths = sorted((folder / _FOLDER).glob("*.toml"))
    return [_read(path, path.name if short else str(path)) for path in paths]


def _read(path: Path, where: str = "") -> _File:
    where = where or str(path)
    source = contents(path)
    return _File(where, source, parse(source, where))


def _rubric(file: _File, known: Iterable[_File]) -> Rubric:
    return shaped(Rubric, _whole(file, known), file.where)


def _whole(file: _File, known: Iterable[_File]) -> dict[str, Any]:
    """Return the entries of a form with those of the form that it changes."""
    over = file.raw.get("over")
    if over is None:
        return file.raw
    below = [each for each in known if each.raw.get("id") == over and each is not file]
    if not below:
        ids = "、".join(dict.fromkeys(str(each.raw.get("id")) for each in known))
        raise KnowledgeFault(f"over：没有编号是 {over} 的评分表", file.where, f"现有 {ids}")
    if below[0].raw.get("over") is not None:
        raise KnowledgeFault(f"over：{over} 自己也是改自另一张评分表", file.where, "改为最底下那一张的编号")
    merged = {**below[0].raw, **file.raw}
    for kind in ("block", "item", "grade"):
        above, under = (raw.get(kind, []) for raw in (file.raw, below[0].raw))
        if all(isinstance(part, list) and all(isinstance(each, dict) for each in part) for part in (above, under)):
            merged[kind] = _replaced(above, under)
    return merged


def _replaced(above: list[dict[str, Any]], below: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put entries in the place of those of the same name, and the rest behind."""
    mine = {str(each.get("name")): each for each in above}
    kept = [mine.pop(str(each.get("name")), each) for each in below]
    return [*kept, *mine.values()]
