"""Last year's report beside this one: what both call by one name, and where last year's stands.

A figure is known by several names: the indicator it is the result of, the office's figure it is, what the words before
it call it, and the sentence that leads to it with its figures and years taken out. A name that stands for two values
in one report tells nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.arithmetic import interval, is_hedged
from toolkit.audit import Dossier, unfit
from toolkit.checks.metrics import LEVELS, bare, has_own_name, is_of_year, kind, named
from toolkit.checks.office import office_figures
from toolkit.checks.once import once
from toolkit.checks.passages import Line, passage
from toolkit.knowledge.patterns import one_of
from toolkit.records import Dimension, Quantity, Span, Unable
from toolkit.records.facts import Indicator, Mention, Role

_STOP = re.compile(r"[。!?\t]")
_FIGURE = re.compile(r"\d[\d.,]*")
_MARKER = re.compile(r"^(?:[(]?[\d一二三四五六七八九十]{1,2}[)、.]|#[.、)])+")
_COUNTED = re.compile(r"#[\u4e00-\u9fff%]{1,2}(?=[,、;])|[上本]年")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST, _LONGEST = 6, 160  # characters of a lead
_OWN = 2  # of which are no general words
_TELLING = 4  # digits that two figures share by no accident
_TITLE = 16
_INNER = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One name of a figure: of which kind, in what words, measured in what."""

    sort: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A figure of a report's own year under one of its names."""

    name: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Year:
    """One report as a year of its organization: its dossier, its results by name, and the names by place and value."""

    dossier: Dossier
    year: int
    results: dict[Key, Result]
    keys: dict[Span, tuple[Key, ...]]
    values: dict[tuple[str, Decimal | None], tuple[Key, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Years:
    """This year's report and last year's."""

    this: Year
    last: Year


def both_years(dossier: Dossier) -> Years | Unable | None:
    """Return the two years; why they cannot be compared; or None where no other report was given."""
    return _years(dossier)


def told_in(year: Year, span: Span) -> str:
    """Say where in last year's report something stands: by page or table, else by the heading above it."""
    place = year.dossier.document.place(span)
    if place:
        return f"上年报告{place}"
    path = [heading for heading in year.dossier.facts.path(span.start) if heading.level and not heading.run_in]
    title = "".join((path[-1].marker + path[-1].title).split()).translate(_INNER) if path else ""
    return f"上年报告“{title[:_TITLE]}{'…' if len(title) > _TITLE else ''}”" if title else "上年报告"


def unit_of(quantity: Quantity) -> str:
    """Return what a figure measures: figures of one such unit can be compared."""
    unit = quantity.unit
    return "" if unit is None else f"{unit.dimension}/{unit.base}"


def relative(text: str, year: int) -> str:
    """Write the years of a text as seen from the report's own, so that sentences of two reports are comparable."""
    return (
        text.replace(f"{year}年度", "本年")
        .replace(f"{year}年", "本年")
        .replace(f"{year - 1}年度", "上年")
        .replace(f"{year - 1}年", "上年")
    )


def is_planned(dossier: Dossier, offset: int) -> bool:
    """Tell whether a heading above says that what stands there is only planned."""
    planned = one_of(dossier.knowledge.years.planned_headings.words)
    return any(planned.search(heading.title) for heading in dossier.facts.path(offset))


def same_value(year: Year, quantity: Quantity) -> tuple[Key, ...]:
    """Return the names under which a report has the very value, where it has digits enough to tell."""
    if quantity.value is None or len(str(quantity.value).replace(".", "").strip("0")) < _TELLING:
        return ()
    return year.values.get((unit_of(quantity), quantity.base_value), ())


@once
def _years(dossier: Dossier) -> Years | Unable | None:
    prior = dossier.prior
    if prior is None:
        return None
    why = unfit(dossier.document, dossier.facts, prior, dossier.knowledge)
    mine, theirs = dossier.facts.identity, prior.facts.identity
    if why or mine is None or theirs is None or mine.year is None or theirs.year is None:
        return Unable(missing="可以对照的上年报告", evidence=())
    earlier = Dossier(document=prior.document, facts=prior.facts, knowledge=dossier.knowledge)
    return Years(this=_year(dossier, mine.year), last=_year(earlier, theirs.year))


def _year(dossier: Dossier, year: int) -> Year:
    found: dict[Key, list[Result]] = defaultdict(list)
    keys: dict[Span, list[Key]] = defaultdict(list)
    for sort, result in _results(dossier, year):
        key = Key(sort=sort, name=result.name, unit=unit_of(result.quantity))
        found[key].append(result)
        keys[result.quantity.span].append(key)
    single = {key: results[0] for key, results in found.items() if _agree(results)}
    values: dict[tuple[str, Decimal | None], list[Key]] = defaultdict(list)
    for key, result in single.items():
        values[key.unit, result.quantity.base_value].append(key)
    return Year(
        dossier=dossier,
        year=year,
        results=single,
        keys={span: tuple(names) for span, names in keys.items()},
        values={value: tuple(names) for value, names in values.items()},
    )


def _agree(results: list[Result]) -> bool:
    """Tell whether all that bear one name can be one value."""
    first = interval(results[0].quantity)
    return all(interval(result.quantity).meets(first) for result in results)


def _results(dossier: Dossier, year: int) -> Iterator[tuple[str, Result]]:
    indicators = [i for i in dossier.facts.of(Indicator) if i.actual is not None and not i.forecast]
    for indicator in indicators:
        actual = indicator.actual
        if actual is not None and actual.value is not None and not is_hedged(actual):
            yield "指标", Result(name=bare(indicator.name), quantity=actual)
    for figure in office_figures(dossier):
        yield "单位", Result(name=figure.name, quantity=figure.quantity)
    for each in named(dossier):
        start = each.quantity.span.start
        if not has_own_name(dossier.knowledge, each.name, each.quantity) or is_planned(dossier, start):
            continue
        if each.complete or not kind(dossier, start):
            yield "名称", Result(name=each.name, quantity=each.quantity)
    yield from _led(dossier, year)


def _led(dossier: Dossier, year: int) -> Iterator[tuple[str, Result]]:
    """Yield figures by the sentence that leads to each; one with too few words of its own leads nowhere."""
    generic = one_of(dossier.knowledge.metrics.generic.words)
    for mention in dossier.facts.of(Mention):
        quantity, unit = mention.quantity, mention.quantity.unit
        if mention.role not in {*LEVELS, Role.SHARE} or quantity.value is None or unit is None or is_hedged(quantity):
            continue
        if unit.dimension is Dimension.SCORE or not is_of_year(dossier, mention):
            continue
        lead = lead_of(passage(dossier.document, quantity.span).line, quantity.span, year)
        own = _HAN.findall(generic.sub("", _COUNTED.sub("", lead)))
        if len(_HAN.findall(lead)) >= _SHORTEST and len(own) >= _OWN and not is_planned(dossier, quantity.span.start):
            yield "句", Result(name=lead, quantity=quantity)


def lead_of(line: Line, span: Span, year: int) -> str:
    """Return the words of a sentence before a figure: other figures as #, years as seen from the report's own."""
    start, _ = line.within(span)
    ahead = _STOP.split(line.text[max(start - _LONGEST, 0) : start])[-1]
    return _MARKER.sub("", _FIGURE.sub("#", relative(ahead, year)))
