"""What our own terms are called in what people read."""

import re
from collections.abc import Iterable

from toolkit.records import SURE, Certainty, Document, Finding, Recomputation, Severity
from toolkit.records.assistance import WAITING, Assistance

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}

KINDS = {
    "ratio": "比率",
    "share": "占比",
    "growth": "增减",
    "sum": "合计",
    "difference": "差额",
    "count": "计数",
    "average": "平均",
    "product": "乘积",
    "proportion": "比例",
}
ROLES = {
    "part": "部分",
    "whole": "总体",
    "value": "结果",
    "base": "基数",
    "current": "本期",
    "delta": "增减额",
    "total": "合计",
    "minuend": "被减数",
    "subtrahend": "减数",
    "stated": "所称",
    "item": "所列",
    "count": "个数",
    "factor": "因数",
}

PROPOSED = "模型提出"
"""Marks what a language model took for a contradiction."""


def arithmetic(recomputation: Recomputation) -> str:
    """Show the sum; where the formula is in words (数列出的各项), what comes out does not equal it."""
    formula = recomputation.formula
    computes = re.search("[÷×+−]", formula) and not re.search("[=≤≥：]", formula)
    return f"{formula}{' = ' if computes else '，得 '}{recomputation.recomputed}，写作 {recomputation.stated}"


def condensed(text: str) -> str:
    """Return Chinese words without the blanks and line breaks that the file has between them."""
    return "".join(text.split())


def recognized(document: Document) -> str:
    """Say how much of a document was recognized in pictures, and how much of that is in doubt."""
    count = sum(len(each.span) for each in document.legibility)
    doubts = [document.quote(each.span) for each in document.legibility if each.confidence < SURE]
    figures = sum(any(char.isdecimal() for char in words) for words in doubts)
    return f"{count} 个字由图片识别而来，把握不足的有 {len(doubts)} 处，其中数字 {figures} 处"


def proposed(finding: Finding) -> bool:
    """Tell whether a model proposed a finding."""
    return finding.hit.origin.model is not None


def reserve(finding: Finding) -> str:
    """Say in brackets what keeps a finding from being certain."""
    possible = "（可能）" if finding.hit.certainty is Certainty.POSSIBLE else ""
    return possible + (f"（{PROPOSED}）" if proposed(finding) else "")


def helped(assistance: Assistance, findings: Iterable[Finding]) -> str:
    """Say in one line what a model had to do with an audit."""
    many = sum(map(proposed, findings))
    waiting = sum(failed.why == WAITING for failed in assistance.failed)
    lost = len(assistance.failed) - waiting
    parts = [f"语言模型 {assistance.model} 参与了阅读", f"提出 {many} 处发现（标“{PROPOSED}”）" if many else ""]
    parts += [f"{waiting} 段在等批处理" if waiting else "", f"{lost} 段没有问成" if lost else ""]
    return "，".join(filter(None, parts))
