"""Last year's facts and audit in, next year's draft out: every number has a source, or is a blank."""

# What makes a draft is imported from its own modules: the help of a command needs none of it.
from toolkit.draft.format import BINARY_DRAFTS, DRAFT_FORMATS, ENDINGS

__all__ = ["BINARY_DRAFTS", "DRAFT_FORMATS", "ENDINGS"]
