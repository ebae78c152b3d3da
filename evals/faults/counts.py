"""Plant faults of counts and ordinals (CT)."""

from __future__ import annotations

import random
import re

from evals.faults.helpers import Planted, body_matches, finish, first, planter
from evals.faults.scan import HAN, ORDINALS, headings

LIST = re.compile(rf"(\d+)(个|项|件)([{HAN}]*)，(?:(?:分别是|分别为|包括)([{HAN}、]+))")


@planter("CT01")
def ct01(text: str, rng: random.Random) -> Planted | None:
    """A stated count that differs from the length of the list."""

    def make(match: re.Match) -> Planted | None:
        items = match[4].split("、")
        if len(items) != int(match[1]):
            return None
        if rng.random() < 0.5:
            new = str(len(items) + rng.choice([-2, -1, 1, 2]))
            if int(new) < 2:
                return None
            return finish("CT01", text, [(*match.span(1), new)], f"所列为{len(items)}项", others=[match.span(4)])
        drop = rng.randrange(len(items) - 1)
        edit = (*match.span(4), "、".join(items[:drop] + items[drop + 1 :]))
        return finish("CT01", text, [edit], f"删去“{items[drop]}”", mark=match.span(1), others=[])

    return first(rng, body_matches(LIST.pattern, text), make)


@planter("CT02")
def ct02(text: str, rng: random.Random) -> Planted | None:
    """An ordinal repeated or skipped, in the headings or in 一是、二是."""
    choices: list[tuple[int, int, str]] = []
    heads = headings(text)
    for head in heads:
        later = any(h.level == head.level and head.start < h.start < head.section_end + 1 for h in heads)
        if head.number < 2:
            continue
        for wrong in (head.number + 1, head.number - 1):
            if not later and wrong <= 10:
                word = ORDINALS[wrong - 1] if head.level in (1, 2) else str(wrong)
                choices.append((*head.ordinal, word))
    for match in body_matches(rf"(?<=[，；：])([二三四五])(?=是[{HAN}])", text):
        number = ORDINALS.index(match[1]) + 1
        for wrong in (number + 1, number - 1):
            choices.append((*match.span(1), ORDINALS[wrong - 1]))

    def make(choice) -> Planted | None:
        return finish("CT02", text, [choice], f"序号“{text[choice[0] : choice[1]]}”改为“{choice[2]}”")

    return first(rng, choices, make)
