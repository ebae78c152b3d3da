"""Choosing operands: which figures of a sentence a stated number can rest on."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import TypeVar

from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records.facts import Binding, Operand, RatioClaim, Role

R = TypeVar("R", bound=RatioClaim)

Chosen = tuple[list[Item], Item | None, Binding]
"""The parts, the whole, and how sure the choice is."""


_NEAR = 12  # figures to either side that a writer may have divided by mistake
_MOST = 24
_OTHER_BASIS = re.compile(
    r"同口径|可比口径|可比价|剔除|扣除|不变价|按可比|不含|加权|折半|折算|折合|除外|缺考|含上年|含结转|综合满意"
)


def operand(role: str, item: Item, sign: int = 1) -> Operand:
    """Make an operand of a figure."""
    return Operand(role=role, quantity=item.quantity, label=item.label, sign=sign)


def other_basis(sentence: Sentence) -> bool:
    """Tell whether the words say that something was left out or weighted, so that plain arithmetic need not hold."""
    return _OTHER_BASIS.search(sentence.text) is not None


def amounts(sentence: Sentence, before: Item | None = None) -> list[Item]:
    """Return the figures that can be part or whole of something, those before ``before`` in its segment only."""
    if before is None:
        return list(sentence.amounts)
    end = bisect_left(sentence.amounts, before.index, key=lambda i: i.index)
    ahead = [i for i in sentence.amounts[:end] if i.bracket in (-1, before.bracket)]
    return [i for i in ahead if i.segment == before.segment] or ahead


def around(sentence: Sentence, item: Item) -> list[Item]:
    """Return the amounts of the item's segment on both sides: brackets and later clauses may hold the operands."""
    return [i for i in sentence.amounts if i.segment == item.segment and not _explains_another(sentence, i, item)]


def _explains_another(sentence: Sentence, amount: Item, rate: Item) -> bool:
    """Tell whether a bracket opens right behind another rate that has a name: 开工率100%,完工率96%(25个中24个)."""
    before = amount.token.start - 1
    opens = before if sentence.flow.text[before : before + 1] == "(" else amount.bracket
    if opens in (-1, rate.bracket):
        return False
    behind = (i for i in sentence.items if i.token.end == opens)
    return any(i is not rate and i.label and i.dimension is rate.dimension for i in behind)


def levels(items: Iterable[Item]) -> list[Item]:
    """Return the figures that say how much there is, not by how much it changed or what it is on average."""
    return [i for i in items if i.role in (Role.LEVEL, Role.TOTAL, Role.FULL, Role.SCORE, Role.TARGET, Role.MEAN)]


def rivals(sentence: Sentence, *used: Item) -> tuple[Operand, ...]:
    """Return the amounts near those used, in the sentence and at the end of the one before it."""
    first, last = min(i.index for i in used), max(i.index for i in used)
    near = sentence.items[max(0, first - _NEAR) : last + _NEAR]
    own = [i for i in near if i in sentence.amounts and i not in used][:_MOST]
    earlier = sentence.previous.amounts[-_NEAR:] if sentence.previous else ()
    return tuple(operand("rival", i) for i in (*own, *earlier))


def run_ending_at(sentence: Sentence, last: Item) -> list[Item]:
    """Return the figures strung together with 、 that end at ``last`` (``27、39、59个``), itself included."""
    run = [last]
    while run[0].index:
        left = sentence.items[run[0].index - 1]
        if sentence.between(left, run[0]) not in ("、", ",", "和", "及", "与") or not left.matches(run[0]):
            break
        run.insert(0, left)
    return run


def shared_run(one: str, other: str) -> int:
    """Return the length of the longest run of characters that both hold, up to 12."""
    for size in range(min(len(one), len(other), 12), 0, -1):
        if any(other[i : i + size] in one for i in range(len(other) - size + 1)):
            return size
    return 0


def ratio_claim(
    kind: type[R],
    sentence: Sentence,
    item: Item,
    chosen: Chosen,
    *,
    complement: bool = False,
) -> R:
    """Make the claim of ``kind`` that ``item`` states over the chosen parts and whole."""
    parts, whole, binding = chosen
    used = [*parts, *([whole] if whole else []), item]
    operands = [*(operand("part", p) for p in parts), *([operand("whole", whole)] if whole else [])]
    return kind(
        span=sentence.span(*(i for i in used if i in sentence.items)),
        label=item.label,
        text=sentence.text,
        operands=(*operands, operand("value", item)),
        binding=Binding.GUESSED if other_basis(sentence) else binding,
        rivals=rivals(sentence, *used),
        complement=complement,
    )
