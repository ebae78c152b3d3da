"""`jixiao archive summary`: what only a whole archive shows, on a page or as JSON."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from toolkit.cli.archive.options import store_option
from toolkit.cli.chinese import Command
from toolkit.cli.files import admit, knowledge_option, out_option, write_file
from toolkit.cli.tell import tell

FORMATS = ("html", "json")


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao archive summary --store 存储 -o 总览.html
  jixiao archive summary --store 存储 --format json

\b
页面是一个文件，不用网络就能打开和打印；JSON 里是同样的数。
""",
)
@store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    metavar="格式",
    help=f"{'、'.join(FORMATS)}；默认看 -o 的后缀，没有则为 html",
)
@knowledge_option
@out_option
def summary(store: Path, form: str | None, knowledge: Path | None, out: Path | None) -> None:
    """汇总存储：最常见的问题、单位排名、与上年对照、目标高低、雷同。"""
    from toolkit.archive.store import Store
    from toolkit.archive.summary import summary as summed
    from toolkit.knowledge import load

    numbers = summed(Store.existing(store), load(knowledge))
    if not numbers["up_to_date"]:
        tell("上年对照和雷同还没有按现有的报告更新，请再运行一次 jixiao archive run")
    if (form or ("json" if out and out.suffix.lower() == ".json" else "html")) == "json":
        page = json.dumps(numbers, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    else:
        from toolkit.archive.page import write_page

        page = write_page(numbers, datetime.now().astimezone().date())
    if out is not None:
        admit(out, [])
        write_file(iter([page]), out)
        return
    sys.stdout.buffer.write(page)
    sys.stdout.buffer.flush()
