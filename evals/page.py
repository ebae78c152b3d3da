"""Print what the evals came to, for people."""

from rich.console import Console
from rich.table import Table

from evals.results import DENSITY, PENALTY, Outcome, Score

TARGETS = {"error": (0.98, 0.95), "warning": (0.90, 0.85)}  # precision, recall
CLEAN_TARGETS = {"error": 0.0, "warning": 1.0}  # false alarms per DENSITY characters
NAMES = {"error": "错误", "warning": "警告", "info": "提示"}
READ = {
    "organization": "单位名称",
    "year": "年度",
    "total_score": "总分",
    "indicators": "绩效指标",
    "scores": "评分行",
    "budget": "预算行",
    "problems": "问题",
    "measures": "措施",
    "claims: ratio": "比率与占比",
    "claims: growth": "增减幅度",
    "claims: sum": "合计",
    "claims: difference": "差额",
    "claims: count": "计数",
    "claims: average": "平均",
    "claims: product": "乘积",
}


def show(outcome: Outcome, console: Console, *, missed: bool = False) -> None:
    """Print scores by code, totals against their targets, false alarms, coverage and what was read."""
    console.print(f"按检查项（lintscore：每百处植入的错误中发现的数目 × 精确率的 {PENALTY} 次方）")
    console.print(_by_code(outcome))
    console.print("\n合计与目标")
    console.print(_totals(outcome))
    _clean(outcome, console)
    if outcome.reading:
        console.print("\n读取：报告里有的，读对了多少（比率、合计等断言只列出一部分，不计精确率）")
        console.print(_read(outcome))
    if missed:
        _missed(outcome, console)


def _by_code(outcome: Outcome) -> Table:
    table = _table()
    for head in ("代码", "级别"):
        table.add_column(head)
    for head in ("植入", "发现", "召回率", "误报", "精确率", "lintscore"):
        table.add_column(head, justify="right")
    for code, score in outcome.codes().items():
        table.add_row(code, NAMES[outcome.severities[code]], *_cells(score))
    return table


def _totals(outcome: Outcome) -> Table:
    table = _table()
    table.add_column("级别")
    for head in ("植入", "发现", "召回率", "误报", "精确率", "lintscore"):
        table.add_column(head, justify="right")
    table.add_column("目标")
    table.add_column("")
    for severity, score in outcome.totals().items():
        aim = TARGETS.get(severity)
        reached = aim and (score.precision or 0) >= aim[0] and (score.recall or 0) >= aim[1]
        told = f"≥ {aim[0]:.0%}、≥ {aim[1]:.0%}" if aim else ""
        table.add_row(NAMES[severity], *_cells(score), told, ("达到" if reached else "未达到") if aim else "")
    return table


def _clean(outcome: Outcome, console: Console) -> None:
    clean = outcome.clean
    console.print(f"\n无错报告：{clean.documents} 份，{clean.characters} 字")
    for severity, name in NAMES.items():
        aim = CLEAN_TARGETS.get(severity)
        rate = clean.per_density(severity)
        verdict = "" if aim is None else f"（目标 ≤ {aim:g}，{'达到' if rate <= aim else '未达到'}）"
        console.print(f"  {name} {clean.count(severity)} 条，每 {DENSITY} 字 {rate:.2f} 条{verdict}")
    for told in clean.alarms:
        if told.severity != "info":
            console.print(f"    {told.code} {told.words}", markup=False, soft_wrap=True)
    figures = clean.figures or 1
    console.print(
        f"  覆盖：{clean.figures} 个数字，读入 {clean.in_facts / figures:.1%}，核对 {clean.checked / figures:.1%}"
    )


def _read(outcome: Outcome) -> Table:
    table = _table()
    table.add_column("内容")
    for head in ("应有", "读对", "召回率", "精确率"):
        table.add_column(head, justify="right")
    for kind in sorted(outcome.reading, key=[*READ].index):
        reading = outcome.reading[kind]
        table.add_row(
            READ[kind], str(reading.gold), str(reading.right), _share(reading.recall), _share(reading.precision)
        )
    return table


def _missed(outcome: Outcome, console: Console) -> None:
    console.print("\n未发现的植入（报告/种子）：")
    for code, names in sorted(outcome.missed().items()):
        console.print(f"  {code} {'、'.join(names)}", markup=False, soft_wrap=True)
    console.print("误报：")
    for beside, told in outcome.false_beside():
        console.print(
            f"  {told.code} {told.severity} {told.words}{f'（植入 {beside}）' if beside else ''}",
            markup=False,
            soft_wrap=True,
        )
    console.print("随植入而来的其他发现（不计误报）：")
    console.print(
        "  " + "、".join(f"{pair} {count}" for pair, count in outcome.consequences().most_common()), soft_wrap=True
    )


def _cells(score: Score) -> tuple[str, ...]:
    lint = "—" if score.lintscore is None else f"{score.lintscore:.1f}"
    shares = _share(score.recall), _share(score.precision)
    return str(score.planted), str(score.found), shares[0], str(score.false), shares[1], lint


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def _table() -> Table:
    return Table(box=None, pad_edge=False)
