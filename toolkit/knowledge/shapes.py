"""The strict shapes of the knowledge files: an entry with a wrong key, a wrong type or no source is refused."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from toolkit.records import Dimension

Words = tuple[str, ...]
Source = Annotated[str, Field(min_length=2)]


class Entry(BaseModel):
    """One entry: frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class UnitEntry(Entry):
    """Units of one base and size; ``scales`` where 万 and 亿 may stand before them."""

    names: Words
    base: str
    factor: Decimal = Decimal(1)
    dimension: Dimension
    family: str = ""
    scales: bool = False
    source: Source


class WordList(Entry):
    """Words of one meaning."""

    words: Words
    source: Source


class Units(Entry):
    """units.toml."""

    unit: tuple[UnitEntry, ...]
    not_units: WordList


class BaseEntry(Entry):
    """What the rates of one kind rest on; see the head of bases.toml."""

    rates: Words
    part: Words
    whole: Words
    avoid: Words = ()
    avoid_whole: Words = ()
    partial: Words = ()
    other: Words = ()
    either: Words = ()
    sure: bool = False
    due: bool = True
    stem: bool = False
    graded: bool = False
    varied: bool = False
    complement: bool = False
    change: bool = False
    scale: int | None = None
    source: Source


class Bases(Entry):
    """bases.toml."""

    base: tuple[BaseEntry, ...]


class Cues(Entry):
    """cues.toml: words that tell what a figure is."""

    source: Source
    rise: Words
    fall: Words
    change: Words
    share: Words
    total: Words
    mean: Words
    remainder: Words
    respectively: Words
    prior: Words
    listing: Words
    made_of: Words
    hedge_about: Words
    hedge_near: Words
    hedge_over: Words
    at_least: Words
    at_most: Words
    more_than: Words
    less_than: Words
    at_least_after: Words
    at_most_after: Words
    qualitative: Words
    forecast: Words


class Names(Entry):
    """names.toml: numbers that count nothing."""

    source: Source
    after: Words
    before: Words
    ordinal_after: Words
    phrases: Words


class ClassEntry(Entry):
    """Parts that together leave nothing out: a list that holds ``whole`` and only ``members`` must add up."""

    name: str
    members: Words
    whole: Words
    of: Words = ()
    source: Source


class Classes(Entry):
    """classes.toml."""

    class_: Annotated[tuple[ClassEntry, ...], Field(alias="class")]


class CategoryEntry(Entry):
    """An indicator category with the first-level class it belongs to and the names offices give it."""

    name: str
    level1: str
    names: Words
    source: Source


class LevelEntry(Entry):
    """A first-level indicator class with the names offices give it."""

    name: str
    names: Words
    source: Source


class FieldWords(Entry):
    """Words that stand before a field of an indicator or a score."""

    target: Words
    actual: Words
    completion: Words
    full: Words
    got: Words
    lost: Words
    deviation: Words
    source: Source


class Indicators(Entry):
    """indicators.toml."""

    level: tuple[LevelEntry, ...]
    category: tuple[CategoryEntry, ...]
    field: FieldWords


class ColumnEntry(Entry):
    """Heads that a table column of one meaning has."""

    field: str
    heads: Words
    source: Source


class BudgetWords(Entry):
    """Words that make an amount in running text a field of a budget line."""

    adjusted: Words
    initial: Words
    budgeted: Words
    income: Words
    spent: Words
    rate: Words
    other: Words
    control: Words
    limited: Words
    funds: Words
    source: Source


class Columns(Entry):
    """columns.toml."""

    column: tuple[ColumnEntry, ...]
    words: BudgetWords


class SectionEntry(Entry):
    """A section that a form requires, or a part of one; ``told`` in the text makes up for a heading."""

    name: str
    forms: Words
    heads: Words
    part_of: str | None = None
    told: Words = ()
    source: Source


class TitleWords(Entry):
    """Words of titles: whose report it is, what a title ends with, and which ends make it another kind."""

    whole: Words
    project: Words
    department: Words
    ends: Words
    other: Words


class HeadingWords(Entry):
    """Words that stand around a role's word in a heading."""

    lead: Words
    tail: Words
    alone: dict[str, Words] = {}
    against: Words
    answers: Words
    source: Source


class StatementWords(Entry):
    """Words that judge, complain, promise or explain lost points."""

    judging: Words
    naming: Words
    deducting: Words
    not_deducting: Words
    reason: Words
    announcing: Words
    nothing: Words
    complaining: Words
    promising: Words
    parting: Words
    after: Words
    source: Source


class Outline(Entry):
    """outline.toml."""

    section: tuple[SectionEntry, ...]
    titles: TitleWords
    roles: dict[str, Words]
    headings: HeadingWords
    statements: StatementWords
    organization: Words
    topics: Words
    labels: Words
    asides: Words
    source: Source


class PhraseEntry(Entry):
    """A wording out of force after ``until``; ``superseded`` where a newer one has taken its place."""

    kind: Literal["stale", "superseded"]
    phrases: Words
    until: date
    instead: str | None = None
    unless: Words = ()
    source: Source


class Phrases(Entry):
    """phrases.toml."""

    phrase: tuple[PhraseEntry, ...]


class CollocationEntry(WordList):
    """Words that do not go together, or not with a reader; ``object`` where only an object behind them is the fault.

    ``spare`` is how many letters at their beginning can go without a loss, where that mends them.
    """

    instead: str
    object: bool = False
    spare: int = 0


class Collocations(Entry):
    """collocations.toml: what to write otherwise, and the offices that a report must not address as its reader's."""

    collocation: tuple[CollocationEntry, ...]
    addressed: tuple[CollocationEntry, ...]


class DirectionEntry(Entry):
    """Names of indicators that are the better the higher, or the lower: by words in them, or by their end."""

    better: Literal["higher", "lower"]
    holds: Words
    ends: Words = ()
    source: Source


class Directions(Entry):
    """directions.toml."""

    direction: tuple[DirectionEntry, ...]


class Capped(Entry):
    """Ends of rates that are never above 100 %, and of those that only sound so."""

    names: Words
    exceptions: Words
    source: Source


class CapRule(Entry):
    """How a report says that a rate of completion counts for 100 % at most; see plans.toml."""

    above: Words
    counted: Words
    said: Words
    source: Source


class Plans(Entry):
    """plans.toml: what is aimed at or laid down."""

    planned: WordList
    cap: CapRule


class YearWords(Entry):
    """Words before two digits and 年 that count years, and words behind that make them no date."""

    before: Words
    after: Words
    source: Source


class Times(Entry):
    """times.toml: when something was, is or will be."""

    loose: WordList
    recent: WordList
    now: WordList
    lately: WordList
    once_done: WordList
    told_later: WordList
    done: WordList
    own_period: WordList
    own_year: WordList
    other_year: WordList
    citing: WordList
    bygone: WordList
    summing: WordList
    watching: WordList
    years: YearWords


class LeastLoss(Entry):
    """How many points must be lost before a problem has to tell of them."""

    points: Decimal = Field(ge=0)
    source: Source


class Scores(Entry):
    """scores.toml: words around marks."""

    overall: WordList
    subtotal: WordList
    bonus: WordList
    reasons: WordList
    no_reason: WordList
    lost: WordList
    least_loss: LeastLoss
    tails: WordList
    shared: WordList


class TopicEntry(Entry):
    """What a statement is about, by the words that tell."""

    name: str
    words: Words
    source: Source


class Topics(Entry):
    """topics.toml."""

    general: WordList
    topic: tuple[TopicEntry, ...]
