"""What every planter uses: edits, places, and the figures a change may not explain."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from pathlib import Path

from evals.faults.scan import (
    HAN,
    ORDINALS,
    Figure,
    Indicator,
    Ratio,
    fixed,
    headings,
    indicators,
    once,
    ratios,
    sign_off,
    title_end,
    total_places,
)

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Planted:
    """One planted fault; start and end place its words in the changed text."""

    code: str
    text: str
    start: int
    end: int
    quote: str
    note: str
    others: tuple[tuple[int, int], ...] = ()  # further places a reviewer may point at


Edit = tuple[int, int, str]
Planter = Callable[[str, random.Random], "Planted | None"]
PLANTERS: dict[str, Planter] = {}


def planter(code: str) -> Callable[[Planter], Planter]:
    """Register a planter under its code."""

    def keep(function: Planter) -> Planter:
        PLANTERS[code] = function
        return function

    return keep


def finish(
    code: str,
    text: str,
    edits: list[Edit],
    note: str,
    mark: tuple[int, int] | None = None,
    main: int = 0,
    inner: str | None = None,
    others: Iterable[tuple[int, int]] = (),
) -> Planted:
    """Apply the edits. The fault is edit `main` (its `inner` words), or `mark`, a place of the old text."""
    order = sorted(range(len(edits)), key=lambda i: edits[i][:2])
    out, last, at = "", 0, {}
    for i in order:
        start, end, new = edits[i]
        assert start >= last, "edits overlap"
        out += text[last:start]
        at[i] = (len(out), len(out) + len(new))
        out += new
        last = end
    out += text[last:]

    def moved(place: int) -> int:
        return place + sum(len(new) - (end - start) for start, end, new in edits if end <= place)

    if mark:
        begin, stop = moved(mark[0]), moved(mark[1])
    else:
        begin, stop = at[main]
        if inner is not None:
            begin += edits[main][2].index(inner)
            stop = begin + len(inner)
    more = [at[i] for i in range(len(edits)) if edits[i][2] and (mark or i != main)]
    more += [(moved(s), moved(e)) for s, e in others]
    return Planted(code, out, begin, stop, out[begin:stop], note, tuple(more))


def first(rng: random.Random, items: Iterable, make: Callable) -> Planted | None:
    """Try the places in random order until one can be changed."""
    order = list(items)
    rng.shuffle(order)
    for item in order:
        planted = make(item)
        if planted:
            return planted
    return None


def swap(figure: Figure, new: str) -> Edit:
    return figure.start, figure.end, new


def body_matches(pattern: str, text: str) -> list[re.Match]:
    """Matches between the title and the signature."""
    return list(re.compile(pattern).finditer(text, title_end(text), sign_off(text)))


def in_table(text: str, place: int) -> bool:
    start = text.rfind("\n", 0, place) + 1
    return "\t" in text[start : text.find("\n", place)]


def line_of(text: str, place: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, place) + 1
    return start, text.find("\n", place)


def indicator_at(text: str, place: int) -> Indicator | None:
    return next((i for i in indicators(text) if i.span[0] <= place < i.span[1]), None)


def free_ratios(text: str) -> list[Ratio]:
    """Ratios whose rate nothing else in the report depends on, shares of a list excepted from the result."""
    found = []
    for ratio in ratios(text):
        start, end = line_of(text, ratio.rate.start)
        sentence = text[ratio.span[0] : ratio.span[1]]
        if not once(text, ratio.rate) or "占" in ratio.label or "比重" in ratio.label or "百分点" in sentence:
            continue
        indicator = indicator_at(text, start)
        if indicator and (indicator.done.text != "100" or indicator.op != "≥"):
            continue
        if not indicator and "分值" in text[start:end]:
            continue
        if in_table(text, start) and not indicator:
            continue
        found.append(ratio)
    return found


def allowed(text: str, ratio: Ratio, value: Fraction) -> bool:
    """A changed rate must leave a met indicator met."""
    indicator = indicator_at(text, ratio.rate.start)
    return indicator is None or (value >= indicator.target.value and value <= 100)


def explained(value: Fraction, places: int, numbers: list[Figure], true: Fraction) -> bool:
    """Whether some hypothesis of the specification explains a rate (pair, complement, inverse, tenfold, copy)."""
    unit = Fraction(1, 10**places)
    counts = [n for n in numbers if n.unit != "%"]
    if any(n.value == value or int(n.value) == value for n in counts):
        return True
    for part, whole in permutations(counts, 2):
        if not whole.value:
            continue
        rate = 100 * part.value / whole.value
        if any(abs(v - value) <= unit for v in (rate, 100 - rate, rate / 10, rate * 10, rate - 100)):
            return True
    digits = sorted(fixed(value, places).replace(".", ""))
    return digits == sorted(fixed(true, places).replace(".", ""))


def shift_total(text: str, delta: Fraction) -> list[Edit] | None:
    """Edits that move the overall score everywhere it is printed."""
    places = total_places(text)
    if not places:
        return None
    value = Fraction(text[slice(*places[0])]) + delta
    if not 0 < value <= 100:
        return None
    return [(s, e, fixed(value, 2)) for s, e in places]


def got_text(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else fixed(value, 2).rstrip("0")


def renumber(text: str, heads: list, dropped, level: int) -> list[Edit]:
    """Close the gap that a dropped section leaves among its later siblings."""
    edits, inside = [], False
    for head in heads:
        if head.start == dropped.start:
            inside = True
            continue
        if inside and head.level < level:
            break
        if inside and head.level == level:
            number = head.number - 1
            word = ORDINALS[number - 1] if level < 3 else str(number)
            edits.append((*head.ordinal, word))
    return edits


def section(text: str, pattern: str, level: int = 1):
    """The last heading of the level whose line fits the pattern."""
    fitting = [h for h in headings(text) if h.level == level and re.search(pattern, text[h.start : h.end])]
    return fitting[-1] if fitting else None


def items_of(text: str, pattern: str) -> list:
    """The numbered items of the problems or measures section."""
    head = section(text, pattern)
    if not head:
        return []
    return [h for h in headings(text) if h.level == 2 and head.start < h.start < head.section_end]


PROBLEMS = r"问题"
MEASURES = r"措施"


def drop_item(text: str, items: list, index: int) -> list[Edit]:
    """Take one item out of its list and renumber the rest."""
    item = items[index]
    return [(item.start, item.section_end, "")] + renumber(text, headings(text), item, 2)


def bigrams(words: str) -> set[str]:
    plain = re.sub(rf"[^{HAN}]", "", words)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
