"""The strict shapes of rubrics/*.toml and grades.toml: who scores what, by which rule, and what the total is called."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from toolkit.knowledge.shapes import Entry, Source, Words

Points = Annotated[Decimal, Field(ge=0)]


_MARKS = re.compile(r"[\s“”‘’\"'《》]|[(（][^()（）]{0,40}[)）]")
_SIDE = re.compile("^(?:部门|单位|整体|绩效目标|本)+|(?:情况|指标|方面|得分|评分|分析)+$")


class StepEntry(Entry):
    """A rate of ``at``, or better, earns ``earns`` points."""

    at: Decimal
    earns: Points


class RuleEntry(Entry):
    """How an item's score follows from a rate of the report.

    ``rate``: points × the rate that one of the names in ``of`` has. ``mean``: points × the mean of the completion rates
    of the indicators whose first-level class is in ``of``; where ``weighted`` they may have weights that the report
    does not give. ``steps``: the first step that the rate reaches, the best first, else ``beyond`` (less than the last
    step where that is not said). No rate counts for more than ``cap`` per cent. ``verbatim`` is false where nobody of
    us has read the rule word for word: what it refutes is only a possible fault.
    """

    kind: Literal["rate", "mean", "steps"]
    of: Annotated[Words, Field(min_length=1)]
    better: Literal["higher", "lower"] = "higher"
    cap: Decimal = Decimal(100)
    weighted: bool = False
    steps: tuple[StepEntry, ...] = ()
    beyond: Points | None = None
    verbatim: bool = True

    @model_validator(mode="after")
    def _has_steps(self) -> Self:
        if (self.kind == "steps") != bool(self.steps):
            raise ValueError('kind = "steps" 要有 steps，其他的不能有')
        return self


class BlockEntry(Entry):
    """A part of the form that adds up items; ``part_of`` names the part that it stands in."""

    name: str
    aliases: Words = ()
    points: Points | None = None
    part_of: str | None = None
    source: Source


class ItemEntry(Entry):
    """An item that is scored."""

    name: str
    aliases: Words = ()
    block: str | None = None
    points: Points | None = None
    rule: RuleEntry | None = None
    source: Source


class GradeEntry(Entry):
    """A grade and the totals that have it: ``least`` and more, less than ``below``.

    Where several entries share a name, each of them is in use somewhere.
    """

    name: str
    aliases: Words = ()
    least: Decimal
    below: Decimal | None = None
    source: Source


class Grades(Entry):
    """grades.toml."""

    grade: tuple[GradeEntry, ...]


class Rubric(Entry):
    """A scoring form: its parts, its items and the grades of its total.

    A report has the form where it names ``enough`` of its items (half of them unless it is said). ``over`` is the id of
    a form that this one changes: entries of the same name take the place of that form's, the others are added.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Annotated[str, Field(min_length=2)]
    source: Source
    over: str | None = None
    total: Points | None = None
    enough: Annotated[int, Field(ge=1)] | None = None
    block: tuple[BlockEntry, ...] = ()
    item: Annotated[tuple[ItemEntry, ...], Field(min_length=1)]
    grade: tuple[GradeEntry, ...] = ()

    @property
    def least_named(self) -> int:
        """Return how many of its items a report must name."""
        return self.enough or (len(self.item) + 1) // 2

    @cached_property
    def parts(self) -> dict[str, BlockEntry]:
        """Return the parts by name."""
        return {block.name: block for block in self.block}

    def entry(self, block: str | None, name: str) -> ItemEntry | None:
        """Return the item of that name in that part."""
        return next((item for item in self.item if item.name == name and item.block == block), None)

    def called(self, name: str) -> tuple[ItemEntry | BlockEntry, ...]:
        """Return the entries that a line of this name may be, by its whole name or by the words that are its own."""
        whole, core = _forms(name)
        return tuple(self._names.get(whole) or self._names.get(core) or ())

    @cached_property
    def _names(self) -> dict[str, list[ItemEntry | BlockEntry]]:
        names: dict[str, list[ItemEntry | BlockEntry]] = {}
        entries: tuple[ItemEntry | BlockEntry, ...] = (*self.item, *self.block)
        for entry in entries:
            for form in dict.fromkeys(form for name in (entry.name, *entry.aliases) for form in _forms(name)):
                names.setdefault(form, []).append(entry)
        return names

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _refuse_twice([block.name for block in self.block], "block")
        _refuse_twice([f"{item.block or ''}›{item.name}" for item in self.item], "item")
        for kind, name, above in (
            *(("item", item.name, item.block) for item in self.item),
            *(("block", block.name, block.part_of) for block in self.block),
        ):
            if above is not None and above not in self.parts:
                raise ValueError(f"{kind}“{name}”写在“{above}”下，而没有这个 block")
        for block in self.block:
            _refuse_sum(f"block“{block.name}”", block.points, self._under(block.name))
        _refuse_sum("total", self.total, self._under(None))
        return self

    def _under(self, name: str | None) -> list[Decimal | None]:
        blocks = [block.points for block in self.block if block.part_of == name]
        return [*blocks, *(item.points for item in self.item if item.block == name)]


class Rubrics(Entry):
    """The forms that a report is held against; ``chosen`` where a person named the one."""

    rubric: tuple[Rubric, ...]
    chosen: bool = False

    def named(self, identity: str) -> Rubric | None:
        """Return the form with this id."""
        return next((rubric for rubric in self.rubric if rubric.id == identity), None)


def _forms(name: str) -> tuple[str, str]:
    """Return a name without its quotation marks and brackets, and the words of it that are its own."""
    whole = _MARKS.sub("", name)
    return whole, _SIDE.sub("", whole) or whole


def _refuse_twice(names: Iterable[str], kind: str) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise ValueError(f"{kind}“{name.removeprefix('›')}”写了{times}次")


def _refuse_sum(what: str, stated: Decimal | None, parts: list[Decimal | None]) -> None:
    known = [part for part in parts if part is not None]
    if stated is not None and known and len(known) == len(parts) and sum(known) != stated:
        raise ValueError(f"{what}写作{stated}分，下面各项相加是{sum(known)}分")
