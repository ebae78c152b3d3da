"""模板的空白没有填

查什么：数字没有填（“占%”“减少万元”），留着下划线、空括号、“XX”“某某”或“请填写”一类的字样，日期只有“年月日”。

为何：空着的地方读者不知道是零、是漏填，还是不便公开。

依据：财预〔2020〕10号：自评报告内容应当完整。

有问题：
    公用经费支出126.50万元，比上年减少万元，占基本支出的%。

没问题：
    公用经费支出126.50万元，比上年减少3.20万元，占基本支出的18.50%。

局限：引号里的“XX”、表头里的“（万元）”“%”不在此列。jixiao draft 的草稿里编了号的空不是差错，合为一条提示。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Found, Passage, find
from toolkit.records import Clear, Document, Evidence, Hit, Severity
from toolkit.records.blanks import blanks as drafted_blanks
from toolkit.records.facts import Mention

_UNIT = "(?:万元|亿元|元|%|个百分点|个|人|项|户)"
_VERB = "(?:减少|增加|增长|下降|提高|降低|占|达到?|共计|合计|支出|收入|结余|得分?|完成率|满意度)(?:了|为|是|到)?"
_SOME = "[一二三四五六七八九十百千万亿两几数余多来每上半]"
_ROOM = r"(?:此处|这里)[^\]】)]{0,20}[\]】)]"
# Each begins with letters or a class of them, so that the engine skips the places where none can begin.
_BLANKS = (
    re.compile(rf"{_VERB}(?:约)?{_UNIT}(?=[,。;、)]|$)"),
    re.compile(r"%(?=[,。;、]|$|提高|增长|下降|降低|上升|增加|减少)(?<=[\u4e00-\u9fff]%)"),
    re.compile(rf"(?:万元|亿元)(?=[,。;、])(?<=[\u4e00-\u9fff]..)(?<!{_SOME}..)"),
    re.compile(
        rf"__+|\([\s_]*\)(?!>)|\[{_ROOM}|【{_ROOM}|\({_ROOM}|年月日(?=$|[。;])(?<![^:]年月日)"
        "|请(?:在此|如实|逐项)?填[写入]|待填[写报](?=[,。;)]|$)|需填[写报](?=[,。;)]|$)"
    ),
    re.compile(
        r"[Xx×*](?:(?<![A-Za-z0-9×*].)[Xx×*]++(?=[\u4e00-\u9fff%])"
        r"|(?:(?<=[\u4e00-\u9fff][Xx])[Xx]+|(?<=[\u4e00-\u9fff]×)×+)(?![A-Za-z0-9]))"
    ),
)
_COUNTED = re.compile("(?:万元|元|人次|人|个|项|户|份|件|宗|次|场|家|所|公里|亩|台|套|批次|平方米)(?=[,。;、])")
_HAN = re.compile("[\u4e00-\u9fff]")
_HEAD = re.compile(r"(?:单位|金额|比例|占比|比重)[:：]?$|单位(?:均|统一)?[为是]$|人民币$")


@check("ST04", Severity.WARNING)
def template_blank_left(dossier: Dossier) -> Outcomes:
    document = dossier.document
    blanks: list[Passage] = []
    for found in _seeming(document):
        if not _is_meant(found) and not any(found.span.overlaps(blank.span) for blank in blanks):
            blanks.append(found)
    for found in blanks:
        yield Hit(
            message=f"“{found.text}”像是模板的空白没有填",
            evidence=(Evidence(role="空白", span=found.span),),
            suggestion="填上内容；没有的写“无”或“0”，不适用的删去这一句",
        )
    if asked := drafted_blanks(document.text):
        yield Hit(
            message=f"草稿还有 {len(asked)} 处没有填",
            evidence=tuple(Evidence(role="待填", span=span) for span in asked),
            suggestion="逐处填上，或填好填报表后用 jixiao draft --facts 填入",
            severity=Severity.INFO,
        )
    figures = dossier.facts.of(Mention)
    if figures and not blanks and not asked:
        yield Clear(evidence=(Evidence(role="数字", span=figures[0].quantity.span),))


def _seeming(document: Document) -> Iterator[Passage]:
    """Yield what looks like a blank; of two that overlap, the longer first."""
    for pattern in _BLANKS:
        for found in find(document, pattern):
            yield found.part(-1, 1) if found.text == "%" else found
    yield from (found for found in find(document, _COUNTED) if _is_roomy(found, document))


def _is_roomy(found: Found, document: Document) -> bool:
    """Tell whether room for a number was left before a unit: 抽查病历  份."""
    if not _HAN.match(found.before(1)):
        return False
    at = found.line.at
    gap = document.text[at[found.start - 1] + 1 : at[found.start]]
    return gap.isspace() and "\n" not in gap


def _is_meant(found: Passage) -> bool:
    """Tell whether the words stand in a table's head, in quotation marks, or behind the word that names a unit."""
    return found.in_table or found.quotation() is not None or _HEAD.search(found.before(4)) is not None
