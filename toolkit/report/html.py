"""An audit as a page to review it on: one file that fetches nothing, the text beside the findings."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from toolkit.assets import assets
from toolkit.records import Severity
from toolkit.report.signs import legible
from toolkit.report.subject import Audited, Sheet
from toolkit.report.wording import PROPOSED, SEVERITIES, helped, proposed

if TYPE_CHECKING:
    from jinja2 import Environment, Template

LETTERS = {Severity.ERROR: "错", Severity.WARNING: "警", Severity.INFO: "提"}


def write_html(results: Iterable[Audited], sheet: Sheet) -> Iterator[bytes]:
    """Yield a page for each document."""
    from toolkit.report.html_text import Part
    from toolkit.report.html_view import view

    page = template("page.html.j2")
    common = {**shared("script.js"), "letters": LETTERS, "Part": Part, "day": sheet.day, "contents": sheet.contents}
    common |= {"proposed": proposed, "proposed_mark": PROPOSED}
    for result in results:
        seen = view(result)
        codes = Counter(card.finding.code for card in seen.cards)
        grades = Counter(card.finding.severity for card in seen.cards)
        html = page.render(
            common,
            result=result,
            view=seen,
            helped=helped(result.assistance, result.audit.findings) if result.assistance else None,
            codes=dict(sorted(codes.items())),
            grades={severity: grades[severity] for severity in SEVERITIES},
            severity_of={card.number: card.finding.severity for card in seen.cards},
        )
        yield html.encode()


def template(name: str, folder: str = "report") -> "Template":
    """Return a template that escapes all it is given."""
    return _environment(folder).get_template(name)


def shared(script_name: str, folder: str = "report", more: str | None = None) -> dict[str, object]:
    """Return what every page is given: the style, its script, and what its policy calls both by.

    A page of another folder has its own script there, and ``more`` style beside that of all pages.
    """
    from markupsafe import Markup

    style, script = _read("report", "style.css"), _read(folder, script_name)
    style += _read(folder, more) if more else ""
    return {
        "style": Markup(style),
        "script": Markup(script),
        "style_digest": _digest(style),
        "script_digest": _digest(script),
        "severities": SEVERITIES,
    }


def visible(value: object) -> object:
    """Show letters that a browser would drop, or that turn their neighbours round, as a sign in their place."""
    return legible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _environment(folder: str) -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(partial(_read, folder)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read(folder: str, name: str) -> str:
    return assets("templates").joinpath(folder, name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Return what the page's policy calls a style or script by: no other one runs, whatever a document holds."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
