"""The strict shapes of characters.toml and wordings.toml: what a proofreader knows by heart."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from toolkit.knowledge.shapes import Entry, Source, WordList

Pair = Annotated[str, StringConstraints(min_length=2, max_length=2)]
Split = BeforeValidator(lambda text: text.split() if isinstance(text, str) else text)


class ConfusedEntry(Entry):
    """Pairs of characters either of which is written for the other, parted by white space in the file."""

    pairs: Annotated[tuple[Pair, ...], Split]
    source: Source

    @model_validator(mode="after")
    def _are_two(self) -> Self:
        same = [pair for pair in self.pairs if pair[0] == pair[1]]
        if same:
            raise ValueError(f"“{same[0]}”的两个字相同")
        return self


class SlipEntry(Entry):
    """Wrong words, each with the right one; ``variant`` where many still write the wrong one."""

    words: tuple[tuple[str, str], ...]
    variant: bool = False
    source: Source


class Characters(Entry):
    """characters.toml: what is mistaken for what, and what only looks like a slip."""

    shape: tuple[ConfusedEntry, ...]
    sound: tuple[ConfusedEntry, ...]
    slip: tuple[SlipEntry, ...]
    terms: WordList
    alone: WordList
    surnames: WordList


class WordingEntry(Entry):
    """Sentences in which an office's duties are told everywhere alike, by the law that sets them."""

    sentences: Annotated[tuple[str, ...], Field(min_length=1)]
    source: Source


class Wordings(Entry):
    """wordings.toml."""

    wording: tuple[WordingEntry, ...]
