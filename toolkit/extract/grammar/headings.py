"""The skeleton of a document: numbered headings and items with their levels and bodies, and the ordinals between."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.numerals import numeral
from toolkit.extract.grammar.ordinals import ordinals
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sections import BOTH, MEASURES, PROBLEMS, opens_section, role_of
from toolkit.records import BlockKind, Dimension, Document, Span
from toolkit.records.facts import Heading, Ordinal

_HAN = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"第(?P<part>{_HAN}|\d{{1,2}})(?P<kind>部分|篇|编|章|节)[、:.]?"
    rf"|(?P<han>{_HAN})[、.]"
    rf"|\((?P<han_in>{_HAN})\)[、.]?|(?P<han_half>{_HAN})\)[、.]?"
    r"|(?P<tree>\d{1,2}(?:\.\d{1,2}){1,3})(?![\d%])[、.]?"
    r"|(?P<digit>\d{1,2})[.、]"
    r"|\((?P<digit_in>\d{1,2})\)[、.]?|(?P<digit_half>\d{1,2})\)[、.]?"
    r"|(?P<sign>[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴]|[⑴-⒇]|[⒈-⒛]|[㈠-㈩])[、.]?"
)
_FORMS = {
    "han": "一、",
    "han_in": "（一）",
    "han_half": "（一）",
    "digit": "1.",
    "digit_in": "（1）",
    "digit_half": "1)",
}
_CHAPTERS = ("第一部分", "第一篇", "第一编", "第一章", "第一节")
_TREES = ("1.1", "1.1.1", "1.1.1.1")
_NUMERAL = re.compile(_HAN)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)|二[〇○零]")
_DAY = re.compile(r"[年月日]")
_EDGE = re.compile(r"[。;:,](?=[第(\d一二三四五六七八九十①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛㈠-㈩])")  # a marker may follow
_CONTENTS = re.compile(r"目[录次]")
_CONTENTS_LINE = re.compile(r".{1,60}\d{1,3}")
_LEADER = re.compile(r"(?=[.…·])(?:\.{4,}|…{2,}|·{4,})-?\d*-?$")
_TITLE = 40


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marker at ``start:end`` of a flow; ``sure`` where it needs no neighbour to vouch for it."""

    flow: Flow
    start: int
    end: int
    style: str
    number: int
    sure: bool = True
    stem: str = ""
    run_in: bool = False


def headings(reading: Reading) -> list[Heading | Ordinal]:
    """Find headings, numbered items and ordinals, in the order of the text."""
    marks = _marks(reading)
    found = _with_bodies(reading.document, marks, _levels(marks))
    return sorted([*found, *ordinals(reading, found)], key=lambda fact: (fact.span.start, -fact.span.end))


def printed(document: Document, flow: Flow, start: int, end: int) -> str:
    """Return ``flow.text[start:end]`` in the document's own characters."""
    at = flow.at[start:end]
    if at and at[-1] - at[0] == end - start - 1:  # nothing in between was looked through
        return document.text[at[0] : at[-1] + 1]
    pairs = zip(flow.text[start:end], at, strict=True)
    return "".join(char if char.isspace() else document.text[offset] for char, offset in pairs)


def _marks(reading: Reading) -> list[_Mark]:
    marks: list[_Mark] = []
    last: dict[str, tuple[str, int]] = {}
    in_contents = False
    for block in reading.blocks:
        flow = block.flow
        if block.block.kind is not BlockKind.PARAGRAPH or not flow.text:
            in_contents = False
            continue
        if _CONTENTS.fullmatch(flow.text):
            in_contents = True
            continue
        in_contents = in_contents and _CONTENTS_LINE.fullmatch(flow.text) is not None
        if in_contents or _LEADER.search(flow.text):
            continue
        found = list(_of_block(flow, reading.lexicon, last))
        if not found and opens_section(reading.knowledge, flow.text):
            found = [_Mark(flow, 0, 0, "", 0)]
        marks.extend(found)
    return _without_doubtful(reading, marks)


def _of_block(flow: Flow, lexicon: Lexicon, last: dict[str, tuple[str, int]]) -> Iterator[_Mark]:
    opening = _marker(flow, 0, lexicon)
    if opening and (opening.sure or _follows(opening, last)):
        last[opening.style] = (opening.stem, opening.number)
        yield opening
    inside = []
    for edge in _EDGE.finditer(flow.text):
        mark = _marker(flow, edge.end(), lexicon)
        if mark and mark.style not in _TREES and not mark.style.startswith("第"):
            inside.append((edge.group(), mark))
    seconds = {mark.style for _, mark in inside if mark.number == 2}
    for edge_sign, mark in inside:
        chained = last.get(mark.style) == (mark.stem, mark.number - 1)
        listed = mark.number == 1 and mark.style in seconds
        after_stop = mark.sure and edge_sign in "。;" and mark.style in ("1.", "（1）", "1)") and mark.number > 1
        starts = listed and edge_sign != ","
        if starts or (chained and mark.number > 1 and (edge_sign != "," or mark.style == "①")) or after_stop:
            last[mark.style] = (mark.stem, mark.number)
            yield _Mark(flow, mark.start, mark.end, mark.style, mark.number, run_in=True)


