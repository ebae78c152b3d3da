"""Last year's facts and audit in, next year's draft out: every number has a source, or is a blank."""

from toolkit.draft.compose import compose
from toolkit.draft.format import BINARY_DRAFTS, DRAFT_FORMATS, ENDINGS

__all__ = ["BINARY_DRAFTS", "DRAFT_FORMATS", "ENDINGS", "compose"]
