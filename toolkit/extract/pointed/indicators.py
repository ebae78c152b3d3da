"""Indicators that a model points at: name, target, actual value; its completion rate is what the clause calls so.

The model says which words are which; the grammar reads the numbers, and holds each to the words before it: what is
called a number of people does not become a rate, and what is no 目标 does not become a target.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.extract.chunks import Chunk
from toolkit.extract.grammar.above import Above
from toolkit.extract.grammar.fields import MARKER, patterns
from toolkit.extract.grammar.frames import Frame, Part, classed, levels_said
from toolkit.extract.grammar.indicator_classes import classes
from toolkit.extract.grammar.indicators import FrameReader
from toolkit.extract.grammar.openings import BRACKET_END, Opening
from toolkit.extract.ground import Place, Text
from toolkit.extract.pointed.pointing import NOT_FOUND, NUMERIC, Passage, Pointed, Subject
from toolkit.extract.pointed.rows import read_row, rows_in
from toolkit.llm.answer import Row, rows_of
from toolkit.records import Quantity, Span
from toolkit.records.facts import Heading, Indicator

_MOST, _LONGEST = 40, 80
_CLASS_BEFORE = 24
_REACH = 300  # characters between a name and the last of its figures
_END = "。;；"
_INTRODUCES = tuple("为是:：")
_NAMED = 1  # the worst rank of a figure that the words before it call the indicator's own, or its 实际值
_AIM, _REACHED = 1, 2
_WHY = {
    _AIM: "前面没有“目标”一类的字",
    _REACHED: "说的不是这个指标的实际值",
}


@dataclass(frozen=True, slots=True)
class _Named:
    """A row whose name was found; its words stand between ``begin`` and ``end``."""

    row: Row
    name: Place
    begin: int
    end: int


def _read(rows: Iterable[Row], passage: Passage) -> Pointed:
    """Read rows of name, target and actual value."""
    pointed, text, tabled = Pointed(), Text(passage.chunk.text), rows_in(passage)
    for named in _named(list(rows), text, pointed, passage):
        name = passage.chunk.place(named.name.start, named.name.end)
        row = next((row for row in tabled if row.name_span.overlaps(name)), None)
        if row:
            read_row(named.row, row, text, passage, pointed)
        else:
            _Reader(named, text, passage, pointed).read()
    return pointed


INDICATORS = Subject(prompt="indicators", shape=rows_of(3, most=_MOST, longest=_LONGEST), read=_read)


def _named(rows: list[Row], text: Text, pointed: Pointed, passage: Passage) -> Iterator[_Named]:
    """Find the rows' names in their order; a name that stands twice is the one its row's other words are nearest to."""
    found: list[tuple[Row, Place]] = []
    taken: set[tuple[int, int]] = set()
    cursor = 0
    for row in rows:
        at = [place for place in text.places(row[0]) if (place.start, place.end) not in taken]
        if not at:
            pointed.reject(row[0], NOT_FOUND, passage)
            continue
        others = [places for quote in row[1:] if (places := text.places(quote))]
        best = _nearest([place for place in at if place.start >= cursor] or at, others)
        cursor = best.end
        taken.add((best.start, best.end))
        found.append((row, best))
    found.sort(key=lambda pair: pair[1].start)
    for i, (row, name) in enumerate(found):
        end = found[i + 1][1].start if i + 1 < len(found) else len(text.text)
        end = _while_on_it(name, end, passage)
        begin = _sentence(text.text, name.start)
        if (i and found[i - 1][1].end > begin) or _before_another(text.text, begin, name.start, passage) < name.start:
            begin = name.start  # what stands before it in the sentence is another's
        yield _Named(row, name, begin, _before_another(text.text, name.end, end, passage))


def _sentence(text: str, at: int) -> int:
    """Return where the sentence begins: its figures may stand before the name (目标是90%以上，年底农户满意度达93%)."""
    return max(text.rfind(stop, 0, at) + 1 for stop in (*_END, "；", "\n"))


def _while_on_it(name: Place, end: int, passage: Passage) -> int:
    """Return where the text leaves an indicator for good: at a heading, a table, or a paragraph of another matter.

    The next paragraph is still about it where it begins with a field (年度目标值为…), or where the name stands alone,
    as a title does.
    """
    chunk, known = passage.chunk, patterns(passage.reading.lexicon)
    headed = {heading.span.start for heading in passage.headings if isinstance(heading, Heading)}
    block, last = chunk.where(name.end - 1)
    figured = any(token.start > last for token in block.tokens)
    for stretch in chunk.stretches:
        if not name.end <= stretch.offset < end or stretch.block is block:
            continue
        block = stretch.block
        marker = MARKER.match(block.flow.text)
        goes_on = known.opens.match(block.flow.text, marker.end() if marker else 0)
        if block.block.cells or block.block.span.start in headed or (figured and not goes_on):
            return stretch.offset
        figured = figured or bool(block.tokens)
    return end


def _before_another(text: str, start: int, end: int, passage: Passage) -> int:
    """Return where the text turns to an indicator that has no row: ``；时效指标为…``."""
    named = classes(passage.reading.lexicon).category.finditer(text, start, end)
    return next((m.start() for m in named if m[0].endswith("指标") and text[m.end() : m.end() + 1] in _INTRODUCES), end)


def _nearest(names: list[Place], others: list[list[Place]]) -> Place:
    """Return the first place of a name that its row's other words follow closely; else the one they are nearest to."""
    far = 10_000

    def distances(name: Place) -> list[int]:
        return [min((p.start - name.end if p.start >= name.end else far) for p in places) for places in others]

    close = (name for name in names if all(distance <= _REACH for distance in distances(name)))
    return next(close, None) or min(names, key=lambda name: sum(distances(name)))


