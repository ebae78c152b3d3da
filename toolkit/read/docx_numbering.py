"""The automatic numbers of a .docx: stored as rules and counted here, as Word does when it draws the page."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.read.docx_names import below, number, switched_on, value, w
from toolkit.read.numerals import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.read.docx_names import Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_NO_BLANK_AFTER = "、)）】]"
_PRIVATE = ("\ue000", "\uf8ff")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int
    style: str
    pattern: str
    blank: bool
    plain: bool
    """higher levels are printed as digits here, whatever their style"""
    restart: int
    """the level that starts this one again, counted from 1; 0 for none"""


class Numbering:
    """Counts through a document; ask for each numbered paragraph once, in order."""

    def __init__(self, numbering: "Element | None", styles: "Element | None") -> None:
        self._styles = {s.get(w("styleId"), ""): s for s in _all(styles, "style")}
        self._default = next((k for k, s in self._styles.items() if _default(s)), None)
        self._abstract = {a.get(w("abstractNumId"), ""): a for a in _all(numbering, "abstractNum")}
        self._lists = {n.get(w("numId"), ""): n for n in _all(numbering, "num")}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: "Element") -> str:
        """Return the number before the paragraph and the blank after it; nothing where there is none."""
        list_id, depth = self._list_of(paragraph)
        if list_id is None or list_id not in self._lists:
            return ""
        key = value(self._lists[list_id], "abstractNumId") or ""
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        level = self._level(list_id, depth)
        self._count(counts, list_id, depth)
        if level.style == "bullet":
            sign = level.pattern[:1]
            return ("•" if not sign or _PRIVATE[0] <= sign <= _PRIVATE[1] else sign) + " "
        words = _PLACE.sub(lambda m: self._part(counts, list_id, level, int(m[1]) - 1), level.pattern)
        blank = level.blank and words and words[-1] not in _NO_BLANK_AFTER
        return words + " " * bool(blank)

    def _count(self, counts: list[int | None], list_id: str, depth: int) -> None:
        for higher in range(depth):
            if counts[higher] is None:
                counts[higher] = self._level(list_id, higher).start
        override = self._override(list_id, depth)
        if (list_id, depth) not in self._begun and number(override, "startOverride") is not None:
            counts[depth] = None
        self._begun.add((list_id, depth))
        now = counts[depth]
        counts[depth] = self._level(list_id, depth).start if now is None else now + 1
        for lower in range(depth + 1, _LEVELS):
            if self._level(list_id, lower).restart > depth:
                counts[lower] = None

    def _part(self, counts: list[int | None], list_id: str, level: _Level, depth: int) -> str:
        own = self._level(list_id, depth)
        now = counts[depth]
        return printed(own.start if now is None else now, "decimal" if level.plain else own.style)

    def _list_of(self, paragraph: "Element") -> tuple[str | None, int]:
        """Return the list that the paragraph, or else its style, belongs to, and at which level."""
        own = below(paragraph, "pPr")
        line = list(self._line_of(value(own, "pStyle") or self._default))
        properties = [own, *(below(self._styles[name], "pPr") for name in line)]
        list_id = next((v for p in properties if (v := value(p, "numPr", "numId")) is not None), None)
        depth = next((d for p in properties if (d := number(p, "numPr", "ilvl")) is not None), None)
        if depth is None and list_id is not None:
            depth = next((d for name in line if (d := self._depth_of_style(list_id, name)) is not None), 0)
        return list_id, min(max(depth or 0, 0), _LEVELS - 1)

    def _line_of(self, style_id: str | None) -> "Iterator[str]":
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield style_id
            style_id = value(self._styles[style_id], "basedOn")

    def _depth_of_style(self, list_id: str, style_id: str) -> int | None:
        rules = self._rules(list_id)
        linked = (level for level in _all(rules, "lvl") if value(level, "pStyle") == style_id)
        return next((int(level.get(w("ilvl"), "0")) for level in linked), None)

    def _rules(self, list_id: str) -> "Element | None":
        """Return the abstract list, followed once through a list style."""
        rules = self._abstract.get(value(self._lists.get(list_id), "abstractNumId") or "")
        link = value(rules, "numStyleLink")
        if link is None:
            return rules
        target = value(self._styles.get(link), "pPr", "numPr", "numId")
        return self._abstract.get(value(self._lists.get(target or ""), "abstractNumId") or "")

    def _override(self, list_id: str, depth: int) -> "Element | None":
        return _at_level(_all(self._lists.get(list_id), "lvlOverride"), depth)

    def _level(self, list_id: str, depth: int) -> _Level:
        key = (list_id, depth)
        if key not in self._levels:
            self._levels[key] = self._read_level(list_id, depth)
        return self._levels[key]

    def _read_level(self, list_id: str, depth: int) -> _Level:
        override = self._override(list_id, depth)
        rules = below(override, "lvl")
        if rules is None:
            rules = _at_level(_all(self._rules(list_id), "lvl"), depth)
        start = number(override, "startOverride")
        if start is None:
            start = number(rules, "start")
        restart = number(rules, "lvlRestart")
        return _Level(
            start=0 if start is None else start,
            style=value(rules, "numFmt") or "decimal",
            pattern=value(rules, "lvlText") or "",
            blank=value(rules, "suff") != "nothing",
            plain=switched_on(rules, "isLgl"),
            restart=depth if restart is None else restart,
        )


def _all(element: "Element | None", name: str) -> "list[Element]":
    return [] if element is None else element.findall(w(name))


def _at_level(levels: "list[Element]", depth: int) -> "Element | None":
    return next((level for level in levels if level.get(w("ilvl")) == str(depth)), None)


def _default(style: "Element") -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")
