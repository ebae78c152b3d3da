"""同一个比率叫法不一，或小数位数不一

查什么：由同样的分子、分母算出的同一个比率，一处叫“预算执行率”，一处叫“预算支出率”；
全文由分子、分母算得出的百分数，绝大多数保留同样的小数位数，个别的少了几位。

为何：叫法不一，读者会以为是两个指标；位数不一，比率就不好比较，少写的一位往往正是四舍五入出入的地方。

依据：GB/T 15835-2011：同类数字用同一形式。

有问题：
    甲类受理83件，办结74件，办结率89.16%。
    乙类受理67件，办结61件，办结率91.04%。
    丙类受理91件，办结82件，办结率90.11%。
    丁类受理59件，办结55件，办结率93.22%。
    戊类受理73件，办结70件，办结率95.89%。
    己类受理77件，办结74件，办结率96.1%。

没问题：
    甲类受理83件，办结74件，办结率89.16%。
    乙类受理67件，办结61件，办结率91.04%。
    丙类受理91件，办结82件，办结率90.11%。
    丁类受理59件，办结55件，办结率93.22%。
    戊类受理73件，办结70件，办结率95.89%。
    己类受理77件，办结74件，办结率96.10%。

局限：除得尽的（9/10写作90%）和取整的不报；目标值、引用的百分数不看；不足五个百分数的，看不出哪种是通例。
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from toolkit.arithmetic import as_printed, of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import rates, stated
from toolkit.records import Certainty, Clear, Evidence, Hit, Quantity, Severity, Unable
from toolkit.records.facts import Binding, Claim, RatioClaim

_RATE = re.compile("[率度]$")
_DIGITS = 4
_FEWEST = 5  # percentages that show a habit
_MOST_OTHER = 5  # one in so many at most is a slip, more are another habit


@check("TX05", Severity.INFO)
def term_variance(dossier: Dossier) -> Outcomes:
    yield from _names(dossier)
    yield from _decimals(dossier)


def _names(dossier: Dossier) -> Iterator[Hit]:
    """Look for one rate, of the same figures, that goes by two names neither of which holds the other."""
    same: dict[tuple[object, ...], dict[str, Claim]] = defaultdict(dict)
    for claim in rates(dossier.facts):
        part, whole, value = claim.one("part"), claim.one("whole"), stated(claim)
        if isinstance(claim, RatioClaim) and part and whole and _is_telling(part, whole) and _RATE.search(claim.label):
            same[part.base_value, whole.base_value, value.value].setdefault(claim.label, claim)
    for named in same.values():
        first, *others = named
        for other in others:
            if first not in other and other not in first:
                one, two = stated(named[first]), stated(named[other])
                yield Hit(
                    message=f"同一个比率，一处叫“{first}”，一处叫“{other}”",
                    evidence=(Evidence(role="比率", span=two.span), Evidence(role="比率", span=one.span)),
                    suggestion="全文用一个叫法",
                    certainty=Certainty.POSSIBLE,
                )


def _is_telling(part: Quantity, whole: Quantity) -> bool:
    """Tell whether the figures are long enough not to agree by chance."""
    return min(len(f"{q.value:f}".replace(".", "")) if q.value is not None else 0 for q in (part, whole)) >= _DIGITS


def _decimals(dossier: Dossier) -> Outcomes:
    """Look for the few percentages with fewer decimals than all the others."""
    claims = {stated(c).span: c for c in rates(dossier.facts) if c.binding is not Binding.GUESSED and _is_rounded(c)}
    if len(claims) < _FEWEST:
        yield Unable(missing="足够多的由文中的数算出的百分数", evidence=())
        return
    places = Counter(stated(c).places for c in claims.values())
    usual, often = places.most_common(1)[0]
    if (len(claims) - often) * _MOST_OTHER > len(claims):
        yield Unable(missing="小数位数的通例", evidence=())
        return
    blocks = {span: dossier.document.block(span.start) for span in claims}
    shorter = Counter(id(blocks[span]) for span, claim in claims.items() if 0 < stated(claim).places < usual)
    for span, claim in claims.items():
        value = stated(claim)
        if (
            0 < value.places < usual and shorter[id(blocks[span])] == 1
        ):  # a whole percentage is often said for short, and a paragraph may have a habit of its own
            yield Hit(
                message=f"{value.text} 保留{value.places}位小数，全文的百分数多保留{usual}位",
                evidence=(Evidence(role="百分数", span=span),),
                suggestion=f"统一保留{usual}位小数",
                certainty=Certainty.POSSIBLE,
            )
        elif value.places == usual:
            yield Clear(evidence=(Evidence(role="百分数", span=span),))


def _is_rounded(claim: Claim) -> bool:
    """Tell whether a percentage holds and had to be rounded: what divides evenly needs no decimals."""
    value, judgement = stated(claim), of_claim(claim)
    if judgement is None or not value.percent or not judgement.verdict.holds:
        return False
    return not (judgement.computed.lo == judgement.computed.hi == as_printed(value).lo)
