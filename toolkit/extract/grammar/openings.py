"""Where an indicator opens in running text: the words that name it, and the class beside them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from toolkit.extract.grammar.fields import MARKER, FieldPatterns, patterns
from toolkit.extract.grammar.indicator_classes import Classes, classes
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.reading import BlockReading

_NAME = r"(?:“[^”]{2,30}”(?=[,;。:(])|(?:“[^”]{1,24}”|[^,;。:!?()“”]){2,40})"
_COUNT = r"(?:共|共?设置?|共?有)?[\d一二三四五六七八九十两]{1,2}[个项条]"
_ORDINAL = r"(?:其[一二三四五六七八九]|[一二三四五六七八九]是|第[一二三四五六七八九]|\(\d\)|[①-⑨]|另[一1][个项])"
_NO_NAME = re.compile(
    r"^(?:[≥≤%.]|全部(?:完成|达|实现)|均[已为达完]|各(?:项|类)?指标|共[计有设]|已[经完达]|基本(?:完成|达|实现)|总体|如下|详见|具体"
    r"|设置|达到|未(?:完成|达)|满分|分值|得分|自评|完成情况|情况良好|依次)"
    r"|(?:如下|完成情况|情况|分析|依次|分别|[和及与、])$"
)
_NO_SUBJECT = re.compile(
    r"^(?:全年|年初|年度|其中$|该|本|目标|[我全][镇局院校街委县市区]|原定|超过|低于|高于|预计|所有|上述|以上|由于|因|较|比|按$|为|与|对照|根据)"
    r"|(?:控制在|达到|超过|实现|低于|高于|完成|接近|符合|年度|全年|指标|对照|了|于|在)$"
)
_EDGE = re.compile(r"[,;。:!?()]|\s")
_SAYS = re.compile(r"[。:;,(共设有为是包分主]|[\d一二三四五六七八九十两]{1,2}[个项条]")
_SENTENCE_START = re.compile(r"[。;:!?]")
BRACKET_END = re.compile(r"\([^()]{1,40}\)$")
_HEAD = re.compile(r"[^,;。:!?()]{2,40}(?=[,(:。])")
_LIMIT = re.compile(r"[≥≤](?==?\d)")
_FARTHEST_RESULT = 160
_VERB = re.compile(
    r"完成|达到|实现|开展|实际|计划|目标|累计|预算|支出|投入|受理|办结|增长|下降|比(?![例重率]|$)|占(?!比)|[较得]"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """An indicator begins at ``start``; its name is ``[name_start:name_end]`` of the flow."""

    start: int
    name_start: int
    name_end: int
    category: str | None
    stated: bool  # its class stands beside the name
    scored: bool = False  # its marks stand beside the name: it is a line of the rubric too


@dataclass(frozen=True, slots=True)
class _Shapes:
    inline: re.Pattern[str]
    ordinal: re.Pattern[str]
    bracketed: re.Pattern[str]
    belongs: re.Pattern[str]


@cache
def _shapes(known: Classes) -> _Shapes:
    full = known.full_names
    return _Shapes(
        inline=re.compile(
            rf"(?P<cat>{full})(?:(?P<count>{_COUNT})|[一二三四五六七八九十\d]{{1,2}}(?=[:为、.,]))?(?:\([^()]{{1,20}}\))?"
            rf"(?P<be>[。:,;]{_ORDINAL}(?:为|是|:)?|,?(?:分别|具体|主要)?(?:为|是|即|包括|包含|:|-{{1,2}})|[,.、]?)"
            rf"(?P<name>{_NAME})(?=[,;。:(]|$)"
        ),
        ordinal=re.compile(rf"(?<=[,;。:)]){_ORDINAL}(?:为|是|:|,)?(?P<name>{_NAME})(?=[,;。:(]|$)"),
        bracketed=re.compile(rf"\((?:属于?|为)?(?P<cat>{full})(?:[,、][^()]{{1,20}})?\)"),
        belongs=re.compile(rf"(?:属于|属|列入)(?P<cat>{full})"),
    )


def openings(block: BlockReading, lexicon: Lexicon) -> list[Opening]:
    """Find where indicators open in a block, in order."""
    finder = _Finder(block, patterns(lexicon), classes(lexicon))
    stated = _apart([*finder.inline(), *finder.bracketed(), *finder.belongs()])
    ends = [o.name_end for o in stated]
    free = [o for o in (*finder.named(), *finder.limited()) if not _overlaps(o, stated, ends)]
    found = sorted([*stated, *_apart(free)], key=lambda o: o.start)
    return found or finder.scored()


def _apart(found: list[Opening]) -> list[Opening]:
    kept: list[Opening] = []
    for opening in sorted(found, key=lambda o: o.start):
        if not kept or opening.start >= kept[-1].name_end:
            kept.append(opening)
    return kept


def _overlaps(opening: Opening, stated: list[Opening], ends: list[int]) -> bool:
    """Tell whether a stated opening's words run into ``opening``'s."""
    i = bisect_right(ends, opening.start)
    return i < len(stated) and stated[i].start < opening.name_end


class _Finder:
    def __init__(self, block: BlockReading, fields: FieldPatterns, known: Classes) -> None:
        self.text, self.fields, self.known = block.flow.text, fields, known
        self.shapes = _shapes(known)
        self.tokens = [t for t in block.tokens if t.quantity.unit is not None]
        self.token_starts = [t.start for t in self.tokens]
        marker = MARKER.match(self.text)
        self.first = marker.end() if marker else 0
        said = [m for m in known.category.finditer(self.text) if _SAYS.match(self.text, m.end())]
        self.said, self.said_ends = [m.group() for m in said], [m.end() for m in said]
        self.edges = [self.first - 1] + [m.start() for m in _EDGE.finditer(self.text, self.first)]

    def inline(self) -> Iterator[Opening]:
        """Read 数量指标为…, 数量指标2个。其一为…；其二为…, 数量指标：…"""
        position, listed_from, category = 0, -1, None
        while match := self.shapes.inline.search(self.text, position):
            if category is not None and listed_from >= 0:
                yield from self._listed(listed_from, match.start(), category)
            category = self.known.category_named(match["cat"])
            listed_from = match.end("name") if match["count"] else -1
            position = match.end("cat")
            quoted = match["be"] == "" and match["name"].startswith("“")  # 数量指标“道路修缮里程”：年度目标值…
            if match["be"] in ("", ",", ".", "、") and not quoted and not self._target_follows(match.end()):
                continue
            if opening := self._opening(match.start(), *match.span("name"), category, stated=True):
                yield opening
                position = match.end()
        if category is not None and listed_from >= 0:
            yield from self._listed(listed_from, len(self.text), category)

    def _listed(self, start: int, end: int, category: str) -> Iterator[Opening]:
        for match in self.shapes.ordinal.finditer(self.text, start, end):
            if opening := self._opening(match.start("name"), *match.span("name"), category, stated=True):
                yield opening

    def bracketed(self) -> Iterator[Opening]:
        """Read 案件结案率（质量指标）：…"""
        for match in self.shapes.bracketed.finditer(self.text):
            yield from self._before(match.start(), match["cat"])

    def belongs(self) -> Iterator[Opening]:
        """Read 三级指标“门诊人次”属数量指标，…"""
        for match in self.shapes.belongs.finditer(self.text):
            yield from self._before(match.start(), match["cat"])

    def _before(self, end: int, word: str) -> Iterator[Opening]:
        start = self._edge(end) + 1
        for lead in ("三级指标", "四级指标", "绩效指标", "指标"):
            if self.text.startswith((lead + "“", lead + "为"), start):
                start += len(lead) + (self.text[start + len(lead)] == "为")
        if opening := self._opening(start, start, end, self.known.category_named(word), stated=True):
            yield opening

    def named(self) -> Iterator[Opening]:
        """Read 道路修缮里程：目标12公里, 道路修缮里程，年度目标…, 道路修缮里程年度目标值为…"""
        for match in self.fields.target_opens.finditer(self.text, self.first):
            before = self.text[match.start() - 1] if match.start() else ""
            if before == "(":
                end = match.start() - 1
                start = self._edge(end) + 1
                start += self.text[start : start + 1] in ("、", "和", "及")
            elif before in (",", ":", "。"):
                end = match.start() - 1
                bracket = BRACKET_END.search(self.text, max(0, end - 42), end)
                end = bracket.start() if bracket else end
                start = self._edge(end) + 1
                opens = start <= self.first or bool(_SENTENCE_START.match(self.text[start - 1]))
                if not opens or (before == "。" and not self._heads(start)):
                    continue
            else:
                end = match.start()
                start = self._edge(end) + 1
                if len(match["word"]) <= 2 and not self._plainly_aimed(start, match):
                    continue
            if opening := self._opening(start, start, end, self._context(start), stated=False):
                yield opening

    def limited(self) -> Iterator[Opening]:
        """Read ①培训期数≥12期，实际13期."""
        for match in _LIMIT.finditer(self.text, self.first):
            start = self._edge(match.start()) + 1
            opening = self._opening(start, start, match.start(), self._context(start), stated=False)
            if opening and self._plainly_aimed(start, match):
                yield opening

    def scored(self) -> list[Opening]:
        """Read 道路修缮里程，分值5分，得4分。全年修缮10公里，目标为12公里: what a paragraph scores and aims at."""
        head = _HEAD.match(self.text, self.first)
        marks = self.fields.scored.match(self.text, head.end()) if head else None
        if head is None or marks is None or not self.fields.target_opens.search(self.text, marks.end()):
            return []
        opening = self._opening(head.start(), *head.span(), None, stated=False)
        return [replace(opening, scored=True)] if opening else []

    def _opening(
        self, start: int, name_start: int, name_end: int, category: str | None, *, stated: bool
    ) -> Opening | None:
        marker = MARKER.match(self.text, name_start, name_end)
        name_start = marker.end() if marker else name_start
        name_end -= self.text[name_start:name_end].endswith("的")
        name = self.text[name_start:name_end]
        if name.startswith("“") and name.endswith("”") and name.count("“") == 1:
            name_start, name_end, name = name_start + 1, name_end - 1, name[1:-1]
        if not 2 <= len(name) <= 40 or _NO_NAME.search(name) or (not stated and self._no_subject(name)):
            return None
        if self._holds_figure(name_start, name_end):
            return None
        return Opening(max(start, self.first), name_start, name_end, category, stated)

    def _no_subject(self, name: str) -> bool:
        return bool(_NO_SUBJECT.search(name)) or self.known.category_named(name) is not None

    def _context(self, start: int) -> str | None:
        """Return the class that the block says before ``start`` (1.数量指标。道路修缮里程：目标…)."""
        i = bisect_right(self.said_ends, start) - 1
        return self.known.category_named(self.said[i]) if i >= 0 else None

    def _heads(self, start: int) -> bool:
        """Tell whether nothing but a class stands before ``start`` in the block."""
        return start <= self.first or (start < 40 and self.text[self.first : start - 1] in self.known.categories)

    def _plainly_aimed(self, start: int, aim: re.Match[str]) -> bool:
        """Tell whether a bare 目标 behind a name sets a target: it begins a sentence that tells the result too."""
        begins = start <= self.first or _SENTENCE_START.match(self.text[start - 1])
        figure = bisect_left(self.token_starts, aim.end()) < len(self.tokens)
        end = _SENTENCE_START.search(self.text, aim.end(), aim.end() + _FARTHEST_RESULT)
        stop = end.start() if end else aim.end() + _FARTHEST_RESULT
        tail = self.text[start : aim.start()][-3:]
        told = self.fields.result.search(self.text, aim.end(), stop) or self.text.find("," + tail, aim.end(), stop) >= 0
        return bool(begins and figure and told)

    def _target_follows(self, end: int) -> bool:
        return bool(self.fields.target_opens.match(self.text, end + 1))

    def _holds_figure(self, start: int, end: int) -> bool:
        """Tell whether words hold a figure that is no part of a name (年收入10万元以上的村占比 is one)."""
        i = bisect_left(self.token_starts, start)
        last = bisect_left(self.token_starts, end) - 1
        if i > last:
            return False
        named = end - self.tokens[last].end > 1 and self.fields.opens.match(self.text, end + 1)
        return not named or _VERB.search(self.text, start, end) is not None

    def _edge(self, end: int) -> int:
        return self.edges[max(0, bisect_right(self.edges, end - 1) - 1)]
