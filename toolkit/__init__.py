"""A self-evaluation report in; its facts, its contradictions and next year's draft out."""

__version__ = "0.1.0"
