"""Last year's report beside this one, and whether it is last year's at all."""

import re
from dataclasses import dataclass

from toolkit.audit.succession import renames
from toolkit.knowledge import Knowledge
from toolkit.records import Document
from toolkit.records.facts import Facts, Form, Identity

_REGION = re.compile(r"^.{2,6}?[省市州县区](?=.{2})")
_RANK = re.compile(r"(?:人民政府|街道办事处|办事处|管理委员会|管委会|委员会|街道|[镇乡])+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Last year's document of the same organization, and what it says."""

    document: Document
    facts: Facts


def unfit(document: Document, facts: Facts, prior: Prior, knowledge: Knowledge) -> str | None:
    """Return why the two cannot be held against each other, in the reader's language; None where they can."""
    mine, theirs = facts.identity, prior.facts.identity
    if prior.document.sha256 == document.sha256:
        return "与本报告是同一个文件"
    if mine is None or mine.form is Form.OTHER:
        return "本报告看不出是绩效自评报告，不与上年对照"
    if theirs is None or theirs.form is Form.OTHER:
        return "看不出是绩效自评报告"
    if mine.form is not theirs.form:
        return "与本报告一份评部门整体支出，一份评项目支出"
    if mine.year is None or theirs.year is None:
        return f"读不出{'本报告' if mine.year is None else '它'}是哪一年度的"
    if theirs.year != mine.year - 1:
        return f"是{theirs.year}年度的，本报告是{mine.year}年度的，应当用{mine.year - 1}年度的"
    one_office = _akin(mine, theirs) or _goes_on(theirs, mine, knowledge)
    if not one_office and not _told(document, mine, prior, theirs, knowledge):
        return f"是{theirs.organization}的，本报告是{mine.organization}的；更名、合并的，在报告里写明原来的名称即可对照"
    return None


def renamed(facts: Facts, prior: Prior) -> str | None:
    """Return what to tell where the organization is called otherwise than last year; None where it is not."""
    mine, theirs = facts.identity, prior.facts.identity
    if mine is None or theirs is None or _akin(mine, theirs):
        return None
    return f"单位名称不同（上年{theirs.organization}，本年{mine.organization}），按更名或合并对照"


def _akin(mine: Identity, theirs: Identity) -> bool:
    """Tell whether two names can be one organization's: 石桥镇 and 清溪县石桥镇人民政府, 石桥镇 and 石桥街道办事处."""
    if mine.organization is None or theirs.organization is None:
        return True
    one, other = office(mine.organization), office(theirs.organization)
    return one.endswith(other) or other.endswith(one)


def _goes_on(theirs: Identity, mine: Identity, knowledge: Knowledge) -> bool:
    """Tell whether the knowledge has the one organization go on as the other."""
    if mine.organization is None or theirs.organization is None or mine.year is None:
        return False
    return renames(theirs.organization, mine.organization, mine.year, knowledge)


def _told(document: Document, mine: Identity, prior: Prior, theirs: Identity, knowledge: Knowledge) -> bool:
    """Tell whether one of the two documents says that its organization was, or is now, the other."""
    return _tells_of(document, theirs, knowledge) or _tells_of(prior.document, mine, knowledge)


def _tells_of(document: Document, identity: Identity, knowledge: Knowledge) -> bool:
    """Tell whether a sentence of a document says that its organization was, or is now, the other."""
    short = re.escape(_REGION.sub("", "".join((identity.organization or "").split())))
    cues = "|".join(map(re.escape, knowledge.years.renamed.words))
    told = re.compile(
        f"原[^,，。；;]{{0,8}}{short}|{short}[^。；;]{{0,24}}(?:{cues})|(?:{cues})[^。；;]{{0,24}}{short}"
    )
    return told.search("".join(document.text.split())) is not None


def office(name: str) -> str:
    """Return an organization's name without white space, brackets and the rank that a merger changes."""
    name = re.sub(r"[（(][^）)]*[）)]|\s", "", name)
    return _RANK.sub("", name) or name
