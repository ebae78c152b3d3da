"""What the report calls its total: 自评等级为“良”."""

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.knowledge.rubric_shapes import GradeEntry
from toolkit.records import Span
from toolkit.records.facts import Rating, TotalScore

_CALLED = (
    r"(?:等级|等次|档次|级别|结果|结论|评价|评定|自评|评级|分,)"
    r"(?:被?(?:评定?|确定|认定|判定|划)?为|是|属于?|达到|:|\t)*[“\"‘]?"
)
_SCORE = r"\d分?\(?(?:含\d*分?)?\)?(?:及?以[上下]|[-—~至到])|<\d|≥\d|低于\d"
_OTHER = re.compile(r"上年|去年|第三方|财政部门|重点评价|复核|抽查|(?:项目|专项)[^,。;]{0,12}(?:评|等级)|往年|以来")
_STOP = re.compile(r"[。;]")
_FAR = 60


def ratings(reading: Reading, totals: Sequence[TotalScore]) -> Iterator[Rating]:
    """Read the grades that stand in one sentence with the total, or in the one after it."""
    words = {word: entry.name for entry in _grades(reading.knowledge) for word in (entry.name, *entry.aliases)}
    called = re.compile(f'{_CALLED}(?P<grade>{any_of(words)})(?:[”"’](?:级|等|等次|档)?|级|等次|档)?(?=[,。;)\\t]|$)')
    own = re.compile(f"(?:{_SCORE}).{{0,16}}(?:{any_of(words)})")
    graded: list[tuple[BlockReading, re.Match[str], TotalScore]] = []
    own_scale = False
    for block in reading.blocks:
        text = block.flow.text
        if "等" not in text and "为" not in text and "评" not in text:
            continue
        own_scale = own_scale or own.search(text) is not None
        for match in called.finditer(text):
            total = _beside(block, match.start("grade"), totals)
            if total is not None and not _OTHER.search(text, max(match.start() - _FAR, 0), match.end()):
                graded.append((block, match, total))
    for block, match, total in graded:
        assert total.got
        at: Span = block.flow.span(*match.span("grade"))
        yield Rating(span=at, grade=words[match["grade"]], score=total.got, own_scale=own_scale)


def _grades(knowledge: Knowledge) -> tuple[GradeEntry, ...]:
    own = [entry for rubric in knowledge.rubrics.rubric for entry in rubric.grade]
    return (*own, *knowledge.grades.grade)


def _beside(block: BlockReading, start: int, totals: Sequence[TotalScore]) -> TotalScore | None:
    """Return the total of the same block that stands before, with one full stop between them at most."""
    for total in totals:
        if total.got is None or not block.block.span.covers(total.got.span):
            continue
        ends = [i for i, at in enumerate(block.flow.at) if at >= total.got.span.end]
        after = ends[0] if ends else len(block.flow.text)
        if after <= start and len(_STOP.findall(block.flow.text, after, start)) < 2 and start - after < _FAR:
            return total
    return None
