"""The formats results are written in."""

from toolkit.report.csv import write_csv
from toolkit.report.html import write_html
from toolkit.report.json import audit_shape, extract_shape, lines, whole
from toolkit.report.subject import Audited, Extracted, Writer
from toolkit.report.terminal import write_terminal
from toolkit.report.xlsx import write_xlsx

EXTRACT_FORMATS: dict[str, Writer[Extracted]] = {
    "json": whole(extract_shape),
    "jsonl": lines(extract_shape),
    "csv": write_csv,
    "xlsx": write_xlsx,
}
AUDIT_FORMATS: dict[str, Writer[Audited]] = {
    "terminal": write_terminal,
    "json": whole(audit_shape),
    "jsonl": lines(audit_shape),
    "html": write_html,
}
PAGED_FORMATS = {"html": ".html"}  # a file for each document, and how its name ends
BINARY_FORMATS = frozenset({"xlsx"})
