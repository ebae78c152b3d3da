"""The manual pages of the checks that a page names, to open at each code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from toolkit.audit import Check, Page, catalogue
from toolkit.records import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """A check's page and the severity it may reach."""

    page: Page
    severity: Severity


def manuals(codes: Iterable[str]) -> Mapping[str, Manual]:
    """Return the pages of ``codes`` in their order; a code that no check has (from a test, an old archive) has none."""
    named = set(codes)
    return {check.code: _manual(check) for check in catalogue() if check.code in named}


@cache
def _manual(check: Check) -> Manual:
    return Manual(page=Page.of(check.page), severity=check.severity)
