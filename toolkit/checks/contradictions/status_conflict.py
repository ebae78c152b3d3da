"""已经做了的与尚未做的自相矛盾

查什么：同一句话或同一条里，一边说“已制定、已印发、已完成”，一边又是“征求意见稿、送审稿、待印发、拟、将”；
成效一节里写的只是打算（“将于”“计划”“力争”）。

为何：做完了才是成效；把打算写成成效，得分和结论就没有依据。

依据：财预〔2020〕10号：自评以实际完成情况为准。

有问题：
    清溪镇2023年部门整体支出绩效自评报告
    二、绩效管理情况
    已制定《清溪镇预算绩效管理办法（征求意见稿）》，并严格执行。

没问题：
    清溪镇2023年部门整体支出绩效自评报告
    二、绩效管理情况
    已印发《清溪镇预算绩效管理办法》，并严格执行。

局限：只看明说的字句；引用上级还在征求意见的文件不在此列。
"""

import re
from collections.abc import Iterator
from itertools import chain

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Found, Passage, find, says
from toolkit.checks.sections import in_section
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Form

_DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案|初稿|试行稿待|待印发|尚未印发|未正式印发|待审[批议]|拟印发")
_DONE = re.compile(
    r"已经?(?:制定|印发|出台|建立|健全|完善|发布|实施|执行|施行)|严格(?:执行|按照)|制定了|印发了|出台了|建立了"
)
# Each begins with letters, so that the engine skips the places where none can begin.
_PLANS = (
    re.compile(
        r"(?:将于|计划于|拟于|力争[于在]?|预计[于在]?|有望)(?:20\d\d年|明年|下[一半]?年|年底|近期)[^,。;]{0,20}"
    ),
    re.compile("(?:下一步|接下来|今后)将?[^,。;]{2,20}"),
)
_ISSUED = "(?:已经?|业已)(?:正式|全面)?(?:制定|制订)?(?:并|、)?(?:印发|出台|发布|下发)(?:了|实施|执行)?"
_ISSUED_DRAFT = re.compile(f"{_ISSUED}(?=《[^》]*$)")
_NOT_YET = re.compile(
    f"{_ISSUED}《[^》]+》,?(?:(?:尚)?待[^,。;《]{{0,6}}(?:审定|审议|审批|批准|定稿|通过|印发)后?(?:再)?(?:执行|实施|施行|印发|发布)?"
    "|(?:确保|力争|争取|预计|计划|拟)[^,。;《]{0,8}(?:定稿|出台|印发|发布|审定))(?=[,。;]|$)"
)
# A draft is sent round for comment: 已印发《……（征求意见稿）》，征求意见. A higher office's is not the report's.
_SENT_ROUND = re.compile("征求|征集|听取|收集|反馈|讨论|修改|学习|转发|上级|省|国家|中央|财政部")
_OWN = re.compile("我[镇局院校街委区县市单位]|本[镇局院校街区单位]|制定|修订|起草|拟定")


@check("CN06", Severity.WARNING)
def status_conflict(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER:
        yield Unable(missing="自评报告的标题", evidence=())
        return
    yield from _drafts(dossier)
    yield from _not_yet(dossier)
    yield from _plans(dossier)


def _drafts(dossier: Dossier) -> Iterator[Outcome]:
    """Look for drafts that are said to be in force."""
    drafts = list(find(dossier.document, _DRAFT))
    if not drafts and (in_force := says(dossier.document, _DONE)):
        yield Clear(evidence=(Evidence(role="说成已做", span=in_force.span),))
    for draft in drafts:
        sentence = draft.sentence()
        done = _DONE.search(sentence.text)
        if in_section(dossier, draft.span.start, "problems", "measures"):
            continue
        issued = _as_issued(draft)
        if issued is not None:
            yield _hit(issued.text, draft.text, issued.span, draft.span)
            continue
        if not _OWN.search(sentence.text):
            continue
        cited = (Evidence(role="未定稿", span=draft.span),)
        if done is None:
            yield Clear(evidence=cited)
            continue
        said = sentence.part(*done.span())
        yield _hit(said.text, draft.text, said.span, draft.span)


def _as_issued(draft: Found) -> Passage | None:
    """Return the words by which a regulation is issued whose very title calls it a draft; None where there are none."""
    title = draft.quotation()
    if title is None or not title.text.startswith("《"):
        return None
    sentence = draft.sentence()
    issued = _ISSUED_DRAFT.search(sentence.text, 0, draft.start - sentence.start)
    around = sentence.text.replace(title.text, "")
    return sentence.part(*issued.span()) if issued and not _SENT_ROUND.search(around) else None


def _not_yet(dossier: Dossier) -> Iterator[Outcome]:
    """Look for regulations that are issued and still to be adopted."""
    for found in find(dossier.document, _NOT_YET):
        if in_section(dossier, found.span.start, "problems", "measures"):
            continue
        done, _, still = found.text.rpartition("》")
        yield _hit(f"{done}》", still.lstrip(","), found.span, found.span)


def _hit(done: str, still: str, said: Span, draft: Span) -> Hit:
    return Hit(
        message=f"一边说“{done}”，一边又是“{still}”",
        evidence=(Evidence(role="未定稿", span=draft), Evidence(role="说成已做", span=said)),
        suggestion="还没有印发的，写明进度和时间；已经印发的，改用正式名称和文号",
    )


def _plans(dossier: Dossier) -> Iterator[Outcome]:
    """Look for plans among the achievements."""
    for plan in chain.from_iterable(find(dossier.document, pattern) for pattern in _PLANS):
        if not in_section(dossier, plan.span.start, "achievements") or plan.quotation() is not None:
            continue
        yield _plan(plan)


def _plan(plan: Found) -> Hit:
    return Hit(
        message=f"成效里写的是打算：“{plan.text}”",
        evidence=(Evidence(role="打算", span=plan.span),),
        suggestion="成效只写已经做到的；打算移到下一步措施",
        certainty=Certainty.POSSIBLE,
        severity=Severity.INFO,
    )
