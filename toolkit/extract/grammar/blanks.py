"""Sentences in which a figure was left out: what stands beside the blank may rest on it, and proves nothing."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from toolkit.extract.grammar.sentences import Sentence
from toolkit.records.facts import Binding, Claim

_LEFT = re.compile(
    r"(?=[Xx×_占达为])(?:(?<![A-Za-z0-9×])(?:[Xx]{2,}|×{2,})(?![A-Za-z0-9×])|_{2,}|[占达为]%(?=[,。;、]|$))"
)
_COUNTED = re.compile(r"(?<=[\u4e00-\u9fff])(?:万元|亿元|元|人次|人|名|个|项|户|份|件|宗|次|场|家)(?=[,。;、]|$)")


def unproven(sentence: Sentence, claims: Iterator[Claim]) -> Iterator[Claim]:
    """Yield the claims; in a sentence with a blank as guesses, which verify and never accuse."""
    if not _has_blank(sentence):
        yield from claims
        return
    for claim in claims:
        yield replace(claim, binding=Binding.GUESSED)


def _has_blank(sentence: Sentence) -> bool:
    """Tell whether a sign stands for a figure, or room was left for one before its unit (实际参加  人)."""
    if _LEFT.search(sentence.text):
        return True
    at = sentence.flow.at
    rooms = (match.start() + sentence.start for match in _COUNTED.finditer(sentence.text))
    return any(place and at[place] - at[place - 1] > 1 and not _in_figure(sentence, place) for place in rooms)


def _in_figure(sentence: Sentence, place: int) -> bool:
    i = bisect_left(sentence.items, place, key=lambda item: item.token.end)
    return i < len(sentence.items) and sentence.items[i].token.start < place
