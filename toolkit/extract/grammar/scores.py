"""Score lines in running text, and the report's total."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from toolkit.extract.grammar.above import Above, bare_title, without_brackets
from toolkit.extract.grammar.fields import MARKER, Field, patterns, reason
from toolkit.extract.grammar.indicators import Framed
from toolkit.extract.grammar.marks import FULL_TOTAL, LEAST_TOTAL, Mark, marks
from toolkit.extract.grammar.quantities import Token
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import BlockKind, Quantity, Span
from toolkit.records.facts import Fact, Heading, ScoreLine, TotalScore

_BESIDE = re.compile(r",?(?:自评|评价|实际|最终)?(?:得分?|实得)(?:为|是|:)?")
_HEAD_SENTENCE = re.compile(r"(?P<title>[^,;。:]{2,30})(?:[。:]|$)")
_OTHER_EVALUATION = re.compile(r"重点评价|财政评价|上年度?|去年|第三方|复核|抽查")
_MARKS_BEHIND = re.compile(r"[,，:：;；、]?(?:自评|实际|实)?(?:得分?|分值|满分)[为:：]?\d.*$")  # 履职效能,得48.75分
_SCORE = re.compile(r"\d分")
_ANNOUNCES = re.compile(r"^\)?[。;,:(]?\s*(?:其中|包括|即)|^\)?:\s*$")


@dataclass(slots=True)
class _Draft:
    """A line or total being read."""

    block: BlockReading
    start: int
    name: tuple[int, int] | None
    bracketed: bool = False
    full: Item | None = None
    got: Item | None = None
    lost: list[Item] = field(default_factory=list)
    scored_in: BlockReading | None = None
    reach: int = 0
    alone: bool = True
    lonely: bool = True  # no other item of the paragraph lacks a full score
    inner: bool = False  # it breaks down the item that opens its paragraph


def scores(
    reading: Reading, headings: Sequence[Fact], indicators: Sequence[Framed]
) -> tuple[list[ScoreLine], TotalScore | None]:
    """Read the score lines of the paragraphs, and the total if one is stated; the marks of indicators are neither."""
    heads = [h for h in headings if isinstance(h, Heading)]
    collector = _Collector(reading, heads, _indicator_marks(indicators))
    drafts = collector.run()
    lines = [line for draft in drafts if (line := collector.line(draft))]
    return _once(_summed(_scored(lines), heads, reading)), collector.total()


class _Collector:
    """Goes through the paragraphs and gathers the marks of each item."""

    def __init__(self, reading: Reading, heads: list[Heading], taken: dict[int, set[int]]) -> None:
        self.reading, self.known = reading, patterns(reading.lexicon)
        self.above = Above(heads)
        self.drafts: list[_Draft] = []
        self.totals: list[_Draft] = []
        self.fulls: list[Item] = []
        self.beside: dict[str, Item] = {}
        self.taken = taken

    def run(self) -> list[_Draft]:
        title: _Draft | None = None
        for block in self.reading.blocks:
            if block.block.kind is not BlockKind.PARAGRAPH:
                title = None
                continue
            taken = self.taken.get(id(block), ())
            untaken = [m for m in marks(block, self.known) if m.item.token.start not in taken]
            for mark in untaken:
                if mark.aside and mark.name:
                    self.beside.setdefault(block.flow.text[slice(*mark.name)], mark.item)
            found = [m for m in untaken if not m.aside]
            current = self._titled(block, head_only=True) if found else None
            current = current or (title if title is not None and title.got is None else None)
            touched: list[_Draft] = []
            for mark in found:
                current = self._take(mark, block, current)
                if current is not None and current not in touched[-1:]:
                    touched.append(current)
            self._bound(touched, block)
            last = touched[-1] if touched and touched[-1] not in self.totals[-1:] else None
            title = last if last and last.got is None else self._titled(block) if not found else None
        return self.drafts

    def _bound(self, touched: list[_Draft], block: BlockReading) -> None:
        """Tell each draft how far it reaches in the paragraph where it is scored, and in what company."""
        unstated = sum(d.full is None for d in touched)
        ends = [*(d.start for d in touched), len(block.flow.text)][1:]
        for draft, end in zip(touched, ends, strict=True):
            draft.scored_in, draft.reach = block, end
            draft.alone, draft.lonely = len(touched) == 1, unstated == 1
            draft.inner = _is_inner(draft, touched[0])

    def _titled(self, block: BlockReading, *, head_only: bool = False) -> _Draft | None:
        """Make a draft of a short heading that may name the item scored below it, or (``head_only``) right after it."""
        text = block.flow.text
        marker = MARKER.match(text)
        start = marker.end() if marker else 0
        head = _HEAD_SENTENCE.match(text, start)
        if not start or not head or (head.end() < len(text)) is not head_only or self._concludes(head["title"]):
            return None
        return _Draft(block, start, head.span("title"))

    def _concludes(self, title: str) -> bool:
        """Tell whether a heading speaks of the whole evaluation, so that what is scored below is no item of its own."""
        return any(word in title for word in self.reading.knowledge.outline.roles.get("conclusion", ()))

    def _take(self, mark: Mark, block: BlockReading, current: _Draft | None) -> _Draft | None:
        if mark.kind is Field.LOST:
            if current is not None and current.got is not None and self._near(mark, current, block):
                current.lost.append(mark.item)
            return current
        if mark.name is None and mark.total and mark.kind is Field.FULL:
            self.fulls.append(mark.item)
        awaited = mark.kind is Field.GOT and current is not None and current.full is not None and current.got is None
        if mark.name is not None and not (mark.loose and awaited):
            draft = _Draft(block, mark.name[0], mark.name, mark.bracketed)
            self.drafts.append(draft)
        elif current is not None and not self._is_total(mark, current) and _may_score(mark, current, block):
            draft = current
            if draft.name is not None and draft not in self.drafts[-1:] and draft not in self.totals:
                draft.start = draft.name[0]
                self.drafts.append(draft)
        else:
            draft = _Draft(block, mark.start, None)
            self.totals.append(draft)
        return self._fill(draft, mark)

    def _near(self, mark: Mark, current: _Draft, block: BlockReading) -> bool:
        """Tell whether a loss is the current item's: in its sentence, or in a paragraph that scores nothing else."""
        assert current.got
        alone = sum(d.block is block for d in self.drafts[-2:]) < 2
        return alone or block.flow.text.find("。", current.got.token.end, mark.item.token.start) < 0

    def _is_total(self, mark: Mark, current: _Draft) -> bool:
        """Tell whether an unnamed mark speaks of the report and no longer of the current item."""
        if current.name is None:
            return mark.kind is Field.GOT and current.got is not None  # 自评总分100分，…得分合计96.5分
        if not mark.total:
            return False
        return mark.kind is Field.FULL or current.got is not None or current.full is None

    def _fill(self, draft: _Draft, mark: Mark) -> _Draft:
        if mark.kind is Field.FULL and draft.full is None and not _is_of_part(draft, mark):
            draft.full = mark.item
        elif mark.kind is Field.GOT and draft.got is None:
            draft.got = mark.item
        return draft

    def line(self, draft: _Draft) -> ScoreLine | None:
        """Make a score line of what was gathered; a full score alone counts where it stands in brackets."""
        if draft.name is None or draft.inner or (draft.got is None and not draft.bracketed):
            return None
        flow = draft.block.flow
        name = flow.text[slice(*draft.name)]
        full = draft.full or self._full_beside(name, draft.got)
        if full is None and draft.lonely:
            return None  # 培训考核得分92分 is no line of the rubric; 决策得15分，过程得22分 are
        span = flow.span(*draft.name)
        for item in (draft.full, draft.got, *draft.lost):
            span = span.hull(item.quantity.span) if item else span
        return ScoreLine(
            span=span,
            section=self._section(draft),
            name=name,
            name_span=flow.span(*draft.name),
            full=full.quantity if full else None,
            got=draft.got.quantity if draft.got else None,
            reason=self._reason(draft),
        )

    def _full_beside(self, name: str, got: Item | None) -> Item | None:
        """Return the full score that stood beside the name before (按投入15分、产出40分评价…投入得14分)."""
        full = self.beside.get(name)
        if full is None or got is None or (got.quantity.value or 0) > (full.quantity.value or 0):
            return None
        return full

    def _reason(self, draft: _Draft) -> str | None:
        block = draft.scored_in
        if draft.got is None or block is None:
            return None
        text, end = block.flow.text, draft.reach
        if not draft.alone and not draft.lost:
            end = min(end, _sentence(block, draft.got).end)
        start = draft.name[1] if draft.name and draft.block is block else 0
        why = reason(text, start, end, draft.lost, self.known)
        return text[slice(*why)] if why else None

    def _section(self, draft: _Draft) -> str | None:
        """Return the block of the rubric that an item stands under."""
        assert draft.name
        text = draft.block.flow.text
        marker = MARKER.match(text)
        first = marker.end() if marker else 0
        head = re.compile(r"[^,;。:()]{2,20}(?=[。:])").match(text, first)
        if first and head and head.end() < draft.name[0]:
            return head.group()
        path = self.above.path(draft.block)
        return without_brackets(path[0].title) if path else None

    def total(self) -> TotalScore | None:
        """Choose the statement of the report's total: the surest, then the first."""
        best: tuple[int, _Draft] | None = None
        for draft in self.totals:
            rank = self._rank(draft)
            if rank is not None and (best is None or rank > best[0]):
                best = (rank, draft)
        if best is None:
            return None
        draft = best[1]
        assert draft.got
        own = draft.full if draft.full and (draft.full.quantity.value or 0) >= LEAST_TOTAL else None
        stated, reached = self._summed_up(draft) or (own, draft.got)  # 自评得96.5分，其中投入14分（满分15分）
        got = reached.quantity
        full: Quantity | None = stated.quantity if stated else None
        span = draft.block.flow.span(draft.start, reached.token.end)
        if full is not None:
            span = span.hull(full.span)
        else:
            full = next((f.quantity for f in self.fulls if (f.quantity.value or 0) >= (got.value or 0)), None)
        return TotalScore(span=span, full=full, got=got)

    def _summed_up(self, draft: _Draft) -> tuple[Item, Item] | None:
        """Return the full mark and the score of 自评总分100分，其中…，合计96.5分: a lower sum ends the sentence."""
        assert draft.got
        whole = draft.got.quantity.value or Decimal(0)
        if draft.full or "总分" not in draft.got.lead or whole < FULL_TOTAL or whole % 10:
            return None
        end = _sentence(draft.block, draft.got).end
        beside = [d for d in self.totals if d.block is draft.block and draft.start < d.start < end]
        sums = [item for d in beside if (item := d.got or d.full)]
        lower = [item for item in sums if LEAST_TOTAL < (item.quantity.value or 0) < whole]
        return (draft.got, lower[0]) if len(sums) == len(lower) == 1 and lower[0] is not draft.got else None

    def _rank(self, draft: _Draft) -> int | None:
        if draft.got is None or (draft.got.quantity.value or 0) < LEAST_TOTAL:
            return None
        text, sentence = draft.block.flow.text, _sentence(draft.block, draft.got)
        rank = 2 if draft.full else 0
        rank += 2 * any(word in draft.got.lead for word in ("总", "综合", "合计"))
        rank += "自评" in text[draft.start : draft.got.token.end]
        roles = self.reading.knowledge.outline.roles.get("conclusion", ())
        rank += 2 * any(word in h.title for h in self.above.path(draft.block) for word in roles)
        rank -= 5 * bool(_OTHER_EVALUATION.search(text, sentence.start, draft.got.token.start))
        return rank if rank > 0 else None


