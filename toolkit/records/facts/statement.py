"""Sentences that judge, complain or promise."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.records.facts.fact import Fact


class StatementKind(StrEnum):
    """What a statement does in the report."""

    CONCLUSION = "conclusion"
    PROBLEM = "problem"
    MEASURE = "measure"
    DEDUCTION = "deduction"
    ACHIEVEMENT = "achievement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """One numbered item, one paragraph where nothing is numbered, or one clause of a conclusion."""

    kind: StatementKind
    text: str
