"""Make the documents of an archive one after another, with what is known of each; memory does not grow with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from math import exp, log
from pathlib import Path
from random import Random

from evals.archives.copies import Copier, Taken
from evals.archives.docx import docx
from evals.archives.offices import Office, Year, history, office
from evals.archives.paragraphs import Writer
from evals.archives.report import DEEDS, MARKS, PROJECTS, report, topics
from evals.archives.truth import FILE, Copied, Fault, Made, Place, Renamed, Truth
from evals.faults.plant import PLANTERS, Planted
from evals.faults.years import YEAR_PLANTERS

_BRIEF = 3_000  # characters: what is to be shorter has fewer indicators, and no sums that nothing rests on
_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an archive is to be like; ``faults`` and ``copies`` are the share of documents that have some."""

    documents: int
    seed: int = 1
    faults: float = 0.3
    copies: float = 0.2
    formats: tuple[str, ...] = ("txt",)
    length: tuple[int, int] = (5_000, 30_000)
    years: int = 8
    last_year: int = 2025

    @property
    def span(self) -> range:
        """Return the years of the archive."""
        first = self.last_year + 1 - min(self.years, self.documents)
        return range(first, self.last_year + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document with what is known of it."""

    made: Made
    text: str
    fault: Fault | None
    copied: list[Copied]

    @property
    def content(self) -> bytes:
        """Return the bytes of the file."""
        return docx(self.text) if self.made.path.endswith(".docx") else self.text.encode()


def write(folder: Path, plan: Plan) -> Truth:
    """Make an archive in a folder, with what is known of it beside."""
    truth = Truth(seed=plan.seed)
    folder.mkdir(parents=True, exist_ok=True)
    for each in written(plan, truth.renamed):
        path = folder / each.made.path
        if not path.parent.is_dir():
            path.parent.mkdir()
        path.write_bytes(each.content)
        truth.documents.append(each.made)
        truth.faults += [each.fault] if each.fault else []
        truth.copies += each.copied
    truth.save(folder.parent / f"{folder.name}.{FILE}")
    _overlay(folder.parent / f"{folder.name}.knowledge", truth.renamed)
    return truth


def _overlay(folder: Path, renamed: list[Renamed]) -> None:
    """Write down who was renamed, as a county would, for `--knowledge`."""
    entries = [
        f'[[change]]\nkind = "renamed"\nold = ["{each.before}"]\nnew = ["{each.after}"]\nsince = {each.year}\n'
        'source = "虚构：evals/archives 所造"\n'
        for each in renamed
    ]
    folder.mkdir(exist_ok=True)
    (folder / "organizations.toml").write_text("\n".join(entries), encoding="utf-8")


def written(plan: Plan, renamed: list[Renamed] | None = None) -> Iterator[Written]:
    """Yield the documents, office by office and year by year; what was renamed is put into the list."""
    copier = Copier(Random(f"{plan.seed}/copies"), plan.copies)
    left = plan.documents
    for number in count():
        of = office(plan.seed, number, plan.span)
        if of.former and of.renamed and renamed is not None and left > of.renamed - plan.span.start:
            renamed.append(Renamed(office=number, before=of.former, after=of.name, year=of.renamed))
        for each in _of_office(plan, of, copier):
            if not left:
                return
            left -= 1
            yield each


def _of_office(plan: Plan, of: Office, copier: Copier) -> Iterator[Written]:
    chance = Random(f"{plan.seed}/plan/{of.number}")
    low, high = plan.length
    size = exp(chance.uniform(log(low), log(high)))
    brief = size < _BRIEF
    years = history(plan.seed, of, plan.span, 4 if brief else chance.randint(7, 11))
    subjects = topics(chance)
    before: str | None = None  # last year's report, where it has no fault
    for year in plan.span:
        rng = Random(f"{plan.seed}/{of.number}/{year}")
        clean = report(rng, of, years[year], years[year - 1], subjects, brief=brief)
        planted = _planted(clean, before, rng) if rng.random() < plan.faults else None
        before = None if planted else clean
        path = f"{of.county}/{of.called(year)}{year}年自评报告.{rng.choice(plan.formats)}"
        wanted = int(size * rng.uniform(0.85, 1.15)) - len(clean)
        writer = Writer(rng, of, subjects)
        yield _assembled(path, of, years[year], planted or clean, copier.body(rng, of, year, writer, wanted))


def _planted(text: str, before: str | None, rng: Random) -> Planted | None:
    """Plant a fault where there is a place for it: one against last year's report now and then."""
    for _ in range(_TRIES):
        if before and rng.random() < 0.15:
            found = YEAR_PLANTERS[rng.choice(sorted(YEAR_PLANTERS))](before, text, rng)
        else:
            found = PLANTERS[rng.choice(sorted(PLANTERS))](text, rng)
        if found and all(found.text.count(mark) == text.count(mark) for mark in MARKS):
            return found
    return None


def _assembled(path: str, of: Office, year: Year, base: str | Planted, body: list[Taken]) -> Written:
    """Put the paragraphs in where they are marked, and say where everything stands then."""
    text = base if isinstance(base, str) else base.text
    copied: list[Copied] = []
    moves: list[tuple[int, int]] = []  # where the report was cut open, and by how much the rest moved
    parts = {PROJECTS: [e for e in body if e.heading is None], DEEDS: [e for e in body if e.heading]}
    for mark, taken in parts.items():
        at = text.find(mark)
        inserted = _laid_out(path, at, taken, copied)
        text = f"{text[:at]}{inserted}{text[at + 1 :]}"
        moves.append((at, len(inserted) - 1))
    made = Made(path=path, office=of.number, organization=year.name, year=year.year, characters=len(text))
    fault = None if isinstance(base, str) else _moved(path, base, moves)
    return Written(made=made, text=text, fault=fault, copied=copied)


def _laid_out(path: str, place: int, body: list[Taken], copied: list[Copied]) -> str:
    """Return paragraphs under the headings of their subjects, told where they stand."""
    lines: list[str] = []
    headings: list[str] = []
    for each in body:
        if each.heading and each.heading not in headings[-1:]:
            headings.append(each.heading)
            lines.append(f"{len(headings)}.{each.heading}")
            place += len(lines[-1]) + 1
        lines.append(each.text)
        each.placed(Place(path=path, start=place, end=place + len(each.text)), copied)
        place += len(each.text) + 1
    return "\n".join(lines)


def _moved(path: str, planted: Planted, moves: list[tuple[int, int]]) -> Fault:
    def now(place: int) -> int:
        for at, by in moves:  # in their order: each speaks of the text that the ones before it left
            place += by if place > at else 0
        return place

    places = [(planted.start, planted.end), *planted.others]
    return Fault(
        path=path,
        code=planted.code,
        note=planted.note,
        places=tuple(Place(path=path, start=now(start), end=now(end)) for start, end in places),
    )