def _is_of_part(draft: _Draft, mark: Mark) -> bool:
    """Tell whether a full mark behind a total is that of a score between them: 得分96分，其中投入9分(满分10分)."""
    if draft.name is not None or draft.got is None:
        return False
    between = draft.block.flow.text[draft.got.token.end : mark.item.token.start]
    lower = (mark.item.quantity.value or 0) < (draft.got.quantity.value or 0)
    return lower and _SCORE.search(between) is not None


def _may_score(mark: Mark, current: _Draft, block: BlockReading) -> bool:
    """Tell whether a nameless score can be the current item's: one too high for it may be the total.

    Only an item that heads a sentence may be scored in a later one (资产盘点：分值3分。已完成盘点。得3分).
    """
    full = current.full
    if mark.kind is not Field.GOT or full is None or current.name is None:
        return True
    value, text, start = mark.item.quantity.value or 0, block.flow.text, current.start
    higher = value > (full.quantity.value or 0)
    beside = current.block is block and _BESIDE.fullmatch(text, full.token.end, mark.item.token.start)
    if higher and beside:
        return True  # 分值40分，自评得分42分
    if higher and current.bracketed and current.block is block and value < LEAST_TOTAL and not mark.total:
        return True  # 预算编制（5分）。测算不细，扣1分，得6分
    if current.block is not block or mark.item.token.start < _sentence(block, full).end:
        return not (higher and value >= LEAST_TOTAL)
    return not higher and (current.bracketed or not text[:start].strip() or text[start - 1] not in ",、和及中")


