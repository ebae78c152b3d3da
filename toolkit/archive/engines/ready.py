"""Imported once by the process that workers are forked from: they find loaded what every one of them needs."""

import gc

from toolkit.archive import work
from toolkit.archive.auditor import auditor
from toolkit.archive.task import Terms

auditor(Terms())
gc.freeze()

__all__ = ["work"]
