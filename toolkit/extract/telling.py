"""Which sentences are worth asking about when it comes to meaning: few, and such as can contradict each other."""

import re
from collections.abc import Iterator

from toolkit.extract.grammar.reading import Reading
from toolkit.records import Span
from toolkit.records.facts import Facts, Heading, Proposal, Statement, StatementKind

UNDONE = re.compile(
    r"尚未|还未|仍未|未能?(?:完成|开工|启动|建成|落实|达到)|待[^，。；]{0,8}(?:印发|审|验收|开工|讨论|批)|正在|将于|力争|征求意见"
)
DONE = re.compile(
    r"已(?:经|全部|完成|建成|印发|制定|投入|实现|达到|开工|启动)|(?:完成|建成|印发|投入使用|竣工)了|全面完成|全部完成"
)
SLOGAN = re.compile(r"“[^”，。]{4,20}”")
_FORMAL = re.compile(r"(?:情况|职能|职责|设置|分析|概况|方面|结论|内容|说明)(?:[（(].*)?$")  # headings of the form
_TITLED = 6  # characters of a heading that says something
_MOST = 3
_WEAK = (StatementKind.DEDUCTION, StatementKind.CONCLUSION)
_SHARED = 5  # characters in a row that two sentences about one thing have in common
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def answered(facts: Facts) -> list[Span]:
    """Return what is lost, wrong and promised; nothing where the report names no problem that could go unanswered."""
    problems = facts.said(StatementKind.PROBLEM)
    if not problems:
        return []
    told = [s for s in facts.of(Statement) if s.kind in (*_WEAK, StatementKind.PROBLEM, StatementKind.MEASURE)]
    return [statement.span for statement in told]


def standing(reading: Reading) -> list[Span]:
    """Return what is said not to be done yet, and what is said to be done of the same things; nothing without both."""
    sentences = list(_sentences(reading))
    undone = [(span, words) for span, words in sentences if UNDONE.search(words)]
    things = set().union(*(_grams(words) for _, words in undone)) if undone else set()
    done = [span for span, words in sentences if DONE.search(words) and _grams(words) & things]
    if not any(span != other for span in done for other, _ in undone):
        return []
    return [*(span for span, _ in undone), *done]


def odd(reading: Reading, facts: Facts) -> list[Span]:
    """Return headings that share no word with their text, with its first sentence, and sentences with slogans."""
    sentences = list(_sentences(reading))
    found: list[Span] = []
    for heading in facts.of(Heading):
        first = next(
            (span for span, _ in sentences if heading.body.covers(span) and span.start >= heading.span.end), None
        )
        if first is None or heading.run_in or len(heading.title) < _TITLED or _FORMAL.search(heading.title):
            continue
        if not _akin(reading, heading.span, heading.body):
            found += [heading.span, first]
    slogans = [span for span, words in sentences if SLOGAN.search(words)]
    return [*found[: 2 * _MOST], *slogans[:_MOST]]


def _akin(reading: Reading, title: Span, body: Span) -> bool:
    said = _grams(_plain(reading, title), 2)
    return not said or bool(said & _grams(_plain(reading, body), 2))


def fits(proposal: Proposal, facts: Facts, reading: Reading) -> bool:
    """Tell whether both quotes stand where a contradiction of the kind has its places, and speak of it at all."""
    first, second = (evidence.span for evidence in proposal.evidence)
    words, others = (_plain(reading, span) for span in (first, second))
    match proposal.code:
        case "CN06":
            return bool(
                DONE.search(words)
                and UNDONE.search(others)
                and _grams(words, _SHARED - 2) & _grams(others, _SHARED - 2)
            )
        case "CN02":
            return _is(facts, first, *_WEAK) and not _told(reading, facts, first, StatementKind.PROBLEM)
        case "CN03":
            return _is(facts, first, StatementKind.PROBLEM) and not _told(reading, facts, first, StatementKind.MEASURE)
        case "CN05":
            path = [heading for heading in facts.path(second.start) if heading.span.overlaps(first)]
            return any(heading.body.covers(second) and not _akin(reading, heading.span, second) for heading in path)
        case _:
            year = facts.identity.year if facts.identity else None
            return SLOGAN.search(words) is not None and year is not None and str(year) in others


def _is(facts: Facts, span: Span, *kinds: StatementKind) -> bool:
    return any(statement.kind in kinds and statement.span.overlaps(span) for statement in facts.of(Statement))


def _told(reading: Reading, facts: Facts, span: Span, kind: StatementKind) -> bool:
    """Tell whether a statement of a kind has words of the stretch in it: then it speaks of it, well or badly."""
    words = _grams(_plain(reading, span), _SHARED - 1)
    return any(words & _grams(_plain(reading, statement.span), _SHARED - 1) for statement in facts.said(kind))


def _sentences(reading: Reading) -> Iterator[tuple[Span, str]]:
    for block in reading.blocks:
        if not block.block.cells:
            for sentence in block.sentences:
                yield block.flow.span(sentence.start, sentence.end), block.flow.text[sentence.start : sentence.end]


def _plain(reading: Reading, span: Span) -> str:
    return "".join(reading.document.settled[span.start : span.end].split())


def _grams(words: str, length: int = _SHARED) -> set[str]:
    """Return the stretches of so many characters that the words have; a name of a whole kind of work tells nothing."""
    runs = _HAN.findall(words)
    return {run[i : i + length] for run in runs for i in range(len(run) - length + 1)}
