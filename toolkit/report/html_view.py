"""What the page says of an audit: findings as cards, proofs, gaps, and the summary on top."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.audit import Consistency, consistency
from toolkit.records import Document, Evidence, Finding, Recomputation, Span
from toolkit.records.facts import Facts, Heading
from toolkit.report.excerpt import letters
from toolkit.report.html_items import Card, Excused, Gap, Group, Proof, Quote
from toolkit.report.html_pages import Manual, manuals
from toolkit.report.html_summary import Summary, summary
from toolkit.report.html_text import Mark, Marked, Paragraph, Part, Table, body, leads
from toolkit.report.rubric import rubric_line
from toolkit.report.subject import Audited

LONGEST = 60
FRONT = "（正文之前）"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the page shows of one document."""

    title: str
    groups: tuple[Group, ...]
    cards: tuple[Card, ...]
    proofs: tuple[Proof, ...]
    gaps: tuple[Gap, ...]
    excused: tuple[Excused, ...]
    manuals: Mapping[str, Manual]
    text: tuple[Paragraph | Table, ...]
    consistency: Consistency
    summary: Summary
    rubric: str | None

    @property
    def missed(self) -> int:
        """Count the places that some check could not judge or that were not read, each once."""
        placed = {quote.anchor for gap in self.gaps for quote in gap.quotes}
        return len(placed) + sum(gap.times - len(gap.quotes) for gap in self.gaps)


class Outline:
    """The headings of a document as a tree, to find those above a place."""

    def __init__(self, facts: Facts) -> None:
        self.headings = [heading for heading in facts.of(Heading) if heading.level and not heading.run_in]
        self.starts = [heading.span.start for heading in self.headings]
        self.parents: list[int] = []
        for i, heading in enumerate(self.headings):
            parent = i - 1
            while parent >= 0 and self.headings[parent].body.end <= heading.span.start:
                parent = self.parents[parent]
            self.parents.append(parent)

    def path(self, offset: int) -> list[Heading]:
        """Return the headings above ``offset``, outermost first."""
        i = bisect_right(self.starts, offset) - 1
        while i >= 0 and self.headings[i].body.end <= offset:
            i = self.parents[i]
        found: list[Heading] = []
        while i >= 0:
            found.append(self.headings[i])
            i = self.parents[i]
        return found[::-1]


def view(result: Audited) -> View:
    """Put together what the page shows."""
    document, facts, audit = result.document, result.facts, result.audit
    outline = Outline(facts)
    cards = tuple(_card(result, outline, n, finding) for n, finding in enumerate(audit.findings, 1))
    agreed = consistency(audit, facts)
    proofs = tuple(_proofs(result, agreed.held))
    gaps = tuple(_gaps(result))
    named = {
        *(finding.code for finding in audit.findings),
        *(code for proof in proofs for code in proof.codes),
        *(gap.code for gap in gaps if gap.code),
        *(tally.code for tally in audit.tallies if tally.crash),
        *(each.finding.code for each in audit.waived),
    }
    groups = tuple(_groups(document, outline, cards))
    headings, levels = leads(document, facts)
    excused = tuple(
        Excused(
            finding=each.finding,
            waiver=each.waiver,
            title=result.titles.get(each.finding.code, each.finding.name),
            quotes=_quotes(document, each.finding.hit.evidence),
        )
        for each in audit.waived
    )
    quotes = [quote for part in (cards, proofs, gaps, excused) for each in part for quote in each.quotes]
    anchors = [quote.anchor for quote in quotes] + [g.anchor for g in groups if g.anchor is not None]
    marked = Marked(document, [*headings, *_marks(cards, proofs)], anchors)
    title = facts.identity.title if facts.identity else None
    return View(
        title="".join(title.split()) if title else document.name,
        groups=groups,
        cards=cards,
        proofs=proofs,
        gaps=gaps,
        excused=excused,
        manuals=manuals(named),
        text=tuple(body(marked, levels)),
        consistency=agreed,
        summary=summary(groups, proofs, gaps),
        rubric=rubric_line(facts),
    )


