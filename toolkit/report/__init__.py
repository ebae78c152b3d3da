"""Facts and audits in, what people and programs read out; it judges nothing."""

from toolkit.report.format import AUDIT_FORMATS, BINARY_FORMATS, EXTRACT_FORMATS, PAGED_FORMATS
from toolkit.report.manual import index, manual
from toolkit.report.subject import Audited, Extracted, LastYear, Sheet

__all__ = [
    "AUDIT_FORMATS",
    "BINARY_FORMATS",
    "EXTRACT_FORMATS",
    "PAGED_FORMATS",
    "Audited",
    "Extracted",
    "LastYear",
    "Sheet",
    "index",
    "manual",
]
