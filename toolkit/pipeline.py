"""The path of one document: read it, extract its facts, run the checks."""

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit import __version__
from toolkit.arithmetic import forget
from toolkit.audit import Check, Dossier, Prior, catalogue, renamed, run, unfit
from toolkit.extract import extract
from toolkit.knowledge import Knowledge
from toolkit.read import read, read_bytes
from toolkit.read.limits import FILE
from toolkit.records import Document
from toolkit.records.facts import Facts
from toolkit.records.wire import VERSION
from toolkit.report import Audited, Extracted, LastYear

STANDARD_INPUT = Path("-")


def read_file(path: Path) -> Document:
    """Read a file, or the text on standard input where the path is ``-``."""
    if path == STANDARD_INPUT:
        return read_bytes(sys.stdin.buffer.read(FILE.size + 1), name="-")
    return read(path)


def extract_document(document: Document, knowledge: Knowledge) -> Extracted:
    """Return a document with what it says."""
    with _at_work():
        return Extracted(document=document, facts=extract(document, knowledge))


def audit_document(
    document: Document,
    knowledge: Knowledge,
    checks: Iterable[Check] | None = None,
    prior: Extracted | None = None,
    *,
    strict: bool = False,
) -> Audited:
    """Return a document with what it says and what the checks found; all checks, unless some are named."""
    checks = catalogue() if checks is None else tuple(checks)
    last_year = Prior(document=prior.document, facts=prior.facts) if prior else None
    with _at_work():
        facts = extract(document, knowledge)
        audit = run(checks, Dossier(document=document, facts=facts, knowledge=knowledge, prior=last_year), strict)
    return Audited(
        document=document,
        facts=facts,
        prior=_beside(document, facts, last_year, knowledge) if last_year else None,
        audit=audit,
        titles={check.code: check.title for check in checks},
        versions={"toolkit": __version__, "format": VERSION, "knowledge": knowledge.digest},
    )


def _beside(document: Document, facts: Facts, prior: Prior, knowledge: Knowledge) -> LastYear:
    """Return last year's report with what is to be said of it beside this one."""
    why = unfit(document, facts, prior, knowledge)
    told = None if why else renamed(facts, prior)
    return LastYear(document=prior.document, facts=prior.facts, unfit=why, renamed=told)


def extract_file(path: Path, knowledge: Knowledge) -> Extracted:
    """Read one file and return what it says."""
    return extract_document(read_file(path), knowledge)


def audit_file(
    path: Path, knowledge: Knowledge, checks: Iterable[Check] | None = None, prior: Extracted | None = None
) -> Audited:
    """Read one file and audit it, beside last year's where that is given."""
    return audit_document(read_file(path), knowledge, checks, prior)


@contextmanager
def _at_work() -> Iterator[None]:
    """Let the search for cycles rest while facts are made and checked, and forget them at the end.

    Facts have no cycles, and to look through them again and again costs an eighth of the time.
    """
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        forget()
        if not resting:
            gc.enable()
