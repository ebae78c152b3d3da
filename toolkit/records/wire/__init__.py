"""Records out as JSON of the contract, and the JSON Schema that says what to expect."""

from toolkit.records.wire.assistance import assistance_json
from toolkit.records.wire.audit import audit_json, prior_json
from toolkit.records.wire.extract import document_json, extract_json, quote_json
from toolkit.records.wire.schema import schema
from toolkit.records.wire.shapes import VERSION, Settings, Versions

__all__ = [
    "VERSION",
    "Settings",
    "Versions",
    "assistance_json",
    "audit_json",
    "document_json",
    "extract_json",
    "prior_json",
    "quote_json",
    "schema",
]
