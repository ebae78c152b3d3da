"""The summary on top of the page, cut so that it prints on one sheet of A4.

Each line of it is clipped where the sheet ends, so how many lines there are is all that has to be reckoned with.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.records import Certainty, Severity
from toolkit.report.html_items import Card, Gap, Group, Proof

SECTIONS = 9
"""Rows of the table of sections; with more, those without findings are gathered first."""
ASIDE = 5
"""Lines for what holds, and for what could not be checked."""
LINES = 24
"""Lines for findings: one of what and where, and one or two of what is said."""
WIDTH = 108
"""Half-width letters on a line of a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """A finding to name on the summary; ``under`` are the headings it stands under."""

    card: Card
    under: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many places one check recomputed and found to hold, and one of them."""

    code: str
    times: int
    example: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What one sheet shows of an audit, and how much it leaves out.

    ``folded`` are the sections, named by where they begin, that one row of ``folded_counts`` stands for.
    """

    tops: tuple[Top, ...]
    more_tops: int
    held: tuple[Held, ...]
    more_held: int
    gaps: tuple[Gap, ...]
    more_gaps: int
    folded: frozenset[int | None]
    folded_counts: Mapping[Severity, int]


def summary(groups: Sequence[Group], proofs: Iterable[Proof], gaps: Iterable[Gap]) -> Summary:
    """Choose what goes on the sheet: the gravest findings, what most checks confirmed, what was missing most often."""
    held = _held(proofs)
    missing = sorted(gaps, key=lambda gap: -gap.times)
    spare = ASIDE - min(ASIDE, max(len(held), len(missing)))
    ranked = sorted(
        ((card, card.path or group.title) for group in groups for card in group.cards),
        key=lambda pair: _gravity(pair[0]),
    )
    tops = tuple(_fitting(ranked, LINES + spare))
    folded = _folded(groups)
    counts: Counter[Severity] = Counter()
    for group in folded:
        counts.update(group.counts)
    return Summary(
        tops=tops,
        more_tops=len(ranked) - len(tops),
        held=tuple(held[:ASIDE]),
        more_held=len(held[ASIDE:]),
        gaps=tuple(missing[:ASIDE]),
        more_gaps=len(missing[ASIDE:]),
        folded=frozenset(group.anchor for group in folded),
        folded_counts={severity: counts[severity] for severity in Severity},
    )


def _gravity(card: Card) -> tuple[int, bool, int]:
    finding = card.finding
    return -finding.severity.rank, finding.hit.certainty is Certainty.POSSIBLE, card.number


def _fitting(ranked: Iterable[tuple[Card, str]], room: int) -> Iterator[Top]:
    """Yield findings as long as there is room for them."""
    for card, under in ranked:
        width = sum(1 if letter.isascii() else 2 for letter in card.finding.hit.message)
        lines = 2 if width <= WIDTH else 3
        room -= lines
        if room < 0:
            return
        yield Top(card=card, under=under, lines=lines)


def _held(proofs: Iterable[Proof]) -> list[Held]:
    """Count what holds by the check that says so, the most frequent first, each with an example of its own."""
    by_code: defaultdict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        for code in proof.codes:
            by_code[code].append(proof)
    shown: set[int] = set()
    held = []
    for code, own in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0])):
        example = next((proof for proof in own if proof.number not in shown), own[0])
        shown.add(example.number)
        held.append(Held(code=code, times=len(own), example=example))
    return held


def _folded(groups: Sequence[Group]) -> Sequence[Group]:
    """Return the sections that one row stands for: as few as possible, those without findings before the others."""
    if len(groups) <= SECTIONS:
        return ()
    by_weight = sorted(groups, key=lambda group: -len(group.cards))
    return by_weight[SECTIONS - 1 :]
