"""The shapes of a draft's JSON."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from toolkit.records.wire.shapes import Quote


class DraftRun(TypedDict):
    """Words (`text`, with the `source` in last year's report or the `fact` they come from), or a `blank` to fill."""

    text: NotRequired[str]
    source: NotRequired[list[Quote]]
    fact: NotRequired[str]
    blank: NotRequired[str]
    hint: NotRequired[str | None]
    key: NotRequired[str]


class DraftSection(TypedDict):
    """A heading with what stands right under it; level 0 is the title."""

    heading: str
    level: int
    runs: list[DraftRun]


class DraftNote(TypedDict):
    """Something of last year's report that the writer must look at."""

    code: str | None
    text: str
    source: list[Quote]


class DraftTrend(TypedDict):
    """The actual values of an indicator, one for each of the draft's `trend_years`; null where a year has none."""

    name: str
    values: list[str | None]
    source: list[Quote]


class Draft(TypedDict):
    """What `jixiao draft --format json` prints."""

    format: Literal["jixiao.draft"]
    version: Literal[1]
    year: int
    organization: str | None
    sections: list[DraftSection]
    notes: list[DraftNote]
    trend_years: NotRequired[list[int]]
    trends: NotRequired[list[DraftTrend]]
