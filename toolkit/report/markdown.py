"""An audit as Markdown: to be read as it stands, or in whatever shows Markdown."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from toolkit.records import Finding
from toolkit.report.excerpt import Mark, Piece, excerpts
from toolkit.report.reckoning import FOUND, reckoning
from toolkit.report.remark import MOST, cited, others_of
from toolkit.report.signs import legible
from toolkit.report.subject import Audited, Sheet
from toolkit.report.wording import SEVERITIES, arithmetic, condensed, reserve

SENTENCES = 4  # shown for one finding
# Stars that make words bold must not touch Chinese punctuation, or they stay stars: so no stars at words.
MARKS = {Mark.CONTEXT: ("", ""), Mark.FAULT: ("【", "】"), Mark.OTHER: ("〔", "〕")}

_MEANT = re.compile(r"[\\`*_{}\[\]<>|~&$#!@^:]|(?<=www)\.", re.IGNORECASE)
_AT_THE_START = re.compile(r"^(\d{0,9})([-+=.)])(?=[-=\s]|$)")


def write_markdown(results: Iterable[Audited], sheet: Sheet) -> Iterator[bytes]:
    """Yield a report for each document."""
    for result in results:
        yield ("\n\n".join(_report(result)) + "\n").encode()


def escaped(text: str) -> str:
    """Return words of a document or a message on one line, every letter of which stands for itself."""
    plain = _MEANT.sub(r"\\\g<0>", " ".join(legible(text).split()))
    return _AT_THE_START.sub(r"\1\\\2", plain)


def _report(result: Audited) -> Iterator[str]:
    """Yield the blocks, between which stands an empty line."""
    identity, findings = result.facts.identity, result.audit.findings
    title = condensed(identity.title) if identity and identity.title else result.document.name
    yield f"# 审核结果：{escaped(title)}"
    yield f"文件　{escaped(result.document.path or result.document.name)}"
    yield _counts(findings)
    yield "\n".join(
        f"- {each.name}　{escaped('；'.join(each.lines))}" for each in reckoning(result) if each.name != FOUND
    )
    if not findings:
        yield "没有发现问题。"
        return
    yield "原文中【】是有问题的字句，〔〕是与它对照的。"
    numbered = list(enumerate(findings, 1))
    for severity, word in SEVERITIES.items():
        graded = [(n, f) for n, f in numbered if f.severity is severity]
        if graded:
            yield f"## {word}（{len(graded)}）"
        for path, run in groupby(graded, key=lambda each: _path(result, each[1])):
            yield f"### {path}"
            for number, finding in run:
                yield from _finding(result, finding, number)


def _counts(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    grades = [(word, counts[severity]) for severity, word in SEVERITIES.items()]
    lines = ["| 级别 | 处数 |", "|---|---:|", *(f"| {word} | {n} |" for word, n in grades)]
    return "\n".join([*lines, f"| 合计 | {counts.total()} |"])


def _path(result: Audited, finding: Finding) -> str:
    """Return the headings above a finding."""
    if not finding.hit.evidence:
        return "全文"
    headings = [h for h in result.facts.path(finding.hit.evidence[0].span.start) if h.level]
    return " › ".join(escaped(condensed(h.marker + h.title)) for h in headings) or "正文之前"


def _finding(result: Audited, finding: Finding, number: int) -> Iterator[str]:
    hit, document = finding.hit, result.document
    yield f"#### {number}. {finding.code} {escaped(result.titles.get(finding.code, finding.name))}{reserve(finding)}"
    sentences = excerpts(document, hit.evidence)
    if sentences:
        yield "\n>\n".join(f"> {_sentence(sentence)}" for sentence in sentences[:SENTENCES])
    place = document.place(hit.evidence[0].span) if hit.evidence else None
    others = [cited(document, each) for each in others_of(hit.evidence)]
    more = f"；另有 {len(others) - MOST} 处" if len(others) > MOST else ""
    told = {
        "位置": place,
        "问题": hit.message,
        "验算": arithmetic(hit.recomputation) if hit.recomputation else None,
        "建议": hit.suggestion,
        "对照": "；".join(others[:MOST]) + more,
    }
    lines = [f"- {name}　{escaped(words)}" for name, words in told.items() if words]
    yield "\n".join([*lines, f"- 详见　`jixiao explain {finding.code}`，指纹 `{finding.fingerprint}`"])


def _sentence(sentence: list[Piece]) -> str:
    marked = "".join(f"{MARKS[mark][0]}{text}{MARKS[mark][1]}" for text, mark in sentence)
    return escaped(marked)
