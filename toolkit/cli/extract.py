"""`jixiao extract`: what a document says."""

from pathlib import Path

import click

from toolkit.cli.chinese import Command
from toolkit.cli.ending import Ending
from toolkit.cli.files import Round, files_argument, knowledge_option, out_option, together_option
from toolkit.cli.model import Choice, model_options
from toolkit.records import Document
from toolkit.report import BINARY_FORMATS, EXTRACT_FORMATS, Extracted


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao extract 自评报告.docx
  jixiao extract 自评报告.docx 自评表.xlsx --together
  jixiao extract 报告/*.docx --format jsonl -o 事实.jsonl
  jixiao extract 报告/*.txt --format xlsx -o 指标.xlsx
  cat 自评报告.txt | jixiao extract -
  jixiao extract 自评报告.docx --llm qwen2.5-7b --explain-rejections
  jixiao extract 报告/*.docx --llm qwen-plus --llm-batch 批.json -o 事实.json
""",
)
@files_argument
@click.option(
    "--format",
    "form",
    type=click.Choice([*EXTRACT_FORMATS]),
    default="json",
    metavar="格式",
    help=f"{'、'.join(EXTRACT_FORMATS)}；默认 json",
)
@out_option
@together_option
@knowledge_option
@model_options
def extract(
    files: tuple[Path, ...], form: str, out: Path | None, together: bool, knowledge: Path | None, choice: Choice
) -> Ending:
    """读出指标、得分、预算、数量关系、问题与措施，每项都带原文位置。"""
    from toolkit import read
    from toolkit.knowledge import load
    from toolkit.pipeline import extract_document

    if form in BINARY_FORMATS and out is None:
        raise click.UsageError(f"{form} 不能写到屏幕上，请用 -o 指定文件名", click.get_current_context())
    known = load(knowledge)
    whole = read.together if together else None
    with choice.opened(known) as model:

        def each(document: Document) -> Extracted:
            result = extract_document(document, known, model)
            choice.tell(document.name, result.assistance)
            return result

        results = Round(files, each, out, whole)
        results.write(EXTRACT_FORMATS[form])
        choice.finish(model, stopped=results.stopped)
    return results.ending
