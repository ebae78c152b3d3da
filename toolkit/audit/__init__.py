"""Checks and a dossier in, an audit out; it knows how checks are run and not one of them."""

from toolkit.audit.check import Check, Dossier, Outcomes, catalogue, check
from toolkit.audit.page import Page
from toolkit.audit.prior import Prior, renamed, unfit
from toolkit.audit.run import run

__all__ = ["Check", "Dossier", "Outcomes", "Page", "Prior", "catalogue", "check", "renamed", "run", "unfit"]
