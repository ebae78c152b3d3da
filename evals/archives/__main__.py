"""`python -m evals.archives DIR --documents N`: make an archive of invented reports."""

from pathlib import Path
from time import perf_counter

import click

from evals.archives.make import Plan, write

FORMATS = ("txt", "docx")


@click.command()
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.option("--documents", default=100, show_default=True, metavar="N", help="多少份报告")
@click.option("--seed", default=1, show_default=True, metavar="S", help="随机种子：同一种子，同样的报告")
@click.option("--faults", default=0.3, show_default=True, metavar="比例", help="有植入错误的报告所占比例")
@click.option("--copies", default=0.2, show_default=True, metavar="比例", help="有照抄段落的报告所占比例")
@click.option("--formats", default="txt", show_default=True, metavar="格式", help="txt、docx，或 txt,docx 混合")
@click.option("--length", nargs=2, default=(5_000, 30_000), show_default=True, metavar="最短 最长", help="每份多少字")
@click.option("--years", default=8, show_default=True, metavar="N", help="每个单位有几年的报告")
def main(folder: Path, formats: str, length: tuple[int, int], **plan: float) -> None:
    """造一个虚构的档案库：若干单位若干年的自评报告，已知的错误、照抄和更名记在旁边的“目录名.truth.json”里。"""
    chosen = tuple(formats.split(","))
    if not set(chosen) <= set(FORMATS):
        raise click.BadParameter("只能是 txt、docx", param_hint="--formats")
    start = perf_counter()
    truth = write(folder, Plan(formats=chosen, length=length, **plan))  # type: ignore[arg-type]
    seconds = perf_counter() - start
    characters = sum(each.characters for each in truth.documents)
    click.echo(
        f"{len(truth.documents)} 份报告，{characters / len(truth.documents):,.0f} 字/份，"
        f"{len(truth.faults)} 处错误，{len(truth.copies)} 段照抄，{len(truth.renamed)} 个单位更名；"
        f"{len(truth.documents) / seconds:.0f} 份/秒"
    )


if __name__ == "__main__":
    main()
