"""`jixiao explain`: the manual pages of the checks."""

import sys

import click

from toolkit.cli.chinese import Command
from toolkit.cli.codes import offered, resolved, unheard


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao explain
  jixiao explain RT02
""",
)
@click.argument("code", required=False, metavar="[编号]", shell_complete=offered)
def explain(code: str | None) -> None:
    """说明一个检查项查什么、为何查、依据何在；不写编号则列出全部。"""
    from toolkit.audit import catalogue
    from toolkit.report import Sheet, index, manual

    sheet = Sheet(colour=sys.stdout.isatty())
    if code is None:
        pages = index(catalogue(), sheet)
    else:
        codes = resolved(code)
        if not codes:
            raise click.UsageError(unheard(code), click.get_current_context())
        pages = b"\n".join(manual(check, sheet) for check in catalogue() if check.code in codes)
    sys.stdout.buffer.write(pages)
