"""同一个比率叫法不一，或小数位数不一

查什么：由同样的分子、分母算出的同一个比率，一处叫“预算执行率”，一处叫“预算支出率”；
同一个数的两种通行叫法（年末结转、年终结余）也算；全文由分子、分母算得出的百分数，绝大多数保留同样的小数位数，个别的少了几位。

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
from itertools import chain

from toolkit.arithmetic import as_printed, of_claim, of_sum
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.once import once
from toolkit.checks.operands import rates, stated
from toolkit.checks.passages import passage
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Quantity, Severity, Span, Unable
from toolkit.records.facts import Binding, Claim, Mention, RatioClaim, Role, ShareClaim

_RATE = re.compile("[率度]$")
_DIGITS = 4
_SERIES, _PAIR = 3, 2  # shares of one whole
_FEWEST = 5  # percentages that show a habit
_MOST_OTHER = 5  # one in so many at most is a slip, more are another habit


@check("TX05", Severity.INFO)
def term_variance(dossier: Dossier) -> Outcomes:
    told: list[Span] = []
    for each in chain(_names(dossier), _synonyms(dossier), _shares(dossier), _decimals(dossier)):
        span = each.evidence[0].span if each.evidence else None
        if span is not None and isinstance(each, Hit):
            if any(span.overlaps(other) for other in told):
                continue
            told.append(span)
        yield each


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


def _synonyms(dossier: Dossier) -> Iterator[Hit]:
    """Look for one metric under two names that are known to mean the same.

    Their figures are the same, or the words before them are: 课后服务参与率 and 课后服务参加率.
    """
    known = _named(dossier.knowledge)
    first: dict[tuple[object, ...], tuple[str, Mention]] = {}
    told: set[tuple[str, str]] = set()
    for mention in dossier.facts.of(Mention):
        found = known.fullmatch(mention.label) if mention.role is not Role.TARGET else None
        if found is None or not found.lastgroup:
            continue
        group, name, of = found.lastgroup, found[found.lastgroup], found["of"]
        q = mention.quantity
        keys: list[tuple[object, ...]] = [(group, q.value, q.unit)] if _is_telling(q) else []
        keys += [(group, of)] if len(of) > 1 else []
        for key in keys:
            other, earlier = first.setdefault(key, (name, mention))
            if other != name and (other, name) not in told:
                told |= {(other, name), (name, other)}
                yield Hit(
                    message=f"同一个指标，一处叫“{other}”，一处叫“{name}”",
                    evidence=(
                        Evidence(role="一处", span=_labelled(dossier, mention)),
                        Evidence(role="另一处", span=_labelled(dossier, earlier)),
                    ),
                    suggestion="全文用一个叫法",
                    certainty=Certainty.POSSIBLE,
                )


def _labelled(dossier: Dossier, mention: Mention) -> Span:
    return passage(dossier.document, mention.quantity.span).with_label(mention.label)


@once
def _named(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of a label: what it is of, and a name in the group of its synonyms."""
    groups = "|".join(f"(?P<s{i}>{any_of(entry.names)})" for i, entry in enumerate(knowledge.metrics.synonym))
    return re.compile(f"(?P<of>.{{0,12}}?)(?:{groups})(?:总?[数额量])?(?:[比较].*)?")


def _is_telling(*figures: Quantity) -> bool:
    """Tell whether the figures are long enough not to agree by chance."""
    return min(len(f"{q.value:f}".replace(".", "")) if q.value is not None else 0 for q in figures) >= _DIGITS


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


def _shares(dossier: Dossier) -> Iterator[Hit]:
    """Look for the one share of a whole that has fewer decimals than the others, a whole percentage too."""
    by_whole: dict[Span, list[Claim]] = defaultdict(list)
    for claim in dossier.facts.of(ShareClaim):
        whole = claim.one("whole")
        if whole is not None and claim.binding is not Binding.GUESSED:
            by_whole[whole.span].append(claim)
    for claims in by_whole.values():
        most = max(stated(claim).places for claim in claims)
        fewer = [claim for claim in claims if stated(claim).places < most]
        if (len(claims) >= _SERIES or _is_halved(claims)) and len(fewer) == 1 and _is_rounded(fewer[0]):
            value = stated(fewer[0])
            yield Hit(
                message=f"{value.text} 保留{value.places}位小数，同一总数的其余占比保留{most}位",
                evidence=(Evidence(role="百分数", span=value.span),),
                suggestion=f"统一保留{most}位小数",
                certainty=Certainty.POSSIBLE,
            )


def _is_halved(claims: list[Claim]) -> bool:
    """Tell whether two shares are all that there is of a whole."""
    whole, parts = claims[0].one("whole"), [part for claim in claims for part in claim.all("part")]
    judgement = of_sum(whole, [(1, part.quantity) for part in parts]) if whole and len(parts) == _PAIR else None
    return judgement is not None and judgement.verdict.holds


def _is_rounded(claim: Claim) -> bool:
    """Tell whether a percentage holds and had to be rounded: what divides evenly needs no decimals."""
    value, judgement = stated(claim), of_claim(claim)
    if judgement is None or not value.percent or not value.value or not judgement.verdict.holds:
        return False
    return not (judgement.computed.lo == judgement.computed.hi == as_printed(value).lo)
