"""The formats results are written in; each is imported when it is written, for a run writes only one."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from toolkit.report.subject import Audited, Contents, Extracted, R, Sheet, Writer


def _by(module: str, name: str) -> Writer[R]:
    def write(results: Iterable[R], sheet: Sheet) -> Iterator[bytes]:
        yield from getattr(import_module(f"toolkit.report.{module}"), name)(results, sheet)

    return write


EXTRACT_FORMATS: dict[str, Writer[Extracted]] = {
    "json": _by("json", "write_facts"),
    "jsonl": _by("json", "write_fact_lines"),
    "csv": _by("csv", "write_csv"),
    "xlsx": _by("xlsx", "write_xlsx"),
}
AUDIT_FORMATS: dict[str, Writer[Audited]] = {
    "terminal": _by("terminal", "write_terminal"),
    "json": _by("json", "write_audits"),
    "jsonl": _by("json", "write_audit_lines"),
    "html": _by("html", "write_html"),
    "markdown": _by("markdown", "write_markdown"),
    "sarif": _by("sarif", "write_sarif"),
    "docx": _by("docx", "write_docx"),
}
DIFF: Writer[Audited] = _by("diff", "write_diff")
PAGED_FORMATS = {"html": ".html", "markdown": ".md", "docx": ".docx"}  # a file for each document; how its name ends
BINARY_FORMATS = frozenset({"xlsx", "docx"})
COPY_FORMATS = frozenset({"docx"})  # the document itself with something added


def contents_of(form: str) -> Contents[Audited] | None:
    """Return an empty list of contents, in a format whose pages have one."""
    if form != "html":
        return None
    from toolkit.report import html_contents

    return html_contents.Contents()
