"""The JSON Schema of what we print, for programs that want to know what to expect."""

from typing import Any, Literal

from toolkit.records.wire import shapes, summary_shapes

SHAPES: dict[str, type[Any]] = {
    "extract": shapes.Extract,
    "audit": shapes.Audit,
    "summary": summary_shapes.Summary,
}


def schema(what: Literal["extract", "audit", "summary"]) -> dict[str, Any]:
    """Return the JSON Schema of one document's result, or of the summary of an archive."""
    from pydantic import TypeAdapter

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(SHAPES[what]).json_schema(mode="serialization"),
    }
