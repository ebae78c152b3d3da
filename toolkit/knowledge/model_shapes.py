"""The shape of what we know of language models: how their endpoints are asked, and what they cost."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from toolkit.knowledge.shapes import Entry, Source


class ModeEntry(Entry):
    """How an endpoint takes the shape of an answer, by the beginning of the model's name."""

    start: str
    mode: Literal["json_schema", "json", "md_json", "tools"]
    source: Source


class PriceEntry(Entry):
    """What a million tokens cost, asked (``prompt``) and answered (``completion``), and a batch's share of it."""

    start: str
    prompt: Decimal
    completion: Decimal
    batch: Decimal = Decimal(1)
    currency: Literal["CNY", "USD"]
    since: date = Field(alias="from")
    source: Source


class Models(Entry):
    """knowledge/models.toml."""

    mode: tuple[ModeEntry, ...]
    price: tuple[PriceEntry, ...]

    def price_of(self, model: str) -> PriceEntry | None:
        """Return the price of a model; None where nobody wrote it down."""
        return next((entry for entry in self.price if model.lower().startswith(entry.start)), None)
