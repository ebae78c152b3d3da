"""In which part of the report something stands, by the words of its headings."""

from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.wordings import one_of
from toolkit.records import Span
from toolkit.records.facts import Heading


def in_section(dossier: Dossier, offset: int, *roles: str) -> bool:
    """Tell whether a heading above ``offset`` has a word of one of the outline's roles (problems, measures …)."""
    parts = _parts(dossier)
    return any(part.start <= offset < part.end for role in roles for part in parts[role])


@once
def _parts(dossier: Dossier) -> dict[str, list[Span]]:
    """Return where the headings of each role reign."""
    headings = [h for h in dossier.facts.of(Heading) if not h.run_in and h.span.start < h.body.end]
    return {
        role: [Span(h.span.start, h.body.end) for h in headings if one_of(heads).search(h.title)]
        for role, heads in dossier.knowledge.outline.roles.items()
    }
