"""Who read or found something."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The grammar, or a model that pointed at it."""

    engine: str
    model: str | None = None
    prompt: str | None = None


GRAMMAR = Origin(engine="grammar")
