"""Rates with their formula written out: ``（58/62）×100%=93.55%``, ``（14.28－15.06）/15.06×100%=-5.18%``."""

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.sentences import Sentence
from toolkit.records import Quantity, Unit
from toolkit.records.facts import Binding, GrowthClaim, Operand, RatioClaim

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = r"(?:万元|亿元|元|人|个|件|份|户|项)?"
_OVER = rf"(?P<part>{_NUMBER}){_UNIT}[/÷](?P<whole>{_NUMBER}){_UNIT}"
_CHANGE = rf"\((?P<current>{_NUMBER}){_UNIT}[-—](?P<less>{_NUMBER}){_UNIT}\)[/÷](?P<base>{_NUMBER}){_UNIT}"
_FORMULA = re.compile(rf"(?:{_CHANGE}|\(?{_OVER}\)?)[×xX*]100%=(?P<value>-?{_NUMBER})%")


def formulas(sentence: Sentence, lexicon: Lexicon) -> Iterator[RatioClaim | GrowthClaim]:
    """Read every rate that the sentence computes before the reader's eyes."""
    for found in _FORMULA.finditer(sentence.text):
        value = _operand(sentence, found, "value", lexicon.units["%"])
        span = sentence.flow.span(sentence.start + found.start(), sentence.start + found.end())
        label = re.split("[,。;:=]", sentence.text[: found.start()].rstrip("="))[-1][-20:]
        if found["part"]:
            yield RatioClaim(
                span=span,
                label=label,
                text=sentence.text,
                operands=(_operand(sentence, found, "part"), _operand(sentence, found, "whole"), value),
                binding=Binding.NAMED,
            )
        elif found["less"] == found["base"]:
            yield GrowthClaim(
                span=span,
                label=label,
                text=sentence.text,
                operands=(_operand(sentence, found, "base"), _operand(sentence, found, "current"), value),
                binding=Binding.NAMED,
            )


def _operand(sentence: Sentence, found: re.Match[str], role: str, unit: Unit | None = None) -> Operand:
    text = found[role].replace(",", "")
    start, end = (sentence.start + at for at in found.span(role))
    quantity = Quantity(
        value=Decimal(text),
        unit=unit,
        span=sentence.flow.span(start, end + (1 if unit else 0)),
        text=found[role] + ("%" if unit else ""),
        places=len(text.partition(".")[2]),
    )
    return Operand(role=role, quantity=quantity)
