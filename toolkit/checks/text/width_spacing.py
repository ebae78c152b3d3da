"""全角半角混用，或多出空格

查什么：汉字之间的逗号、分号、冒号、问号、叹号用了半角；数字、字母用了全角；汉字之间夹了一个空格；
月份、百分数的起止用短横（1-12月）；等级用拉丁字母冒充罗马数字（II级）。

为何：同一份文件里一会儿全角、一会儿半角，不好检索，也不好看；数字用全角，表格软件读不成数。

依据：GB/T 15834-2011：标点占一个字的位置，起止用一字线或浪纹线；GB/T 15835-2011：阿拉伯数字用半角。

有问题：
    全年安排项目12个,完成12个。

没问题：
    全年安排项目12个，完成12个。

局限：同一种写法只报一条，列出前二十处；网址、表格里的空格和 PDF 里的空格不看。
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from toolkit.audit import Dossier, Outcomes, check
from toolkit.records import BlockKind, Certainty, Clear, Document, Evidence, Hit, Replacement, Severity, Span

_HAN = "[\u4e00-\u9fff]"
_LISTED = 20  # places that one finding lists
_SHORT = 20  # characters of a line that is a title, a name or a signature, and may be spread out
_SPREAD = 2  # spaces in a line that is laid out with them
_BODIES = re.compile(
    "[央委厅院局部会][ \u3000](?:国务院|国家|中央|中共|人民政府|[\u4e00-\u9fff]{0,8}(?:办公厅|委员会|人民政府))"
)
_MARK = re.compile("[，。；]")


class _Kind(NamedTuple):
    message: str
    suggestion: str
    pattern: re.Pattern[str]
    other: Mapping[int, int] | None = None  # what to write for each letter, where that is all there is to it


_ROMAN = "|".join(f"{roman}(?<![A-Za-z]{roman})" for roman in ("III", "II", "IV", "V"))
_WIDE = {ord(mark): ord(mark) + 0xFEE0 for mark in ",;:?!"}
_NARROW = {ord(mark) + 0xFEE0: ord(mark) for mark in map(chr, range(0x21, 0x7F))}
_KINDS = (
    _Kind(
        "汉字之间的标点用了半角",
        "改为全角标点",
        re.compile(rf"[,;:?!](?:(?={_HAN}|[“《])(?<={_HAN}.)|(?<=[%％”》],)(?={_HAN}))"),
        _WIDE,
    ),
    _Kind(
        "数字、字母用了全角",
        "改为半角",
        re.compile(
            "[０-９Ａ-Ｚａ-ｚ％]+(?:．[０-９]+)?|．(?<=[0-9]．)(?<!^[0-9]．)(?<!^[0-9]{2}．)(?=[0-9])", re.MULTILINE
        ),
        _NARROW,
    ),
    _Kind("起止用了短横", "改为一字线（—）或浪纹线（～）", re.compile(r"\d(?<![\d-].)\d?-\d{1,2}(?=月|日|%)")),
    _Kind(
        "罗马数字用拉丁字母拼成",
        "改为罗马数字字符，如 Ⅱ、Ⅲ",
        re.compile(f"(?:{_ROMAN})(?=[级类型期])"),
    ),
)
_SPACE = _Kind("汉字之间多出空格", "删去空格", re.compile(f"{_HAN}[ \u3000]{_HAN}"))


@check("TX03", Severity.INFO)
def width_spacing(dossier: Dossier) -> Outcomes:
    document = dossier.document
    told = False
    for kind in (*_KINDS, _SPACE):
        spans = list(islice(_places(document, kind), _LISTED))
        if spans:
            told = True
            quoted = document.quote(spans[0])
            yield Hit(
                message=f"{kind.message}：“{quoted}”" + (f"等{len(spans)}处" if len(spans) > 1 else ""),
                evidence=tuple(Evidence(role="写法", span=span) for span in spans),
                suggestion=kind.suggestion,
                certainty=Certainty.POSSIBLE,
                fixes=tuple(_fixes(document, kind, spans)),
            )
    if not told and (first := _MARK.search(document.text)):
        yield Clear(evidence=(Evidence(role="标点", span=Span(first.start(), first.end())),))


def _fixes(document: Document, kind: _Kind, spans: list[Span]) -> Iterator[Replacement]:
    """Yield what to write where width alone is wrong, or a blank is too many."""
    for span in spans:
        if kind is _SPACE and not _is_quoted(document, span.start):
            yield Replacement(span=Span(span.start + 1, span.end - 1), text="")
        elif kind.other:
            yield Replacement(span=span, text=document.quote(span).translate(kind.other))


def _is_quoted(document: Document, at: int) -> bool:
    """Tell whether a place is inside quotation marks, where a blank may part the halves of a motto."""
    before = document.text[document.text.rfind("\n", 0, at) + 1 : at]
    return any(before.count(left) > before.count(right) for left, right in ("“”", "《》"))


def _places(document: Document, kind: _Kind) -> Iterator[Span]:
    for match in kind.pattern.finditer(document.text):
        if kind is not _SPACE or _is_slip(document, match.start()):
            yield Span(match.start(), match.end())


def _is_slip(document: Document, at: int) -> bool:
    """Tell whether a space stands in running text, and not in a title, a table or a line laid out with spaces."""
    block = document.block(at)
    if block is None or block.kind is BlockKind.ROW or document.format == "pdf":
        return False
    start = document.text.rfind("\n", 0, at) + 1
    end = document.text.find("\n", at)
    line = document.text[start : end if end >= 0 else len(document.text)].strip()
    if _BODIES.match(document.text, at):
        return False  # 中共中央 国务院: two who issue a paper together
    running = len(line) > _SHORT and _MARK.search(line) is not None  # two offices that sign together are no text
    return running and len(_SPACE.pattern.findall(line)) <= _SPREAD
