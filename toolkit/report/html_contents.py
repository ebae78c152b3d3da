"""The first page of a folder of pages: every report with its counts, the gravest first."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from toolkit.audit import Consistency, consistency
from toolkit.records import Severity
from toolkit.report.html import shared, template
from toolkit.report.subject import Audited, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report, and where its page is."""

    href: str
    name: str
    title: str
    organization: str | None
    year: int | None
    grades: Mapping[Severity, int]
    consistency: Consistency
    figures: int
    checked: int
    crashes: tuple[str, ...]


class Contents:
    """What a folder of pages holds; of each report it keeps a line and no more."""

    name = "index.html"

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, page: str, result: Audited) -> None:
        """Note the report that the file ``page`` shows."""
        identity, audit = result.facts.identity, result.audit
        grades = Counter(finding.severity for finding in audit.findings)
        title = "".join(identity.title.split()) if identity and identity.title else result.document.name
        self.entries.append(
            Entry(
                href=quote(page, errors="surrogatepass"),
                name=result.document.name,
                title=title,
                organization=identity.organization if identity else None,
                year=identity.year if identity else None,
                grades={severity: grades[severity] for severity in Severity},
                consistency=consistency(audit, result.facts),
                figures=result.facts.coverage.figures,
                checked=audit.checked,
                crashes=tuple(tally.code for tally in audit.tallies if tally.crash),
            )
        )

    def write(self, sheet: Sheet) -> Iterator[bytes]:
        """Yield the page, with what the sheet was told of the files that have none."""
        entries = sorted(self.entries, key=lambda e: (*(-e.grades[severity] for severity in Severity), e.name))
        total: Counter[Severity] = Counter()
        for entry in entries:
            total.update(entry.grades)
        page = template("contents.html.j2")
        html = page.render(
            shared("contents.js"),
            entries=entries,
            total={severity: total[severity] for severity in Severity},
            troubles=sheet.told,
            day=sheet.day,
        )
        yield html.encode()
