"""`jixiao archive query`: ask a store in SQL."""

from pathlib import Path

import click

from toolkit.cli.archive.options import store_option
from toolkit.cli.chinese import Command
from toolkit.cli.files import out_option

FORMATS = ("table", "csv", "json", "parquet")


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao archive query --store 存储 --tables
  jixiao archive query --store 存储 "SELECT name, errors FROM documents ORDER BY 2 DESC"
  jixiao archive query --store 存储 "FROM findings WHERE year = 2023" --format csv
  jixiao archive query --store 存储 "FROM indicators" --format parquet -o 指标.parquet

\b
SQL 是 DuckDB 的写法，只能查询，不能改动存储，也不能读存储以外的文件。
""",
)
@click.argument("sql", required=False, metavar="SQL")
@store_option
@click.option("--tables", is_flag=True, help="列出有哪些表、哪些列")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    metavar="格式",
    help=f"{'、'.join(FORMATS)}；默认 table",
)
@out_option
def query(sql: str | None, store: Path, tables: bool, form: str, out: Path | None) -> None:
    """用 SQL 查询存储。"""
    from toolkit.archive.store import Store
    from toolkit.cli.archive import answers

    context = click.get_current_context()
    if (sql is None) is not tables:
        raise click.UsageError("要写一条 SQL，或 --tables" if sql is None else "--tables 不能和 SQL 同用", context)
    if form == "parquet" and out is None:
        raise click.UsageError("parquet 不能写到屏幕上，请用 -o 指定文件名", context)
    existing = Store.existing(store)
    if sql is None:
        answers.show_tables()
        return
    answers.show(existing, sql, form, out)
