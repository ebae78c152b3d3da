"""同一句话重复出现

查什么：同一条目里，十二个字以上的分句原样出现两次，或几个短分句组成的一句话在一段里说了两遍；一串引用里同一个文件列了两次；
二十个字以上的分句在不同条目里重复的，只作提示。指标、评分的固定写法，标题下以同样的字加冒号开头的，“由某办公室负责”一类的分工，
整个括在括号里的说明，预算与决算两句里各列一次的资金用途，不在此列。

为何：重复多是复制、粘贴后忘了删改，读者会疑心另一处本该写别的内容。

依据：GB/T 9704-2012 与公文写作的通例：一事一说，不重复。

有问题：
    全年新建农村公路12公里，积极推动产业园区道路配套项目建设，完成危桥改造3座，积极推动产业园区道路配套项目建设。

没问题：
    全年新建农村公路12公里，积极推动产业园区道路配套项目建设，完成危桥改造3座，推进客货邮站点建设。

局限：改动一两个字的重复看不出来；没有标题的长文，只在同一段落里比较。
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, lines
from toolkit.records import BlockKind, Clear, Evidence, Hit, Severity, Span
from toolkit.records.facts import BudgetLine, Indicator, ScoreLine

_CLAUSE = re.compile(r"[^,。;:!?\t()]+")
_SENTENCE = re.compile(r"[^。;!?\t]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CITED = re.compile(r"《[^《》]{4,60}》")
_RUN = re.compile(r"(?:《[^《》]{4,60}》(?:\([^()]{0,30}\))?[、和及与]?){2,}")
_ASSIGNED = re.compile(
    r"(?:(?:此|该|本|上述|这)项?(?:工作|任务|措施)?)?由.{2,24}?(?:负责|牵头|承担|落实)(?:实施|落实|办理)?"
)
_ACCOUNT = re.compile(r"[,、](?:再)?(?:加上?|减去?|扣除|剔除|计入)")
_TO_FIGURE = re.compile(r"(?P<words>[^。;\d]*)(?P<figure>\d[\d.]*)")
_SPENT_ON = re.compile(r"[\d.]+[亿万]?元用于|.*\d[亿万]?元$")
_CUT = re.compile(r",\d{3}(?!\d)")
_SHORTEST, _SLOGAN = 12, 20
_APART = 2
_LONGEST_ITEM = 1500
_FORMAL = (Indicator, ScoreLine, BudgetLine)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repeat:
    """Words that stand in the text twice, the earlier place second."""

    item: int
    again: Passage
    before: Passage

    def holds(self, other: "_Repeat") -> bool:
        """Tell whether a repeat lies inside this one."""
        return self.again.span.covers(other.again.span)

    def goes_on(self, last: "_Repeat") -> bool:
        """Tell whether both places follow those of ``last`` at once."""
        near = 0 < self.again.start - last.again.end <= _APART and 0 < self.before.start - last.before.end <= _APART
        return near and self.again.line is last.again.line and self.before.line is last.before.line


@check("DP01", Severity.WARNING)
def duplicate_clause(dossier: Dossier) -> Outcomes:
    every = _clauses(dossier)
    endings = Counter(_ending(clause) for clause in every)
    # Most endings stand once: what they belong to need not be looked up.
    clauses = list(_worded(dossier, (clause for clause in every if endings[_ending(clause)] > 1)))
    inside = list(_repeats(clauses))
    inside += [repeat for repeat in _repeats(_sentences(dossier)) if not any(map(repeat.holds, inside))]
    told = {repeat.again.text for repeat in inside}
    yield from _told(inside, "同一条里重复了这句话")
    slogans = [(0, clause) for _, clause in clauses if _han(clause.text) >= _SLOGAN and clause.text not in told]
    across = list(_repeats(slogans))
    yield from _told(across, "这句话在前面已经说过", Severity.INFO)
    yield from _citations(dossier)
    if not inside and (first := next(_worded(dossier, every), None)):
        yield Clear(evidence=(Evidence(role="分句", span=first[1].span),))


def _repeats(clauses: Iterable[tuple[int, Passage]]) -> Iterator[_Repeat]:
    """Yield the clauses that stand in their item already, or end one that does: 我镇推进项目建设 and 推进项目建设."""
    known: defaultdict[tuple[int, str], list[Passage]] = defaultdict(list)
    for item, clause in clauses:
        alike = known[item, _ending(clause)]
        for earlier in alike:
            shorter = min(earlier.text, clause.text, key=len)
            if (
                earlier.text.endswith(shorter)
                and clause.text.endswith(shorter)
                and _han(shorter) >= _SHORTEST
                and not (_SPENT_ON.match(shorter) and _is_other_sentence(earlier, clause))
            ):
                size = len(shorter)
                if _is_taken_up(earlier, clause):
                    break
                yield _Repeat(
                    item=item,
                    again=Passage(clause.line, clause.end - size, clause.end),
                    before=Passage(earlier.line, earlier.end - size, earlier.end),
                )
                break
        alike.append(clause)


def _is_taken_up(earlier: Passage, clause: Passage) -> bool:
    """Tell whether words return because more is told of them: an account (加……), or the same of other figures."""
    mine, theirs = clause.line.text, earlier.line.text
    if _ACCOUNT.match(mine, clause.end) or _ACCOUNT.match(theirs, earlier.end):
        return True
    now, before = _TO_FIGURE.match(mine, clause.end), _TO_FIGURE.match(theirs, earlier.end)
    alike = now is not None and before is not None and now["words"] == before["words"]
    return now is not None and before is not None and alike and now["figure"] != before["figure"]


def _is_other_sentence(earlier: Passage, clause: Passage) -> bool:
    """Tell whether a sentence ends between two clauses: what was planned is told in one, what was done in the next."""
    return earlier.line is not clause.line or "。" in clause.line.text[earlier.end : clause.start]


def _told(repeats: Iterable[_Repeat], message: str, severity: Severity | None = None) -> Iterator[Hit]:
    """Tell of each stretch of repeated clauses once."""
    last: _Repeat | None = None
    for repeat in repeats:
        if last is None or not repeat.goes_on(last):
            yield _hit(repeat.again, repeat.before, message, severity)
        last = repeat


def _hit(clause: Passage, earlier: Passage, message: str, severity: Severity | None = None) -> Hit:
    return Hit(
        message=f"{message}：“{clause.text}”",
        evidence=(Evidence(role="重复", span=clause.span), Evidence(role="前一处", span=earlier.span)),
        suggestion="只留一处；如果这里本该写别的内容，请改正",
        severity=severity,
    )


def _clauses(dossier: Dossier) -> list[Passage]:
    """Return the longer clauses of the paragraphs."""
    return [
        Passage(line, *match.span())
        for line in lines(dossier.document)
        if line.block.kind is not BlockKind.ROW
        for match in _CLAUSE.finditer(line.text)
        if match.end() - match.start() >= _SHORTEST
        and not (line.text[match.end() - 1].isdigit() and _CUT.match(line.text, match.end()))  # 收入完成170,024万元
    ]


def _sentences(dossier: Dossier) -> Iterator[tuple[int, Passage]]:
    """Yield the sentences of short clauses that stand in one paragraph twice."""
    for line in lines(dossier.document):
        if line.block.kind is BlockKind.ROW:
            continue
        told = [match for match in _SENTENCE.finditer(line.text) if "," in match.group()]
        often = Counter(match.group() for match in told)
        for match in told:
            if often[match.group()] > 1 and _han(match.group()) >= _SHORTEST:
                found = Passage(line, *match.span())
                if not any(dossier.facts.cover(kind, found.span) for kind in _FORMAL):
                    yield line.block.span.start, found


def _ending(clause: Passage) -> str:
    """Return the last characters, which a clause shares with all that repeat it."""
    return clause.line.text[clause.end - _SHORTEST : clause.end]


def _worded(dossier: Dossier, clauses: Iterable[Passage]) -> Iterator[tuple[int, Passage]]:
    """Yield those that are wording and no figures, forms or labels, each with where its item begins."""
    for clause in clauses:
        span, text = clause.span, clause.text
        formal = any(dossier.facts.cover(kind, span) for kind in _FORMAL)
        formal = formal or _is_label(dossier, clause.line.text, clause) or _ASSIGNED.fullmatch(text) is not None
        formal = formal or (clause.before(1) == "(" and clause.after(1) == ")")  # 15个(含……5个)，8个(含……5个)
        if _han(text) >= _SHORTEST and not formal:
            yield _item(dossier, span, clause.line.block.span), clause


def _is_label(dossier: Dossier, line: str, clause: Passage) -> bool:
    """Tell whether a clause is the words of its heading once more, before what is said of them."""
    path = dossier.facts.path(clause.span.start)
    said = bool(path) and line[clause.end : clause.end + 1] == ":"
    return said and re.split(r"[(（]", path[-1].title)[0].strip() == clause.text


def _item(dossier: Dossier, span: Span, block: Span) -> int:
    """Return where the item begins that holds the words: the innermost heading of a short part, or the paragraph."""
    path = dossier.facts.path(span.start)
    if path and len(path[-1].body) <= _LONGEST_ITEM:
        return path[-1].span.start
    return block.start


def _citations(dossier: Dossier) -> Iterator[Hit]:
    for line in lines(dossier.document):
        for run in _RUN.finditer(line.text):
            seen: defaultdict[str, list[Passage]] = defaultdict(list)
            for match in _CITED.finditer(line.text, *run.span()):
                seen[match.group()].append(Passage(line, *match.span()))
            for title, places in seen.items():
                if len(places) > 1:
                    yield _hit(places[1], places[0], f"{title}引用了两次")


def _han(text: str) -> int:
    return len(_HAN.findall(text))
