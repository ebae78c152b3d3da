"""How many tokens and how much money the answers of one run may cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.llm.prompt import Message
from toolkit.records.assistance import Usage

_CHARACTERS_PER_TOKEN = 1  # Chinese: a token is one character or more, so this never counts too few
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a million tokens cost, asked and answered; ``batch`` is the share of it that a batch costs."""

    prompt: Decimal
    completion: Decimal
    batch: Decimal = Decimal(1)

    def of(self, prompt_tokens: int, completion_tokens: int, *, batch: bool = False) -> Decimal:
        """Return what a call cost."""
        whole = (self.prompt * prompt_tokens + self.completion * completion_tokens) / _MILLION
        return whole * self.batch if batch else whole


class Budget:
    """Counts what is spent, and says when the next call could go beyond the limit.

    What a call may cost at most is set aside before it is made, so that calls side by side keep the limit too.
    """

    def __init__(
        self, max_tokens: int | None = None, max_cost: Decimal | None = None, price: Price | None = None
    ) -> None:
        self.max_tokens, self.max_cost, self.price = max_tokens, max_cost, price
        self._tokens, self._cost = 0, Decimal(0)

    def reserve(self, messages: Sequence[Message], max_tokens: int, *, batch: bool = False) -> Usage | None:
        """Set aside what a call may cost at most; None where that is more than is left."""
        asked = sum(len(message["content"]) for message in messages) // _CHARACTERS_PER_TOKEN
        cost = self.cost(asked, max_tokens, batch=batch)
        most = Usage(calls=1, prompt_tokens=asked, completion_tokens=max_tokens, cost=cost)
        tokens, cost = self._tokens + asked + max_tokens, self._cost + (most.cost or 0)
        if (self.max_tokens is not None and tokens > self.max_tokens) or (
            self.max_cost is not None and cost > self.max_cost
        ):
            return None
        self._tokens, self._cost = tokens, cost
        return most

    def settle(self, reserved: Usage, spent: Usage) -> None:
        """Put what a call really cost in the place of what was set aside for it."""
        self._tokens += spent.prompt_tokens + spent.completion_tokens
        self._tokens -= reserved.prompt_tokens + reserved.completion_tokens
        self._cost += (spent.cost or 0) - (reserved.cost or 0)

    def cost(self, prompt_tokens: int, completion_tokens: int, *, batch: bool = False) -> Decimal | None:
        """Return what tokens cost; None where no price is known."""
        return self.price.of(prompt_tokens, completion_tokens, batch=batch) if self.price else None
