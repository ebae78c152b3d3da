"""Audit reports with planted faults, and clean ones, and tell which findings are true."""

import random
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from evals.faults.plant import PLANTERS, Planted, plant_year, year_pairs
from evals.faults.years import YEAR_PLANTERS
from evals.results import Clean, Told, Trial
from toolkit.audit import catalogue
from toolkit.knowledge import Knowledge, load
from toolkit.pipeline import audit_document, extract_document
from toolkit.read import read_bytes
from toolkit.records import Finding, Span
from toolkit.report import Audited

HERE = Path(__file__).parent
REPORTS = HERE / "faults/reports"
CORPUS = HERE / "corpus"
SOUND = HERE / "long"  # sound documents of other kinds: reports of work and budgets, bulletins, final accounts
NAME = "自评报告.txt"
PLACELESS = {"ST03"}  # what is not there has no place: a reviewer may name the title, or what stands instead
LONG = 60  # characters of a finding's words that an eval shows


@cache
def _knowledge() -> Knowledge:
    return load()


def audited(text: str, last_year: str | None = None, name: str = NAME) -> Audited:
    """Audit a text as it stands, beside last year's where that is given."""
    prior = extract_document(read_bytes(last_year.encode(), name=NAME), _knowledge()) if last_year else None
    return audit_document(read_bytes(text.encode(), name=name), _knowledge(), prior=prior, strict=True)


def clean(path: Path) -> Clean:
    """Return what is told of a report that holds no fault."""
    result = audited(path.read_text(encoding="utf-8"), name=f"自评报告{path.suffix}")
    coverage = result.facts.coverage
    return Clean(
        documents=1,
        characters=len(result.document.text),
        figures=coverage.figures,
        in_facts=coverage.in_facts,
        checked=result.audit.checked,
        alarms=[_told(finding, result) for finding in result.audit.findings],
    )


def trials(path: Path, seed: int, codes: Iterable[str]) -> list[Trial]:
    """Plant each code in a report, one fault at a time, and audit; what the clean report is told of is left out."""
    text = path.read_text(encoding="utf-8")
    known = _known(audited(text))
    found = []
    for code in codes:
        fault = PLANTERS[code](text, random.Random(f"{path.name}/{code}/{seed}"))
        if fault is not None:
            found.append(_trial(fault, audited(fault.text), known, f"{path.stem}/{seed}"))
    return found


def trials_of_two_years(seed: int, codes: Iterable[str]) -> list[Trial]:
    """Plant faults between two years of one office."""
    found = []
    for name, last, this in year_pairs(HERE / "faults/reports"):
        known = _known(audited(this, last))
        for code in codes:
            fault = plant_year(last, this, random.Random(f"{name}/{code}/{seed}"), code)
            if fault is not None:
                found.append(_trial(fault, audited(fault.text, last), known, f"{Path(name).stem}/{seed}"))
    return found


def faults_by_hand(path: Path) -> list[Trial]:
    """Audit a report with faults written by hand, all at once; their list says what rightly follows from each."""
    text = path.read_text(encoding="utf-8")
    result = audited(text)
    faults = [each for each in _gold_faults() if each["file"] == path.name]
    anywhere = [Span(0, len(text))]
    places = [(each, anywhere if each["code"] in PLACELESS else _places(each["quote"], text)) for each in faults]
    follow = {code for each in faults for code in each.get("also", ())}
    findings = list(result.audit.findings)
    found: list[Trial] = []
    explained: set[int] = set()
    for fault, spans in places:
        mine = [i for i, each in enumerate(findings) if each.code == fault["code"] and _touches(each, spans)]
        explained |= set(mine)
        told = _told(findings[mine[0]], result) if mine else None
        found.append(Trial(fault["code"], f"{path.stem}: {fault['quote']}", told))
    every = [span for _, spans in places if spans is not anywhere for span in spans]
    known = _known(audited(path.with_name(path.name.replace(".faulty.", ".clean.")).read_text(encoding="utf-8")))
    rest = [e for i, e in enumerate(findings) if i not in explained and (e.code, e.hit.message) not in known]
    beside = [each for each in rest if each.code in follow or _touches(each, every)]
    false = [each for each in rest if each not in beside]
    last = found.pop()
    tell = [tuple(_told(each, result) for each in group) for group in (false, beside)]
    return [*found, Trial(last.code, last.name, last.found, *tell)]


@cache
def _gold_faults() -> list[dict[str, str]]:
    faults: list[dict[str, str]] = tomllib.loads((CORPUS / "faults.toml").read_text(encoding="utf-8"))["fault"]
    return faults


def severities() -> dict[str, str]:
    """Return each check's own severity by its code."""
    return {check.code: check.severity.value for check in catalogue()}


def plantable() -> tuple[str, ...]:
    """Return the codes that a planter and a check know, without those that need two years."""
    return tuple(sorted(PLANTERS.keys() & severities().keys()))


def plantable_in_two_years() -> tuple[str, ...]:
    """Return the codes that need two years."""
    return tuple(sorted(YEAR_PLANTERS.keys() & severities().keys()))


def _trial(fault: Planted, result: Audited, known: set[tuple[str, str]], name: str) -> Trial:
    places = [Span(fault.start, fault.end), *(Span(*other) for other in fault.others)]
    sentences = [_sentence(result.document.text, place) for place in places]
    found, false, consequences = [], [], []
    for each in result.audit.findings:
        told = _told(each, result)
        if _touches(each, places):
            (found if each.code == fault.code else consequences).append(told)
        elif (each.code, each.hit.message) in known:
            continue
        elif told.severity == "info" and _touches(each, sentences):
            consequences.append(told)  # a hint: the words at fault are what another figure of the sentence rested on
        else:
            false.append(told)
    return Trial(fault.code, name, found[0] if found else None, tuple(false), tuple(consequences))


def _sentence(text: str, place: Span) -> Span:
    start = max(text.rfind(mark, 0, place.start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, place.end)) >= 0]
    return Span(start, min(ends, default=len(text)))


def _touches(finding: Finding, places: Iterable[Span]) -> bool:
    return any(each.span.overlaps(place) for each in finding.hit.evidence for place in places)


def _known(result: Audited) -> set[tuple[str, str]]:
    return {(finding.code, finding.hit.message) for finding in result.audit.findings}


def _told(finding: Finding, result: Audited) -> Told:
    quote = result.document.quote(finding.hit.evidence[0].span) if finding.hit.evidence else ""
    return Told(finding.code, finding.severity.value, f"{quote[:LONG]}：{finding.hit.message[:LONG]}")


def _places(quote: str, text: str) -> list[Span]:
    """Return where words stand, white space ignored."""
    pattern = r"\s*".join(map(re.escape, re.sub(r"[\s|]", "", quote)))
    return [Span(*match.span()) for match in re.finditer(pattern, text)]
