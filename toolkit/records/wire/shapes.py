"""The shapes of the JSON, key by key as in the contract.

They are typed dictionaries, which cost nothing to fill; pydantic reads the same classes to write the JSON Schema.
Numbers are strings: digits as printed, without exponent.
"""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

VERSION: Literal[1] = 1


class Quote(TypedDict):
    """Words of the document and where they stand: characters `start` to `end`, half open."""

    start: int
    end: int
    quote: str


class Origin(TypedDict):
    """Who read it: the grammar, or a model that pointed at it."""

    engine: Literal["grammar", "llm"]
    model: str | None
    prompt: str | None


class Document(TypedDict):
    """The file that was read, and what it is."""

    name: str
    path: str | None
    sha256: str
    format: str
    title: str | None
    organization: str | None
    year: int | None
    characters: int


class Legibility(TypedDict):
    """Characters `start` to `end` were recognized in a picture, and how surely: from 0 to 1, in the mean."""

    start: int
    end: int
    confidence: str


class FullDocument(Document):
    """The same with its text, which all places count in, and how surely what of it was recognized in pictures."""

    text: str
    legibility: list[Legibility]


class Quantity(Quote):
    """A number in the unit it is printed in; `upper` is the far end of a range, a qualitative target has no value."""

    text: str
    value: str | None
    upper: str | None
    unit: str
    op: Literal["=", ">=", "<=", ">", "<", "~", "range", "qualitative"]


class Operand(Quantity):
    """A number of a claim and its part in it: part, whole, value, base, delta, stated …"""

    role: str


class Indicator(Quote):
    """A performance indicator: what was aimed at, what was reached, how it was scored."""

    level1: str | None
    category: str | None
    name: str
    target: Quantity | None
    actual: Quantity | None
    completion: Quantity | None
    full: str | None
    got: str | None
    deviation: str | None
    period: str | None
    forecast: bool
    origin: Origin


class Score(Quote):
    """A line of the scoring form."""

    section: str | None
    name: str
    full: str | None
    got: str | None
    reason: str | None
    origin: Origin


class TotalScore(Quote):
    """The total of the scores, as stated."""

    full: str | None
    got: str | None


class Budget(Quote):
    """What was budgeted, received and spent under one name."""

    name: str
    fund: str | None
    period: str | None
    budgeted: Quantity | None
    income: Quantity | None
    spent: Quantity | None
    rate: Quantity | None
    origin: Origin


class Claim(Quote):
    """A stated number with the numbers it rests on."""

    kind: str
    text: str
    operands: list[Operand]
    origin: Origin


class Statement(Quote):
    """A problem or a measure."""

    text: str


class Unread(Quote):
    """A passage that looks like data and could not be read, and why."""

    why: str


class ExtractCoverage(TypedDict):
    """How many figures the text has, how many some fact uses, and what could not be read."""

    figures: int
    in_facts: int
    unread: list[Unread]


class Usage(TypedDict):
    """What a model's answers took; `cost` is null where no price is known."""

    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost: str | None


class PromptUsage(Usage):
    """The same for one prompt."""

    prompt: str


class TotalUsage(Usage):
    """The same for all prompts together, and for each."""

    model: str
    prompts: list[PromptUsage]


class Rejected(TypedDict):
    """Words of a model that did not count."""

    quote: str
    why: str
    prompt: str


class FailedPassage(TypedDict):
    """A passage that a model gave no whole answer for."""

    start: int
    end: int
    why: str
    prompt: str


class Assistance(TypedDict):
    """What a model had to do with a result; only where one was asked."""

    usage: NotRequired[TotalUsage]
    rejected: NotRequired[list[Rejected]]
    failed_passages: NotRequired[list[FailedPassage]]


class Extract(Assistance):
    """What `jixiao extract --format json` prints for one document."""

    format: Literal["jixiao.extract"]
    version: Literal[1]
    document: FullDocument
    indicators: list[Indicator]
    scores: list[Score]
    total_score: TotalScore | None
    budget: list[Budget]
    claims: list[Claim]
    problems: list[Statement]
    measures: list[Statement]
    coverage: ExtractCoverage


class Evidence(Quote):
    """Words that an outcome rests on, the words at fault first."""

    role: str
    place: str | None


class Recomputation(TypedDict):
    """The arithmetic: a formula with its numbers, what the text states, what comes out."""

    formula: str
    stated: str
    recomputed: str


class Finding(TypedDict):
    """Something that does not hold. The fingerprint stays when the text changes elsewhere."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    certainty: Literal["certain", "possible"]
    message: str
    suggestion: str | None
    evidence: list[Evidence]
    recomputation: Recomputation | None
    origin: Origin
    fingerprint: str


class Verified(TypedDict):
    """Something recomputed from the document's own figures that holds."""

    code: str
    evidence: list[Evidence]
    recomputation: Recomputation | None


class Unable(TypedDict):
    """Something that could not be judged, and what was missing."""

    code: str
    missing: str
    evidence: list[Evidence]


class Tally(TypedDict):
    """What became of one check; `crash` says how it broke down."""

    code: str
    findings: int
    verified: int
    unable: int
    crash: str | None


class AuditCoverage(TypedDict):
    """How many figures the text has, how many some fact uses, how many some outcome rests on."""

    figures: int
    in_facts: int
    checked: int


class RubricItem(Quote):
    """A line of the report, and the item of the scoring form that it is."""

    item: str


class Rubric(TypedDict):
    """The scoring form that the report follows: which line is which item, lines it does not know, items not scored."""

    id: str
    title: str
    matched: list[RubricItem]
    unknown: list[Quote]
    absent: list[str]


class Prior(TypedDict):
    """Last year's report as it was given; `unfit` says why it is not one that this report can be compared with."""

    name: str
    sha256: str
    organization: str | None
    year: int | None
    unfit: str | None


class Versions(TypedDict):
    """What the audit was made with."""

    toolkit: str
    format: Literal[1]
    knowledge: str


class Waiver(TypedDict):
    """Why, by whom and from when to when a finding does not count; `document` where it holds for that one only."""

    reason: str
    by: str
    date: str
    until: str | None
    document: str | None


class Waived(Finding):
    """A finding that does not count, and the waiver that says so."""

    waiver: Waiver


class Mark(TypedDict):
    """What a finding is called by."""

    code: str
    fingerprint: str


class Unused(Mark):
    """A waiver that met no finding of this document, or that is past its last day."""

    waiver: Waiver
    expired: bool


class Baseline(TypedDict):
    """Findings that an earlier audit had already (not among `findings`), and those of it that are gone."""

    known: list[Mark]
    gone: list[Mark]


class Settings(TypedDict):
    """The settings that this audit was made with: the file's name and a digest of it."""

    file: str
    digest: str


class Audit(Assistance):
    """What `jixiao audit --format json` prints for one document."""

    format: Literal["jixiao.audit"]
    version: Literal[1]
    document: Document
    prior: Prior | None
    findings: list[Finding]
    waived: list[Waived]
    unused_waivers: list[Unused]
    baseline: Baseline | None
    verified: list[Verified]
    unable: list[Unable]
    tallies: list[Tally]
    coverage: AuditCoverage
    settings: Settings | None
    rubric: Rubric | None
    versions: Versions
