"""The strict shapes of organizations.toml and copies.toml: what many reports beside one another are read with."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from toolkit.knowledge.shapes import Entry, Source, WordList, Words

Ends = Annotated[Words, Field(min_length=1)]


class ChangeEntry(Entry):
    """Offices that go on under another name; ``since`` is the first report year with the new one.

    Names are ends of names: 国土资源局 stands for that of every county, a full name for that office alone.
    """

    kind: Literal["renamed", "merged", "split"]
    old: Ends
    new: Ends
    since: Annotated[int, Field(ge=1949, le=2200)]
    source: Source

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind == "renamed" and (len(self.old), len(self.new)) != (1, 1):
            raise ValueError("更名（renamed）是一个旧名对一个新名；合并写 merged，分设写 split")
        if self.kind == "merged" and len(self.new) != 1:
            raise ValueError("合并（merged）只有一个新名")
        if self.kind == "split" and len(self.old) != 1:
            raise ValueError("分设（split）只有一个旧名")
        return self


class Organizations(Entry):
    """organizations.toml."""

    change: tuple[ChangeEntry, ...]


class Copies(Entry):
    """copies.toml: what stands alike in many reports without being copied."""

    duties: WordList
    form: WordList
