"""`jixiao draft`: next year's report, to be finished by its writer."""

import sys
from pathlib import Path

import click

from toolkit.cli.chinese import Command
from toolkit.cli.ending import Ending
from toolkit.cli.files import A_PATH, admit, knowledge_option, out_option, write_file
from toolkit.cli.model import Choice, model_options
from toolkit.cli.tell import tell
from toolkit.draft import BINARY_DRAFTS, DRAFT_FORMATS, ENDINGS


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao draft 2023年自评报告.docx --year 2024 -o 2024年自评报告.docx
  jixiao draft 2023年自评报告.txt --year 2024 -o 2024年自评报告.html
  jixiao draft 2023年自评报告.pdf --year 2024                         # 先在屏幕上看看
  jixiao draft 2023年自评报告.docx --year 2024 --template 本单位模板/ -o 2024年自评报告.docx
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
@click.option("--template", type=A_PATH, metavar="目录", help="本单位的模板，放在自带模板之前")
@knowledge_option
@model_options
def draft(
    file: Path,
    year: int,
    form: str | None,
    out: Path | None,
    template: Path | None,
    knowledge: Path | None,
    choice: Choice,
) -> Ending:
    """由上年的报告起草下一年度的报告：可以沿用的写好，要填的留空，附改进措施。"""
    from toolkit.knowledge import load
    from toolkit.pipeline import draft_document, read_file

    if form is None:
        form = ENDINGS.get(out.suffix.lower(), "markdown") if out else "markdown"
    if form in BINARY_DRAFTS and out is None:
        raise click.UsageError(f"{form} 不能写到屏幕上，请用 -o 指定文件名", click.get_current_context())
    if out is not None:
        admit(out, [file])
    known = load(knowledge)
    document = read_file(file)
    with choice.opened(known) as model:
        drafted = draft_document(document, known, year, model=model, templates=template)
        choice.finish(model, stopped=False)
    chunks = DRAFT_FORMATS[form](document, drafted)
    if out is None:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    else:
        write_file(chunks, out)
    blanks = len(list(drafted.blanks()))
    tell(f"{drafted.year}年度草稿：{len(drafted.sections)} 节，要填的 {blanks} 处，要核对的 {len(drafted.notes)} 条")
    return Ending.CLEAN
