"""The nouns of the project: frozen records that import nothing of ours."""

from toolkit.records.audit import (
    Audit,
    Bygone,
    Finding,
    Since,
    Tally,
    Unchecked,
    Unused,
    Verified,
    Waived,
    Waiver,
)
from toolkit.records.document import SURE, Block, BlockKind, Document, Legibility, Unread
from toolkit.records.original import Anchor, Original
from toolkit.records.outcome import (
    Certainty,
    Clear,
    Evidence,
    Hit,
    Outcome,
    Recomputation,
    Replacement,
    Severity,
    Unable,
)
from toolkit.records.period import Period
from toolkit.records.quantity import Dimension, Hedge, Op, Quantity, Unit
from toolkit.records.span import Span

__all__ = [
    "SURE",
    "Anchor",
    "Audit",
    "Block",
    "BlockKind",
    "Bygone",
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
    "Original",
    "Outcome",
    "Period",
    "Quantity",
    "Recomputation",
    "Replacement",
    "Severity",
    "Since",
    "Span",
    "Tally",
    "Unable",
    "Unchecked",
    "Unit",
    "Unread",
    "Unused",
    "Verified",
    "Waived",
    "Waiver",
]
