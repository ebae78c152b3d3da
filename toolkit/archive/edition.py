"""What documents would be worked through with now: a run that finds everything as it was needs to know no more."""

from toolkit import __version__
from toolkit.archive.task import Edition, Terms
from toolkit.knowledge import load


def edition(terms: Terms) -> Edition:
    """Return what documents would be worked through with; without settings, at no great cost."""
    if terms.settings or terms.select or terms.ignore:  # else neither the grammar nor the checks are loaded
        from toolkit.archive.auditor import auditor

        return auditor(terms).edition
    return Edition(toolkit=__version__, knowledge=load(terms.knowledge, terms.rubric).digest)
