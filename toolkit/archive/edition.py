"""What documents are worked through with, and the keys of their rows.

A run that finds everything as it was needs no more than this: it loads neither the grammar nor the checks.
"""

from dataclasses import dataclass
from hashlib import sha256

from toolkit import __version__
from toolkit.archive.task import Terms
from toolkit.knowledge import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a document was worked through with: one thing else, and its rows are made anew."""

    toolkit: str
    knowledge: str
    settings: str | None = None
    model: str | None = None
    prompts: str | None = None

    @property
    def parts(self) -> tuple[str | None, ...]:
        """Everything, in a fixed order."""
        return self.toolkit, self.knowledge, self.settings, self.model, self.prompts

    def key(self, document: str) -> str:
        """Return the key of a document's rows."""
        return sha256("\x1f".join(part or "" for part in (document, *self.parts)).encode()).hexdigest()[:32]


def edition(terms: Terms) -> Edition:
    """Return what documents would be worked through with; without settings, at no great cost."""
    if terms.settings or terms.select or terms.ignore:
        from toolkit.archive.auditor import auditor

        return auditor(terms).edition
    return Edition(toolkit=__version__, knowledge=load(terms.knowledge, terms.rubric).digest)
