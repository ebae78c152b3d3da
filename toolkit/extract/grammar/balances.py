"""Balances: ``年初结转A，加本年收入B，减本年支出C，年末结余D``, and sums written with + and −."""

import itertools
import re
from collections.abc import Iterator

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import operand, other_basis, rivals
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records.facts import Binding, Role, SumClaim

_FIRST = re.compile(r"年初|上年结转|上年末|期初|原有|底共有|旧存|原预算")
_PLUS = re.compile(
    r"^[,、;]?(?:\+|加|年中追加|追加|新增|新收|本年收入|当年收入|本期增加|全年新增|\d{0,4}年?新[增建]|调入|调增|年中调增|上级补助|上年结[转余])|\+"
)
_MINUS = re.compile(r"^[,、;]?(?:-|减|扣除|本年支出|当年支出|本期减少|收回|调减|核减|上解|调出|退出)|-$")
_CLOSES = re.compile(
    r"年末结[余转]|期末余额|结转下年|年末余额|调整后(?:的)?预算|调整预算(?:数)?[为是]?$|(?:全年|年度)预算(?:数|总额)?[为是]?$|预算总额[为是]?$|可用|目前共|现有|总量|=|合计|总计|共计"
)


def balances(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """Read every stretch of opening figure, additions, deductions and result."""
    for end in sentence.items:
        start = sentence.items[0] if sentence.items else None
        if start is None or end.index < 2:
            continue
        run = [i for i in sentence.items[: end.index] if i.matches(end) and i.bracket == end.bracket]
        if len(run) == end.index and (claim := _closing(sentence, run, end) or _equation(sentence, run, end)):
            yield claim
    if len(sentence.items) > 2 and (claim := _led_by_result(sentence)):
        yield claim


def _closing(sentence: Sentence, run: list[Item], end: Item) -> SumClaim | None:
    if not _CLOSES.search(end.lead) or not _FIRST.search(run[0].lead):
        return None
    signs = [1]
    for item in run[1:]:
        if _MINUS.search(item.lead):
            signs.append(-1)
        elif _PLUS.search(item.lead) or item.role is Role.DELTA:
            signs.append(item.sign if item.role is Role.DELTA else 1)
        else:
            return None
    return _claim(sentence, run, signs, end)


def _equation(sentence: Sentence, run: list[Item], end: Item) -> SumClaim | None:
    """``A+B-C=D``."""
    if "=" not in sentence.between(run[-1], end):
        return None
    signs = [1, *(_sign(sentence.between(a, b)) for a, b in itertools.pairwise(run))]
    return _claim(sentence, run, signs, end) if all(signs) else None


def _led_by_result(sentence: Sentence) -> SumClaim | None:
    """``D=A+B-C``."""
    result, *run = sentence.items
    if len(run) < 2 or "=" not in sentence.between(result, run[0]) or not all(i.matches(result) for i in run):
        return None
    signs = [1, *(_sign(sentence.between(a, b)) for a, b in itertools.pairwise(run))]
    return _claim(sentence, run, signs, result) if all(signs) else None


def _sign(gap: str) -> int:
    return 1 if "+" in gap else -1 if "-" in gap else 0


def _claim(sentence: Sentence, run: list[Item], signs: list[int], result: Item) -> SumClaim:
    parts = [operand("part", item, sign) for item, sign in zip(run, signs, strict=True)]
    return SumClaim(
        span=sentence.span(*run, result),
        label=result.label,
        text=sentence.text,
        operands=(operand("total", result), *parts),
        binding=Binding.GUESSED if other_basis(sentence) else Binding.ORDERED,
        rivals=rivals(sentence, *run, result),
        complete=True,
    )
