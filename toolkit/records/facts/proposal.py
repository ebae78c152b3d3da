"""What a language model took for a contradiction of meaning."""

from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.outcome import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Fact):
    """Two places that a model, asked twice in different words, says cannot both stand.

    ``code`` is the check whose fault it would be. It may make a possible finding, never a certain one.
    """

    code: str
    message: str
    evidence: tuple[Evidence, ...]
