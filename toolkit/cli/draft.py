"""`jixiao draft`: next year's report, to be finished by its writer."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from toolkit.cli.chinese import Command
from toolkit.cli.ending import Ending
from toolkit.cli.facts import Supply, facts_options
from toolkit.cli.files import A_PATH, admit, knowledge_option, out_option, write_file
from toolkit.cli.model import Choice, model_options
from toolkit.cli.tell import tell
from toolkit.draft.format import BINARY_DRAFTS, DRAFT_FORMATS, ENDINGS
from toolkit.records.draft import Draft


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao draft 2023年自评报告.docx --year 2024 -o 2024年自评报告.docx
  jixiao draft 2023年自评报告.pdf --year 2024                # 先在屏幕上看看
  jixiao draft 上年报告.docx --year 2024 --facts-form 填报表.xlsx
  jixiao draft 上年报告.docx --year 2024 --facts 填报表.xlsx -o 草稿.docx
  jixiao draft 上年报告.docx --year 2024 --facts 填报表.xlsx --into 草稿.docx
  jixiao draft 上年报告.docx --year 2024 --template 本单位模板/ -o 草稿.docx
""",
)
@click.argument("file", metavar="文件", type=A_PATH)
@click.option("--year", type=click.IntRange(2000, 2099), required=True, metavar="年度", help="起草哪一年度的报告")
@click.option(
    "--format",
    "form",
    type=click.Choice([*DRAFT_FORMATS]),
    metavar="格式",
    help=f"{'、'.join(DRAFT_FORMATS)}；默认按 -o 的后缀，没有 -o 则为 markdown",
)
@out_option
@facts_options
@click.option(
    "--also",
    type=A_PATH,
    multiple=True,
    metavar="文件",
    help="更早年度的报告，或 extract、audit 写出的 .json：说明里列出指标历年实际值（可以给多个）",
)
@click.option("--template", type=A_PATH, metavar="目录", help="本单位的模板，放在自带模板之前")
@knowledge_option
@model_options
def draft(  # noqa: PLR0913, PLR0917 — one parameter for each option
    file: Path,
    year: int,
    form: str | None,
    out: Path | None,
    supply: Supply,
    also: tuple[Path, ...],
    template: Path | None,
    knowledge: Path | None,
    choice: Choice,
) -> Ending:
    """由上年的报告起草下一年度的报告：可以沿用的写好，要填的留空，附改进措施。"""
    from toolkit.draft.facts import given_facts
    from toolkit.draft.form import write_form
    from toolkit.knowledge import load
    from toolkit.pipeline import draft_document, fill_draft, read_file

    supply.refuse_clashes(out)
    form = form or _form_of(out)
    if form in BINARY_DRAFTS and not (out or supply.into or supply.form):
        raise click.UsageError(f"{form} 不能写到屏幕上，请用 -o 指定文件名", click.get_current_context())
    for written in filter(None, (out or supply.into, supply.form)):
        admit(written, [path for path in (file, supply.facts, *also) if path])
    given = given_facts(supply.facts) if supply.facts else []
    known = load(knowledge)
    document = read_file(file)
    with choice.opened(known) as model:
        drafted = draft_document(document, known, year, model=model, templates=template, also=also)
        choice.finish(model, stopped=False)
    if drafted.missing:
        tell(
            f"{document.name}：没有读到{'、'.join(drafted.missing)}，草稿里没有这些，请核对给的文件，或照本年的通知补上"
        )
    if supply.form:
        write_file(write_form(drafted, supply.form), supply.form)
        tell(f"{supply.form}：{len(drafted.form())} 项，填好“本年数”一列后用 --facts 填入")
        return Ending.CLEAN
    if supply.facts and not given:
        tell(f"{supply.facts}：“本年数”一列都空着，没有数可填")
    filling = fill_draft(document, drafted, given, known)
    if filling.faults:
        for fault in filling.faults:
            tell(fault)
        return Ending.WRONG
    if supply.into:
        return _fill_into(supply.into, out or supply.into, filling.said, drafted)
    _write(DRAFT_FORMATS[form](document, filling.draft), out)
    blanks = len(list(filling.draft.blanks()))
    done = f"，填好 {len(filling.said)} 项" if given else ""
    tell(f"{year}年度草稿：{len(drafted.sections)} 节{done}，要填的 {blanks} 处，要核对的 {len(drafted.notes)} 条")
    return Ending.CLEAN


def _form_of(out: Path | None) -> str:
    """Return the format that the name of a file asks for; Markdown for the screen."""
    if out is None:
        return "markdown"
    form = ENDINGS.get(out.suffix.lower())
    if form is None:
        endings = "、".join(ENDINGS)
        raise click.UsageError(
            f"从 {out.name} 看不出写成什么格式：后缀用 {endings}，或加 --format", click.get_current_context()
        )
    return form


def _fill_into(into: Path, out: Path, said: Mapping[str, str], drafted: Draft) -> Ending:
    from toolkit.draft.docx_blank import prompts
    from toolkit.draft.into import refill

    refilled = refill(into, said, prompts(drafted))
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
