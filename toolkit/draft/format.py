"""The formats a draft is written in; each is imported when it is written."""

import json
from collections.abc import Callable, Iterator
from importlib import import_module

from toolkit.records import Document
from toolkit.records.draft import Draft
from toolkit.records.wire.draft import draft_json

Writer = Callable[[Document, Draft], Iterator[bytes]]


def _json(document: Document, draft: Draft) -> Iterator[bytes]:
    text = json.dumps(draft_json(document, draft), ensure_ascii=False, indent=2)
    yield text.encode("utf-8", "backslashreplace") + b"\n"


def _by(module: str, name: str) -> Writer:
    def write(document: Document, draft: Draft) -> Iterator[bytes]:
        yield from getattr(import_module(f"toolkit.draft.{module}"), name)(document, draft)

    return write


DRAFT_FORMATS: dict[str, Writer] = {
    "docx": _by("docx", "write_docx"),
    "markdown": _by("markdown", "write_markdown"),
    "html": _by("html", "write_html"),
    "json": _json,
}
BINARY_DRAFTS = frozenset({"docx"})
ENDINGS = {
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}
"""Which format the name of a file asks for."""
