"""What an audit of one document came to."""

import datetime as dt
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
class Waiver:
    """A person's word that a finding may stand: why, who, since when, and the last day on which it holds.

    It is meant for the ``document`` of that name, or for any where it names none.
    """

    fingerprint: str
    code: str
    reason: str
    by: str
    date: dt.date
    until: dt.date | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A finding that does not count, and the waiver that says so."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A waiver that could have met a finding of this document and did not, or that is past its last day."""

    waiver: Waiver
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bygone:
    """A finding of an earlier audit that is not there any more."""

    code: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """How a document stands to an earlier audit: findings that it had ``known``, and those that are ``gone``."""

    known: tuple[Finding, ...]
    gone: tuple[Bygone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Findings by place, verified facts, what could not be checked, and the tally of every check.

    ``checked`` counts the figures that some outcome other than ``Unable`` rests on. ``findings`` are those that count:
    neither ``waived`` nor known to the earlier audit that this one was held against (``since``); ``tallies`` count all.
    """

    findings: tuple[Finding, ...]
    verified: tuple[Verified, ...]
    unable: tuple[Unchecked, ...]
    tallies: tuple[Tally, ...]
    checked: int
    waived: tuple[Waived, ...] = ()
    unused: tuple[Unused, ...] = ()
    since: Since | None = None
