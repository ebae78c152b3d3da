"""词语搭配不当，或称呼不合身份

查什么：两个动词叠用（进行开展、加强提高），动词与宾语不配（加强重视），词义重复（涉及到、原因是因为）；
在自己的报告里把自己称作“贵局”“贵镇”。

为何：套话拼接、照抄模板常留下这样的痕迹；“贵局”多半是从别人写来的材料里抄来的。

依据：knowledge/collocations.toml，各条注明出处。

有问题：
    2023年，贵局牵头进行开展专项检查6次。

没问题：
    2023年，我局牵头开展专项检查6次。

局限：只认知识文件列出的词；引文里的不看。
"""

import re
from functools import cache

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import find
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Replacement, Severity

_PRIZED = "名珍昂宝富尊可华显权金腾娇"  # 名贵, 珍贵: the word before ends in 贵
# 按照贵局通知要求: the one written to
_ADDRESSEE = "(?<!按照贵)(?<!根据贵)(?<!依据贵)(?<!遵照贵)(?<!收到贵)(?<![请向呈]贵)"
_OBJECT = r"(?=[\u4e00-\u9fff“])(?![的和与及或等地得])"
_ABOUT = re.compile(
    "对(?<![针面]对)(?!外|内|方|口|接|比|照|标|应|策)[\u4e00-\u9fff]{2,6}方面的(?!影响|要求|意见|建议|规定|需求|问题|情况|评价|贡献|作用)"
)
_OWN = re.compile("[我本][局镇乡院校馆委处所单街中部]")


@check("TX04", Severity.INFO)
def collocation_register(dossier: Dossier) -> Outcomes:
    told = False
    for pattern, message, instead, spare in _patterns(dossier.knowledge):
        for found in find(dossier.document, pattern):
            if found.quotation() is not None:
                continue
            told = True
            yield Hit(
                message=f"{message}：“{found.text}”",
                evidence=(Evidence(role="词语", span=found.span),),
                suggestion=instead,
                certainty=Certainty.POSSIBLE,
                fixes=(Replacement(span=found.part(0, spare).span, text=""),) if spare else (),
            )
    if not told and (own := next(find(dossier.document, _OWN), None)):
        yield Clear(evidence=(Evidence(role="自称", span=own.span),))


@cache
def _patterns(knowledge: Knowledge) -> tuple[tuple[re.Pattern[str], str, str, int], ...]:
    """Return what to look for, what to say of it, what to write instead, and how many letters to begin with can go."""
    known = knowledge.collocations
    together = [
        (re.compile(f"(?:{any_of(e.words)})" + (_OBJECT if e.object else "")), "搭配不当或重复", e.instead, e.spare)
        for e in known.collocation
    ]
    address = [
        (re.compile(f"贵{_ADDRESSEE}(?<![{_PRIZED}]贵)(?:{any_of(e.words)})"), "在自己的报告里用了敬称", e.instead, 0)
        for e in known.addressed
    ]
    about = (_ABOUT, "“对”与“方面的”重复", "删去“方面”，或改为“在……方面”", 0)
    return (*together, *address, about)
