"""What a document is, whose, and of which year: read off its title, or off labels, signature and first sentences."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from toolkit.extract.grammar.flow import flow_of_cell
from toolkit.extract.grammar.headings import printed
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import BlockKind
from toolkit.records.facts import Form, Heading, Identity, Ordinal

_CN_YEAR = "二[〇○零OoＯ0Ｏ][〇○零O0一二三四五六七八九]{2}"
_SOME_YEAR = rf"(?<!\d)(?:(?:19|20)\d{{2}}|{_CN_YEAR})(?!\d)"
_YEAR = re.compile(rf"(?:{_SOME_YEAR}年?[-~至到、])?(?P<year>{_SOME_YEAR})(?:年度|学年度|年)?")
_DIGITS = str.maketrans("〇○零OoＯ一二三四五六七八九", "000000123456789")
_DATE = re.compile(rf"\(?(?:\d{{4}}|{_CN_YEAR})[年./-][\d一二三四五六七八九十]{{1,2}}(?:[月./-].{{0,4}})?")
_SUBTITLE = re.compile(rf"\(.{{2,24}}\)|--.{{2,40}}|{_SOME_YEAR}(?:年度|年)")
_QUOTED = re.compile(r"《([^《》]{8,})》")
_LINE = 60
_LINES = 12
_FIRST = 30
_LAST = 6


@dataclass(frozen=True, slots=True)
class _Words:
    """Compiled patterns of the outline."""

    aside: re.Pattern[str]
    titled: re.Pattern[str]
    owner: re.Pattern[str]
    named: re.Pattern[str]
    label: re.Pattern[str]
    signature: re.Pattern[str]
    subject: re.Pattern[str]
    other: re.Pattern[str]


def identity(reading: Reading, headings: list[Heading | Ordinal]) -> Identity | None:
    """Read title, organization, year and form; None where there is neither title nor heading (a bare sentence)."""
    words = _words(reading.knowledge)
    numbered = [heading for heading in headings if isinstance(heading, Heading) and not heading.run_in]
    lines = _title_lines(reading, numbered, words)
    if not lines and len(numbered) < 2:
        return None
    title = "".join(line.flow.text for line in lines)
    first, last = (lines[0], lines[-1]) if lines else (None, None)
    form = _form(reading, title)
    return Identity(
        span=first.flow.span(0, len(first.flow.text)).hull(last.flow.span(0, len(last.flow.text)))
        if first and last
        else numbered[0].span,
        title="".join(printed(reading.document, line.flow, 0, len(line.flow.text)) for line in lines) or None,
        organization=_organization(reading, title, form, words),
        year=_year_of(title) or _year_of_text(reading),
        form=form,
    )


@cache
def _words(knowledge: Knowledge) -> _Words:
    outline = knowledge.outline
    ends, topics = any_of(outline.organization), any_of(outline.topics)
    name = rf"[\u4e00-\u9fff()·]{{1,36}}?(?:{ends})"
    return _Words(
        aside=re.compile(rf"(?:{'|'.join(outline.asides)})"),
        titled=re.compile(rf"(?:{any_of((*outline.titles.ends, *outline.titles.other))})[)》”]?$"),
        owner=re.compile(rf"(?P<name>{name})(?:\((?:本级|汇总|机关)\))?(?=\||{topics}|$)"),
        named=re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,11}}?[省市县区镇乡州旗盟][\u4e00-\u9fff]{{0,16}}?(?:{ends})+)"),
        label=re.compile(rf"(?:{any_of(outline.labels)})(?:名称)?(?:\([^()]{{1,6}}\))*(?P<colon>[::]|$)"),
        signature=re.compile(rf"\(?(?P<name>{name})(?:\([^()]{{1,6}}\)|文件)?(?:{_DATE.pattern})?\)?"),
        subject=re.compile(
            rf"(?:^|(?<=[,。;]))(?P<name>{name})"
            rf"(?=\(以下简称|是|为|系|主管|主要|负责|内设|成立|组织|认真|对|严格|{_SOME_YEAR})"
        ),
        other=re.compile(rf"(?:{any_of(outline.titles.other)})\)?$"),
    )


def _title_lines(reading: Reading, headings: list[Heading], words: _Words) -> list[BlockReading]:
    """Find the lines of the title: before the first heading and sentence, to the line that ends like a title."""
    stop = headings[0].span.start if headings else len(reading.document.text)
    zone: list[BlockReading] = []
    for block in reading.blocks[:_LINES]:
        text = block.flow.text
        if block.block.kind is not BlockKind.PARAGRAPH or block.block.span.start >= stop or _is_prose(text):
            break
        zone.append(block)
    told = reading.knowledge.outline.titles
    cue = re.compile(any_of((*told.whole, *told.project, *told.department)))
    ends = [i for i, block in enumerate(zone) if words.titled.search(block.flow.text) and not _is_aside(block, words)]
    if not ends:
        ends = [i for i, block in enumerate(zone) if cue.search(block.flow.text) and not _is_aside(block, words)]
    if not ends:
        return []
    first = last = ends[0]
    while first and not _is_aside(zone[first - 1], words) and zone[first - 1].flow.text[-1:] not in ":,;":
        first -= 1
    while last + 1 < len(zone) and _continues(zone[last + 1], words):
        last += 1
    return zone[first : last + 1]


def _is_prose(text: str) -> bool:
    return len(text) > _LINE or re.search("[。;!]", text) is not None


def _is_aside(block: BlockReading, words: _Words) -> bool:
    text = block.flow.text
    return bool(words.aside.fullmatch(text) or words.label.match(text) or _DATE.fullmatch(text)) or text.isdigit()


def _continues(block: BlockReading, words: _Words) -> bool:
    return bool(_SUBTITLE.fullmatch(block.flow.text) and not _is_aside(block, words))


def _year_of(title: str) -> int | None:
    """Return the year a title names, the last one of a range; one called 年度 goes before the date of a cover."""
    years = list(_YEAR.finditer(title))
    match = next((year for year in years if year.group().endswith("年度")), years[0] if years else None)
    return int(match["year"].translate(_DIGITS)) if match else None


def _year_of_text(reading: Reading) -> int | None:
    """Return the year that the text most often calls a 年度, or names at all."""
    spoken: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for block in reading.blocks:
        for day in block.dated:
            if day.year is not None and day.fault is None:
                named[day.year] += 1
                spoken[day.year] += "年度" in block.flow.text[day.start : day.end]
    for years in (+spoken, named):
        if years:
            return max(years, key=lambda year: (years[year], year))
    return None


def _form(reading: Reading, title: str) -> Form:
    """Tell the kind: by the title, or by the first blocks where there is none."""
    told = reading.knowledge.outline.titles
    text = _YEAR.sub("", title) if title else "".join(block.flow.text[:200] for block in reading.blocks[:_FIRST])
    if title and _words(reading.knowledge).other.search(title):
        return Form.OTHER
    for form, cues in ((Form.DEPARTMENT, told.whole), (Form.PROJECT, told.project), (Form.DEPARTMENT, told.department)):
        if any(cue in text for cue in cues):
            return form
    return Form.OTHER


def _organization(reading: Reading, title: str, form: Form, words: _Words) -> str | None:
    """Return the organization's name: from the title, a label, the cover or signature, the first sentences."""
    quoted = _QUOTED.search(title)
    plain = _YEAR.sub("|", quoted[1] if quoted else title)
    plain = re.sub(r"^(?:\||附件\d*:?|关于|报送|上报|呈报|印发|开展)*", "", plain)
    owner = words.owner.match(plain)
    if owner:
        return owner["name"]
    before = re.match(r"[\u4e00-\u9fff]{3,20}?(?=\||部门|整体)", plain)
    place = before and re.fullmatch(r".*[省市县区州盟旗]", before.group())  # 望川市2023年度部门…: whose, a label tells
    if before and form is Form.DEPARTMENT and not place:
        return before.group()
    for name in (*_labelled(reading, words), *_signed(reading, words)):
        return name
    if before and form is Form.DEPARTMENT:
        return before.group()
    named = words.named.match(plain)
    if named and form is not Form.OTHER:
        return named["name"]
    return next(_subjects(reading, words), None)


