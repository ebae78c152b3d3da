"""标点用错了

查什么：并列的词语已经收住（“……等工作”“A、B和C”），后面另起一句却用顿号；一串并列的短词中间夹着一个逗号；
同一处用了两个标点（“，，”“。，”）；日期、数值之后另起一句却用顿号；一段以逗号、顿号收尾，
或者别的段落都有句号，独有一段没有；同一句话在本报告另一处、上年度报告或通行的写法里有标点，这里漏了或用了别的。

为何：顿号和逗号管着哪些词是一组；用错了，一项会变成两项，两件事会并成一件。

依据：GB/T 15834-2011：顿号用于并列词语之间，句子之间用逗号、分号或句号；通行的写法见 knowledge/wordings.toml。

有问题：
    负责民政、消防、兵役等工作、组织开展防汛演练3次。

没问题：
    负责民政、消防、兵役等工作，组织开展防汛演练3次。

局限：只看这几种形状；没有另一处可以对照的，漏掉标点看不出来；句号、分号和逗号之间的选择不管。
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.alignment import Kind, Twin, twins
from toolkit.checks.passages import Line, Passage, find, lines, passage
from toolkit.records import BlockKind, Certainty, Clear, Document, Evidence, Hit, Replacement, Severity, Span

_ITEM = "[\u4e00-\u9fff]"
_VERB = (
    "(?:经过|协助|配合|组织|开展|承担|保障|保证|确保|推动|推进|加强|完善|落实|贯彻|指导|统筹|做好|完成|提高|提升|实现"
    "|促进|建立|健全|制定|执行|维护|接受|参与|加快|深化|强化|规范|督促|按照|根据|通过|切实|进一步)"
)
# Each begins with letters or a class of them, so that the engine skips the places where none can begin.
_DOUBLED = re.compile(
    "[,，。、;；](?:(?<=[,，])[,，]+|(?<=。)。+|(?<=、)、+|(?<=[;；])[;；]+"
    "|(?<=[,，、;；])。|(?<=。)[,，、;；]|(?<=、)[,，]|(?<=[,，])、)"
)
_END = "。"  # where nobody but the writer knows whether more was to come
_ENUMERATED = "并列已经说完，后面另起一句，不用顿号"
_SAID = "前面已经说完，不用顿号"
_COMMA = "并列的词语之间用了逗号"
# The last character of each match is the mark that stands wrong; then what is said of it, and the right one.
_MISUSED = (
    (
        re.compile(
            f"等(?:{_ITEM}{{0,4}})?(?:工作|方面|任务|事项|活动|问题|服务|建设|项目)、(?={_VERB}{_ITEM}{{2}})"
            f"|、{_ITEM}{{2,6}}[和及与]{_ITEM}{{2,6}}(?:工作|任务|活动|服务|建设|项目)、(?={_VERB}{_ITEM}{{2}})"
            f"|性、(?<={_ITEM}{{2}}性、){_ITEM}{{2,4}}性、(?={_VERB}{_ITEM}{{2}})"
        ),
        _ENUMERATED,
        "，",
    ),
    (
        re.compile(f"(?:救援|工作|事务|事宜)、(?<={_ITEM}{{4}}、)(?=(?:配合|协助)(?:[省市区县镇上]|有关|相关|做好))"),
        _ENUMERATED,
        "，",
    ),
    (
        re.compile(
            r"、(?:(?=(?:实际完成值|实际值|自评得分|完成率)(?:按|为|是|达)?\d)(?<=[\u4e00-\u9fff%\d]、)"
            r"|(?=其中|分别[是为]|包括|主要[是为]|同比[增下减])(?<=[\u4e00-\u9fff%]、)"
            rf"|(?=扣分(?:原因|理由)(?:是|为|:)|{_ITEM}{{2,10}}率(?:为|达)?[\d.]+%)"
            r"(?:(?<=\d[分元人名个]、)|(?<=\d[万亿]元、)))"
        ),
        _SAID,
        "，",
    ),
    (
        re.compile(
            r"截至[\d年月日末底]{4,12}、(?!\d{1,4}[年月])"
            rf"|日、(?<=\d日、)(?={_ITEM}{{2,12}}(?:会议|审议|研究|印发|召开))"
        ),
        _SAID,
        "，",
    ),
    (
        re.compile(f"(?:单位|机关|部门|学校|[中小]学|医院|中心)、(?=主?要?(?:承担|负责|主管){_ITEM}{{2}})"),
        _SAID,
        "，",
    ),
    (
        re.compile(";[^。]{4,60}、(?=[二三四五六七八九]是)|一是[^。;]{8,80}、(?=二是[^。;]{8,80};三是)"),
        _SAID,
        "；",
    ),
    (re.compile(r"[,、]$(?<=[\u4e00-\u9fff\d%].)"), "一段以没有说完的标点收尾", _END),
    (
        re.compile(f"、(?<=(?P<same>{_ITEM}){_ITEM}、)(?P=same){_ITEM}[,，](?=(?P=same){_ITEM}[、和及])"),
        _COMMA,
        "、",
    ),
    (re.compile(f"的{_ITEM}{{2}}[,，](?={_ITEM}{{2}}[和及]{_ITEM}{{2}}[,，。;；])"), _COMMA, "、"),
)
_ENDED = re.compile(r"[^\u4e00-\u9fff\d%]$|表$")
_CUT_OFF = re.compile(
    r"(?=[,、\n])(?P<end>[,、]|(?<=[\u4e00-\u9fff\d%])(?=\n))\n\s*"
    r"(?P<item>[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}\.[\u4e00-\u9fff])?"
)
_TOLD = re.compile("[。,;]")
_CLAUSE = re.compile(
    "(?:保护|维护|负责|管理|监督|履行|宣传|编制|协调|领导|讨论|研究|办理|反映|发挥|防范|抓好|严格|坚持|构建|优化|改善|加大|扩大"
    f"|巩固|拓展|{_VERB})"
)
_WRONG = {("", ","), ("", ";"), ("", "。"), ("、", ","), ("、", ";"), ("、", "。"), (",", "、")}
_WIDE = {",": "，", ";": "；"}
_SHORTEST = 15  # characters of a paragraph that is told in sentences
_LONG = 28  # where it has no full stop inside
_FEWEST = 8  # paragraphs that show a habit
_MOST_OTHER = 10  # one in so many at most is a slip
_SIDE = 4  # characters that a witness has too, on either side of a mark
_AROUND = 4
_MARK = re.compile("[,。、;，；]")


class _Fault(NamedTuple):
    place: Passage
    message: str
    suggestion: str
    fixes: tuple[Replacement, ...] = ()


@check("TX02", Severity.WARNING)
def punctuation_role(dossier: Dossier) -> Outcomes:
    told: set[int] = set()
    faults = (_misused(dossier), _unended(dossier), _run_on(dossier.document), _witnessed(dossier))
    for place, message, suggestion, fixes in chain.from_iterable(faults):
        span = place.span
        if place.line.block.kind is BlockKind.ROW or place.quotation() is not None:
            continue
        if told.isdisjoint(range(span.start, span.end)):
            told.update(range(span.start, span.end))
            yield Hit(
                message=f"{message}：“{place.text}”",
                evidence=(Evidence(role="标点", span=span),),
                suggestion=suggestion,
                certainty=Certainty.POSSIBLE,
                fixes=fixes,
            )
    if not told and (first := next(find(dossier.document, _MARK), None)):
        yield Clear(evidence=(Evidence(role="标点", span=first.span),))


def _misused(dossier: Dossier) -> Iterator[_Fault]:
    """Yield the marks that stand wrong by what is around them."""
    for found in find(dossier.document, _DOUBLED):
        yield _Fault(_around(found), "两个标点连在一起", "只留一个标点", _fixes(dossier.document, found.span, ""))
    for pattern, message, right in _MISUSED:
        for found in find(dossier.document, pattern):
            mark = found.part(len(found.text) - 1, len(found.text))
            fixes = _fixes(dossier.document, mark.span, right) if right != _END else ()
            yield _Fault(_around(mark), message, f"改为“{right}”", fixes)


def _fixes(document: Document, span: Span, right: str) -> tuple[Replacement, ...]:
    """Return what to write: the right mark, or one of several that are all the same."""
    written = document.quote(span)
    if right:
        return (Replacement(span=span, text=right),)
    return (Replacement(span=span, text=written[0]),) if len(set(written)) == 1 else ()


def _unended(dossier: Dossier) -> Iterator[_Fault]:
    """Yield the few paragraphs without a mark at their end, where the others have one."""
    told = [line for line in lines(dossier.document) if _is_prose(line)]
    unended = [line for line in told if not _ENDED.search(line.text)]
    if len(told) >= _FEWEST and len(unended) * _MOST_OTHER <= len(told):
        for line in unended:
            yield _Fault(Passage(line, len(line.text) - _AROUND, len(line.text)), "一段的末尾没有标点", "补上“。”")


def _run_on(document: Document) -> Iterator[_Fault]:
    """Yield the ends of paragraphs without a full stop that what follows was therefore read together with.

    That is the next heading, or any line where hardly one is broken inside a paragraph.
    """
    told = [line for line in lines(document) if line.block.kind is BlockKind.PARAGRAPH and len(line.text) >= _SHORTEST]
    breaks = sum(document.text.count("\n", line.block.span.start, line.block.span.end) for line in told)
    whole = len(told) >= _FEWEST and breaks * _MOST_OTHER <= len(told)
    for match in _CUT_OFF.finditer(document.settled):
        block = document.block(match.start())
        if block is None or match.end() >= block.span.end or not (match["item"] or whole):
            continue
        before = document.text[block.span.start : match.start()]
        if "。" in before or (whole and len(before) >= _SHORTEST and "，" in before):
            last = passage(document, Span(match.start() - 1, max(match.end("end"), match.start())))
            message = "一段以没有说完的标点收尾" if match["end"] else "一段的末尾没有标点"
            yield _Fault(last.part(1 - _AROUND, len(last.text)), message, "改为“。”" if match["end"] else "补上“。”")


def _is_prose(line: Line) -> bool:
    """Tell whether a paragraph is told in sentences, and is no heading, list or signature."""
    if line.block.kind is not BlockKind.PARAGRAPH or len(line.text) < _SHORTEST:
        return False
    told = _TOLD.search(line.text)
    return told is not None and ("。" in line.text[:-1] or len(line.text) >= _LONG)


def _witnessed(dossier: Dossier) -> Iterator[_Fault]:
    """Yield the marks that the same words have otherwise, in a standard wording or elsewhere in the reports."""
    for twin in twins(dossier):
        for place, mark, other in twin.marks():
            if min(place - twin.start, twin.end - place) < _SIDE or not _is_fault(twin, place, mark, other):
                continue
            words = twin.own.passage(place - _SIDE, place + _SIDE)
            wide = _WIDE.get(other, other)
            message = f"同样的话，{twin.kind}有标点“{wide}”" if not mark else f"同样的话，{twin.kind}用的是“{wide}”"
            yield _Fault(words, message, f"{'改为' if mark else '补上'}“{wide}”")


def _is_fault(twin: Twin, place: int, mark: str, other: str) -> bool:
    """Tell whether the report's mark is the wrong one; where one is missing, a clause must follow."""
    if (mark, other) not in _WRONG:
        return False
    goes_on = _CLAUSE.match(twin.own.text[place : twin.end]) is not None
    if twin.kind is Kind.WORDING:
        return goes_on or mark != ""
    return other != "、" and goes_on and _CLAUSE.match(twin.clause_before(place)) is not None


def _around(mark: Passage) -> Passage:
    """Return a mark with a few characters on either side."""
    return mark.part(-_AROUND, mark.end - mark.start + _AROUND) if mark.start >= _AROUND else mark
