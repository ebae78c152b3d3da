"""把“基本满意”算进了满意度

查什么：满意度、满意率只有把“基本满意”（“较满意”“一般”）也算作满意才得出所写的数，而没有说明。

为何：“满意”与“基本满意”是两个口径，混在一起，满意度就虚高，也不能与目标、与上年比较。

依据：knowledge/bases.toml：满意率的分子是“满意”，“基本满意率”才包括“基本满意”。

有问题：
    共调查83人，满意60人，基本满意23人，满意度100%。

没问题：
    共调查83人，满意60人，基本满意23人，满意度72.29%。

局限：写明“满意和基本满意”合计的，不报；没有分列“基本满意”的，看不出来。
"""

import re
from collections import defaultdict

from toolkit.arithmetic import of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, shown, stated
from toolkit.checks.passages import passage
from toolkit.records import Clear, Hit, Severity, Span
from toolkit.records.facts import RatioClaim

_RATE = re.compile("(?<!基本)满意(?:度|率)$")
_HALF = re.compile("基本满意|较为?满意|比较满意|一般")
_TOLD = re.compile(
    "满意(?:和|及|与|、|或)(?:基本|较|比较)满意|满意(?:及)?以上|综合满意|合计满意|含基本满意|包括基本满意"
)


@check("CN09", Severity.INFO)
def satisfied_or_basically(dossier: Dossier) -> Outcomes:
    by_rate: dict[Span, list[RatioClaim]] = defaultdict(list)
    for claim in dossier.facts.of(RatioClaim):
        if claim.all("part") and claim.one("whole") and _RATE.search("".join(claim.label.split())):
            by_rate[stated(claim).span].append(claim)
    for claims in by_rate.values():
        judged = [(claim, judgement) for claim in claims if (judgement := of_claim(claim))]
        holding = [(claim, judgement) for claim, judgement in judged if judgement.verdict.holds]
        plain = next((pair for pair in holding if not _is_widened(pair[0])), None)
        if plain is not None:
            yield Clear(evidence=cited(plain[0]), recomputation=shown(*plain))
        elif holding and not _TOLD.search(passage(dossier.document, stated(holding[0][0]).span).sentence().text):
            claim, judgement = holding[0]
            yield Hit(
                message=f"满意度 {stated(claim).text} 是把“基本满意”一类也算进去才有的",
                evidence=cited(claim),
                recomputation=shown(claim, judgement),
                suggestion="只按“满意”计算，或改称“满意和基本满意的比例”，并与目标、上年用同一口径",
            )


def _is_widened(claim: RatioClaim) -> bool:
    return any(_HALF.search(operand.label) for operand in claim.all("part"))
