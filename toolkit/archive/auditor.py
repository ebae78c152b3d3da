"""How one document of an archive is read and audited: on the terms of its organization, as `jixiao audit` does it."""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.archive.rows import Worked
from toolkit.archive.task import Edition, Terms
from toolkit.audit import catalogue
from toolkit.audit.by_office import ByOffice, Typed
from toolkit.knowledge import Knowledge
from toolkit.records import Document
from toolkit.report import Extracted

if TYPE_CHECKING:
    from toolkit.pipeline import Model

YEARS = "YR"
"""What the codes begin with of the checks that hold a report against last year's."""


class Auditor:
    """Everything that documents are judged by, loaded once for all of them."""

    def __init__(self, terms: Terms) -> None:
        typed = Typed(select=terms.select, ignore=terms.ignore, knowledge=terms.knowledge, rubric=terms.rubric)
        self._offices = ByOffice(typed, terms.settings, catalogue())
        self.edition = self._edition()

    def work(self, document: Document, model: "Model | None" = None) -> Worked:
        """Read what a document says and audit it, with the help of a model where there is one."""
        from toolkit.pipeline import audit_by_office

        audited, _, knowledge = audit_by_office(document, self._offices, model=model)
        return Worked(audited=audited, knowledge=knowledge, edition=helped(self.edition, model))

    @property
    def knowledge(self) -> Knowledge:
        """What all documents are read with that no settings tell otherwise of."""
        return self._offices.general[1]

    def beside(self, extracted: Extracted, prior: Extracted) -> Worked:
        """Hold a document whose facts are known against last year's, on the terms of its organization."""
        from toolkit.pipeline import audit_extracted, organization_of

        terms, knowledge = self._offices.of(organization_of(extracted))
        of_years = [check for check in terms.checks if check.code.startswith(YEARS)]
        audited = audit_extracted(extracted, knowledge, of_years, prior)
        return Worked(audited=audited, knowledge=knowledge, edition=self.edition)

    def _edition(self) -> Edition:
        typed, project = self._offices.typed, self._offices.project
        said = [project.digest if project else "", *sorted(typed.select), "\x1e", *sorted(typed.ignore)]
        said += [knowledge.digest for knowledge in self._offices.apart]
        plain = not (project or typed.select or typed.ignore)
        return Edition(
            toolkit=__version__,
            knowledge=self.knowledge.digest,
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
