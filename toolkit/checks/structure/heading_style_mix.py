"""同一级编号写法不一

查什么：同一种编号有的用全角括号、有的用半角（“（3）”与“(4)”），有的用“1.”、有的用“1、”。

为何：写法不一多是几份材料拼接的痕迹，排版时也容易错位。

依据：GB/T 9704-2012：结构层次序数依次用“一、”“（一）”“1.”“（1）”；GB/T 15834-2011：括号用全角。

有问题：
    一、绩效管理情况
    （一）目标管理
    各办公室填报目标。
    (二)监控管理
    每季度通报一次。

没问题：
    一、绩效管理情况
    （一）目标管理
    各办公室填报目标。
    （二）监控管理
    每季度通报一次。

局限：每种编号只报一次，列出前几处。
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.audit.mend import is_numeric
from toolkit.records import BlockKind, Clear, Document, Evidence, Hit, Replacement, Severity, Span, Unable
from toolkit.records.facts import Heading

_NUMBER = re.compile(r"[\d０-９①-⑳⑴-⒛㈠-㈩一二三四五六七八九十百\s]+")
_HALF = re.compile(r"[()]")
_MARKER = re.compile(r"(?P<left>\()?[^()\n]{1,6}(?P<right>\))\s*(?P<next>\S)")
_FULL = str.maketrans("()", "（）")
_MOST = 5


@check("ST01", Severity.INFO)
def heading_style_mix(dossier: Dossier) -> Outcomes:
    by_style: dict[str, dict[str, list[Heading]]] = defaultdict(lambda: defaultdict(list))
    for heading in dossier.facts.of(Heading):
        block = dossier.document.block(heading.span.start)
        if heading.style and block is not None and block.kind is not BlockKind.ROW:
            by_style[heading.style][_NUMBER.sub("", heading.marker)].append(heading)
    if not by_style:
        yield Unable(missing="带编号的标题", evidence=())
    for forms in by_style.values():
        if len(forms) > 1:
            yield _mixed(dossier.document, forms)
        elif len(alike := next(iter(forms.values()))) > 1:
            yield Clear(evidence=(Evidence(role="标题", span=alike[0].span),))


def _mixed(document: Document, forms: dict[str, list[Heading]]) -> Hit:
    """Fault the form with half-width brackets, or else the rarer one."""
    odd = min(forms, key=lambda form: (not _HALF.search(form), len(forms[form]), forms[form][0].span))
    usual = next(form for form in sorted(forms, key=lambda form: -len(forms[form])) if form != odd)
    faulty, sound = forms[odd], forms[usual]
    wrong, right = faulty[0].marker.strip(), sound[0].marker.strip()
    return Hit(
        message=f"编号有 {len(faulty)} 处写作“{wrong}”的样子，其余写作“{right}”",
        evidence=(
            *(Evidence(role="写法不同", span=heading.span) for heading in faulty[:_MOST]),
            Evidence(role="其余的写法", span=sound[0].span),
        ),
        suggestion=f"统一写成“{right}”的样子",
        fixes=tuple(_brackets(document, faulty)) if odd.translate(_FULL) == usual else (),
    )


def _brackets(document: Document, headings: list[Heading]) -> Iterator[Replacement]:
    """Yield full-width brackets for the half-width ones of markers, both of a pair or none."""
    for heading in headings:
        marker = _MARKER.match(document.text, heading.span.start, heading.span.end)
        if marker is None or is_numeric(marker["next"]):
            continue  # behind a numeral and before one, the bracket stays, and so does its fellow
        for name in ("left", "right"):
            if marker[name]:
                yield Replacement(span=Span(*marker.span(name)), text=marker[name].translate(_FULL))
