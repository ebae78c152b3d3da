"""Wholes cut into parts, each with its share: ``支出100万元，人员60万元，占60%；设备40万元，占40%``."""

import re
from decimal import Decimal
from typing import NamedTuple

from toolkit.extract.grammar.operands import levels
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension

_SHARE = re.compile(r"[,(]?(?:约|各)?占(?:比|总[额数量]|其)?(?:的|为|达|约)?(?:比例|比重)?(?:为|是|达)?")
_FEWEST = 2  # parts of a whole
_ALL = 100  # per cent
_NEAR = Decimal(1)  # points by which a share is taken for that of its part


class _Pair(NamedTuple):
    part: Item
    share: Item


def partitioned(sentence: Sentence, share: Item) -> tuple[Item, Item] | None:
    """Return part and whole of a share among others that cut one whole up.

    The shares must add up to 100, or the parts to the whole; and all shares but one must be about those of their parts,
    so that neither a slip in one figure nor a whole of something else is taken for the text's meaning.
    """
    pairs = _pairs(sentence)
    mine = next((p for p in pairs if p.share is share), None)
    if mine is None or len(pairs) < _FEWEST:
        return None
    whole = _whole(sentence, pairs)
    if whole is None or _doubted(pairs, whole) > 1:
        return None
    return (mine.part, whole) if _is_complete(pairs) or _total(pairs) == whole.quantity.base_value else None


def _pairs(sentence: Sentence) -> list[_Pair]:
    """Return the amounts with a share right behind them, as far as they are of one kind."""
    found = [
        _Pair(part, share)
        for part, share in zip(sentence.items, sentence.items[1:], strict=False)
        if share.dimension is Dimension.RATIO
        and part.dimension not in (Dimension.RATIO, Dimension.POINTS)
        and part.quantity.base_value is not None
        and share.quantity.value is not None
        and _SHARE.fullmatch(sentence.between(part, share))
    ]
    return [p for p in found if p.part.matches(found[0].part)]


def _whole(sentence: Sentence, pairs: list[_Pair]) -> Item | None:
    """Return the one amount outside the pairs, before or behind them all; of several the one that they add up to."""
    first, last = pairs[0].part.index, pairs[-1].share.index
    free = [i for i in levels(sentence.amounts) if not first <= i.index <= last and i.matches(pairs[0].part)]
    if len(free) > 1:
        total = _total(pairs)
        free = [i for i in free if i.quantity.base_value == total]
    whole = free[0] if len(free) == 1 else None
    return whole if whole is not None and whole.quantity.base_value else None


def _total(pairs: list[_Pair]) -> Decimal:
    return sum((p.part.quantity.base_value or Decimal() for p in pairs), Decimal())


def _is_complete(pairs: list[_Pair]) -> bool:
    """Tell whether the shares add up to 100, each within its rounding."""
    shares = [p.share.quantity.value or Decimal() for p in pairs]
    unit = max(Decimal(1).scaleb(int(s.as_tuple().exponent)) for s in shares)
    return abs(sum(shares, Decimal()) - _ALL) <= unit * len(shares) / 2


def _doubted(pairs: list[_Pair], whole: Item) -> int:
    """Count the shares that are not about those of their parts."""
    base = whole.quantity.base_value or Decimal(1)
    return sum(
        abs((p.part.quantity.base_value or Decimal()) * _ALL / base - (p.share.quantity.value or Decimal())) > _NEAR
        for p in pairs
    )
