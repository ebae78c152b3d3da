"""Paragraphs on projects and on what was done: words and figures are drawn apart, so that either can be drawn again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from random import Random

from evals.archives.figures import amount, percent, printed, split
from evals.archives.offices import Deck, Office, words

Figures = Callable[[Random], str]
_OTHERS = ("驻点干部", "村级组织", "社工站", "志愿服务队", "第三方机构", "项目专班", "网格长", "值班领导")
_YEARS = range(1900, 2100)  # what may be a year is no good number of doses
_FIRST = ("围绕{}，", "在{}方面，", "抓好{}，", "推进{}，")
_OPENINGS = ("针对{}的情况", "考虑到{}", "面对{}的实际", "鉴于{}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on a topic, or a thing that is built: words, and between them what draws figures."""

    topic: str
    parts: tuple[str | Figures, ...]

    def filled(self, rng: Random) -> str:
        """Return the text with figures drawn."""
        return "".join(part if isinstance(part, str) else part(rng) for part in self.parts)


class Writer:
    """Writes the paragraphs of one document; no deed, no clause stands twice in it."""

    def __init__(self, rng: Random, office: Office, topics: list[str]) -> None:
        self.rng, self.known, self.topics = rng, _phrases(), topics
        self.ways = Deck(rng, self.known.ways)
        self.deeds = Deck(rng, self.known.deeds)
        self.situations = Deck(rng, self.known.situations)
        self.effects = Deck(rng, self.known.effects)
        self.closings = Deck(rng, self.known.closings)
        self.objects = Deck(rng, self.known.objects)
        self.projects = Deck(rng, [village + work for village in office.villages for work in self.known.works])
        self.agents = [*office.kind["departments"].split(), *_OTHERS]
        self.villages = office.villages

    def project(self) -> Paragraph:
        """Return a paragraph on a project: its name, its money, what was done with it."""
        village_work, spoken = self.projects.draw(), self.objects.left <= 0
        thing = self.objects.draw()
        name = f"{village_work[:-2]}{thing}{village_work[-2:]}项目"
        # Of a second thing of one name no parts are told: they would have the names of the first one's.
        uses = [] if spoken or self._chance(0.6) else [thing + each for each in self.rng.sample(self.known.purposes, 3)]
        return Paragraph(thing, (name, partial(_project_money, uses), *self._talk(self._few(1, 3))))

    def work(self) -> Iterator[tuple[str, Paragraph]]:
        """Yield paragraphs on one subject after another, each with the subject's name; a deed is told once."""
        for topic in self.topics:
            acts = Deck(self.rng, _acts()[topic])
            for n in range(self._few(2, 4)):
                yield topic, self._paragraph(topic, acts, first=not n)

    def _paragraph(self, topic: str, acts: Deck[list[str]], *, first: bool) -> Paragraph:
        parts: list[str | Figures] = []
        if first:
            parts.append(self._pick(_FIRST).format(topic))
        parts += self._acts(acts, self._few(1, 2))
        parts += self._talk(self._few(1, 3))
        if first:
            parts.append(partial(_rate_text, _rates()[topic]))
        parts += self._talk(self._few(1, 2))
        return Paragraph(topic, tuple(parts))

    def _acts(self, acts: Deck[list[str]], wanted: int) -> Iterator[str | Figures]:
        yield f"{self._pick(self.agents)}在{self._pick(self.villages[:4])}、{self._pick(self.villages[4:])}等处"
        for n in range(min(wanted, acts.left)):
            deed, unit, low, high = acts.draw()
            yield f"，{deed}" if n else deed
            yield partial(_count, low, high, unit)
        yield "。"

    def _talk(self, sentences: int) -> Iterator[str]:
        """Yield sentences without figures."""
        for _ in range(sentences):
            start = (
                f"{self._pick(_OPENINGS).format(self.situations.draw())}，" if self._more(self.situations, 0.5) else ""
            )
            also = f"，并{self.deeds.draw()}" if self._chance(0.7) else ""
            end = ""
            if self._more(self.effects, 0.6):
                end = f"，{self.effects.draw()}"
            elif self._more(self.closings, 0.3):
                end = f"，{self.closings.draw()}"
            yield f"{start}{self._pick(self.agents)}{self.ways.draw()}，{self.deeds.draw()}{also}{end}。"

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _more(self, deck: Deck[str], share: float) -> bool:
        """Tell whether to draw from a deck: never what was drawn before."""
        return deck.left > 0 and self.rng.random() < share

    def _few(self, least: int, most: int) -> int:
        return least + int(self.rng.random() * (most + 1 - least))

    def _pick(self, things: Sequence[str]) -> str:
        return things[int(self.rng.random() * len(things))]


def _count(low: str, high: str, unit: str, rng: Random) -> str:
    least, most, places = _bounds(low, high)
    number = least + int(rng.random() * (most - least))
    return printed(number + (300 if number in _YEARS and not places else 0), places) + unit


def _rate_text(of: list[str], rng: Random) -> str:
    what, done, called, unit, low, high = of
    whole = rng.randint(int(low), int(high))
    part = whole - rng.randint(1, max(whole // 12, 2))
    return f"全年{what}{whole}{unit}，{done}{part}{unit}，{called}{percent(part, whole)}。"


def _project_money(purposes: list[str], rng: Random) -> str:
    budget = rng.randint(2_000, 96_000)
    spent = budget - rng.randint(20, budget // 9)
    money = f"预算{printed(budget, 2)}万元，支出{printed(spent, 2)}万元，支出率{percent(spent, budget)}"
    if not purposes:
        return f"{money}。"
    uses = zip(purposes, split(rng, spent, len(purposes)), strict=True)
    return f"{money}，其中{'、'.join(f'{name}{printed(use, 2)}万元' for name, use in uses)}。"


@cache
def _bounds(low: str, high: str) -> tuple[int, int, int]:
    return amount(low, high)


@dataclass(frozen=True, slots=True)
class _Phrases:
    ways: list[str]
    deeds: list[str]
    situations: list[str]
    effects: list[str]
    closings: list[str]
    objects: list[str]
    works: list[str]
    purposes: list[str]


@cache
def _phrases() -> _Phrases:
    lists = {
        name: text.split() for name, text in words("phrases").items() if isinstance(text, str) and name != "effects"
    }
    effects = [line.split("|") for line in words("phrases")["effects"].strip().splitlines()]
    verbs, things = lists.pop("verbs"), lists.pop("things")
    return _Phrases(
        deeds=[verb + thing for verb in verbs for thing in things],
        effects=[what + how for what, hows in effects for how in hows.split()],
        **lists,
    )


@cache
def _acts() -> dict[str, list[list[str]]]:
    return {
        topic["name"]: [line.split() for line in topic["acts"].strip().splitlines()]
        for topic in words("topics")["topic"]
    }


@cache
def _rates() -> dict[str, list[str]]:
    return {topic["name"]: topic["rates"].split() for topic in words("topics")["topic"]}
