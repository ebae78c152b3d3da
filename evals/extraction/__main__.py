"""`python -m evals.extraction`: what each engine reads of the documents, in one table."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from evals.extraction.documents import Sample, own, shared
from evals.extraction.recording import PATIENCE, Recording, speaking
from evals.extraction.score import Tally
from toolkit.extract.asked import SUBJECTS, asked
from toolkit.knowledge import load
from toolkit.llm.client import Client, Limits
from toolkit.llm.endpoint import Endpoint, Mode, reached
from toolkit.pipeline import Model, extract_document
from toolkit.report import Extracted

RECORDED = Path(__file__).parents[1] / "recordings/qwen2.5-coder-1.5b.jsonl"
ENGINES = ("grammar", "assisted", "asked")
ABOUT = {"indicators": ("indicators",), "claims": ("claims",), "statements": ("problems", "measures")}
"""What of gold each prompt asks for."""
KINDS = {"indicators": "指标", "claims": "比率", "problems": "问题", "measures": "措施"}


@click.command()
@click.option("--engine", "engines", type=click.Choice(ENGINES), multiple=True, help="只量这些；默认三种都量")
@click.option(
    "--llm", metavar="模型", help="真的去问这个模型（地址见 JIXIAO_LLM_BASE_URL，或 local:路径）；默认用录下的回答"
)
@click.option("--record", type=click.Path(path_type=Path, dir_okay=False), help="把回答录进这个文件（只问自己的语料）")
@click.option("--replay", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="用录在这个文件里的回答")
@click.option("--only", default="", metavar="名称", help="只量文件名里有这几个字的文件")
@click.option("--about", type=click.Choice([s.prompt for s in SUBJECTS]), help="asked 只问这一样；默认都问")
@click.option("--whole", is_flag=True, help="asked 也问长文件（很慢）；默认只问短的")
@click.option("--json", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="结果另存为 JSON")
def main(  # noqa: PLR0913, PLR0917 — one parameter for each option
    engines: tuple[str, ...],
    llm: str | None,
    record: Path | None,
    replay: Path | None,
    only: str,
    about: str | None,
    whole: bool,
    out: Path | None,
) -> None:
    """量语法与语言模型各读对多少：精确率、召回率、落到原文的份额、编造的数、调用与 token。"""
    if (record and not llm) or (replay and llm):
        raise click.UsageError("--record 与 --llm 同用，--replay 不与 --llm 同用")
    if not llm and not replay and not engines:
        about = about or "indicators"  # what the recording holds of a model that is asked for everything
    samples = [*own(), *(() if record or not llm else shared())]
    samples = [sample for sample in samples if only in sample.document.name]
    recording = Recording(record or replay or RECORDED)
    tallies = {}
    with _client(llm, recording, record is not None) as client:
        for engine in engines or ENGINES:
            chosen = [sample for sample in samples if whole or sample.small or engine != "asked"]
            tallies[engine] = measured(engine, chosen, client, about)
    show(tallies, Console(highlight=False))
    if out:
        result = {engine: tally.json() for engine, tally in tallies.items()}
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if recording.missed:
        click.echo(
            f"\n录音已过期：有 {recording.missed} 个问题没有录下回答（提示词或语料改过）。请用 --llm 与 --record 重录。"
        )
        sys.exit(1)


def measured(engine: str, samples: list[Sample], client: Client, about: str | None = None) -> Tally:
    """Read documents with one engine, and hold what was read to gold; ``about`` names the only prompt to ask."""
    tally, known = Tally(), load()
    subjects = [subject for subject in SUBJECTS if about in (None, subject.prompt)]
    for sample in samples:
        gold = sample.gold
        if engine == "asked":
            gold = {key: said for key, said in gold.items() if about is None or key in ABOUT[about]}
            facts, assistance = asked(sample.document, known, client, subjects=subjects)
            result = Extracted(document=sample.document, facts=facts, assistance=assistance)
        else:
            model = Model(client) if engine == "assisted" else None
            result = extract_document(sample.document, known, model)
        tally.add(result, gold)
    return tally


@contextmanager
def _client(llm: str | None, recording: Recording, recorded: bool) -> Iterator[Client]:
    """Yield a client of the model itself, of the model through a recorder, or of a recording."""
    with ExitStack() as stack:
        if llm is None:
            yield replayed(stack.enter_context(speaking(recording)))
            return
        modes = {entry.start: entry.mode for entry in load().models.mode}
        endpoint = stack.enter_context(reached(llm, modes))
        if recorded:
            recording.upstream = endpoint.base_url
            endpoint = replace(endpoint, base_url=stack.enter_context(speaking(recording)))
        yield Client(endpoint, limits=Limits(seconds=PATIENCE, tries=1, at_once=1))


def replayed(base_url: str) -> Client:
    """Return a client of a recording."""
    endpoint = Endpoint(model="recorded", base_url=base_url, api_key="-", mode=Mode.JSON_SCHEMA)
    return Client(endpoint, limits=Limits(tries=1))


def show(tallies: dict[str, Tally], console: Console) -> None:
    """Print one table."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for engine in tallies:
        table.add_column(engine, justify="right")
    rows = [("文件", [str(tally.documents) for tally in tallies.values()])]
    for kind, name in KINDS.items():
        rows.append((f"{name}：读对 / 应有", [_right(tally, kind) for tally in tallies.values()]))
    rows += [
        ("召回率", [_share(tally.whole.recall) for tally in tallies.values()]),
        ("精确率", [_share(tally.whole.precision) for tally in tallies.values()]),
        ("模型指出的事实", [str(tally.pointed) for tally in tallies.values()]),
        (
            "　其中数字都在原文",
            [_share(tally.grounded / tally.pointed if tally.pointed else None) for tally in tallies.values()],
        ),
        ("编造的数", [str(tally.invented) for tally in tallies.values()]),
        ("不算数的话", [str(tally.rejected) for tally in tallies.values()]),
        ("没有问成的段落", [str(tally.failed) for tally in tallies.values()]),
        ("调用", [str(tally.usage.calls) for tally in tallies.values()]),
        ("token：问", [str(tally.usage.prompt_tokens) for tally in tallies.values()]),
        ("token：答", [str(tally.usage.completion_tokens) for tally in tallies.values()]),
    ]
    for name, cells in rows:
        table.add_row(name, *cells)
    console.print(table)


def _right(tally: Tally, kind: str) -> str:
    reading = tally.reading.get(kind)
    return f"{reading.right} / {reading.gold}" if reading and reading.gold else "—"


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


if __name__ == "__main__":
    main()
