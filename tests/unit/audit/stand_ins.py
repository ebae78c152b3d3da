"""Documents with figures marked by hand, and checks that say what they are told to."""

from collections.abc import Iterator
from decimal import Decimal

from toolkit.audit import Check, Dossier
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records import Document, Evidence, Outcome, Quantity, Severity, Span
from toolkit.records.facts import Coverage, Fact, Facts, Mention, Role

PAGE = """百分比与分子、分母对不上

查什么：由报告自己给出的分子
和分母重算。

为何：这样的数最容易算错。

依据：GB/T 8170 数值修约规则

有问题：
    满意74人。
      退回9件。

没问题：
    满意75人。

局限：只看一句。
"""


def written(text: str) -> Document:
    return read_bytes(text.encode(), name="例.txt")


def at(document: Document, words: str, start: int = 0) -> Span:
    begin = document.text.index(words, start)
    return Span(begin, begin + len(words))


def cites(document: Document, *words: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(role="数", span=at(document, each)) for each in words)


def figure(document: Document, words: str) -> Mention:
    span = at(document, words)
    quantity = Quantity(value=Decimal(words), unit=None, span=span, text=words)
    return Mention(span=span, label="", role=Role.LEVEL, quantity=quantity)


def stated(*outcomes: Outcome) -> list[Mention]:
    """Take what the outcomes speak of for a figure."""
    spans = {outcome.evidence[0].span for outcome in outcomes if outcome.evidence}
    figures = (Quantity(value=None, unit=None, span=span, text="") for span in spans)
    return [Mention(span=each.span, label="", role=Role.LEVEL, quantity=each) for each in figures]


def ledger(*facts: Fact, figures: int = 0) -> Facts:
    return Facts.of_entries(facts, Coverage(figures=figures, in_facts=0, unread=()))


def dossier_of(document: Document, *facts: Fact) -> Dossier:
    return Dossier(document=document, facts=ledger(*facts, figures=len(facts)), knowledge=load())


def says(code: str, *outcomes: Outcome | Exception, severity: Severity = Severity.ERROR) -> Check:
    """Make a check that yields these outcomes in turn; an exception among them is raised."""

    def look(dossier: Dossier) -> Iterator[Outcome]:
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
            yield outcome

    return Check(code=code, severity=severity, name="told-so", page=PAGE, look=look)
