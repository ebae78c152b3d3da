"""`jixiao archive run`: read and audit a whole archive, and keep what was found in a store."""

import sys
import time
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from toolkit.cli.archive.options import store_option
from toolkit.cli.archive.watch import span, watching
from toolkit.cli.chinese import Command
from toolkit.cli.codes import codes_option
from toolkit.cli.ending import Ending
from toolkit.cli.files import A_PATH, knowledge_option, rubric_option
from toolkit.cli.model import Choice, model_options
from toolkit.cli.project import config_option, no_config_option, settings_path
from toolkit.cli.tell import tell
from toolkit.errors import UsageFault, reason

if TYPE_CHECKING:
    from toolkit.archive.run import Summary

STANDARD_INPUT = Path("-")
_SHOWN = 20
"""Failures that are listed at the end; all of them are in the store."""


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao archive run 各单位报告/ --store 存储
  jixiao archive run 2022年.zip 2023年.tar.gz --store 存储
  find 报告 -name '*.docx' | jixiao archive run --files-from - --store 存储
  jixiao archive run 各单位报告/ --store 存储 --workers 8 --timeout 60
  jixiao archive run 各单位报告/ --store 存储 --llm qwen2.5-7b --max-cost 50
  jixiao archive run /共享/报告 --store /共享/存储 --engine ray --address auto

\b
再运行一次，只做新增的和改动过的；中断了（断电也一样），再运行同一命令接着做。
读不了、超时、内存超限的文件记在 failures 表里，不影响其余，也不影响退出码。

\b
退出码：
  0 都做过了    2 用法、设置或磁盘有问题    130 被中断
""",
)
@click.argument("sources", nargs=-1, metavar="[目录、文件、压缩包或网址…]")
@store_option
@click.option("--files-from", type=A_PATH, metavar="文件", help="一行一个路径，- 为标准输入")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    metavar="引擎",
    help="local（本机各核，默认）或 ray（Ray，本机或集群）",
)
@click.option("--workers", type=click.IntRange(1, 4096), metavar="个", help="几个进程同时做；默认每核一个")
@click.option("--address", metavar="地址", help="已有的 Ray 集群，如 auto、ray://主机:10001")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=300, metavar="秒", help="一份报告至多做多久；默认 300"
)
@click.option(
    "--memory", type=click.IntRange(min=16), default=2048, metavar="MB", help="一份报告至多用多少内存；默认 2048"
)
@click.option("--verify", is_flag=True, help="不凭大小和修改时间，逐个核对内容有无变化")
@click.option("--retry", is_flag=True, help="以前失败的再试一次")
@click.option("--pictures", is_flag=True, help="目录里的图片也当作报告（扫描件）来读")
@codes_option("--select", help="只查这些，如 RT01,SM（SM 指整类）")
@codes_option("--ignore", help="不查这些")
@knowledge_option
@rubric_option
@config_option
@no_config_option
@model_options
def run(  # noqa: PLR0913, PLR0917 — one parameter for each option
    sources: tuple[str, ...],
    store: Path,
    files_from: Path | None,
    engine: str,
    workers: int | None,
    address: str | None,
    timeout: float,
    memory: int,
    verify: bool,
    retry: bool,
    pictures: bool,
    select: frozenset[str],
    ignore: frozenset[str],
    knowledge: Path | None,
    rubric: Path | None,
    config: Path | None,
    no_config: bool,
    choice: Choice,
) -> Ending:
    """读取并审核成批的报告，结果存成可以查询的表。"""
    from toolkit.archive.engines import engine_of
    from toolkit.archive.run import run as run_archive
    from toolkit.archive.source import is_address
    from toolkit.archive.task import Task, Terms
    from toolkit.knowledge import load

    if is_address(str(store).replace(":/", "://", 1)):  # a Path folds the slashes
        raise UsageFault("存储不能在网址上", str(store), "请用 --store 写本机或共享的目录。")
    for source in sources:
        if not is_address(source) and not Path(source).exists():
            raise UsageFault("没有这个目录或文件", source, "请检查路径。")
    named = [*sources, *(_listed(files_from) if files_from else ())]
    if not named:
        raise click.UsageError("缺少要读的目录或文件", click.get_current_context())
    terms = Terms(
        knowledge=_whole(knowledge),
        rubric=_whole(rubric),
        settings=_whole(settings_path(config, none=no_config)),
        select=select,
        ignore=ignore,
    )
    task = Task(store=store.absolute(), terms=terms, seconds=timeout, megabytes=memory)
    began = time.monotonic()
    try:
        with choice.opened(load(knowledge, rubric)) as model:
            with watching() as watch:
                summary = run_archive(
                    named,
                    task,
                    engine_of(engine, workers, address),
                    watch,
                    verify=verify,
                    again=retry,
                    pictures=pictures,
                    helper=(model, choice.tell) if model else None,
                )
            choice.finish(model, stopped=False)
    except KeyboardInterrupt:
        tell("已中断：做完的都已存好，再运行同一命令接着做")
        return Ending.INTERRUPTED
    _tell(summary, store, time.monotonic() - began)
    return Ending.CLEAN


def _listed(path: Path) -> list[str]:
    """Return the paths that a file lists."""
    try:
        listed = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        raise UsageFault(f"读不了（{reason(error)}）", str(path), "请检查路径与权限。") from error
    lines = listed.decode("utf-8-sig", "surrogateescape").splitlines()
    return [line for line in lines if line.strip()]


def _whole(path: Path | None) -> Path | None:
    """Return a path that holds in other processes too, wherever they stand."""
    return path.absolute() if path else None


def _tell(summary: "Summary", store: Path, seconds: float) -> None:
    """Say what a run came to, and what was not done."""
    changes = [f"新做 {summary.done} 份", f"没有变化 {summary.unchanged} 份"]
    if summary.deleted:
        changes.append(f"已删去 {summary.deleted} 个")
    if summary.passed_over:
        changes.append(f"不是报告格式 {summary.passed_over} 个")
    if summary.asked:
        changes.append(f"问了模型 {summary.asked} 份")
    rate = f"，每秒 {summary.done / seconds:.1f} 份" if summary.done else ""
    tell(f"文件 {summary.files} 个：{'，'.join(changes)}。用时{span(seconds)}{rate}")
    if summary.crashes:
        tell(f"有检查项自身出错的报告 {summary.crashes} 份：SELECT * FROM tallies WHERE crash IS NOT NULL")
    for item in summary.moved[:_SHOWN]:
        tell(f"{item.path}：读之前又有改动，下次运行再做")
    told = [f"{summary.paths[failure.document]}：{failure.message}" for failure in summary.failures]
    for line in [*told, *(f"{path}：{why}" for path, why in summary.closed)][:_SHOWN]:
        tell(line)
    failed = len(summary.failures) + summary.unreadable + summary.earlier
    if failed:
        before = (
            f"（有 {summary.earlier} 份上次就没有做成，没有改动，不再试；要再试请加 --retry）"
            if summary.earlier
            else ""
        )
        asked = f'jixiao archive query --store {quote(str(store))} "SELECT path, kind, message FROM failures"'
        tell(f"没有做成 {failed} 份{before}，列出全部：{asked}")
