"""Texts put before one check."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.audit import Check
from toolkit.knowledge import load
from toolkit.pipeline import audit_document, extract_document
from toolkit.read import read_bytes
from toolkit.records import Document
from toolkit.report import Audited

CASES = Path(__file__).parent / "cases"
EXPECTATIONS = {"hit", "clear", "unable", "silent"}
KEYS = EXPECTATIONS | {"text", "prior", "reason"}


@dataclass(frozen=True)
class Case:
    """A text, what one check is to say of it, and why it is here."""

    code: str
    name: str
    expected: dict[str, Any]

    @property
    def hits(self) -> list[dict[str, str]]:
        wanted = self.expected.get("hit", [])
        return wanted if isinstance(wanted, list) else [wanted]


def cases() -> list[Case]:
    return [
        Case(path.stem, name, expected)
        for path in sorted(CASES.glob("*.toml"))
        for name, expected in tomllib.loads(path.read_text(encoding="utf-8")).items()
    ]


def document(text: str) -> Document:
    return read_bytes(text.encode(), name="例.txt")


def judged(check: Check, text: str, prior: str | None = None) -> Audited:
    """Run one check over a text; it may not break down."""
    knowledge = load()
    last_year = extract_document(document(prior), knowledge) if prior else None
    return audit_document(document(text), knowledge, [check], last_year, strict=True)


def bare(text: str) -> str:
    return "".join(text.split())
