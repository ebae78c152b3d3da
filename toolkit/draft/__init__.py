"""Last year's facts and audit in, next year's draft out: every number has a source, or is a blank."""

from toolkit.draft.compose import compose
from toolkit.draft.facts import Given, given_facts
from toolkit.draft.fill import Filling, fill
from toolkit.draft.form import write_form
from toolkit.draft.format import BINARY_DRAFTS, DRAFT_FORMATS, ENDINGS
from toolkit.draft.into import Refilled, refill

__all__ = [
    "BINARY_DRAFTS",
    "DRAFT_FORMATS",
    "ENDINGS",
    "Filling",
    "Given",
    "Refilled",
    "compose",
    "fill",
    "given_facts",
    "refill",
    "write_form",
]