def _card(result: Audited, outline: Outline, number: int, finding: Finding) -> Card:
    evidence = finding.hit.evidence
    path = outline.path(evidence[0].span.start) if evidence else []
    return Card(
        number=number,
        finding=finding,
        title=result.titles.get(finding.code, finding.name),
        path=" › ".join("".join((h.marker + h.title).split()) for h in path),
        quotes=_quotes(result.document, evidence),
    )


def _quotes(document: Document, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    return tuple(_quote(document, each.role, each.span) for each in evidence)


def _quote(document: Document, role: str, span: Span) -> Quote:
    clipped = Span(span.start, min(span.end, span.start + 2 * LONGEST))
    words = "".join(letter for _, letter in letters(document, clipped))
    if len(words) > LONGEST or clipped != span:
        words = f"{words[:LONGEST]}…"
    return Quote(role=role, words=words, anchor=span.start, place=document.place(span))


def _groups(document: Document, outline: Outline, cards: Sequence[Card]) -> Iterator[Group]:
    """Yield the top sections in their order, those without findings too; a place before the first is its own."""
    top = min((heading.level for heading in outline.headings), default=1)
    headings = [heading for heading in outline.headings if heading.level == top]
    starts = [heading.span.start for heading in headings]
    within: defaultdict[int, list[Card]] = defaultdict(list)
    for card in cards:
        within[bisect_right(starts, card.quotes[0].anchor) if card.quotes else 0].append(card)
    if within[0]:
        yield Group(title=FRONT if headings else "全文", anchor=None, cards=tuple(within[0]))
    for i, heading in enumerate(headings, 1):
        title = "".join(document.quote(heading.span).split())
        yield Group(title=title, anchor=heading.span.start, cards=tuple(within[i]))


def _proofs(result: Audited, held: frozenset[Span]) -> Iterator[Proof]:
    """Gather what was recomputed and holds by the place that states it; what a finding refutes there is no proof."""
    found: dict[Span, tuple[dict[str, None], dict[Recomputation, None], dict[Evidence, None]]] = {}
    for verified in result.audit.verified:
        evidence, recomputation = verified.clear.evidence, verified.clear.recomputation
        if recomputation is None or not evidence or evidence[0].span not in held:
            continue
        codes, sums, cited = found.setdefault(evidence[0].span, ({}, {}, {}))
        codes[verified.code] = sums[recomputation] = None
        cited.update(dict.fromkeys(evidence))
    for number, (stated, (codes, sums, cited)) in enumerate(sorted(found.items(), key=lambda item: item[0]), 1):
        yield Proof(
            number=number,
            codes=tuple(codes),
            sums=tuple(sums),
            quotes=_quotes(result.document, cited),
            stated=stated,
            operands=tuple(each.span for each in cited if each.span != stated),
        )


def _gaps(result: Audited) -> Iterator[Gap]:
    """Gather what could not be judged by check and reason, then what was not read."""
    document = result.document
    whys = [(u.code, "".join(u.unable.missing.split()), u.unable.evidence) for u in result.audit.unable]
    for (code, why), run in groupby(sorted(whys, key=lambda each: each[:2]), key=lambda each: each[:2]):
        places = [evidence for *_, evidence in run]
        quotes = tuple(quote for evidence in places for quote in _quotes(document, evidence[:1]))
        yield Gap(code=code, why=why, quotes=quotes, times=len(places))
    doubts = [_quote(document, "存疑", u.span) for u in document.legibility if document.doubtful(u.span)]
    if doubts:
        yield Gap(code=None, why="由图片识别，把握不足", quotes=tuple(doubts), times=len(doubts))
    unread: defaultdict[str, list[Quote]] = defaultdict(list)
    for each in result.facts.coverage.unread:
        unread["".join(each.why.split())].append(_quote(document, "未读出", each.span))
    for why, quotes_unread in sorted(unread.items()):
        yield Gap(code=None, why=why, quotes=tuple(quotes_unread), times=len(quotes_unread))


def _marks(cards: Iterable[Card], proofs: Iterable[Proof]) -> Iterator[Mark]:
    for card in cards:
        for i, evidence in enumerate(card.finding.hit.evidence):
            yield Mark(Part.CITED if i else Part.FAULT, card.number, evidence.span)
    for proof in proofs:
        yield Mark(Part.STATED, proof.number, proof.stated)
        yield from (Mark(Part.OPERAND, proof.number, span) for span in proof.operands)
