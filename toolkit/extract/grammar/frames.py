"""Cut a document into the stretches that speak of one indicator each."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.extract.grammar.above import Above, bare_title
from toolkit.extract.grammar.fields import MARKER, patterns
from toolkit.extract.grammar.indicator_classes import Classes, classes
from toolkit.extract.grammar.openings import Opening, openings
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.records import BlockKind
from toolkit.records.facts import Fact

_IN_BLOCK_LEVEL = re.compile(r"(?<![济会态境续数量质效本])(?P<level>产出|效益|效果)(?:类?指标|方面)")
_SHARED = re.compile(r"(?:以上|上述)[^,。;]{0,10}指标[^,。;]{0,6}(?:完成率|达成率)[^。;]{0,30}")
_BRACKET_END = re.compile(r"\([^()]{1,40}\)$")
_RESULTS = re.compile(r"指标.{0,4}(?:完成|实现|达成)")
_SHORT_TITLE = 60


@dataclass(slots=True)
class Part:
    """A stretch ``start:end`` of one block that speaks of an indicator."""

    block: BlockReading
    start: int
    end: int


@dataclass(slots=True)
class Frame:
    """An opening and the stretches that belong to it; ``level1`` and ``category`` read off words or headings."""

    opening: Opening
    level1: str | None
    category: str | None
    parts: list[Part] = field(default_factory=list)
    listed: bool = False
    """a heading above says that it is an indicator, if not of which class"""

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.parts[0].block.flow.text[self.opening.name_start : self.opening.name_end]


def frames(reading: Reading, headings: Sequence[Fact]) -> list[Frame]:
    """Cut the paragraphs into the stretches of one indicator each."""
    above, known, by_name = Above(headings), patterns(reading.lexicon), classes(reading.lexicon)
    found: list[Frame] = []
    title: BlockReading | None = None
    for block in reading.blocks:
        if block.block.kind is not BlockKind.PARAGRAPH:
            title = None
            continue
        text = block.flow.text
        opened = openings(block, reading.lexicon)
        levels = levels_said(text) if opened else []
        first = opened[0].start if opened else len(text)
        marker = MARKER.match(text)
        begin = marker.end() if marker else 0
        if begin < first and known.opens.match(text, begin):
            if found and title is not None and found[-1].parts[-1].block is title:
                found[-1].parts.append(Part(block, begin, first))
                title = block
            elif title is not None and (frame := _titled(title, above, by_name)):
                frame.parts.append(Part(block, begin, first))
                found.append(frame)
                title = block
        else:
            title = block if len(text) <= _SHORT_TITLE else None
        shared = _SHARED.search(text, opened[-1].start) if opened else None
        ends = [*(o.start for o in opened), shared.start() if shared else len(text)][1:]
        for opening, end in zip(opened, ends, strict=True):
            category, level1 = classed(block, opening, above, by_name, levels)
            parts = [Part(block, opening.start, end), *([Part(block, *shared.span())] if shared else [])]
            listed = level1 is None and any(_RESULTS.search(h.title) for h in above.path(block))
            found.append(Frame(opening, level1, category, parts, listed=listed))
            title = block
    return found


def _titled(title: BlockReading, above: Above, known: Classes) -> Frame | None:
    """Make a frame of a heading that names an indicator, whose fields stand in the paragraphs below."""
    text = title.flow.text.rstrip("。:")
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    bracket = _BRACKET_END.search(text)
    end = bracket.start() if bracket else len(text)
    if not 2 <= end - start <= 40 or re.search(r"[,;。:]", text[start:end]) or known.category_named(text[start:end]):
        return None
    opening = Opening(start, start, end, None, stated=False)
    category, level1 = classed(title, opening, above, known, [])
    return Frame(opening, level1, category, [Part(title, start, len(text))])


def levels_said(text: str) -> list[re.Match[str]]:
    """Return where a paragraph names first-level classes."""
    return list(_IN_BLOCK_LEVEL.finditer(text))


def classed(
    block: BlockReading, opening: Opening, above: Above, known: Classes, levels: list[re.Match[str]]
) -> tuple[str | None, str | None]:
    """Return an indicator's classes: said beside it, before it in its paragraph, or by the headings above."""
    category, path = opening.category, above.path(block)
    level = next((found for h in path if (found := known.level_of(h.title))), None)
    if level is None and category is not None and category in known.levels:
        level = next((category for h in path if category in h.title), None)
    before = bisect_right(levels, opening.start, key=lambda m: m.end())
    if before:
        level = known.level_of(levels[before - 1]["level"] + "指标") or level
    if category is None:
        category = next((found for h in path if (found := known.category_of(h.title))), None)
    if category is None and level is not None:
        category = known.category_named(level)
    level = level or known.level_under(category)
    if level is None and opening.scored and path:
        level = bare_title(path[0].title)
    return category, level
