"""The terms that documents are audited on: one for all, or apart for some organizations, as the settings have it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.audit.check import Check
from toolkit.audit.select import Terms, chosen
from toolkit.errors import UsageFault
from toolkit.knowledge import Knowledge, load

if TYPE_CHECKING:
    from toolkit.audit.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, and goes before what the settings say."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    fail_on: str | None = None
    knowledge: Path | None = None
    rubric: Path | None = None


class ByOffice:
    """Everything that documents are judged by, loaded once for all of them; what is wrong with it is told at once."""

    def __init__(self, typed: Typed, settings: Path | None, catalogue: tuple[Check, ...]) -> None:
        self.typed = typed
        self.catalogue = catalogue
        self.project = self._settings(settings)
        self._known: dict[str | None, tuple[Terms, Knowledge]] = {}
        for key in (None, *(self.project.apart if self.project else ())):
            self._known[key] = self._on(key)

    @property
    def general(self) -> tuple[Terms, Knowledge]:
        """Return the terms of every organization that none are set apart for."""
        return self._known[None]

    @property
    def apart(self) -> tuple[Knowledge, ...]:
        """Return what the documents of those that are set apart are read with."""
        return tuple(self._known[key][1] for key in (self.project.apart if self.project else ()))

    def of(self, organization: str | None) -> tuple[Terms, Knowledge]:
        """Return the terms of an organization, and the knowledge that goes with them."""
        key = self.project.key(organization) if self.project else None
        if key not in self._known:  # one of which only severities are told
            self._known[key] = self._on(key)
        return self._known[key]

    def _settings(self, path: Path | None) -> "Project | None":
        if path is None:
            return None
        from toolkit.audit.project import Project  # most runs have none, and start sooner

        return Project.of(path, self.catalogue)

    def _on(self, key: str | None) -> tuple[Terms, Knowledge]:
        typed = self.typed
        if self.project:
            terms = self.project.terms(key, self.catalogue, select=typed.select, ignore=typed.ignore)
        else:
            terms = Terms(checks=chosen(self.catalogue, typed.select, typed.ignore))
        if not terms.checks:
            raise UsageFault("抵消，没有可查的检查项", "--select 与 --ignore", "请至少留下一项。")
        terms = replace(
            terms,
            fail_on=typed.fail_on or terms.fail_on,
            knowledge=typed.knowledge or terms.knowledge,
            rubric=typed.rubric or terms.rubric,
        )
        alike = (known for other, known in self._known.values() if _read_alike(other, terms))
        return terms, next(alike, None) or _knowledge(terms)


def _read_alike(one: Terms, other: Terms) -> bool:
    """Tell whether documents on these terms are read with the same knowledge."""
    return (one.knowledge, one.rubric, one.options) == (other.knowledge, other.rubric, other.options)


def _knowledge(terms: Terms) -> Knowledge:
    """Return what documents on these terms are read with."""
    known = load(terms.knowledge, terms.rubric)
    if terms.options is None:
        return known
    from toolkit.audit.project import fitted

    return fitted(known, terms.options)
