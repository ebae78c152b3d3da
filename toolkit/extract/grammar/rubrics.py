"""Which of the known scoring forms a report follows: the one whose items its scores are named for."""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.knowledge import Knowledge
from toolkit.knowledge.rubric_shapes import BlockEntry, ItemEntry, Rubric
from toolkit.records.facts import Indicator, KnownItem, RubricFit, ScoreLine

_Entry = ItemEntry | BlockEntry
_Line = ScoreLine | Indicator


def rubric_fit(knowledge: Knowledge, lines: Sequence[ScoreLine], rows: Sequence[Indicator]) -> RubricFit | None:
    """Return the form of which the report names most items, or None where it names too few of any.

    Points that are not the form's own tell of another form with the same names, unless a person chose the form.
    """
    marked: list[_Line] = [line for line in lines if line.full or line.got]
    marked += [row for row in rows if row.full or row.got]
    marked.sort(key=lambda line: line.span.start)
    fits = [
        fit
        for rubric in knowledge.rubrics.rubric
        if (fit := _fit(rubric, marked)) and (knowledge.rubrics.chosen or _has_its_points(rubric, fit))
    ]
    return max(fits, key=lambda fit: len(_named(fit)), default=None)


def _fit(rubric: Rubric, marked: Sequence[_Line]) -> RubricFit | None:
    known: list[KnownItem] = []
    unknown: list[_Line] = []
    for line in marked:
        entry = _entry(rubric, line)
        if entry is not None:
            block = entry.block if isinstance(entry, ItemEntry) else entry.part_of
            known.append(KnownItem(entry=entry.name, block=block, line=line, part=isinstance(entry, BlockEntry)))
        elif isinstance(line, ScoreLine) and not line.summary:
            unknown.append(line)  # an indicator is what a form measures, not an item of it
    items = [each for each in known if not each.part]
    named = {(each.block, each.entry) for each in items}
    if len(named) < rubric.least_named or len({line.name for line in unknown}) > len(named):
        return None
    spans = [each.line.span for each in known]
    under = {each.block for each in items}
    scored = {each.entry for each in known if each.part and each.entry not in under}  # a part scored as one whole
    return RubricFit(
        span=min(spans).hull(max(spans)),
        id=rubric.id,
        title=rubric.title,
        known=tuple(known),
        unknown=tuple(unknown),
        absent=tuple(i.name for i in rubric.item if (i.block, i.name) not in named and i.block not in scored),
    )


def _has_its_points(rubric: Rubric, fit: RubricFit) -> bool:
    """Tell whether three of four full marks are those of the form."""
    points = {(item.block, item.name): item.points for item in rubric.item}
    pairs = [(points.get((k.block, k.entry)), k.line.full.value) for k in fit.known if not k.part and k.line.full]
    told: list[tuple[Decimal, Decimal]] = [(due, mark) for due, mark in pairs if due is not None and mark is not None]
    return 4 * sum(due == mark for due, mark in told) >= 3 * len(told)


def _named(fit: RubricFit) -> set[tuple[str | None, str]]:
    return {(each.block, each.entry) for each in fit.known if not each.part}


def _entry(rubric: Rubric, line: _Line) -> _Entry | None:
    """Return the entry that a line is named for; of several, the one in the part that the line stands in."""
    found = rubric.called(line.name)
    section = line.section if isinstance(line, ScoreLine) else line.category or line.level1
    if section is None or len(found) < 2:
        return found[0] if found else None
    inside = [each for each in found if isinstance(each, ItemEntry) and each.block and each.block in section]
    return (inside or found)[0]
