"""Where words stand, as SARIF says it: which file, which characters, which line of a text, which part of a page."""

import re
from bisect import bisect_right
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from toolkit.records import Span
from toolkit.report.subject import Audited
from toolkit.report.wording import condensed

NEWLINES = ["\r\n", "\n", "\r"]
_LINE_END = re.compile("\r\n|\n|\r")
_KINDS = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
}
_HOW_COUNTED = "charOffset 数的是 jixiao extract 读出的文字（document.text），不是文件的字节。"

Shape = dict[str, Any]


def artifact(result: Audited) -> Shape:
    """Describe the file; of several read as one, only the first has a name of its own here."""
    document, coverage = result.document, result.facts.coverage
    described = _HOW_COUNTED if document.path else "标准输入"
    counted = {"figures": coverage.figures, "inFacts": coverage.in_facts, "checked": result.audit.checked}
    return {
        **({"location": {"uri": _uri(document.path)}} if document.path else {}),
        **({"description": {"text": described}} if document.format != "txt" or not document.path else {}),
        **({"mimeType": _KINDS[document.format]} if document.format in _KINDS else {}),
        **({} if document.breaks else {"hashes": {"sha-256": document.sha256}}),
        "roles": ["analysisTarget"],
        "properties": {"name": document.name, "coverage": counted},
    }


def _uri(path: str) -> str:
    """Return a path as a URI: one on this machine where it is absolute, else one relative to where we were called."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix(), safe="/")


class Places:
    """The places of one document, which is artifact ``index`` of the log."""

    def __init__(self, result: Audited, index: int) -> None:
        self._document = result.document
        self._facts = result.facts
        path = result.document.path
        self._file: Shape = {**({"uri": _uri(path)} if path else {}), "index": index}
        self._lines: list[int] | None = None
        if result.document.format == "txt":
            self._lines = [0, *(found.end() for found in _LINE_END.finditer(result.document.text))]

    def whole(self) -> Shape:
        """Return the document as a whole."""
        return {"physicalLocation": {"artifactLocation": self._file}}

    def at(self, span: Span) -> Shape:
        """Return where ``span`` is: in the file, and under which headings and in what of the page."""
        first_ends = self._document.breaks[0] if self._document.breaks else None
        logical = self._logical(span)
        if first_ends is not None and span.start >= first_ends:
            return {"logicalLocations": [logical]}  # in another file, which the place names
        physical = {"artifactLocation": self._file, "region": self._region(span)}
        return {"physicalLocation": physical, **({"logicalLocations": [logical]} if logical else {})}

    def _region(self, span: Span) -> Shape:
        region: Shape = {}
        if self._lines is not None:
            region["startLine"], region["startColumn"] = self._line(span.start)
            region["endLine"], region["endColumn"] = self._line(span.end)
        region["charOffset"], region["charLength"] = span.start, len(span)
        region["snippet"] = {"text": self._document.quote(span)}
        return region

    def _line(self, offset: int) -> tuple[int, int]:
        """Return line and column, both counted from 1."""
        assert self._lines is not None
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _logical(self, span: Span) -> Shape:
        block = self._document.block(span.start)
        headings = [condensed(h.marker + h.title) for h in self._facts.path(span.start) if h.level]
        names = [*headings, *([block.place] if block and block.place else [])]
        if not names:
            return {}
        kind = {"kind": block.kind.value} if block else {}
        return {"name": names[-1], "fullyQualifiedName": " › ".join(names), **kind}
