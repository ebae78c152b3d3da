"""Facts and audits in, what people and programs read out; it judges nothing."""

from toolkit.report.format import (
    AUDIT_FORMATS,
    BINARY_FORMATS,
    COPY_FORMATS,
    DIFF,
    EXTRACT_FORMATS,
    PAGED_FORMATS,
    contents_of,
)
from toolkit.report.manual import index, manual
from toolkit.report.signs import legible
from toolkit.report.subject import Audited, Extracted, LastYear, Sheet

__all__ = [
    "AUDIT_FORMATS",
    "BINARY_FORMATS",
    "COPY_FORMATS",
    "DIFF",
    "EXTRACT_FORMATS",
    "PAGED_FORMATS",
    "Audited",
    "Extracted",
    "LastYear",
    "Sheet",
    "contents_of",
    "index",
    "legible",
    "manual",
]
