"""What a check is, what it may look at, and where all of them are."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from toolkit.audit.prior import Prior
from toolkit.knowledge import Knowledge
from toolkit.records import Document, Outcome, Severity
from toolkit.records.facts import Facts

Outcomes = Iterator[Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that a check may look at."""

    document: Document
    facts: Facts
    knowledge: Knowledge
    prior: Prior | None = None


Look = Callable[[Dossier], Outcomes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A code, the severity it may reach, the fault's name, its manual page, and the function that looks."""

    code: str
    severity: Severity
    name: str
    page: str
    look: Look

    @property
    def title(self) -> str:
        """Return the first line of the page: what is wrong, in a few words."""
        return self.page.partition("\n")[0]


def check(code: str, severity: Severity) -> Callable[[Look], Check]:
    """Make a check of a generator function named for the fault; its module's docstring is the page."""

    def make(look: Look) -> Check:
        return Check(
            code=code,
            severity=severity,
            name=look.__name__.replace("_", "-"),
            page=inspect.cleandoc(look.__globals__["__doc__"] or ""),
            look=look,
        )

    return make


@cache
def catalogue() -> tuple[Check, ...]:
    """Return every check there is, by code.

    They are found by walking their folder at run time: the machine stands a floor below them and imports none.
    """
    checks = import_module("toolkit.checks")
    modules = pkgutil.walk_packages(checks.__path__, f"{checks.__name__}.")
    found = [value for module in modules for value in vars(import_module(module.name)).values()]
    return tuple(sorted((c for c in found if isinstance(c, Check)), key=lambda c: c.code))
