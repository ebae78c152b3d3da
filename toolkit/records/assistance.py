"""What a language model was asked for a document, what it cost, and what of it did not count."""

from dataclasses import dataclass
from decimal import Decimal

from toolkit.records.span import Span

WAITING = "等待批处理"
"""Why a passage has no answer yet: its question was given to a batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Calls and tokens behind some answers, whether made now or remembered; ``cost`` is None where no price is known.

    ``cost`` is in the currency of the price table (knowledge/models.toml).
    """

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal | None = Decimal(0)

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together; one unknown cost makes the whole unknown."""
        known = None if self.cost is None or other.cost is None else self.cost + other.cost
        return Usage(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=known,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Words of a model that did not count, and why; they need not stand in the document."""

    quote: str
    why: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A passage that the model gave no whole answer for, and why."""

    span: Span
    why: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistance:
    """Everything a model did for one document; ``usage`` is by name of prompt."""

    model: str
    usage: tuple[tuple[str, Usage], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failed: tuple[Failed, ...] = ()

    def __add__(self, other: "Assistance") -> "Assistance":
        """Return both together."""
        usage = dict(self.usage)
        for prompt, more in other.usage:
            usage[prompt] = usage[prompt] + more if prompt in usage else more
        return Assistance(
            model=self.model,
            usage=tuple(sorted(usage.items())),
            rejected=self.rejected + other.rejected,
            failed=self.failed + other.failed,
        )

    def waits(self, prompt: str | None = None) -> bool:
        """Tell whether answers are still to come from a batch, to any prompt or to one."""
        waiting = (failed.prompt for failed in self.failed if failed.why == WAITING)
        return any(prompt is None or version.partition("@")[0] == prompt for version in waiting)

    @property
    def total(self) -> Usage:
        """All prompts together."""
        return sum((usage for _, usage in self.usage), Usage())
