"""Questions, and the rows that come back: whole ones are kept, even where the answer as a whole is none."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model
from pydantic_core import from_json

from toolkit.llm.prompt import Prompt
from toolkit.records.assistance import Usage

Row = tuple[str, ...]


class Rows(BaseModel):
    """The shape of every answer: rows of quotes and labels, and nothing else.

    Rows and not objects: names of fields would be a third of the tokens. Bounds, so that a bad model ends.
    """

    model_config = ConfigDict(extra="forbid")
    rows: list[Any]


def rows_of(width: int, *, most: int, longest: int) -> type[Rows]:
    """Return the shape of at most ``most`` rows with ``width`` cells of at most ``longest`` characters."""
    cell = Annotated[str, Field(max_length=longest)]
    row = Annotated[list[cell], Field(min_length=width, max_length=width)]
    return create_model(f"Rows{width}", __base__=Rows, rows=(Annotated[list[row], Field(max_length=most)], ...))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A prompt, the words it is asked about, and the shape of its answer."""

    prompt: Prompt
    given: Mapping[str, str]
    shape: type[Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The rows of an answer; ``failure`` says why some or all are missing."""

    rows: tuple[Row, ...] = ()
    failure: str | None = None
    usage: Usage = field(default_factory=Usage)


def kept(content: str, shape: type[Rows]) -> tuple[Row, ...]:
    """Return the whole rows of an answer that breaks off, or of one that holds other things too."""
    start = content.find("{")
    if start < 0:
        return ()
    try:
        found = from_json(content[start:], allow_partial=True)
    except ValueError:
        found = _first_value(content[start:])
    rows = found.get("rows") if isinstance(found, dict) else None
    (row_type,) = get_args(shape.model_fields["rows"].annotation)
    one: TypeAdapter[list[str]] = TypeAdapter(row_type)
    valid = (_valid(one, row) for row in (rows if isinstance(rows, list) else ()))
    return tuple(row for row in valid if row)


def _first_value(text: str) -> Any:
    """Read the JSON value that ``text`` begins with, whatever comes behind it."""
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except ValueError:
        return None


def _valid(one: TypeAdapter[list[str]], row: Any) -> Row | None:
    try:
        return tuple(one.validate_python(row))
    except ValidationError:
        return None
