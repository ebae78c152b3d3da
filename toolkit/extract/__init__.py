"""A document in, its facts out; knows nothing of checks, reports or drafts."""

from toolkit.extract.grammar import extract

__all__ = ["extract"]