class _Reader:
    """Reads one row."""

    def __init__(self, named: _Named, text: Text, passage: Passage, pointed: Pointed) -> None:
        self.named, self.text, self.passage, self.pointed = named, text, passage, pointed
        self.known = patterns(passage.reading.lexicon)
        self.frame = _frame(named, passage)
        self.reader = FrameReader(self.frame, self.known)
        self.spans: list[Span] = []
        self.used: set[int] = set()

    def read(self) -> None:
        """Keep the indicator, if one thing at least that the model says of it is found."""
        target = self._target()
        actual_at = self._actual(target)
        actual = self._quantity(actual_at)
        completion = self._quantity(self._figure(_REACHED, self.reader.completions(actual_at), else_only=True))
        for column, quote in enumerate(self.named.row):
            if column and quote.strip() and column not in self.used:
                self._reject(quote, _WHY[column] if self._places(quote) else NOT_FOUND)
        stated = self.frame.opening.stated  # the text itself calls it an indicator (质量指标为…)
        if not (self.used or (stated and completion)):  # a bare name may be any words at all
            self._reject(self.named.row[0], "没有一个数能与它对上")
            return
        if not (
            target or completion or (stated and actual)
        ):  # as the grammar has it: what was done is no indicator yet
            self._reject(self.named.row[0], "没有目标，也没有完成率，看不出是指标")
            return
        opening, flow = self.frame.opening, self.frame.parts[0].block.flow
        name_span = flow.span(opening.name_start, opening.name_end)
        span = name_span
        for other in self.spans:
            span = span.hull(other)
        period = self.reader.period(actual_at)
        self.pointed.facts.append(
            Indicator(
                span=span,
                origin=self.passage.origin,
                level1=self.frame.level1,
                category=self.frame.category,
                name=self.frame.name,
                name_span=name_span,
                target=target,
                actual=actual,
                completion=completion,
                period=period[0] if period else None,
                forecast=bool(period and period[1]) or self.reader.forecast(span),
            )
        )

    def _target(self) -> Quantity | None:
        at = self._figure(_AIM, self.reader.targets(), else_only=True)
        if at is not None:
            return self._quantity(at)
        said = self.reader.said(self.known.target_said)
        places = self._places(self.named.row[_AIM])
        if said is None or not any(self.passage.chunk.place(p.start, p.end).overlaps(said.span) for p in places):
            return None
        self.used.add(_AIM)
        self.spans.append(said.span)
        return said

    def _actual(self, target: Quantity | None) -> int | None:
        reader = self.reader
        reader.target_units = {target.unit.name} if target and target.unit and not reader.rate else set()
        ranked = [(rank, i) for i, (_, item) in enumerate(reader.items) if (rank := reader.rank(i, item)) is not None]
        fitting = [(rank, i) for rank, i in sorted(ranked) if reader.fits(reader.items[i][1], target)]
        pointed_at = self._figure(_REACHED, [i for _, i in fitting])
        named = [i for rank, i in fitting if rank <= _NAMED]
        return pointed_at if pointed_at is not None else self._figure(_REACHED, named, else_only=True)

    def _figure(self, own: int, allowed: list[int], *, else_only: bool = False) -> int | None:
        """Return which figure the row points at, of those that the words before it allow.

        A model that puts the right words into the wrong column has still pointed at them. With ``else_only``, one that
        points at a name has pointed at the only figure that can be meant, too, in the sentence of the name or of other
        words that it points at.
        """
        for column in (own, _AIM + _REACHED - own):
            spans = [self.passage.chunk.place(place.start, place.end) for place in self._places(self.named.row[column])]
            for i in allowed:
                if any(self._names(span, self._span(i)) for span in spans):
                    self.used.add(column)
                    return i
        if else_only and len(allowed) == 1:
            start = self._span(allowed[0]).start
            before = max([self._name_end(), *(span.end for span in self.spans if span.end <= start)])
            between = self.passage.reading.document.text[before:start]
            return None if any(stop in between for stop in _END) else allowed[0]
        return None

    def _names(self, quoted: Span, figure: Span) -> bool:
        """Tell whether words hold a figure's whole number; what limits or counts it (或以上) may be left out."""
        if not quoted.start <= figure.start < quoted.end:
            return False
        return not NUMERIC.search(self.passage.reading.document.settled[quoted.end : figure.end])

    def _name_end(self) -> int:
        return self.passage.chunk.place(self.named.name.start, self.named.name.end).end

    def _places(self, quote: str) -> list[Place]:
        """Return where words stand between this row's name and the next."""
        begin, end = self.named.begin, self.named.end
        return [place for place in self.text.places(quote) if begin <= place.start and place.end <= end]

    def _span(self, i: int) -> Span:
        part, item = self.reader.items[i]
        return part.block.flow.span(item.token.number, item.token.end)

    def _quantity(self, i: int | None) -> Quantity | None:
        if i is None:
            return None
        quantity = self.reader.printed(i)
        self.spans.append(quantity.span)
        return quantity

    def _reject(self, quote: str, why: str) -> None:
        self.pointed.reject(quote, why, self.passage)


