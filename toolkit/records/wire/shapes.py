"""The shapes of the JSON, key by key as in the contract.

They are typed dictionaries, which cost nothing to fill; pydantic reads the same classes to write the JSON Schema.
Numbers are strings: digits as printed, without exponent.
"""

from typing import Literal

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


class Extract(TypedDict):
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


class Versions(TypedDict):
    """What the audit was made with."""

    toolkit: str
    format: Literal[1]
    knowledge: str


class Audit(TypedDict):
    """What `jixiao audit --format json` prints for one document."""

    format: Literal["jixiao.audit"]
    version: Literal[1]
    document: Document
    findings: list[Finding]
    verified: list[Verified]
    unable: list[Unable]
    tallies: list[Tally]
    coverage: AuditCoverage
    versions: Versions
