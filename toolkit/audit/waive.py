"""Waivers laid over an audit, and written into the file that holds them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from toolkit.records import Audit, Unused, Waived, Waiver


def waive(audit: Audit, waivers: Iterable[Waiver], document: str, today: date) -> Audit:
    """Set aside the findings that a waiver for the document of that name meets.

    A waiver past its last day meets none. ``unused`` are those that met nothing, of checks that were run.
    """
    meant = [w for w in waivers if w.document in {None, document}]
    # Of two for one finding, the one for this very document says more.
    holding = {
        (w.code, w.fingerprint): w for w in sorted(meant, key=lambda w: w.document is not None) if _holds(w, today)
    }
    waived = tuple(
        Waived(finding=f, waiver=waiver)
        for f in audit.findings
        if (waiver := holding.get((f.code, f.fingerprint))) is not None
    )
    met = {each.waiver for each in waived}
    set_aside = {each.finding.fingerprint for each in waived}
    run = {tally.code for tally in audit.tallies}
    return replace(
        audit,
        findings=tuple(f for f in audit.findings if f.fingerprint not in set_aside),
        waived=waived,
        unused=tuple(Unused(waiver=w, expired=not _holds(w, today)) for w in meant if w.code in run and w not in met),
    )


def twice(waivers: Iterable[Waiver]) -> Waiver | None:
    """Return a waiver whose finding, in the same document, another one before it waives too."""
    seen: set[tuple[str, str | None]] = set()
    for waiver in waivers:
        if (waiver.fingerprint, waiver.document) in seen:
            return waiver
        seen.add((waiver.fingerprint, waiver.document))
    return None


def written(source: str, waiver: Waiver) -> str:
    """Return a settings file with the waiver in it, comments and order as they were.

    It takes the place of one for the same finding of the same document.
    """
    import tomlkit
    from tomlkit.items import AoT, Table

    file = tomlkit.parse(source)
    if "waiver" not in file:
        file.append("waiver", tomlkit.aot())
    entries = file["waiver"]
    entry = tomlkit.table() if isinstance(entries, AoT) else tomlkit.inline_table()
    for key in ("fingerprint", "code", "document", "reason", "by", "date", "until"):
        if (value := getattr(waiver, key)) is not None:
            entry.add(key, value)
    if isinstance(entry, Table):
        entry.trivia.indent = "\n"  # a blank line before it
    same = (i for i, e in enumerate(entries) if (e["fingerprint"], e.get("document")) == _key(waiver))
    at = next(same, None)
    if at is None:
        entries.append(entry)
    else:
        entries[at] = entry
    return tomlkit.dumps(file)


def _key(waiver: Waiver) -> tuple[str, str | None]:
    return waiver.fingerprint, waiver.document


def _holds(waiver: Waiver, today: date) -> bool:
    return waiver.until is None or today <= waiver.until
