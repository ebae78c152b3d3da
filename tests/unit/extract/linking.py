"""The graph of a few lines of a report."""

from dataclasses import dataclass
from typing import TypeVar

from toolkit.extract import extract
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records import Document, Span
from toolkit.records.facts import Fact, Facts, Link

TITLE = "石桥镇2023年部门整体支出绩效自评报告"
F = TypeVar("F", bound=Fact)
L = TypeVar("L", bound=Link)


@dataclass(frozen=True)
class Report:
    document: Document
    facts: Facts

    def of(self, kind: type[F]) -> tuple[F, ...]:
        return self.facts.of(kind)

    def link(self, kind: type[L], source: Fact) -> L | None:
        return self.facts.link(kind, source)


def linked(text: str) -> Report:
    document = read_bytes(f"{TITLE}\n{text}".encode(), name="例.txt")
    return Report(document, extract(document, load()))


def quoted(report: Report, span: Span) -> str:
    return report.document.quote(span)
