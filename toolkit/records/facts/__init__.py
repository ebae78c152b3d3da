"""What a document says, each statement with its place: the nouns that checks look at."""

from toolkit.records.facts.budget import BudgetLine
from toolkit.records.facts.claim import (
    AttainmentClaim,
    AverageClaim,
    Binding,
    Claim,
    CountClaim,
    DifferenceClaim,
    GrowthClaim,
    Operand,
    ProductClaim,
    ProportionClaim,
    RatioClaim,
    ShareClaim,
    SumClaim,
)
from toolkit.records.facts.fact import Coverage, Fact
from toolkit.records.facts.identity import Form, Identity
from toolkit.records.facts.indicator import Indicator
from toolkit.records.facts.ledger import Facts
from toolkit.records.facts.links import (
    Admission,
    Answer,
    Assertion,
    Extent,
    Link,
    Loss,
    Reason,
    Said,
    Standing,
    TotalLoss,
    Why,
)
from toolkit.records.facts.mention import DateMention, Mention, Role
from toolkit.records.facts.outline import Outline
from toolkit.records.facts.proposal import Proposal
from toolkit.records.facts.rubric import KnownItem, Rating, RubricFit
from toolkit.records.facts.score import Marked, ScoreLine, TotalScore, core_name, full, got
from toolkit.records.facts.statement import Statement, StatementKind
from toolkit.records.facts.structure import Heading, Ordinal
from toolkit.records.origin import GRAMMAR, Origin

__all__ = [
    "GRAMMAR",
    "Admission",
    "Answer",
    "Assertion",
    "AttainmentClaim",
    "AverageClaim",
    "Binding",
    "BudgetLine",
    "Claim",
    "CountClaim",
    "Coverage",
    "DateMention",
    "DifferenceClaim",
    "Extent",
    "Fact",
    "Facts",
    "Form",
    "GrowthClaim",
    "Heading",
    "Identity",
    "Indicator",
    "KnownItem",
    "Link",
    "Loss",
    "Marked",
    "Mention",
    "Operand",
    "Ordinal",
    "Origin",
    "Outline",
    "ProductClaim",
    "ProportionClaim",
    "Proposal",
    "Rating",
    "RatioClaim",
    "Reason",
    "Role",
    "RubricFit",
    "Said",
    "ScoreLine",
    "ShareClaim",
    "Standing",
    "Statement",
    "StatementKind",
    "SumClaim",
    "TotalLoss",
    "TotalScore",
    "Why",
    "core_name",
    "full",
    "got",
]
