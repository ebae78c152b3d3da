"""The same passages, the same model and the same worked examples, once with our prompt and once with langextract.

langextract is no dependency of the project, and is put where nothing else finds it:

    .venv/bin/pip install --target build/langextract langextract==1.7.1
    .venv/bin/python -m evals.extraction.beside_langextract --llm MODEL

It is asked as its manual has it, an extraction for each indicator with its fields as attributes, for name, target and
actual value; only these are judged, by the figure in them. Ours are held to the completion rate and the classes, too.
"""

import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from evals.extraction.__main__ import measured, replayed
from evals.extraction.documents import Sample, own, shared
from evals.extraction.recording import Recording, speaking
from toolkit.llm.endpoint import reached
from toolkit.llm.prompt import prompt

FIELDS = ("target", "actual")
BUFFER = 1000  # characters that langextract gives a model at once, by default
RECORDED = Path(__file__).parents[1] / "recordings/langextract.jsonl"
INSTALLED = "build/langextract"
_BRACKET = re.compile(r"（[^（）]*）$")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@click.command()
@click.option("--llm", metavar="模型", help="真的去问这个模型；不加则用录下的回答")
@click.option("--record", type=click.Path(path_type=Path, dir_okay=False), default=RECORDED, help="录在这个文件里")
@click.option("--from", "folder", default=INSTALLED, metavar="目录", help="langextract 装在这里，不与项目的依赖相混")
@click.option(
    "--buffer", default=BUFFER, metavar="字数", help="langextract 一次给模型多少字；少于一段时用它的 Unicode 分词"
)
@click.option("--real", is_flag=True, help="也问 ../shared 里的真实报告（回答不录进项目）")
def main(llm: str | None, record: Path, folder: str, buffer: int, real: bool) -> None:
    """同一段文字、同一个模型，与 langextract 并排。"""
    sys.path.append(folder)  # last, so that what both need is ours
    if find_spec("langextract") is None:
        click.echo("没有装 langextract，跳过；装法见 evals/extraction/beside_langextract.py 开头。")
        return
    for sample in (*own(), *(shared() if real else ())):
        if not sample.small:
            continue
        passage = max(re.split(r"\n(?=[一二三四五六七八九十]+、)", sample.document.text), key=len)
        click.echo(f"{sample.document.name}：{len(sample.gold['indicators'])} 个指标，{len(passage)} 字")
        recording = Recording(record)
        if llm:
            with reached(llm, {}) as endpoint:
                recording.upstream = endpoint.base_url
        with speaking(recording) as base_url:
            read = langextract(passage, base_url, buffer)
        click.echo(f"  langextract：{judged(read, sample.gold['indicators'])}；{cost(recording)}")
        ours(sample)


def ours(sample: Sample) -> None:
    """Print what our recorded answers come to."""
    recording = Recording(Path(__file__).parents[1] / "recordings/qwen2.5-coder-1.5b.jsonl")
    with speaking(recording) as base_url:
        tally = measured("asked", [sample], replayed(base_url), "indicators")
    reading = tally.reading["indicators"]
    if recording.missed:
        click.echo("  ours：没有录下回答")
        return
    click.echo(
        f"  ours：全对 {reading.right} 个，读出 {reading.read} 个，编造 {tally.invented} 个数；{cost(recording)}"
    )


def langextract(passage: str, base_url: str, buffer: int) -> list[dict[str, Any]]:
    """Return name, place and fields of each indicator that langextract reads."""
    import langextract as lx
    from langextract.core.data import ExampleData, Extraction
    from langextract.core.tokenizer import UnicodeTokenizer
    from langextract.prompt_validation import PromptValidationLevel
    from langextract.providers.openai import OpenAILanguageModel

    asked = prompt("indicators")
    examples = [
        ExampleData(
            text=example.given["passage"],
            extractions=[
                Extraction(extraction_class="指标", extraction_text=name, attributes={"目标": target, "实际": actual})
                for name, target, actual in example.rows
            ],
        )
        for example in asked.examples
    ]
    model = OpenAILanguageModel(model_id="m", api_key="-", base_url=base_url, temperature=0, timeout=900, max_retries=0)
    found = lx.extract(
        passage,
        prompt_description="从绩效自评报告里抄出全部指标：名称、目标、实际达到多少。照抄原文，不推断；没有写就填空。",
        examples=examples,
        model=model,
        use_schema_constraints=False,
        prompt_validation_level=PromptValidationLevel.OFF,
        max_workers=1,
        show_progress=False,
        tokenizer=UnicodeTokenizer() if buffer < len(passage) else None,
        max_char_buffer=buffer,
    )
    return [
        {
            "name": _BRACKET.sub("", each.extraction_text),
            "tied": each.char_interval is not None,
            "target": (each.attributes or {}).get("目标"),
            "actual": (each.attributes or {}).get("实际"),
        }
        for each in found.extractions or ()
    ]


def judged(read: Sequence[dict[str, Any]], gold: Sequence[dict[str, str]]) -> str:
    """Say how many indicators are wholly right, and how many figures gold does not have there."""
    wanted = {each["name"]: each for each in gold}
    right = {
        each["name"]
        for each in read
        if each["name"] in wanted
        and all(_figure(each[key]) == _figure(wanted[each["name"]].get(key)) for key in FIELDS)
    }
    invented = sum(
        (figure := _figure(each[key])) is not None and figure != _figure(wanted.get(each["name"], {}).get(key))
        for each in read
        for key in FIELDS
    )
    tied = sum(each["tied"] for each in read)
    return f"全对 {len(right)} 个，读出 {len(read)} 个，编造 {invented} 个数，名称落到原文 {tied} 个"


def cost(recording: Recording) -> str:
    """Say what the answers took."""
    asked, answered = (sum(one[f"{kind}_tokens"] for one in recording.given) for kind in ("prompt", "completion"))
    return f"{len(recording.given)} 次，问 {asked}，答 {answered} token"


def _figure(said: Any) -> Decimal | None:
    found = _FIGURE.findall(str(said or ""))
    return Decimal(found[-1]) if found else None


if __name__ == "__main__":
    main()
