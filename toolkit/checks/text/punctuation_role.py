"""标点用错了

查什么：并列的词语已经收住（“……等工作”“A、B和C”），后面另起一句却用顿号；一串并列的短词中间夹着一个逗号；
同一处用了两个标点（“，，”“。，”）；日期、数值之后另起一句却用顿号；一段以逗号、顿号收尾。

为何：顿号和逗号管着哪些词是一组；用错了，一项会变成两项，两件事会并成一件。

依据：GB/T 15834-2011：顿号用于并列词语之间，句子之间用逗号、分号或句号。

有问题：
    负责民政、消防、兵役等工作、组织开展防汛演练3次。

没问题：
    负责民政、消防、兵役等工作，组织开展防汛演练3次。

局限：只看这几种形状；漏掉标点的看不出来。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Found, find
from toolkit.records import BlockKind, Certainty, Clear, Evidence, Hit, Replacement, Severity, Span

_ITEM = "[\u4e00-\u9fff]"
_VERB = (
    "(?:经过|协助|配合|组织|开展|承担|保障|保证|确保|推动|推进|加强|完善|落实|贯彻|指导|统筹|做好|完成|提高|提升|实现"
    "|促进|建立|健全|制定|执行|维护|接受|参与|加快|深化|强化|规范|督促|按照|根据|通过|切实|进一步)"
)
_DOUBLED = re.compile("[,，]{2,}|[。]{2,}|[、]{2,}|[;；]{2,}|[,，、;；][。]|[。][,，、;；]|[、][,，]|[,，][、]")
_CLOSED = re.compile(
    f"等(?:{_ITEM}{{0,4}})?(?:工作|方面|任务|事项|活动|问题|服务|建设|项目)(?P<mark>、)(?={_VERB}{_ITEM}{{2}})"
    f"|、{_ITEM}{{2,6}}[和及与]{_ITEM}{{2,6}}(?:工作|任务|活动|服务|建设|项目)(?P<after>、)(?={_VERB}{_ITEM}{{2}})"
    f"|{_ITEM}{{2,4}}性、{_ITEM}{{2,4}}性(?P<nature>、)(?={_VERB}{_ITEM}{{2}})"
    f"|{_ITEM}{{2,6}}(?:救援|工作|事务|事宜)(?P<deed>、)(?=(?:配合|协助)(?:[省市区县镇上]|有关|相关|做好))"
)
_SPLIT = re.compile(
    f"(?P<same>{_ITEM}){_ITEM}、(?P=same){_ITEM}(?P<comma>[,，])(?P=same){_ITEM}(?=[、和及])"
    f"|的{_ITEM}{{2}}(?P<list>[,，]){_ITEM}{{2}}[和及]{_ITEM}{{2}}(?=[,，。;；])"
)
_RESTARTED = re.compile(
    r"截至[\d年月日末底]{4,12}(?P<day>、)"
    r"|[\u4e00-\u9fff%\d](?P<value>、)(?=(?:实际完成值|实际值|自评得分|完成率)(?:按|为|是|达)?\d)"
    r"|;[^。]{4,60}(?P<item>、)(?=[二三四五六七八九]是)"
)
_UNFINISHED = re.compile("(?<=[\u4e00-\u9fff\\d%])(?P<end>[,、])$")
_AROUND = 4
_MARK = re.compile("[,。、;，；]")


@check("TX02", Severity.WARNING)
def punctuation_role(dossier: Dossier) -> Outcomes:
    told = 0
    for found, name, message, right in _faults(dossier):
        if found.line.block.kind is BlockKind.ROW or found.quotation() is not None:
            continue
        told += 1
        mark = found.group(name) if name else found
        around = mark.part(-_AROUND, mark.end - mark.start + _AROUND) if mark.start >= _AROUND else mark
        yield Hit(
            message=f"{message}：“{around.text}”",
            evidence=(Evidence(role="标点", span=around.span),),
            suggestion=f"改为“{right}”" if right else "只留一个标点",
            certainty=Certainty.POSSIBLE,
            fixes=_fixes(dossier.document.quote(mark.span), mark.span, right) if name != "end" else (),
        )
    if not told and (first := next(find(dossier.document, _MARK), None)):
        yield Clear(evidence=(Evidence(role="标点", span=first.span),))


def _fixes(written: str, span: Span, right: str) -> tuple[Replacement, ...]:
    """Return what to write: the right mark, or one of several that are all the same."""
    if right:
        return (Replacement(span=span, text=right),)
    return (Replacement(span=span, text=written[0]),) if len(set(written)) == 1 else ()


def _faults(dossier: Dossier) -> Iterator[tuple[Found, str, str, str]]:
    for found in find(dossier.document, _DOUBLED):
        yield found, "", "两个标点连在一起", ""
    for found in find(dossier.document, _CLOSED):
        name = next(name for name, mark in found.match.groupdict().items() if mark)
        yield found, name, "并列已经说完，后面另起一句，不用顿号", "，"
    for found in find(dossier.document, _RESTARTED):
        name = next(name for name, mark in found.match.groupdict().items() if mark)
        yield found, name, "前面已经说完，不用顿号", "；" if name == "item" else "，"
    for found in find(dossier.document, _UNFINISHED):
        yield found, "end", "一段以没有说完的标点收尾", "。"
    for found in find(dossier.document, _SPLIT):
        name = "comma" if found.match["comma"] else "list"
        yield found, name, "并列的词语之间用了逗号", "、"
