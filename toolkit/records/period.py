"""A stretch of days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, both included."""

    start: date
    end: date

    @property
    def backwards(self) -> bool:
        """Tell whether it ends before it starts, as a slip of the pen can have it."""
        return self.end < self.start
