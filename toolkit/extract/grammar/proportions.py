"""Proportions: ``男105人、女100人，性别比1.05:1``."""

import re
from collections.abc import Iterator
from itertools import pairwise

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import amounts, levels, operand
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.extract.grammar.structures import colon_chains
from toolkit.records.facts import Binding, ProportionClaim

_SIDES = re.compile("([\u4e00-\u9fff])([\u4e00-\u9fff])之?比例?$")  # 生师比, 收支比


def proportions(sentence: Sentence, lexicon: Lexicon) -> Iterator[ProportionClaim]:
    """Read every a:b:c with the amounts that stand in that proportion."""
    chains = list(colon_chains(sentence))
    for chain in chains:
        pool = [i for i in levels(amounts(sentence, chain[0])) if not any(i in each for each in chains)]
        parts = pool[-len(chain) :]
        if len(parts) < len(chain) or any(i.prior for i in parts):
            continue  # 学生1200人，比上年的1100人增加，生师比17.6:1
        if all(i.dimension is parts[0].dimension for i in parts):
            yield ProportionClaim(
                span=sentence.span(*parts, *chain),
                label=chain[0].label,
                text=sentence.text,
                operands=(*(operand("part", i) for i in parts), *(operand("value", i) for i in chain)),
                binding=Binding.ORDERED
                if len(pool) == len(chain) and chain is chains[0] and _are_sides(sentence, chain[0].label, parts)
                else Binding.GUESSED,
            )


def _are_sides(sentence: Sentence, name: str, parts: list[Item]) -> bool:
    """Tell whether amounts can be the sides of a proportion: no part of each other, and those that a name tells of."""
    if any("其中" in sentence.between(one, other) for one, other in pairwise(parts)):
        return False  # 教职工287人，其中专任教师241人，生师比17.1:1
    sides = _SIDES.search(name)
    if sides is None or not any(side in part.label for side in sides.groups() for part in parts):
        return True  # 性别比, 结构比: the name tells nothing of the sides
    return all(side in part.label for side, part in zip(sides.groups(), parts, strict=False))
