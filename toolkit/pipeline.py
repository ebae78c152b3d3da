"""The path of one document: read it, extract its facts, run the checks."""

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolkit import __version__
from toolkit.arithmetic import forget
from toolkit.audit import Check, Dossier, Prior, catalogue, renamed, run, unfit
from toolkit.audit.by_office import ByOffice
from toolkit.audit.select import Terms
from toolkit.errors import UsageFault
from toolkit.extract import extract
from toolkit.knowledge import Knowledge
from toolkit.read import original, read, read_bytes
from toolkit.read.limits import FILE
from toolkit.records import Document
from toolkit.records.assistance import Assistance
from toolkit.records.draft import Draft, Note
from toolkit.records.facts import Facts
from toolkit.records.wire import VERSION
from toolkit.report import Audited, Extracted, LastYear

if TYPE_CHECKING:
    from toolkit.draft.facts import Given
    from toolkit.draft.fill import Filling
    from toolkit.draft.trend import Earlier
    from toolkit.llm.client import Client

STANDARD_INPUT = Path("-")
_working: ContextVar[bool] = ContextVar("working", default=False)
_kept: ContextVar[bool] = ContextVar("kept", default=False)


def read_file(path: Path) -> Document:
    """Read a file, or the text on standard input where the path is ``-``."""
    if path == STANDARD_INPUT:
        return read_bytes(sys.stdin.buffer.read(FILE.size + 1), name="-")
    return read(path)


@dataclass(frozen=True, slots=True)
class Model:
    """A language model, and how far it is asked: ``assisted`` where the grammar ends, ``asked`` for everything."""

    client: "Client"
    engine: Literal["assisted", "asked"] = "assisted"


def extract_document(document: Document, knowledge: Knowledge, model: Model | None = None) -> Extracted:
    """Return a document with what it says."""
    facts, assistance = _facts(document, knowledge, model)
    return Extracted(document=document, facts=facts, assistance=assistance)


def _facts(document: Document, knowledge: Knowledge, model: Model | None) -> tuple[Facts, Assistance | None]:
    if model is None:
        with at_work():
            return extract(document, knowledge), None
    from toolkit.extract.asked import asked
    from toolkit.extract.assisted import assisted

    engine = {"asked": asked, "assisted": assisted}[model.engine]
    return engine(document, knowledge, model.client)


def audit_document(
    document: Document,
    knowledge: Knowledge,
    checks: Iterable[Check] | None = None,
    prior: Extracted | None = None,
    *,
    model: Model | None = None,
    strict: bool = False,
) -> Audited:
    """Return a document with what it says and what the checks found; all checks, unless some are named."""
    with at_work():
        extracted = extract_document(document, knowledge, model)
        return audit_extracted(extracted, knowledge, checks, prior, model=model, strict=strict)


def audit_by_office(
    document: Document, offices: ByOffice, prior: Extracted | None = None, *, model: Model | None = None
) -> tuple[Audited, Terms, Knowledge]:
    """Audit a document on the terms of its organization; return these too, and what it was read with."""
    with at_work():
        _, knowledge = offices.general
        extracted = extract_document(document, knowledge, model)
        terms, own = offices.of(organization_of(extracted))
        if own is not knowledge:
            extracted = extract_document(document, own, model)
        return audit_extracted(extracted, own, terms.checks, prior, model=model), terms, own


def organization_of(extracted: Extracted) -> str | None:
    """Return the organization that a document names as its own."""
    identity = extracted.facts.identity
    return identity.organization if identity else None


