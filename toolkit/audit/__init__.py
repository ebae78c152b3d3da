"""Checks and a dossier in, an audit out; it knows how checks are run and not one of them."""

from toolkit.audit.check import Check, Dossier, Outcomes, catalogue, check
from toolkit.audit.consistency import Consistency, consistency
from toolkit.audit.mend import fixes
from toolkit.audit.page import Page
from toolkit.audit.prior import Prior, office, renamed, unfit
from toolkit.audit.run import run
from toolkit.audit.select import named

__all__ = [
    "Check",
    "Consistency",
    "Dossier",
    "Outcomes",
    "Page",
    "Prior",
    "catalogue",
    "check",
    "consistency",
    "fixes",
    "named",
    "office",
    "renamed",
    "run",
    "unfit",
]
