"""Proportions: ``男105人、女100人，性别比1.05:1``."""

from collections.abc import Iterator

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import amounts, levels, operand
from toolkit.extract.grammar.sentences import Sentence
from toolkit.extract.grammar.structures import colon_chains
from toolkit.records.facts import Binding, ProportionClaim


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
                binding=Binding.ORDERED if len(pool) == len(chain) and chain is chains[0] else Binding.GUESSED,
            )