def audit_extracted(
    extracted: Extracted,
    knowledge: Knowledge,
    checks: Iterable[Check] | None = None,
    prior: Extracted | None = None,
    *,
    model: Model | None = None,
    strict: bool = False,
) -> Audited:
    """Return what the checks found in a document whose facts are known."""
    checks = catalogue() if checks is None else tuple(checks)
    document, facts, assistance = extracted.document, extracted.facts, extracted.assistance
    last_year = Prior(document=prior.document, facts=prior.facts) if prior else None
    # The statements that a batch is still to bring are part of what is asked about.
    if model is not None and assistance is not None and not assistance.waits("statements"):
        from toolkit.extract.meaning import meant

        proposals, more = meant(document, knowledge, facts, model.client)
        facts = Facts.of_entries([*facts.entries, *proposals], facts.coverage)
        assistance += more
    with at_work():
        audit = run(checks, Dossier(document=document, facts=facts, knowledge=knowledge, prior=last_year), strict)
    return Audited(
        document=document,
        facts=facts,
        assistance=assistance,
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


def draft_document(
    document: Document,
    knowledge: Knowledge,
    year: int,
    *,
    model: Model | None = None,
    templates: Path | None = None,
    also: Iterable[Path] = (),
) -> Draft:
    """Return the draft of a later year's report.

    ``templates`` go before the shipped ones; ``also`` are earlier reports, or JSON of them, for the notes.
    """
    from toolkit.draft.compose import Sources, compose
    from toolkit.draft.follow import related
    from toolkit.draft.missing import missing
    from toolkit.draft.trend import trended

    earlier = [(str(path), one) for path in also for one in _earlier(path, knowledge)]
    audited = audit_document(document, knowledge, model=model)
    absent = missing(document, audited.facts)
    last = audited.facts.identity.year if audited.facts.identity else None
    if last is not None and year <= last:
        todo = f"草稿是下一年度的，请写 --year {last + 1} 或更晚。"
        raise UsageFault(f"给的已经是{last}年度的报告", f"--year {year}", todo)
    for where, one in earlier:
        if last is not None and one.year >= last:
            raise UsageFault(f"是{one.year}年度的，不早于{last}年度", where, "--also 请给更早年度的报告。")
    polish = None
    if model is not None:
        from toolkit.draft.polish import polished

        polish = partial(polished, client=model.client)
    facts, audit = audited.facts, audited.audit
    with at_work():
        sources = Sources(
            document=document,
            facts=facts,
            audit=audit,
            titles=audited.titles,
            knowledge=knowledge,
            folder=templates,
            polish=polish,
        )
        draft = related(compose(sources, year), facts)
    apart = () if last in {None, year - 1} else (_apart(last or year, year),)
    told = (Note(text=f"上年的文件里没有读到：{'、'.join(absent)}"),) if absent else ()
    return trended(
        replace(draft, notes=(*told, *apart, *draft.notes), missing=absent), facts, audit, (one for _, one in earlier)
    )


def _apart(last: int, year: int) -> Note:
    """Return the note on years between the report and its draft: what is called last year's is older."""
    return Note(text=f"中间隔了{year - last - 1}年：给的是{last}年度的报告，文中“上年”都是指{last}年，请逐项核对")


def _earlier(path: Path, knowledge: Knowledge) -> "list[Earlier]":
    from toolkit.draft.trend import of_facts, of_json

    if path.suffix.lower() == ".json":
        return of_json(path)
    return [of_facts(extract_file(path, knowledge).facts, str(path))]


def fill_draft(document: Document, draft: Draft, given: Sequence["Given"], knowledge: Knowledge) -> "Filling":
    """Return a draft with facts in it. What they contradict is told with the row that gave them.

    The filled draft is written, read and audited as any report: what is certainly wrong then was wrong in the facts.
    """
    from toolkit.draft.fill import fill
    from toolkit.draft.format import DRAFT_FORMATS
    from toolkit.draft.whence import contradictions

    filling = fill(draft, given, knowledge)
    if filling.faults:
        return filling
    written = read_bytes(b"".join(DRAFT_FORMATS["markdown"](document, filling.draft)), name="草稿.md")
    audit = audit_document(written, knowledge).audit
    rows = {one.key: one.where for one in given}
    wrong = contradictions(filling.draft, written, audit.findings)
    return replace(filling, faults=tuple(f"{rows.get(key, '填报表')}（{key}）：{what}" for key, what in wrong))


def extract_file(path: Path, knowledge: Knowledge) -> Extracted:
    """Read one file and return what it says."""
    return extract_document(read_file(path), knowledge)


def audit_file(
    path: Path, knowledge: Knowledge, checks: Iterable[Check] | None = None, prior: Extracted | None = None
) -> Audited:
    """Read one file and audit it, beside last year's where that is given."""
    return audit_document(read_file(path), knowledge, checks, prior)


def with_original(result: Audited) -> Audited:
    """Return an audit with the file that was audited, where it is one that can be copied and written into."""
    return replace(result, original=original(result.document))


@contextmanager
def at_work() -> Iterator[None]:
    """Let the search for cycles rest while facts are made and checked, and forget what was worked out at the end.

    Facts have no cycles, and to look through them again and again costs an eighth of the time: they go to the oldest
    generation unseen, unless the caller keeps frozen objects of its own. Work inside other work leaves all of it to
    the outermost.
    """
    if _working.get():
        yield
        return
    resting = not gc.isenabled()
    gc.disable()
    outside = _working.set(True)
    try:
        yield
    finally:
        _working.reset(outside)
        forget()
        if not resting:
            kept = _kept.get() or gc.get_freeze_count() > 0  # to count a million objects takes 10 ms: we do so once
            _kept.set(kept)
            if not kept:
                gc.freeze()
                gc.unfreeze()
            gc.enable()