def _follows(mark: _Mark, last: dict[str, tuple[str, int]]) -> bool:
    return mark.number == 1 or last.get(mark.style) == (mark.stem, mark.number - 1)


def _marker(flow: Flow, at: int, lexicon: Lexicon) -> _Mark | None:
    match = _MARKER.match(flow.text, at)
    if match is None or match.end() == len(flow.text):
        return None
    kind = next(name for name, words in match.groupdict().items() if words and name != "kind")
    if kind == "tree":
        return _tree(flow, match, lexicon)
    if kind == "sign":
        return _signed(flow, match)
    number = int(match[kind]) if match[kind].isdigit() else int(numeral(match[kind]) or 0)
    if not number:
        return None
    if kind == "part":
        whole = at == 0 and len(flow.text) <= _TITLE and not re.search("[。;,]", flow.text)
        return _Mark(flow, at, match.end(), f"第一{match['kind']}", number) if whole else None
    sure: bool | None = True
    if kind == "han":
        sure = _sure_before_numeral(flow.text, match.end(), number)
    elif kind == "digit":
        sure = _sure_before_digits(flow, match.end(), number, lexicon)
    return None if sure is None else _Mark(flow, at, match.end(), _FORMS[kind], number, sure)


def _sure_before_numeral(text: str, end: int, number: int) -> bool | None:
    """Judge ``二、`` before a numeral: sure in ``一、三公经费``, doubtful in ``二、三产业``."""
    follower = _NUMERAL.match(text, end)
    if follower is None or _YEAR.match(text, end) or numeral(follower.group()) != number + 1:
        return True
    return None if "。" in text[: 2 * _TITLE] else False


def _sure_before_digits(flow: Flow, end: int, number: int, lexicon: Lexicon) -> bool | None:
    """Judge ``1.`` before digits: sure in ``1.2023年``, doubtful in ``1、12个``, none in ``2.5亿`` and ``3、4号``."""
    follower = _DIGITS.match(flow.text, end)
    if follower is None or _YEAR.match(flow.text, end) or flow.at[end] > flow.at[end - 1] + 1:
        return True
    if flow.text[end - 1] == "、":
        return None if int(follower.group()) == number + 1 else False
    return False if _counts(flow.text, follower.end(), lexicon) else None


def _counts(text: str, end: int, lexicon: Lexicon) -> bool:
    """Tell whether the unit at ``end`` counts whole things, so that a point before the number is no decimal point."""
    if _DAY.match(text, end):
        return True
    unit = lexicon.suffix.match(text, end)
    if unit is None or unit["scale"] or not unit["unit"]:
        return False
    return lexicon.units[unit["unit"]].dimension is Dimension.COUNT


def _tree(flow: Flow, match: re.Match[str], lexicon: Lexicon) -> _Mark | None:
    stem, _, leaf = match["tree"].rpartition(".")
    end = match.end("tree")
    point = end - len(leaf)
    if stem.isdigit() and (_counts(flow.text, end, lexicon) or flow.at[point] > flow.at[point - 1] + 1):
        return _Mark(flow, match.start(), point, "1.", int(stem), sure=False)
    unit = lexicon.suffix.match(flow.text, end)
    if unit and (unit["unit"] or unit["scale"]):
        return None
    return _Mark(flow, match.start(), match.end(), _TREES[stem.count(".")], int(leaf), sure=False, stem=stem)


def _signed(flow: Flow, match: re.Match[str]) -> _Mark:
    sign = match["sign"]
    style = "（1）" if "⑴" <= sign <= "⒇" else "1." if "⒈" <= sign <= "⒛" else "（一）" if "㈠" <= sign <= "㈩" else "①"
    return _Mark(flow, match.start(), match.end(), style, int(unicodedata.numeric(sign)))


