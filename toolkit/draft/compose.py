"""Compose next year's report along last year's headings, section by section."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from toolkit.draft.basis import Basis, basis
from toolkit.draft.carry import DROPPED, Carrier, plain, unnumbered
from toolkit.draft.closing import closing
from toolkit.draft.figures import Figures
from toolkit.draft.ink import Ink, LooseFigure, Mark
from toolkit.draft.measures import Measures
from toolkit.draft.opening import opening
from toolkit.draft.outline import ITEMS, Node, skeleton
from toolkit.draft.tables import Carried, caption_over, tables
from toolkit.draft.templates import Templates
from toolkit.knowledge import Knowledge
from toolkit.records import Audit, Block, BlockKind, Document, Span
from toolkit.records.draft import Blank, Draft, DraftSection, Filled, Note, Paragraph, Run, Table
from toolkit.records.facts import (
    BudgetLine,
    Fact,
    Facts,
    Heading,
    Indicator,
    ScoreLine,
    StatementKind,
)

_HAN = "一二三四五六七八九十"
Polish = Callable[[Sequence[Sequence[str]]], list[str]]
"""Chooses among the sentences for each measure, and may smooth it."""

FOLLOWUP, PROBLEMS, MEASURES = "上年改进措施落实情况", "存在的主要问题", "下一步改进措施"
_BY_FIGURES = ("other", "budget", "management", "goals", "staff")


@dataclass(slots=True)
class _Numbers:
    """Numbers headings as GB/T 9704 does: 一、（一）1."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def next(self, level: int) -> str:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (3 - level)
        n = self.counts[level]
        return {1: f"{_han(n)}、", 2: f"（{_han(n)}）", 3: f"{n}."}[level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a draft is made of: last year's report, what it says, and what was found in it.

    ``titles`` says in a few words what each check finds; ``folder`` holds templates to use in the place of the shipped
    ones; ``polish`` chooses among the sentences of each measure, the first is taken without it.
    """

    document: Document
    facts: Facts
    audit: Audit
    titles: Mapping[str, str]
    knowledge: Knowledge
    folder: Path | None = None
    polish: Polish | None = None


def compose(sources: Sources, year: int) -> Draft:
    """Return next year's draft."""
    return _Composer(sources, year).draft()


class _Composer:
    def __init__(self, sources: Sources, year: int) -> None:
        self.sources, self.year = sources, year
        self.document, self.facts, self.knowledge = sources.document, sources.facts, sources.knowledge
        self.ink = Ink()
        self.figures = Figures(self.document, self.facts, self.knowledge, self.ink, year)
        self.carrier = Carrier(
            self.document,
            self.facts,
            self.knowledge,
            year,
            self.figures.keys,
            sources.audit.findings,
            self.figures.explained(),
            self._budget_in_text(),
        )
        self.templates = Templates(sources.folder)
        self.numbers = _Numbers()
        self.names = {plain(one.name) for one in self.facts.of(Indicator)}
        self.budgeted = False
        self.closing = list(closing(self.carrier))
        self.ending = [span for runs in self.closing for run in runs for span in run.source]
        measures = Measures(self.figures, sources.audit, sources.titles, self.templates).written()
        self.measures = sources.polish(measures) if sources.polish else [each[0] for each in measures]

    def draft(self) -> Draft:
        identity = self.facts.identity
        nodes = skeleton(self.document, self.facts, self.knowledge)
        sections = [self._title(nodes), *self._sections(nodes)]
        return Draft(
            year=self.year,
            organization=identity.organization if identity else None,
            sections=(*sections[:-1], self._closed(sections[-1])),
            notes=(*self.carrier.notes, *self._findings()),
        )

    def _title(self, nodes: Sequence[Node]) -> DraftSection:
        """Return the title, and the words between it and the first heading."""
        identity = self.facts.identity
        if identity is None or not identity.title:
            return DraftSection(heading=f"{self.year}年部门整体支出绩效自评报告", level=0)
        start, end = identity.span.end, nodes[0].heading.span.start if nodes else 0
        lines = opening(self.carrier, Span(start, end)) if start < end else ()
        return DraftSection(
            heading=self.carrier.heading(identity.span),
            level=0,
            content=tuple(Paragraph(runs=runs) for runs in lines),
            source=(identity.span,),
        )

    def _sections(self, nodes: list[Node]) -> Iterator[DraftSection]:
        followed = any(node.name == "followup" for node in nodes)
        promised = self.facts.said(StatementKind.MEASURE)
        names = {node.name for node in nodes}
        troubled = bool(names & {"problems", "problems_and_measures"})
        for node in nodes:
            if node.name in ("problems", "problems_and_measures", "measures") and promised and not followed:
                followed = True
                yield self._section(FOLLOWUP, node.heading.level, "followup", Span(0, 0), node)
            if node.name == "measures" and not troubled:
                troubled = True
                yield self._added(PROBLEMS, node.heading.level, "problems", node)
            span = node.heading.body if node.name in ITEMS else Span(node.heading.span.start, node.direct.end)
            title = self.carrier.heading(self._words(node.heading))
            yield self._section(title, node.heading.level, self._template(node, span, nodes), span, node)
        if nodes and not troubled:
            yield self._added(PROBLEMS, 1, "problems", nodes[-1])
        if nodes and not names & {"measures", "problems_and_measures"}:
            yield self._added(MEASURES, 1, "measures", nodes[-1])

    def _added(self, title: str, level: int, template: str, beside: Node) -> DraftSection:
        """Return a section that every report has, and last year's had not."""
        self.carrier.notes.append(Note(text=f"上年报告没有的部分，本年已经补上：“{title}”"))
        return self._section(title, level, template, Span(0, 0), beside)

    def _closed(self, last: DraftSection) -> DraftSection:
        """Return the last section with what stands at the end of the report: enclosures, who signs, the date."""
        lines = tuple(Paragraph(runs=runs) for runs in self.closing)
        return replace(last, content=(*last.content, *lines))

    def _template(self, node: Node, span: Span, nodes: list[Node]) -> str:
        """Choose what writes a section: its figures go before the words of its heading."""
        name = node.part.template if node.part else "other"
        inner = {heading.span.start for heading in node.inner}
        if name == "conclusion" and any(n.name == name and n.heading.span.start in inner for n in nodes):
            return "other"  # it has a section of its own, further down
        if name in _BY_FIGURES and not self._within(BudgetLine, span) and self._figures(span):
            return "results"
        return name

    def _figures(self, span: Span) -> bool:
        return bool(self._within(Indicator, span) or any(map(self.figures.is_scored, self._within(ScoreLine, span))))

    def _words(self, heading: Heading) -> Span:
        """Return where a heading's title stands, behind its marker."""
        span, marker = heading.span, heading.marker
        text = self.document.text
        start, left = span.start, len("".join(marker.split()))
        while left and start < span.end:
            left -= not text[start].isspace()
            start += 1
        return Span(start, span.end)

    def _section(self, title: str, level: int, template: str, span: Span, node: Node) -> DraftSection:
        carrier = self.carrier
        paragraphs = list(carrier.paragraphs(Span(node.heading.span.end, span.end))) if len(span) else []
        prose, said = self._marked(carrier.standing, paragraphs)
        listed, told = self._marked(carrier.asking, paragraphs)
        explained, heard = self._marked(carrier.explaining, paragraphs)
        given = {**self._given(title, span, node, listed), "prose": prose, "listed": listed, "explained": explained}
        written = self.templates.render(f"sections/{template}", **given)
        for table in given["tables"]:
            if not any(cell in written for row in table.rows for cell in row):
                carrier.notes.append(Note(text=DROPPED, source=(table.span,)))
        self.budgeted = self.budgeted or (template == "budget" and given["fresh"])
        if not written.strip() and not node.inner:
            written = self.templates.render("sections/other", **given)
        if any(mark in written for mark in prose):
            carrier.notes += said
        elif any(mark in written for mark in listed):
            carrier.notes += told
        elif any(mark in written for mark in explained):
            carrier.notes += heard
        else:
            for paragraph in paragraphs:
                if not any(paragraph.overlaps(end) for end in self.ending):
                    carrier.leave(paragraph)
        try:
            content = tuple(self._content(written))
        except LooseFigure as error:
            what = f"“{error}”里的数字没有出处，模板里不能写数字，请改用 blank(…) 留空"
            raise self.templates.fault(f"sections/{template}", what) from error
        return DraftSection(
            heading=f"{self.numbers.next(level)}{title}",
            level=level,
            content=content,
            source=(node.heading.span,) if len(span) else (),
        )

    def _given(self, title: str, span: Span, node: Node, listed: Sequence[Mark]) -> dict[str, Any]:
        """Return everything that a section's template may write with."""
        indicators, scores = self._within(Indicator, span), self._within(ScoreLine, span)
        budget = self._within(BudgetLine, span)
        of_budget = {self._table(line) for line in budget} - {None, *(self._table(one) for one in indicators)}
        scores = [s for s in scores if self.figures.is_scored(s) and self._table(s) not in of_budget]
        asked = {at for mark in listed for run in self.ink.runs(mark) if isinstance(run, Blank) for at in run.source}
        deviating = any(one.deviation and self._in_table(one) for one in indicators)
        rows = [self.figures.budget(b, asked) for b in budget if not self._in_table(b)]
        return {
            "year": self.year,
            "last": self.carrier.last,
            "title": title,
            "titled": _titled(title, self.year),
            "indicators": [self.figures.indicator(i, explained=deviating) for i in indicators],
            "scores": [self.figures.score(s, self._basis(s)) for s in scores],
            "tabular": any(self._in_table(fact) for fact in (*indicators, *scores)),
            "deviating": deviating,
            "caption": self._caption((*indicators, *scores)),
            "budget": [row for row in rows if row.fields],
            "projects": [self.figures.budget(b) for b in budget],
            "tables": self._tables(span, budget, {self._table(fact) for fact in (*indicators, *scores)}),
            "fresh": not self.facts.of(BudgetLine) and not self.budgeted,
            "known": title in self.names,
            "total": self.figures.total,
            "problems": self.problems,
            "promises": self.promises,
            "measures": self.measures,
            "blank": self.figures.blank,
            "leaf": not node.inner,
            "items": [self.ink.said(plain(self.document.quote(s)), s) for s in map(self._words, node.inner)],
        }

    def _basis(self, line: ScoreLine) -> Basis:
        return Basis() if self._in_table(line) else basis(self.carrier, line)

    def _budget_in_text(self) -> dict[Span, Blank]:
        """Return the blanks of the budget lines that stand in sentences, by the place of last year's figures."""
        lines = (line for line in self.facts.of(BudgetLine) if not self._in_table(line))
        return {at: blank for line in lines for at, blank in self.figures.asked(line).items()}

    def _tables(self, span: Span, budget: Iterable[BudgetLine], listed: Container[int | None]) -> list[Carried]:
        """Return the tables of a stretch but those whose rows are ``listed`` otherwise."""
        known: dict[Span, Run] = {}
        for line in budget:
            known.update(self.figures.asked(line))
        for line in self._within(ScoreLine, span):
            known.update(self.figures.scored(line))
        return [table for table in tables(self.carrier, self.ink, span, known) if table.number not in listed]

    def _caption(self, told: Iterable[Fact]) -> str:
        """Return the line over the first table that says some of the facts, or nothing."""
        row = next((block for fact in told if (block := self._row(fact))), None)
        above = caption_over(self.document, row) if row else None
        return self.ink.mark(run for run in self.carrier.rolled(above) if isinstance(run, Filled)) if above else ""

    def _within(self, kind: type[Any], span: Span) -> list[Any]:
        return [fact for fact in self.facts.of(kind) if span.start <= fact.span.start < span.end]

    def _in_table(self, fact: Fact) -> bool:
        return self._row(fact) is not None

    def _table(self, fact: Fact) -> int | None:
        row = self._row(fact)
        return row.table if row else None

    def _row(self, fact: Fact) -> Block | None:
        block = self.document.block(fact.span.start)
        return block if block is not None and block.kind is BlockKind.ROW else None

    @cached_property
    def problems(self) -> list[Mark]:
        """Last year's problems, as marks."""
        return self._statements(StatementKind.PROBLEM)

    @cached_property
    def promises(self) -> list[Mark]:
        """What was promised last year, as marks."""
        return self._statements(StatementKind.MEASURE)

    def _statements(self, kind: StatementKind) -> list[Mark]:
        return [self.ink.said(self.first(each.span), each.span) for each in self.facts.said(kind)]

    def first(self, span: Span) -> str:
        """Return the first sentence of a statement, or the heading that it begins with, or as much as names it."""
        block = self.document.block(span.start)
        line = Span(span.start, min(span.end, block.span.end)) if block else span
        return _first(unnumbered(plain(self.document.quote(line))))

    def _marked(
        self, carried: Callable[[Span], list[Run]], paragraphs: Iterable[Span]
    ) -> tuple[list[Mark], list[Note]]:
        """Return paragraphs as marks, and the notes on what of them does not stand."""
        notes, self.carrier.notes = self.carrier.notes, []
        marks = [self.ink.mark(runs) for runs in map(carried, paragraphs) if runs]
        told, self.carrier.notes = self.carrier.notes, notes
        return marks, told

    def _content(self, written: str) -> Iterator[Paragraph | Table]:
        """Turn a template's lines into paragraphs, and those between bars into tables."""
        lines = [line.strip() for line in written.splitlines() if line.strip()]
        for tabular, group in groupby(lines, key=lambda line: line.startswith("|")):
            if tabular:
                cut = [line[1:].removesuffix("|").split("|") for line in group]
                yield Table(rows=tuple(tuple(self.ink.runs(cell.strip()) for cell in cells) for cells in cut))
            else:
                yield from (Paragraph(runs=self.ink.runs(line)) for line in group)

    def _findings(self) -> Iterable[Note]:
        for finding in self.sources.audit.findings:
            yield Note(text=finding.hit.message, code=finding.code, source=tuple(e.span for e in finding.hit.evidence))


def _titled(title: str, year: int) -> str:
    """Return a heading's words as something of the year: 年度工作 is 2024年度工作."""
    said = f"{year}年"
    return title if title.startswith(said) else said + title.removeprefix("年")


def _first(text: str, longest: int = 60) -> str:
    """Return the first sentence of a statement, or as much as names it."""
    end = min((i for stop in "。；" if (i := text.find(stop)) > 0), default=len(text))
    return text[:end] if end <= longest else text[:longest] + "……"


def _han(n: int) -> str:
    tens, ones = divmod(n, 10)
    lead = "" if not tens else "十" if tens == 1 else _HAN[tens - 1] + "十"
    return lead + (_HAN[ones - 1] if ones else "")
