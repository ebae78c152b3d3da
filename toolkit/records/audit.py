"""What an audit of one document came to."""

from dataclasses import dataclass

from toolkit.records.outcome import Clear, Hit, Severity, Unable


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit, stamped by the machine with code, name, severity and fingerprint."""

    code: str
    name: str
    severity: Severity
    fingerprint: str
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Something recomputed that holds, and the check that looked."""

    code: str
    clear: Clear


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """Something a check could not judge, and what it lacked."""

    code: str
    unable: Unable


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a check fired, cleared, and could not judge; ``crash`` is its error, if it broke down."""

    code: str
    findings: int
    verified: int
    unable: int
    crash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Findings by place, verified facts, what could not be checked, and the tally of every check.

    ``checked`` counts the figures that some outcome other than ``Unable`` rests on.
    """

    findings: tuple[Finding, ...]
    verified: tuple[Verified, ...]
    unable: tuple[Unchecked, ...]
    tallies: tuple[Tally, ...]
    checked: int
