"""Results as JSON: one object, a list of them, or one a line."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from toolkit.records.wire import assistance_json, audit_json, extract_json, prior_json
from toolkit.report.subject import Audited, Extracted, R, Sheet, Writer


def _facts(result: Extracted) -> Mapping[str, object]:
    return {**extract_json(result.document, result.facts), **_assistance(result)}


def _audit(result: Audited) -> Mapping[str, object]:
    last = result.prior
    prior = prior_json(last.document, last.facts, last.unfit) if last else None
    judged = audit_json(
        result.document, result.facts, result.audit, result.versions, prior=prior, settings=result.settings
    )
    return {**judged, **_assistance(result)}


def _assistance(result: Extracted) -> Mapping[str, object]:
    return assistance_json(result.assistance) if result.assistance else {}


def _whole(shape: Callable[[R], Mapping[str, object]]) -> Writer[R]:
    """Make a writer of one indented object, or of a list where several documents were given."""

    def write(results: Iterable[R], sheet: Sheet) -> Iterator[bytes]:
        objects = (_encoded(shape(result), indent=2) for result in results)
        if not sheet.several:
            yield from (each + b"\n" for each in objects)
            return
        yield b"["
        for i, each in enumerate(objects):
            yield (b",\n" if i else b"\n") + each
        yield b"\n]\n"

    return write


def _lines(shape: Callable[[R], Mapping[str, object]]) -> Writer[R]:
    """Make a writer of one object a line."""

    def write(results: Iterable[R], sheet: Sheet) -> Iterator[bytes]:
        for result in results:
            yield _encoded(shape(result)) + b"\n"

    return write


def _encoded(value: Mapping[str, object], indent: int | None = None) -> bytes:
    """Encode as UTF-8; a half of a character that a file name may hold becomes the escape JSON has for it."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace")


write_facts, write_fact_lines = _whole(_facts), _lines(_facts)
write_audits, write_audit_lines = _whole(_audit), _lines(_audit)