def _without_doubtful(reading: Reading, marks: list[_Mark]) -> list[_Mark]:
    """Drop headings without a number: said again by a numbered one, or beside 一、 no problems or measures."""
    numbered = [mark for mark in marks if mark.style and not mark.run_in]
    roles = {_role(reading, mark) for mark in numbered}
    afresh = sum(mark.style == "一、" and mark.number == 1 for mark in numbered) > 1
    beside = not afresh and any(mark.style == "一、" or mark.style in _CHAPTERS for mark in numbered)
    sure = {PROBLEMS, MEASURES, BOTH} if beside else {*reading.knowledge.outline.roles, BOTH}
    return [mark for mark in marks if mark.style or _role(reading, mark) in sure - roles]


def _role(reading: Reading, mark: _Mark) -> str | None:
    text = mark.flow.text
    return role_of(reading.knowledge, text[mark.end : _title_end(text, mark.end, len(text))], whole=True)


def _levels(marks: list[_Mark]) -> list[int]:
    """Give each mark its depth: that of GB/T 9704, moved down by chapters above and by 1.1 between."""
    depth = _depths(marks)
    levels: list[int] = []
    enclosing = 0
    for i, mark in enumerate(marks):
        if mark.style:
            levels.append(depth[mark.style])
            enclosing = min(2, levels[-1])
        else:
            below = marks[i + 1] if i + 1 < len(marks) and marks[i + 1].number == 1 else None
            levels.append(max(1, depth[below.style] - 1 if below and below.style else enclosing))
    return levels


def _depths(marks: list[_Mark]) -> dict[str, int]:
    used = {mark.style for mark in marks}
    top = [style for style in _CHAPTERS if style in used]
    if any(a.style == "" and b.style == "一、" and b.number == 1 for a, b in pairwise(marks)):
        top.append("")
    trees = max((_TREES.index(style) + 1 for style in used if style in _TREES), default=0)
    both = {"（1）", "1)"} <= used
    below = {"（1）": 4, "1)": 4 + both, "①": 5 + both}
    depth = {style: i for i, style in enumerate(top, 1)}
    depth |= {style: len(top) + i for i, style in enumerate(("一、", "（一）", "1."), 1)}
    depth |= {style: len(top) + 4 + i for i, style in enumerate(_TREES)}
    depth |= {style: len(top) + trees + i for style, i in below.items()}
    for upper, lower in _turned(marks, depth):
        depth[upper], depth[lower] = depth[lower], depth[upper]
    return depth


def _turned(marks: list[_Mark], depth: dict[str, int]) -> list[tuple[str, str]]:
    """Find the pairs of styles that this document nests the other way round: （1） above 1., say."""
    opened: dict[tuple[str, str], list[int]] = {}
    for before, mark in pairwise(marks):
        if mark.number == 1 and mark.style != before.style and "" not in (mark.style, before.style):
            opened.setdefault((before.style, mark.style), []).append(before.number)
    turned = []
    for (upper, lower), numbers in opened.items():
        if depth[upper] > depth[lower] and len(numbers) > 1 and 1 in numbers and (lower, upper) not in opened:
            turned.append((upper, lower))
    return turned[:1]


def _with_bodies(document: Document, marks: list[_Mark], levels: list[int]) -> list[Heading]:
    ends = [len(document.text)] * len(marks)
    spans = []
    open_: list[int] = []
    for i, mark in enumerate(marks):
        stop = marks[i + 1].start if i + 1 < len(marks) and marks[i + 1].flow is mark.flow else len(mark.flow.text)
        spans.append((mark.flow.span(mark.start, title_end := _title_end(mark.flow.text, mark.end, stop)), title_end))
        while open_ and levels[open_[-1]] >= levels[i]:
            ends[open_.pop()] = spans[i][0].start
        open_.append(i)
    return [
        Heading(
            span=span,
            marker=printed(document, mark.flow, mark.start, mark.end),
            style=mark.style,
            number=mark.number,
            level=level,
            title=printed(document, mark.flow, mark.end, title_end),
            body=Span(span.end, max(span.end, min(end, _file_end(document, span.start)))),
            run_in=mark.run_in,
        )
        for mark, level, (span, title_end), end in zip(marks, levels, spans, ends, strict=True)
    ]


def _file_end(document: Document, offset: int) -> int:
    """Return where the file ends that ``offset`` stands in: no heading reigns over another file."""
    return next((end for end in document.breaks if end > offset), len(document.text))


def _title_end(text: str, start: int, stop: int) -> int:
    """Find where a title ends: with its line, or at the first stop outside brackets where the text runs on."""
    line = text[start:stop].rstrip(":")
    if len(line) <= _TITLE and not re.search("[。;:!?]", line):
        return start + len(line)
    depth = 0
    for i in range(start, min(stop, start + _TITLE)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth <= 0 and text[i] in "。,:;!?" and i > start:
            return i
    return min(stop, start + _TITLE)
