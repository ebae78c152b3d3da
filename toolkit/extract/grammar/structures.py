"""Shares of one whole: ``支出结构：基本35.5%、项目43.3%、经营21.3%`` make 100."""

import itertools
import re
from collections.abc import Iterator

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import operand
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension
from toolkit.records.facts import Binding, Operand, Role, SumClaim

_STRUCTURE = re.compile(r"结构|构成|占比|各?占|比重|比例分别")
_FIRM = re.compile(r"结构|构成|各占")
_EACH = re.compile(r"(?:占比|各占|比重)[^,]{0,2}(?:分别|依次)(?:为|是|达)$|分别占$")
_LINK = re.compile(r"\)?[、,和及与;][^0-9,。;]{0,14}")
_CHAIN = re.compile(r"结构|构成|占比|比重|之比|比例")


def structures(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """Read every list of shares that leaves nothing out, as percentages or as a:b:c."""
    yield from _percentages(sentence)
    yield from _chains(sentence)


def _percentages(sentence: Sentence) -> Iterator[SumClaim]:
    shares = [i for i in sentence.items if i.dimension is Dimension.RATIO]
    if len(shares) < 2 or any(i.role not in (Role.SHARE, Role.RATE) for i in shares):
        return
    if shares[-1].index != shares[0].index + len(shares) - 1 or any(i.dated is not shares[0].dated for i in shares):
        return
    opening = sentence.flow.text[sentence.start : shares[0].token.start]
    links = [sentence.between(a, b) for a, b in itertools.pairwise(shares)]
    cue = _STRUCTURE.search(opening)
    if cue is None or not all(_LINK.fullmatch(link) for link in links):
        return
    counted = any(i.quantity.value == len(shares) for i in sentence.items[: shares[0].index])  # 四个科室……分别为
    known = _FIRM.search(opening) or (counted and _EACH.search(opening))
    firm = known and "等" not in sentence.after(shares[-1])[:4] and len(shares) > 2
    yield _claim(sentence, shares, None, cue.group(), Binding.ORDERED if firm else Binding.GUESSED)


def _chains(sentence: Sentence) -> Iterator[SumClaim]:
    """``结构5.6:56.6:37.8，合计100``."""
    for chain in colon_chains(sentence):
        opening = sentence.flow.text[sentence.start : chain[0].token.start]
        if len(chain) < 3 or not _CHAIN.search(opening):
            continue
        after = sentence.items[chain[-1].index + 1 :]
        total = next((i for i in after if "合计" in i.lead or "共计" in i.lead), None)
        yield _claim(sentence, chain, operand("total", total) if total else None, "结构", Binding.GUESSED)


def colon_chains(sentence: Sentence) -> Iterator[list[Item]]:
    """Find runs of bare numbers joined by colons."""
    run: list[Item] = []
    for item in sentence.items:
        if run and sentence.between(run[-1], item) == ":" and run[-1].quantity.unit is None:
            run.append(item)
            continue
        if len(run) > 1:
            yield run
        run = [item]
    if len(run) > 1:
        yield run


def _claim(sentence: Sentence, parts: list[Item], total: Operand | None, label: str, binding: Binding) -> SumClaim:
    span = sentence.span(*parts)
    return SumClaim(
        span=span.hull(total.quantity.span) if total else span,
        label=label,
        text=sentence.text,
        operands=(*([total] if total else []), *(operand("part", i) for i in parts)),
        binding=binding,
        complete=True,
    )
