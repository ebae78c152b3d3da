"""The nouns of the project: frozen records that import nothing of ours."""

from toolkit.records.audit import Audit, Finding, Tally, Unchecked, Verified
from toolkit.records.document import SURE, Block, BlockKind, Document, Legibility, Unread
from toolkit.records.outcome import Certainty, Clear, Evidence, Hit, Outcome, Recomputation, Severity, Unable
from toolkit.records.period import Period
from toolkit.records.quantity import Dimension, Hedge, Op, Quantity, Unit
from toolkit.records.span import Span

__all__ = [
    "SURE",
    "Audit",
    "Block",
    "BlockKind",
    "Certainty",
    "Clear",
    "Dimension",
    "Document",
    "Evidence",
    "Finding",
    "Hedge",
    "Hit",
    "Legibility",
    "Op",
    "Outcome",
    "Period",
    "Quantity",
    "Recomputation",
    "Severity",
    "Span",
    "Tally",
    "Unable",
    "Unchecked",
    "Unit",
    "Unread",
    "Verified",
]
