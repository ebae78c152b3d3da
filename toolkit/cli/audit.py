"""`jixiao audit`: what contradicts what."""

from pathlib import Path

import click
from click.core import ParameterSource

from toolkit.cli.chinese import Command
from toolkit.cli.codes import codes_option
from toolkit.cli.ending import Ending
from toolkit.cli.files import (
    A_PATH,
    Round,
    files_argument,
    knowledge_option,
    out_option,
    rubric_option,
    together_option,
)
from toolkit.cli.model import Choice, model_options
from toolkit.cli.project import (
    Desk,
    Named,
    config_option,
    no_config_option,
    settings_path,
    waivers_option,
)
from toolkit.report import AUDIT_FORMATS, BINARY_FORMATS, COPY_FORMATS, DIFF, PAGED_FORMATS, contents_of


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
  jixiao audit 自评报告.docx --format docx -o 自评报告（审核批注）.docx
  jixiao audit 报告/*.txt --format sarif -o 审核结果.sarif
  jixiao audit 自评报告.docx --rubric 本市评分表.toml
  jixiao audit 自评报告.txt --select RT,SM --ignore RT06 --fail-on warning
  jixiao audit 新稿.docx --baseline 上次.json
  jixiao audit 自评报告.txt --fix-preview
  jixiao audit 自评报告.docx --llm qwen2.5-7b --max-tokens 20000

\b
退出码：
  0 没有达到 --fail-on 的问题      1 有
  2 有文件读不了，或用法、设置不对 3 有检查项自身出错
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
@click.option("--baseline", type=A_PATH, metavar="文件", help="以前 --format json 或 jsonl 的结果，只报新出现的问题")
@waivers_option
@click.option("--fix-preview", is_flag=True, help="只打印可以放心改的文字（diff），不改文件，也不动数字")
@codes_option("--select", help="只查这些，如 RT01,SM（SM 指整类）")
@codes_option("--ignore", help="不查这些")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    metavar="级别",
    help="error、warning、info、never：有此级问题时退出码为 1；默认 error",
)
@together_option
@knowledge_option
@rubric_option
@config_option
@no_config_option
@model_options
def audit(  # noqa: PLR0913, PLR0917 — one parameter for each option
    files: tuple[Path, ...],
    form: str,
    out: Path | None,
    prior: Path | None,
    baseline: Path | None,
    waivers: Path | None,
    fix_preview: bool,
    select: frozenset[str],
    ignore: frozenset[str],
    fail_on: str | None,
    together: bool,
    knowledge: Path | None,
    rubric: Path | None,
    config: Path | None,
    no_config: bool,
    choice: Choice,
) -> Ending:
    """查出报告里互相矛盾的数字与说法，附算式、原文位置和建议。"""
    from toolkit import read
    from toolkit.audit.by_office import Typed

    context = click.get_current_context()
    if fix_preview and context.get_parameter_source("form") is not ParameterSource.DEFAULT:
        raise click.UsageError("--fix-preview 打印 diff，不能再写 --format", context)
    if form in PAGED_FORMATS and len(files) > 1 and not together and out is None:
        raise click.UsageError(f"{form} 每个文件写一份，请用 -o 指定目录", context)
    if form in BINARY_FORMATS and out is None:
        raise click.UsageError(f"{form} 不能写到屏幕上，请用 -o 指定文件名", context)
    named = Named(settings=settings_path(config, none=no_config), waivers=waivers, baseline=baseline, prior=prior)
    typed = Typed(select=select, ignore=ignore, fail_on=fail_on, knowledge=knowledge, rubric=rubric)
    desk = Desk(typed, named, choice, alone=len(files) == 1 or together, copied=form in COPY_FORMATS)
    each = desk.preview if fix_preview else desk.audit
    results = Round(
        files, each, out, read.together if together else None, beside=[*named, *([rubric] if rubric else [])]
    )
    with desk:
        writer = DIFF if fix_preview else AUDIT_FORMATS[form]
        results.write(writer, PAGED_FORMATS.get(form), contents_of(form), lambda: desk.ending)
        desk.finish(stopped=results.stopped)
    return results.ending or desk.ending