def _is_inner(draft: _Draft, first: _Draft) -> bool:
    """Tell whether an item whose full mark comes last, in brackets, stands below one with its full mark first.

    预算配置7分，得6分。人员控制率95%，得4分（满分4分）；公车费用上升，得2分（满分3分）.
    """
    if draft is first or not (draft.full and draft.got and first.full and first.got):
        return False
    starts = [item.token.start for item in (first.full, first.got, draft.got, draft.full)]
    bracketed = "(" in draft.block.flow.text[draft.got.token.end : draft.full.token.start]
    return bracketed and first.block is draft.block and starts == sorted(starts)


def _sentence(block: BlockReading, item: Item) -> Sentence:
    return block.sentences[bisect_right(block.sentences, item.token.start, key=lambda s: s.end)]


def _indicator_marks(indicators: Sequence[Framed]) -> dict[int, set[int]]:
    """Return the marks that belong to indicators, by block: they are no score lines.

    Marks in brackets after a name stay (水质合格率（8分，得8分）：目标…): such an item is a line of the rubric too.
    """
    taken: dict[int, set[int]] = {}
    for frame, _ in indicators:
        text, after = frame.parts[0].block.flow.text, frame.opening.name_end
        close = text.find(")", after, after + 40) if text[after : after + 1] == "(" else -1
        near = _tokens(frame.parts[0].block, after, close)
        if frame.opening.scored or (not frame.opening.stated and any(t.quantity.text.endswith("分") for t in near)):
            continue
        for part in frame.parts:
            starts = taken.setdefault(id(part.block), set())
            starts.update(t.start for t in _tokens(part.block, part.start, part.end))
    return taken