def _frame(named: _Named, passage: Passage) -> Frame:
    """Make the grammar's frame of the words from an indicator's name on."""
    chunk, reading = passage.chunk, passage.reading
    block, start = chunk.where(named.name.start)
    _, last = chunk.where(named.name.end - 1)
    known, text = classes(reading.lexicon), block.flow.text
    said = text[max(0, start - _CLASS_BEFORE) : start]
    said = said[max((said.rfind(stop) + 1 for stop in _END), default=0) :]
    words = [match.group() for match in known.category.finditer(said)]
    category = known.category_named(words[-1]) if words else None
    bracket = BRACKET_END.search(text, start, last + 1)
    name_end = bracket.start() if bracket and bracket.start() > start else last + 1
    opening = Opening(start, start, name_end, category, stated=category is not None)
    own, level = classed(block, opening, Above(passage.headings), known, levels_said(text))
    return Frame(opening, level, own, list(_parts(chunk, named)))


def _parts(chunk: Chunk, named: _Named) -> Iterator[Part]:
    """Yield the stretches from the name on, then the one before it."""
    for begin, end in ((named.name.start, named.end), (named.begin, named.name.start)):
        for stretch in chunk.stretches:
            first = max(stretch.offset, begin)
            last = min(stretch.offset + stretch.end - stretch.start, end)
            if first < last:
                yield Part(stretch.block, stretch.start + first - stretch.offset, stretch.start + last - stretch.offset)
