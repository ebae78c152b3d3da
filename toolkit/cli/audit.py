"""`jixiao audit`: what contradicts what."""

from pathlib import Path

import click

from toolkit.cli.chinese import Command
from toolkit.cli.codes import codes_option
from toolkit.cli.ending import Ending
from toolkit.cli.files import Round, files_argument, knowledge_option, out_option, together_option
from toolkit.cli.model import Choice, model_options
from toolkit.cli.tell import tell
from toolkit.records import Document, Severity
from toolkit.report import AUDIT_FORMATS, PAGED_FORMATS, Audited, contents_of


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao audit 自评报告.docx
  jixiao audit 自评报告.docx --prior 上年自评报告.docx
  jixiao audit 自评报告.docx 自评表.xlsx --together
  jixiao audit 报告/*.docx --format jsonl -o 结果.jsonl
  jixiao audit 自评报告.docx --format html -o 审核结果.html
  jixiao audit 报告/*.docx --format html -o 审核结果/
  jixiao audit 自评报告.txt --select RT,SM --ignore RT06 --fail-on warning

\b
退出码：
  0 没有达到 --fail-on 的问题    1 有
  2 有文件读不了或用法不对       3 有检查项自身出错
""",
)
@files_argument
@click.option(
    "--format",
    "form",
    type=click.Choice([*AUDIT_FORMATS]),
    default="terminal",
    metavar="格式",
    help=f"{'、'.join(AUDIT_FORMATS)}；默认 terminal",
)
@out_option
@click.option("--prior", type=click.Path(path_type=Path), metavar="文件", help="同一单位上一年的报告，两年对照着查")
@codes_option("--select", help="只查这些，如 RT01,SM（SM 指整类）")
@codes_option("--ignore", help="不查这些")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    metavar="级别",
    help="error、warning、info、never：有此级问题时退出码为 1；默认 error",
)
@together_option
@knowledge_option
@model_options
def audit(  # noqa: PLR0913, PLR0917 — one parameter for each option
    files: tuple[Path, ...],
    form: str,
    out: Path | None,
    prior: Path | None,
    select: frozenset[str],
    ignore: frozenset[str],
    fail_on: str,
    together: bool,
    knowledge: Path | None,
    choice: Choice,
) -> Ending:
    """查出报告里互相矛盾的数字与说法，附算式、原文位置和建议。"""
    from toolkit import read
    from toolkit.audit import catalogue
    from toolkit.knowledge import load
    from toolkit.pipeline import audit_document, extract_file

    if form in PAGED_FORMATS and len(files) > 1 and not together and out is None:
        raise click.UsageError(f"{form} 每个文件写一页，请用 -o 指定目录", click.get_current_context())
    checks = [c for c in catalogue() if c.code not in ignore and (not select or c.code in select)]
    if not checks:
        raise click.UsageError("--select 与 --ignore 抵消，没有可查的检查项", click.get_current_context())
    known = load(knowledge)
    last_year = extract_file(prior, known) if prior else None
    ending = Ending.CLEAN

    beside = [prior] if prior else []
    with choice.opened(known) as model:

        def each(document: Document) -> Audited:
            nonlocal ending
            result = audit_document(document, known, checks, last_year, model=model)
            choice.tell(document.name, result.assistance)
            ending = max(ending, _ending(result, fail_on))
            return result

        results = Round(files, each, out, read.together if together else None, beside=beside)
        results.write(AUDIT_FORMATS[form], PAGED_FORMATS.get(form), contents_of(form))
        choice.finish(model, stopped=results.stopped)
    return results.ending or ending


def _ending(result: Audited, fail_on: str) -> Ending:
    """Judge one audit; a check that broke down is told at once."""
    crashes = [tally for tally in result.audit.tallies if tally.crash]
    for tally in crashes:
        tell(f"{result.document.name}：检查项 {tally.code} 出错（{tally.crash}），其余照常完成")
    if crashes:
        return Ending.CRASHED
    if fail_on == "never":
        return Ending.CLEAN
    found = any(finding.severity.rank >= Severity(fail_on).rank for finding in result.audit.findings)
    return Ending.FOUND if found else Ending.CLEAN