def _tokens(block: BlockReading, start: int, end: int) -> list[Token]:
    tokens = block.tokens
    return tokens[bisect_left(tokens, start, key=lambda t: t.start) : bisect_left(tokens, end, key=lambda t: t.start)]


def _scored(lines: list[ScoreLine]) -> list[ScoreLine]:
    """Leave out the full scores of items that are scored elsewhere, and give them to those that lack one."""
    scored = {line.name for line in lines if line.got}
    fulls = {line.name: line.full for line in lines if line.got is None}
    kept = [line for line in lines if line.got or line.name not in scored]
    return [line if line.full else replace(line, full=fulls.get(line.name)) for line in kept]


def _once(lines: list[ScoreLine]) -> list[ScoreLine]:
    """Keep a line once that a conclusion and a section both give; it sums up others if it does so in one place."""
    whole = {(line.name, _value(line.got)) for line in lines if line.full}
    summing = {(line.name, _value(line.got)) for line in lines if line.summary}
    kept: dict[tuple[str, Decimal | None, Decimal | None], ScoreLine] = {}
    for line in lines:
        scored = (line.name, _value(line.got))
        if line.full or scored not in whole:
            kept.setdefault((*scored, _value(line.full)), replace(line, summary=scored in summing))
    return list(kept.values())


def _summed(lines: list[ScoreLine], heads: list[Heading], reading: Reading) -> list[ScoreLine]:
    """Mark the lines that add up lines below them: those of a heading, or of a list that 其中 or a colon announces."""
    bodies: dict[str, list[Span]] = {}
    for head in heads:
        bodies.setdefault(bare_title(_MARKS_BEHIND.sub("", without_brackets(head.title))), []).append(head.body)
    settled = reading.document.settled
    headed = {name: _heads(name, lines, bodies.get(bare_title(name), [])) for name in {line.name for line in lines}}
    out = []
    for i, line in enumerate(lines):
        follower = lines[i + 1].span.start if i + 1 < len(lines) else line.span.end
        gap = "".join(settled[line.span.end : min(follower, line.span.end + 12)].split())
        announced = follower - line.span.end < 12 and bool(_ANNOUNCES.search(gap))
        out.append(replace(line, summary=headed[line.name] or (announced and _adds_up(lines[i : i + 60]))))
    return out


def _heads(name: str, lines: list[ScoreLine], bodies: Iterable[Span]) -> bool:
    for body in bodies:
        first = bisect_left(lines, body.start, key=lambda o: o.name_span.start)
        for at in range(first, len(lines)):
            if lines[at].name_span.end > body.end:
                break
            if lines[at].name != name:
                return True
    return False


def _adds_up(lines: list[ScoreLine]) -> bool:
    """Tell whether the first line is the sum of two or more that follow it."""
    for value in ("full", "got"):
        whole, total, parts = _value(getattr(lines[0], value)), Decimal(0), 0
        for other in lines[1:]:
            part = _value(getattr(other, value))
            if whole is None or part is None or total >= whole:
                break
            total, parts = total + part, parts + 1
        if parts > 1 and total == whole:
            return True
    return False


def _value(quantity: Quantity | None) -> Decimal | None:
    return quantity.value if quantity else None
