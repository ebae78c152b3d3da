"""The manual pages of checks, for the terminal."""

from collections.abc import Iterable
from textwrap import indent
from typing import TYPE_CHECKING

from toolkit.report.subject import Sheet
from toolkit.report.terminal import paper, printed
from toolkit.report.wording import COLOURS, SEVERITIES

if TYPE_CHECKING:
    from toolkit.audit import Check


def manual(check: "Check", sheet: Sheet) -> bytes:
    """Print the page of one check."""
    from rich.padding import Padding
    from rich.text import Text

    from toolkit.audit import Page
    from toolkit.audit.page import PRIOR

    page = Page.of(check.page)
    console = paper(sheet)
    head = Text(f"{check.code} {page.title}", style="bold")
    head.append(f"　{SEVERITIES[check.severity]}", style=COLOURS[check.severity])
    console.print(head)
    sections = {
        "查什么": page.what,
        "为何": page.why,
        "依据": page.basis,
        **({PRIOR: indent(page.prior, "  ")} if page.prior else {}),
        "有问题": indent(page.faulty, "  "),
        "没问题": indent(page.sound, "  "),
        "局限": page.limits,
    }
    for name, body in sections.items():
        console.print()
        console.print(Text(name, style="bold"))
        console.print(Padding(Text(body), (0, 0, 0, 2)))
    return printed(console)


def marked_up(check: "Check") -> str:
    """Set the page of one check in Markdown."""
    from toolkit.audit import Page
    from toolkit.audit.page import PRIOR, SECTIONS

    page = Page.of(check.page)
    what, why, basis, limits = (text.replace("\n", "\n\n") for text in (page.what, page.why, page.basis, page.limits))
    faulty, sound = (f"```text\n{text}\n```" for text in (page.faulty, page.sound))
    bodies = dict(zip(SECTIONS, (what, why, basis, faulty, sound, limits), strict=True))
    names = [*SECTIONS]
    if page.prior:
        names.insert(names.index("有问题"), PRIOR)
        bodies[PRIOR] = f"```text\n{page.prior}\n```"
    sections = (f"## {name}\n\n{bodies[name]}\n" for name in names)
    return "\n".join((f"# {check.code} {page.title}\n", f"级别：{SEVERITIES[check.severity]}\n", *sections))


def index(checks: Iterable["Check"], sheet: Sheet) -> bytes:
    """Print a line for each check: code, severity, what it finds."""
    from rich.text import Text

    console = paper(sheet)
    for check in checks:
        line = Text(f"{check.code}  ", style="bold")
        line.append(SEVERITIES[check.severity], style=COLOURS[check.severity])
        line.append(f"  {check.title}", style="not bold")
        console.print(line)
    return printed(console)
