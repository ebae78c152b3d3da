"""模板的空白没有填

查什么：数字没有填（“占%”“减少万元”），留着下划线、空括号、“XX”“某某”或“请填写”一类的字样，日期只有“年月日”。

为何：空着的地方读者不知道是零、是漏填，还是不便公开。

依据：财预〔2020〕10号：自评报告内容应当完整。

有问题：
    公用经费支出126.50万元，比上年减少万元，占基本支出的%。

没问题：
    公用经费支出126.50万元，比上年减少3.20万元，占基本支出的18.50%。

局限：引号里的“XX”、表头里的“（万元）”“%”不在此列。
"""

import re

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Found, find
from toolkit.records import Clear, Evidence, Hit, Severity
from toolkit.records.facts import Mention

_UNIT = "(?:万元|亿元|元|%|个百分点|个|人|项|户)"
_VERB = "(?:减少|增加|增长|下降|提高|降低|占|达到?|共计|合计|支出|收入|结余|得分?|完成率|满意度)(?:了|为|是|到)?"
_BLANK = re.compile(
    rf"{_VERB}(?:约)?{_UNIT}(?=[,。;、)]|$)"
    r"|[\u4e00-\u9fff]的?%(?=[,。;、]|$)"
    r"|_{2,}|[(（][\s_]*[)）](?!>)"
    r"|(?<![A-Za-z0-9])[Xx×*]{2,}(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff])(?:[Xx]{2,}|×{2,})(?![A-Za-z0-9])"
    r"|请(?:在此|如实|逐项)?(?:填写|填入)|(?:待|需)(?:填写|填报)(?=[,。;)]|$)|[\[【(](?:此处|这里)[^\]】)]{0,20}[\]】)]"
    r"|(?:^|[:：])年月日(?=$|[。;])"
)
_HEAD = re.compile(r"(?:单位|金额|比例|占比|比重)[:：]?$")


@check("ST04", Severity.WARNING)
def template_blank_left(dossier: Dossier) -> Outcomes:
    blanks = [found for found in find(dossier.document, _BLANK) if not _is_meant(found)]
    for found in blanks:
        yield Hit(
            message=f"“{found.text}”像是模板的空白没有填",
            evidence=(Evidence(role="空白", span=found.span),),
            suggestion="填上内容；没有的写“无”或“0”，不适用的删去这一句",
        )
    figures = dossier.facts.of(Mention)
    if figures and not blanks:
        yield Clear(evidence=(Evidence(role="数字", span=figures[0].quantity.span),))


def _is_meant(found: Found) -> bool:
    """Tell whether the words stand in a table's head, in quotation marks, or behind the word that names a unit."""
    return found.in_table or found.quotation() is not None or _HEAD.search(found.before(4)) is not None
