"""An earlier audit, read back, and what is new since."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from toolkit.errors import ConfigurationFault, reason
from toolkit.records import Audit, Bygone, Document, Since

LARGEST = 500_000_000
TODO = "请用 jixiao audit --format json 或 jsonl 的结果作基线。"


class _Shape(BaseModel):
    """What is read of an earlier result; its other keys are of no concern here."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class _Mark(_Shape):
    code: str
    fingerprint: str


class _Known(_Shape):
    known: tuple[_Mark, ...] = ()


class _File(_Shape):
    name: str
    path: str | None = None
    sha256: str


class Earlier(_Shape):
    """One document's earlier audit."""

    format: Literal["jixiao.audit"]
    version: Literal[1]
    document: _File
    findings: tuple[_Mark, ...]
    baseline: _Known | None = None

    @property
    def marks(self) -> tuple[_Mark, ...]:
        """Return what was found then, and what had been known already."""
        return self.findings + (self.baseline.known if self.baseline else ())


_Whole = Annotated[Earlier | tuple[Earlier, ...], Field(union_mode="left_to_right")]


class Baseline:
    """The audits of an earlier run."""

    def __init__(self, audits: Sequence[Earlier]) -> None:
        self.audits = audits

    @classmethod
    def of(cls, path: Path) -> "Baseline":
        """Read what `jixiao audit --format json` or `jsonl` wrote."""
        try:
            with path.open("rb") as file:
                source = file.read(LARGEST + 1) if path.is_file() else b""
        except OSError as error:
            raise ConfigurationFault(f"读不了基线（{reason(error)}）", str(path), TODO) from error
        if len(source) > LARGEST:
            raise ConfigurationFault("基线太大", str(path), TODO)
        source = source.removeprefix(b"\xef\xbb\xbf")
        try:
            return cls(_read(source))
        except ValidationError as fault:
            # Whatever stands in the file is not shown: it need not be ours.
            what = "不是 JSON" if _is_no_json(fault) else "不是 jixiao audit 的结果"
            raise ConfigurationFault(f"读不了基线（{what}）", str(path), TODO) from None

    def earlier(self, document: Document, *, alone: bool) -> Earlier | None:
        """Return the document's earlier audit: of the same bytes, the same path or the same name.

        A document that is ``alone`` in its run may have another name than the only one of the earlier run: people
        save a new draft under a new name.
        """
        likenesses = (
            [a for a in self.audits if a.document.sha256 == document.sha256],
            [a for a in self.audits if a.document.path is not None and a.document.path == document.path],
            [a for a in self.audits if a.document.name == document.name],
            self.audits if alone else [],
        )
        return next((alike[0] for alike in likenesses if len(alike) == 1), None)


def sifted(audit: Audit, earlier: Earlier) -> Audit:
    """Keep the findings that the earlier audit did not have; say which it had, and which of them are gone."""
    had = Counter((mark.code, mark.fingerprint) for mark in earlier.marks)
    run = {tally.code for tally in audit.tallies}
    here = {(f.code, f.fingerprint) for f in (*audit.findings, *(w.finding for w in audit.waived))}
    gone = tuple(Bygone(code=c, fingerprint=f) for c, f in sorted(had) if c in run and (c, f) not in here)
    known = tuple(f for f in audit.findings if (f.code, f.fingerprint) in had)
    new = tuple(f for f in audit.findings if (f.code, f.fingerprint) not in had)
    return replace(audit, findings=new, since=Since(known=known, gone=gone))


def _is_no_json(fault: ValidationError) -> bool:
    return any(each["type"] == "json_invalid" for each in fault.errors(include_input=False, include_context=False))


def _read(source: bytes) -> Sequence[Earlier]:
    try:
        read = TypeAdapter[Earlier | tuple[Earlier, ...]](_Whole).validate_json(source)
    except ValidationError as fault:
        lines = [line for line in source.splitlines() if line.strip()]
        if not _is_no_json(fault) or len(lines) < 2:
            raise
        one = TypeAdapter(Earlier)
        return [one.validate_json(line) for line in lines]
    return [read] if isinstance(read, Earlier) else read
