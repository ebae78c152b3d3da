"""`jixiao draft`: next year's report, to be finished by its writer."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.cli.chinese import Command
from toolkit.cli.ending import Ending
from toolkit.cli.files import A_PATH, admit, knowledge_option, out_option, write_file
from toolkit.cli.model import Choice, model_options
from toolkit.cli.tell import tell
from toolkit.draft import BINARY_DRAFTS, DRAFT_FORMATS, Filling, refill, write_form


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao draft 2023年自评报告.docx --year 2024 --format markdown -o 2024年自评报告.md
  jixiao draft 2023年自评报告.docx --year 2024 --format json
  jixiao draft 2023年自评报告.docx --year 2024 --facts-form 填报表.xlsx
  jixiao draft 2023年自评报告.docx --year 2024 --facts 填报表.xlsx -o 2024年自评报告.md
  jixiao draft 2023年自评报告.docx --year 2024 --facts 填报表.xlsx --into 2024年自评报告.md
""",
)
@click.argument("file", metavar="文件", type=A_PATH)
@click.option("--year", type=click.IntRange(2000, 2099), required=True, metavar="年度", help="起草哪一年度的报告")
@click.option(
    "--format",
    "form",
    type=click.Choice([*DRAFT_FORMATS]),
    default="markdown",
    metavar="格式",
    help=f"{'、'.join(DRAFT_FORMATS)}；默认 markdown",
)
@out_option
@click.option("--facts", type=A_PATH, metavar="文件", help="填好的填报表（.xlsx、.csv），或按键写值的 .toml、.json")
@click.option("--facts-form", type=A_PATH, metavar="文件", help="写出填报表（.xlsx 或 .csv），每处空一行，不写草稿")
@click.option("--into", type=A_PATH, metavar="文件", help="在改过的草稿里接着填还空着的，别的一字不动")
@click.option("--template", type=A_PATH, metavar="目录", help="本单位的模板，放在自带模板之前")
@knowledge_option
@model_options
def draft(
    file: Path,
    year: int,
    form: str,
    out: Path | None,
    facts: Path | None,
    facts_form: Path | None,
    into: Path | None,
    template: Path | None,
    knowledge: Path | None,
    choice: Choice,
) -> Ending:
    """由上年的报告起草下一年度的报告：可以沿用的写好，要填的留空，附改进措施。"""
    from toolkit.draft import given_facts
    from toolkit.knowledge import load
    from toolkit.pipeline import draft_document, fill_draft, read_file

    _refuse_clashes(form, out, facts, facts_form, into)
    for written in filter(None, (out, facts_form, into if out is None else None)):
        admit(written, [path for path in (file, facts) if path])
    given = given_facts(facts) if facts else []
    known = load(knowledge)
    document = read_file(file)
    with choice.opened(known) as model:
        drafted = draft_document(document, known, year, model=model, templates=template)
    if facts_form:
        write_file(write_form(drafted, facts_form), facts_form)
        tell(f"{facts_form}：{len(drafted.form())} 项，填好“本年数”一列后用 --facts 填入")
        return Ending.CLEAN
    filling = fill_draft(document, drafted, given, known)
    if filling.faults:
        for fault in filling.faults:
            tell(fault)
        return Ending.WRONG
    if into:
        return _fill_into(into, out or into, filling)
    _write(DRAFT_FORMATS[form](document, filling.draft), out)
    blanks = len(list(filling.draft.blanks()))
    done = f"，填好 {len(filling.said)} 项" if facts else ""
    tell(f"{year}年度草稿：{len(drafted.sections)} 节{done}，要填的 {blanks} 处，要核对的 {len(drafted.notes)} 条")
    return Ending.CLEAN


def _refuse_clashes(form: str, out: Path | None, facts: Path | None, facts_form: Path | None, into: Path | None) -> None:
    """Refuse options that contradict each other before anything is read."""
    context = click.get_current_context()
    if facts_form and (facts or into or out):
        raise click.UsageError("--facts-form 只写填报表，不与 --facts、--into、-o 同用", context)
    if into and not facts:
        raise click.UsageError("--into 要和 --facts 同用：把填报表里的数填进改过的草稿", context)
    if form in BINARY_DRAFTS and out is None and not into and not facts_form:
        raise click.UsageError(f"{form} 不能写到屏幕上，请用 -o 指定文件名", context)


def _fill_into(into: Path, out: Path, filling: Filling) -> Ending:
    refilled = refill(into, filling.said)
    write_file(iter([refilled.data]), out)
    tell(f"{out}：填上 {refilled.filled} 处，还空 {refilled.left} 处，其余未动")
    return Ending.CLEAN


def _write(chunks: Iterator[bytes], out: Path | None) -> None:
    if out is not None:
        write_file(chunks, out)
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
