"""Words around a number that limit or widen it: 不低于, 以上, 约, 余."""

from dataclasses import dataclass

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.records import Hedge, Op

_REACH = 8  # characters before a number in which its hedge stands
_OPS = {"ge": Op.GE, "le": Op.LE, "gt": Op.GT, "lt": Op.LT, "over": Op.GT, "near": Op.ABOUT, "about": Op.ABOUT}
_HEDGES = {"gt": Hedge.OVER, "over": Hedge.OVER, "lt": Hedge.NEARLY, "near": Hedge.NEARLY, "about": Hedge.ABOUT}


@dataclass(frozen=True, slots=True)
class Limits:
    """How the words at both sides take a number, and where they begin and end."""

    start: int
    end: int
    op: Op
    hedge: Hedge | None


def limits(text: str, start: int, end: int, lexicon: Lexicon, *, odd: bool, signed: bool) -> Limits:
    """Read the words around ``text[start:end]``; ``odd`` where 余 or 多 stands inside, ``signed`` after a minus."""
    op, hedge = (Op.ABOUT, Hedge.ODD) if odd else (Op.EQ, None)
    before = None if signed else lexicon.before.search(text, max(0, start - _REACH), start)
    if before is not None:
        kind = before.lastgroup or ""
        start, op, hedge = before.start(), _OPS[kind], _HEDGES.get(kind, hedge)
    elif text[start - 1 : start] == "上" and text[start] in "百千万":
        start, op, hedge = start - 1, Op.ABOUT, Hedge.ABOUT
    after = lexicon.after.match(text, end)
    if after is not None:
        end = after.end()
        if after["about"]:
            op, hedge = Op.ABOUT, Hedge.ABOUT
        else:
            op, hedge = (Op.GE if after["ge"] else Op.LE), None
    return Limits(start, end, op, hedge)
