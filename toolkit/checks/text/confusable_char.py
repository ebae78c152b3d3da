"""形近字、同音字误作另一个字

查什么：一个字在原处不成词，换成与它形近或同音的字就成了常用词（统等→统筹、负贲→负责、拔付→拨付）；
同一句话在本报告另一处、上年度报告或通行的写法里用的是另一个字；工具书列出的别字（布署→部署）。

为何：扫描识别、拼音和五笔录入最容易留下这样的字，读者一眼看出，材料的可信就打了折扣。

依据：knowledge/characters.toml，各条注明出处；通行的写法见 knowledge/wordings.toml。

有问题：
    我镇统筹负贲辖区综合行政执法工作，全年整治占道经营36处。

没问题：
    我镇统筹负责辖区综合行政执法工作，全年整治占道经营36处。

局限：换不换都成词的（制定与制订）、地名人名、词典里有的词，都不报；引号和书名号里的，要正确的写法在别处
出现两次以上才报；数字从不改动。没有另一处作证的，只说“可能”。
"""

import re
from collections.abc import Iterator
from itertools import chain

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.alignment import Kind, twins
from toolkit.checks.once import once
from toolkit.checks.passages import Passage, find
from toolkit.checks.spelling import confusable, exchanged, lexicon, misspelt
from toolkit.knowledge import Knowledge
from toolkit.knowledge.lexicon import USUAL, Lexicon
from toolkit.knowledge.patterns import any_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Replacement, Severity, Unable

_HAN = re.compile("[\u4e00-\u9fff]{2}")
_WITNESSED_GAIN = 100  # hundredths of a nat that the right word must be better by
_SLIP_GAIN = 150
_AROUND = 4


@check("TX01", Severity.WARNING)
def confusable_char(dossier: Dossier) -> Outcomes:
    known = lexicon(dossier.knowledge)
    if known is None:
        yield Unable(missing="词典", evidence=())
        return
    told: set[int] = set()
    for hit in chain(_witnessed(dossier), _slips(dossier, known), _unwitnessed(dossier)):
        place = hit.evidence[0].span
        if told.isdisjoint(range(place.start, place.end)):
            told.update(range(place.start, place.end))
            yield hit
    if not told and (first := next(find(dossier.document, _HAN), None)):
        yield Clear(evidence=(Evidence(role="文字", span=first.span),))


def _witnessed(dossier: Dossier) -> Iterator[Hit]:
    """Yield characters for which a sentence that says the same has another one."""
    others = confusable(dossier.knowledge)
    for twin in twins(dossier):
        place = twin.other_character()
        if place is None:
            continue
        there = place + twin.shift
        mine, theirs = twin.own.text[place], twin.witness.text[there]
        if theirs not in others.get(mine, ""):
            continue
        sides = [(twin.own.passage(place, place + 1), theirs, there)]
        if twin.kind is Kind.REPORT:
            sides.append((twin.own.passage(there, there + 1), mine, place))
        for character, right, other in sides:
            found = exchanged(dossier.knowledge, character, right)
            meant = found is not None and found.was is not None and found.was <= USUAL
            if found is None or meant or found.gain < _WITNESSED_GAIN or _is_quoted(character):
                continue
            evidence = [Evidence(role="误字", span=found.wrong.span)]
            if twin.kind is Kind.REPORT:
                evidence.append(Evidence(role="另一处", span=twin.own.passage(other, other + 1).span))
            yield Hit(
                message=f"“{found.wrong.text}”应为“{found.right}”：同样的话，{twin.kind}写作“{right}”",
                evidence=tuple(evidence),
                suggestion=f"改为“{found.right}”",
                fixes=(Replacement(span=found.wrong.span, text=found.right),),
            )


def _slips(dossier: Dossier, known: Lexicon) -> Iterator[Hit]:
    """Yield the misspelt words that dictionaries list, unless they are but the seam of two others (容积效率)."""
    for pattern, rights, severity in _listed(dossier.knowledge):
        for found in find(dossier.document, pattern):
            right = rights[found.text]
            before, after = found.before(_AROUND), found.after(_AROUND)
            gain = known.cut(before + found.text + after)[0] - known.cut(before + right + after)[0]
            if gain >= _SLIP_GAIN and not _is_quoted(found):
                yield _possible(found, right, severity)


def _unwitnessed(dossier: Dossier) -> Iterator[Hit]:
    """Yield characters that make no word, and would with another one."""
    identity = dossier.facts.identity
    own_name = identity.organization or "" if identity else ""
    for found in misspelt(dossier.document, dossier.knowledge):
        if found.wrong.text not in own_name:
            yield _possible(found.wrong, found.right)


def _possible(wrong: Passage, right: str, severity: Severity | None = None) -> Hit:
    return Hit(
        message=f"“{wrong.text}”可能是“{right}”之误",
        evidence=(Evidence(role="误字", span=wrong.span),),
        suggestion=f"改为“{right}”",
        certainty=Certainty.POSSIBLE,
        severity=severity,
    )


def _is_quoted(words: Passage) -> bool:
    """Tell whether words stand in quotation marks or a title: names and puns are written as they like."""
    return words.quotation() is not None


@once
def _listed(knowledge: Knowledge) -> list[tuple[re.Pattern[str], dict[str, str], Severity | None]]:
    """Return patterns of the listed slips, with the right words; older spellings are told as such."""
    entries = [(dict(entry.words), Severity.INFO if entry.variant else None) for entry in knowledge.characters.slip]
    return [(re.compile(any_of(words)), words, severity) for words, severity in entries]
