"""Invented offices, and what each of them had, spent and achieved in every year: one year follows from the other."""

import tomllib
from dataclasses import dataclass
from functools import cache, partial
from math import gcd
from pathlib import Path
from random import Random
from typing import Any, Generic, TypeVar

from evals.archives.figures import amount, printed, rate, rounded, split

HERE = Path(__file__).parent
A_COUNTY = 40  # offices
_RENAMED = 0.1  # of the offices that have had another name

T = TypeVar("T")


@cache
def words(name: str) -> dict[str, Any]:
    """Return one of the lists of words beside this module."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


class Deck(Generic[T]):
    """Things drawn one after another in an order of chance, none twice until all were drawn."""

    def __init__(self, rng: Random, things: list[T]) -> None:
        self.things, self.drawn, size = things, 0, len(things)
        self.at, self.step = int(rng.random() * size), 1 + int(rng.random() * (size - 1))
        while gcd(self.step, size) > 1:
            self.step = self.step % size + 1

    def draw(self) -> T:
        """Draw the next."""
        self.at = (self.at + self.step) % len(self.things)
        self.drawn += 1
        return self.things[self.at]

    @property
    def left(self) -> int:
        """Return how many have not been drawn."""
        return len(self.things) - self.drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """An indicator of one year; ``actual`` and ``target`` are whole numbers of the last decimal."""

    name: str
    category: str
    by: str
    unit: str
    places: int
    target: int
    actual: int
    full: int
    part: int = 0
    whole: int = 0
    asked: tuple[str, str] = ("", "")

    @property
    def met(self) -> bool:
        """Tell whether the target was reached."""
        return self.actual <= self.target if self.by == "≤" else self.actual >= self.target

    @property
    def done(self) -> int:
        """Return the completion rate in hundredths of a percent, no more than 100."""
        return 10_000 if self.met else rate(self.actual, self.target)

    @property
    def got(self) -> int:
        """Return the score in hundredths."""
        return rounded(self.full * self.done, 100)

    @property
    def level(self) -> str:
        """Return the class of the indicator."""
        if self.category == "满意度指标":
            return self.category
        return "效益指标" if "效益" in self.category else "产出指标"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What an office had, spent and achieved in one year; money in hundredths of 万元."""

    year: int
    name: str
    quota: int
    staff: int
    planned: int
    added: int
    spent: int
    basic: int
    uses: tuple[int, ...]
    receptions: tuple[int, ...]  # planned, guests, cars
    goals: tuple[Goal, ...]
    problems: tuple[int, ...]

    @property
    def budget(self) -> int:
        """Return the adjusted budget."""
        return self.planned + self.added

    @property
    def treats(self) -> int:
        """Return the spending on guests and cars."""
        return self.receptions[1] + self.receptions[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office: ``former`` is what it was called before ``renamed``."""

    number: int
    county: str
    name: str
    former: str | None
    renamed: int | None
    kind: dict[str, str]
    villages: tuple[str, ...]

    def called(self, year: int) -> str:
        """Return the name of that year."""
        return self.former if self.former and self.renamed and year < self.renamed else self.name


def office(seed: int, number: int, years: range) -> Office:
    """Return the office of a number: forty to a county, every other one a town or a sub-district."""
    rng = Random(f"{seed}/office/{number}")
    known = words("offices")
    kinds = known["kind"]
    county, place = divmod(number, A_COUNTY)
    names = Deck(Random(f"{seed}/names"), [a + b for a in known["first"] for b in known["second"] if a != b])
    names.at += county * names.step
    called = names.draw() + "县"
    towns = 2 + (A_COUNTY - len(kinds))  # every bureau once, the rest towns and sub-districts
    kind = kinds[place % 2] if place < towns else kinds[place - towns + 2]
    towns_of = Deck(Random(f"{seed}/{county}/towns"), names.things)
    towns_of.at += place * towns_of.step
    name, former, renamed = called + kind["name"].replace("{town}", towns_of.draw()), None, None
    if rng.random() < _RENAMED and len(years) > 1 and ("before" in kind or "街道" in kind["name"]):
        renamed = rng.choice(years[1:])
        former = called + kind["before"] if "before" in kind else name.replace("街道办事处", "镇人民政府")
    villages = tuple(rng.sample(known["villages"].split(), 8))
    return Office(number=number, county=called, name=name, former=former, renamed=renamed, kind=kind, villages=villages)


def history(seed: int, of: Office, years: range, goals: int) -> dict[int, Year]:
    """Return the years of an office, the one before the first among them."""
    course = _Course(Random(f"{seed}/history/{of.number}"), goals)
    return {year: course.year(year, of.called(year)) for year in (years.start - 1, *years)}


class _Course:
    """How an office goes from year to year: its spending and its results drift, its indicators stay."""

    def __init__(self, rng: Random, goals: int) -> None:
        self.rng = rng
        self.quota = rng.randint(28, 160)
        self.spent = rng.randint(120_000, 1_600_000)
        self.treats = [rng.randint(120, 780), rng.randint(600, 3200)]
        self.chosen = _chosen(rng, goals)
        self.bases = [rng.randint(*amount(each["low"], each["high"])[:2]) for each in self.chosen]
        self.problems = Deck(rng, list(range(len(words("phrases")["problem"]))))

    def year(self, year: int, name: str) -> Year:
        rng = self.rng
        self.spent = self._drifted(self.spent, 94, 111)
        self.bases = [max(self._drifted(base, 90, 118), 5) for base in self.bases]
        self.treats = [self._drifted(amount, 88, 108) for amount in self.treats]
        budget = rounded(self.spent * 10_000, rng.randint(9300, 9940))
        added = self._drifted(budget, 2, 12)
        basic = self._drifted(self.spent, 33, 48)
        fulls = _fulls(rng, len(self.chosen))
        missed = rng.randrange(len(self.chosen) + 3)  # of some years none is
        goals = zip(self.chosen, self.bases, fulls, strict=True)
        return Year(
            year=year,
            name=name,
            quota=self.quota,
            staff=self.quota - rng.randint(1, max(2, self.quota // 12)),
            planned=budget - added,
            added=added,
            spent=self.spent,
            basic=basic,
            uses=tuple(split(rng, self.spent - basic, 4)),
            receptions=(self._drifted(sum(self.treats), 104, 130), *self.treats),
            goals=tuple(_goal(rng, *each, missed == n) for n, each in enumerate(goals)),
            problems=(self.problems.draw(), self.problems.draw()),
        )

    def _drifted(self, value: int, least: int, most: int) -> int:
        """Return a number times so many hundredths, between the least and the most."""
        return value * self.rng.randint(least * 10, most * 10) // 1000


def _chosen(rng: Random, goals: int) -> list[dict[str, str]]:
    """Choose indicators, one for satisfaction and one or more for outcome among them, in the order of their classes."""
    known: list[dict[str, str]] = words("indicators")["indicator"]
    satisfaction = [each for each in known if each["category"] == "满意度指标"]
    outcome = [each for each in known if "效益" in each["category"]]
    output = [each for each in known if each not in satisfaction and each not in outcome]
    few = max(1, goals // 4)
    picked = [*rng.sample(output, goals - 1 - few), *rng.sample(outcome, few), *satisfaction]
    return sorted(picked, key=known.index)


def _fulls(rng: Random, count: int) -> list[int]:
    """Share 80 points out."""
    fulls = [80 // count] * count
    for _ in range(80 - sum(fulls)):
        fulls[rng.randrange(count)] += 1
    return fulls


def _goal(rng: Random, of: dict[str, str], base: int, full: int, missed: bool) -> Goal:
    goal = partial(Goal, name=of["name"], category=of["category"], by=of.get("by", "≥"), full=full)
    if "whole" in of:
        part = base - max(1, base * rng.randint(8, 70) // 1000)
        actual = rate(part, base)
        target = min(actual // 100 + (2 if missed else -rng.randint(0, 3)), 100) * 100
        asked = (of["whole"], of["part"])
        return goal(unit="%", places=2, target=target, actual=actual, part=part, whole=base, asked=asked)
    places = amount(of["low"], of["high"])[2]
    step = 10**places if base > 40 * 10**places else 1
    if "by" in of:  # costs are kept: what a cost over its target scores is for each place to say
        target = base + base * rng.randint(5, 60) // 1000 + step
    else:
        target = base + base * (rng.randint(30, 80) if missed else -rng.randint(5, 60)) // 1000
    return goal(unit=of["unit"], places=places, target=max(target // step, 1) * step, actual=base)


def shown(goal: Goal, value: int) -> str:
    """Print a value of an indicator with its unit; a rate without idle decimals."""
    text = printed(value, goal.places)
    return (text.removesuffix(".00") if goal.unit == "%" else text) + goal.unit


def proof(goal: Goal) -> str:
    """Return the figures that a rate rests on, with a comma behind them."""
    if not goal.whole:
        return ""
    count = next(each["unit"] for each in words("indicators")["indicator"] if each["name"] == goal.name)
    return f"{goal.asked[0]}{goal.whole}{count}，{goal.asked[1]}{goal.part}{count}，"