def _labelled(reading: Reading, words: _Words) -> Iterator[str]:
    """Yield what stands behind labels such as 填报单位, the surest label first."""
    found: list[tuple[int, str]] = []
    labels = reading.knowledge.outline.labels
    for block in (*reading.blocks[:_FIRST], *reading.blocks[_FIRST:][-_LAST:]):
        for label, value in _pairs(reading, block, words):
            rank = next((i for i, name in enumerate(labels) if label.startswith(name)), len(labels))
            name = re.match(r"[\u4e00-\u9fff·]{2,30}(?:\((?!盖章|公章|章)[\u4e00-\u9fff]{1,8}\))?", value)
            if name:
                found.append((rank, re.split(rf"{any_of(labels)}|填报日期|项目名称|联系人", name.group())[0]))
    yield from (name for _, name in sorted(found, key=lambda pair: pair[0]) if len(name) > 1)


def _pairs(reading: Reading, block: BlockReading, words: _Words) -> Iterator[tuple[str, str]]:
    if block.block.kind is BlockKind.PARAGRAPH:
        match = words.label.search(block.flow.text[:_LINE])
        if match and match["colon"]:
            yield match.group(), block.flow.text[match.end() :]
        return
    cells = [flow_of_cell(reading.document, block.block, cell).text for cell in block.block.cells]
    for cell in cells:
        match = words.label.match(cell)
        if match and match["colon"]:
            yield match.group(), cell[match.end() :]
    for label, value in pairwise(cells):
        match = words.label.fullmatch(label)
        if match and value:
            yield label, value


def _signed(reading: Reading, words: _Words) -> Iterator[str]:
    """Yield the organizations that have a line of their own at the head or the end."""
    for block in (*reading.blocks[:_LINES], *reversed(reading.blocks[_LINES:][-_LAST:])):
        if len(block.flow.text) <= _LINE and (match := words.signature.fullmatch(block.flow.text)):
            yield match["name"]


def _subjects(reading: Reading, words: _Words) -> Iterator[str]:
    """Yield the organizations that the first sentences speak of."""
    for block in reading.blocks[:_FIRST]:
        for match in words.subject.finditer(block.flow.text[:200]):
            if len(match["name"]) > 3 and not match["name"].startswith(("根据", "按照", "本", "我")):
                yield match["name"]
