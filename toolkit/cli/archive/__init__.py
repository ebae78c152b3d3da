"""`jixiao archive`: a whole archive of reports; each of its commands is a module beside this one."""

import click

from toolkit.cli.archive.query import query
from toolkit.cli.archive.run import run
from toolkit.cli.archive.summary import summary
from toolkit.cli.chinese import Group

__all__ = ["archive"]


@click.group(
    cls=Group,
    no_args_is_help=True,
    epilog="""\b
例：
  jixiao archive run 各单位报告/ --store 存储
  jixiao archive query --store 存储 "SELECT name, errors FROM documents"
  jixiao archive summary --store 存储 -o 总览.html
""",
)
def archive() -> None:
    """成百上千份报告：一次审完，存成可以查询的表。"""


for command in (run, query, summary):
    archive.add_command(command)
