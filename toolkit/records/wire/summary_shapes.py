"""The shapes of an archive's summary as JSON; its numbers are for charts and tables, so they are numbers."""

from typing import Generic, Literal, TypeVar

from typing_extensions import TypedDict

T = TypeVar("T")


class Listed(TypedDict, Generic[T]):
    """The first of some entries, and how many there are altogether."""

    total: int
    entries: list[T]


class SummaryVersions(TypedDict):
    """What writes the summary, and what the documents were worked through with."""

    toolkit: str
    audited_by: list[str]
    knowledge: list[str]
    models: list[str]


class Counted(TypedDict):
    """What some documents come to; `consistency` is how many of a hundred recomputed figures hold."""

    documents: int
    offices: int
    characters: int
    figures: int
    in_facts: int
    checked: int
    recomputed: int
    held: int
    errors: int
    warnings: int
    infos: int
    with_errors: int
    crashed: int
    consistency: int | None


class CountedFiles(Counted):
    """The archive as a whole, with its files: those that are there, and those that were deleted."""

    files: int
    deleted: int


class CountedYear(Counted):
    """One year; null is the year of the reports that state none."""

    year: int | None


class FaultOfYear(TypedDict):
    """How often a check found something in the reports of a year, and in how many of them."""

    year: int | None
    findings: int
    reports: int


class FaultFound(TypedDict):
    """What one check found, the `certain` among it, and in how many reports and offices."""

    code: str
    title: str
    severity: Literal["error", "warning", "info"]
    findings: int
    certain: int
    reports: int
    offices: int
    years: list[FaultOfYear]


class ScoreOfYear(TypedDict):
    """How many of an office's figures could be recomputed in a year, held, and are that of a hundred."""

    year: int | None
    held: int
    recomputed: int
    score: int | None


class Standing(TypedDict):
    """An office, ranked by the share of its recomputed figures that hold; `fault` is the code found most often."""

    rank: int
    office: str
    reports: int
    held: int
    recomputed: int
    errors: int
    warnings: int
    fault: str | None
    score: int | None
    years: list[ScoreOfYear]


class Spread(TypedDict):
    """How many offices have a score."""

    score: int
    offices: int


class League(TypedDict):
    """The offices with `enough` recomputed figures to be ranked, and how many have too few."""

    total: int
    entries: list[Standing]
    too_few: int
    enough: int
    spread: list[Spread]


class RenamedOffice(TypedDict):
    """A pair of years of one office that was called otherwise, or was of another rank, in the year before."""

    year: int
    how: Literal["name", "rank", "renamed"]
    note: str


class Doubt(TypedDict):
    """Why some reports were not held against those of the year before; `paths` are the first of them."""

    number: int
    why: str
    message: str
    reports: int
    paths: list[str | None]


class YearPairs(TypedDict):
    """Pairs of years, how they were found, and what the checks of two years found."""

    pairs: int
    by_name: int
    by_rank: int
    by_knowledge: int
    findings: int
    with_findings: int
    renamed: Listed[RenamedOffice]
    doubts: Listed[Doubt]


class AttainedTarget(TypedDict):
    """A target and what was attained, in one year."""

    year: int
    target: float
    actual: float


class LowTarget(TypedDict):
    """An indicator that an office exceeds every year, by the factor `least` at least."""

    office: str
    indicator: str
    unit: str
    least: float
    years: list[AttainedTarget]


class Outlier(TypedDict):
    """A result far from what is `usual` among so many offices; `z` is how far, by the median distance."""

    document: str
    path: str | None
    office: str
    indicator: str
    unit: str
    year: int
    actual: float
    text: str
    usual: float
    offices: int
    z: float


class Enough(TypedDict):
    """From how many years on, by what factor, and from how many offices on anything is said of targets."""

    years: int
    beyond: float
    offices: int


class Targets(TypedDict):
    """Targets that may be too low, and results that stand out: places to ask, no faults."""

    low: Listed[LowTarget]
    outliers: Listed[Outlier]
    enough: Enough


class CopiesOfKind(TypedDict):
    """Groups of copied paragraphs of one kind; `figures` tells whether the figures were copied too."""

    kind: Literal["offices", "years"]
    figures: Literal["same", "none", "other"]
    groups: int
    passages: int
    offices: int


class CopiedPassage(TypedDict):
    """A paragraph of a group, cut short; `same` where its figures are those of another of the group."""

    office: str
    year: int | None
    name: str | None
    path: str | None
    start: int
    end: int
    same: bool
    text: str


class CopiedGroup(TypedDict):
    """Paragraphs that have one text, the first of them shown, and the figures that were copied with it."""

    number: int
    kind: Literal["offices", "years"]
    figures: Literal["same", "none", "other"]
    shared: list[str]
    passages: int
    offices: int
    shown: list[CopiedPassage]


class Copies(TypedDict):
    """Text that stands in reports of several offices or years, the gravest first."""

    kinds: list[CopiesOfKind]
    total: int
    entries: list[CopiedGroup]


class FailuresOfKind(TypedDict):
    """How many files could not be done for one reason."""

    kind: str
    files: int


class FailedFile(TypedDict):
    """A file that could not be done, and why."""

    path: str | None
    kind: str
    message: str
    attempts: int | None


class Failures(TypedDict):
    """The files that could not be done."""

    kinds: list[FailuresOfKind]
    total: int
    entries: list[FailedFile]


class Summary(TypedDict):
    """What only a whole archive shows; `up_to_date` is false where pairs and copies are of an earlier state."""

    format: Literal["jixiao.summary"]
    version: Literal[1]
    versions: SummaryVersions
    up_to_date: bool
    archive: CountedFiles
    years: list[CountedYear]
    faults: list[FaultFound]
    league: League
    pairs: YearPairs
    targets: Targets
    copies: Copies
    failures: Failures
