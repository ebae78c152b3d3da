"""`python -m evals`: how well the checks do, held against the baseline."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from evals.baseline import BASELINE, approve, fallen, load
from evals.page import show
from evals.planted import severities
from evals.results import Outcome
from evals.run import PLANS, run


@click.command()
@click.option("--quick", is_flag=True, help="只用一部分报告和一个种子（测试用的就是它）")
@click.option("--codes", default="", metavar="代码", help="只植入这些，如 RT01,SM（不与基线比较）")
@click.option("--missed", is_flag=True, help="列出未发现的植入、误报和随之而来的发现")
@click.option("--approve", "approving", is_flag=True, help="看过之后，把这次的结果存为基线（快慢两种一并）")
@click.option("--json", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="结果另存为 JSON")
def main(quick: bool, codes: str, missed: bool, approving: bool, out: Path | None) -> None:
    """植入错误，审核，算出精确率、召回率与 lintscore，并与基线比较。"""
    plan = "quick" if quick else "full"
    wanted = {code for each in codes.split(",") if each for code in severities() if code.startswith(each.strip())}
    if codes and not wanted:
        raise click.BadParameter(f"没有代码以“{codes}”开头的检查项", param_hint="--codes")
    outcome = run(PLANS[plan], wanted)
    show(outcome, Console(highlight=False), missed=missed)
    if out:
        out.write_text(json.dumps(outcome.json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if approving and not wanted:
        approve(plan, outcome)
        if not quick:
            approve("quick", run(PLANS["quick"]))
        click.echo(f"\n已存为基线：{BASELINE.name}")
    elif not wanted:
        sys.exit(compare(plan, outcome))


def compare(plan: str, outcome: Outcome) -> int:
    """Say what fell below the baseline; 1 if anything did."""
    kept = load(plan)
    if kept is None:
        click.echo("\n还没有基线；看过结果后用 --approve 存下。")
        return 1
    lines = fallen(outcome, kept)
    if not lines:
        click.echo("\n与基线相比，没有下降。")
        return 0
    click.echo("\n比基线下降（确属应当的，用 make evals ARGS=--approve 存为新基线）：")
    for line in lines:
        click.echo(f"  {line}")
    return 1


if __name__ == "__main__":
    main()
