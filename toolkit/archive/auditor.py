"""How one document of an archive is read and audited: on the terms of its organization, as `jixiao audit` does it."""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.archive.rows import Edition, Worked
from toolkit.archive.task import Terms
from toolkit.audit import Check, catalogue
from toolkit.audit.project import Project, fitted
from toolkit.audit.select import Terms as Chosen
from toolkit.audit.select import chosen
from toolkit.errors import UsageFault
from toolkit.knowledge import Knowledge, load
from toolkit.records import Document
from toolkit.report import Extracted

if TYPE_CHECKING:
    from toolkit.pipeline import Model

YEARS = "YR"
"""What the codes begin with of the checks that hold a report against last year's."""


class Auditor:
    """Everything that documents are judged by, loaded once for all of them."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._catalogue: tuple[Check, ...] = catalogue()
        self._project = Project.of(terms.settings, self._catalogue) if terms.settings else None
        apart = self._project.apart if self._project else ()
        self._known = {key: self._on(key) for key in (None, *apart)}
        self.edition = self._edition()

    def work(self, document: Document, model: "Model | None" = None) -> Worked:
        """Read what a document says and audit it, with the help of a model where there is one."""
        from toolkit.pipeline import at_work, audit_extracted, extract_document

        with at_work():
            checks, knowledge = self._known[None]
            extracted = extract_document(document, knowledge, model)
            key = self._key(extracted)
            if key is not None and key in self._known:
                checks, own = self._known[key]
                extracted = extracted if own is knowledge else extract_document(document, own, model)
                knowledge = own
            audited = audit_extracted(extracted, knowledge, checks, model=model)
        return Worked(audited=audited, knowledge=knowledge, edition=helped(self.edition, model))

    @property
    def knowledge(self) -> Knowledge:
        """What all documents are read with that no settings tell otherwise of."""
        return self._known[None][1]

    def beside(self, extracted: Extracted, prior: Extracted) -> Worked:
        """Hold a document whose facts are known against last year's, on the terms of its organization."""
        from toolkit.pipeline import audit_extracted

        key = self._key(extracted)
        checks, knowledge = self._known[key if key in self._known else None]
        of_years = [check for check in checks if check.code.startswith(YEARS)]
        audited = audit_extracted(extracted, knowledge, of_years, prior)
        return Worked(audited=audited, knowledge=knowledge, edition=self.edition)

    def _key(self, extracted: Extracted) -> str | None:
        identity = extracted.facts.identity
        return self._project.key(identity.organization if identity else None) if self._project else None

    def _on(self, key: str | None) -> tuple[tuple[Check, ...], Knowledge]:
        """Return the checks for an organization, and the knowledge that its documents are read with."""
        typed = self._terms
        if self._project:
            terms = self._project.terms(key, self._catalogue, select=typed.select, ignore=typed.ignore)
        else:
            terms = Chosen(checks=chosen(self._catalogue, typed.select, typed.ignore))
        if not terms.checks:
            raise UsageFault("抵消，没有可查的检查项", "--select 与 --ignore", "请至少留下一项。")
        knowledge = load(typed.knowledge or terms.knowledge, typed.rubric or terms.rubric)
        return terms.checks, fitted(knowledge, terms.options) if terms.options else knowledge

    def _edition(self) -> Edition:
        typed, project = self._terms, self._project
        said = [project.digest if project else "", *sorted(typed.select), "\x1e", *sorted(typed.ignore)]
        said += [knowledge.digest for key, (_, knowledge) in self._known.items() if key is not None]
        plain = not (project or typed.select or typed.ignore)
        return Edition(
            toolkit=__version__,
            knowledge=self._known[None][1].digest,
            settings=None if plain else sha256("\x1f".join(said).encode()).hexdigest()[:16],
        )


def helped(plain: Edition, model: "Model | None") -> Edition:
    """Return what documents are worked through with when a model helps: which one, how, and by which prompts."""
    if model is None:
        return plain
    from toolkit.llm.prompt import names, prompt

    said = "\x1f".join([model.engine, *(prompt(name).version for name in names())])
    return replace(plain, model=model.client.model, prompts=sha256(said.encode()).hexdigest()[:12])


@cache
def auditor(terms: Terms) -> Auditor:
    """Return the auditor of this process for these terms."""
    return Auditor(terms)


def edition(terms: Terms) -> Edition:
    """Return what documents would be worked through with; without settings, at no great cost."""
    if terms.settings or terms.select or terms.ignore:
        return auditor(terms).edition
    return Edition(toolkit=__version__, knowledge=load(terms.knowledge, terms.rubric).digest)
