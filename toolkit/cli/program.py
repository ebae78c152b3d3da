"""The program `jixiao`: its commands, and how every run of it ends."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from toolkit import __version__
from toolkit.cli.archive import archive
from toolkit.cli.audit import audit
from toolkit.cli.chinese import Group, complaint
from toolkit.cli.completion import completion
from toolkit.cli.draft import draft
from toolkit.cli.ending import Ending
from toolkit.cli.explain import explain
from toolkit.cli.extract import extract
from toolkit.cli.tell import tell
from toolkit.cli.waive import waive
from toolkit.errors import ConfigurationFault, JixiaoError, reason


class Program(Group):
    """A group that ends every run with an exit code of the contract, and every error with one line."""

    def main(self, args: Sequence[str] | None = None, *_: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run, and leave the process; or return the exit code where ``standalone_mode`` is off."""
        ending = self._ending(args, {**extra, "prog_name": "jixiao"})
        if standalone_mode:
            if "duckdb" not in sys.modules:  # it prints a page about whatever is left of it
                gc.freeze()  # else Python, as it ends, looks for cycles in all that is known of the field: 0.1 s
            sys.exit(ending)
        return ending

    def invoke(self, ctx: click.Context) -> Ending:
        """Run the command; to be stopped from outside is no error."""
        try:
            ending: Ending | None = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            tell("已中断")
            return Ending.INTERRUPTED
        except BrokenPipeError:
            _write_no_more()
            return Ending.NOBODY_READS
        except OSError as error:
            if error.filename is not None:  # it was no stream
                raise
            _write_no_more()
            what = f"写不出结果（{reason(error)}）"
            raise ConfigurationFault(what, "标准输出", "请检查磁盘是否已满，或用 -o 写到别处。") from error
        return ending or Ending.CLEAN

    def _ending(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:  # whoever started us closed it
                setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
        for stream in (sys.stdout, sys.stderr):
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            ending: int = super().main(args, standalone_mode=False, **extra)
        except NoArgsIsHelpError as error:
            tell(error.format_message())
            return Ending.WRONG
        except click.ClickException as error:
            tell(complaint(error))
            return Ending.WRONG
        except JixiaoError as error:
            tell(str(error))
            return Ending.WRONG
        return ending


def _write_no_more() -> None:
    """Let what is left for standard output vanish: to flush it at the end would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from toolkit.knowledge import load

    click.echo(f"jixiao {__version__}（知识 {load().digest}）")
    ctx.exit()


@click.group(
    cls=Program,
    no_args_is_help=True,
    epilog="""\b
例：
  jixiao audit 自评报告.docx
  jixiao extract 自评报告.docx --format json
  jixiao explain RT01

\b
上限（环境变量，调高后读得下更大的文件，也更慢）：
  JIXIAO_MAX_FILE      文件大小，默认 200 MB
  JIXIAO_MAX_TEXT      其中文字，默认 20 MB
  JIXIAO_MAX_UNPACKED  .docx、.xlsx、.pdf 解压后，默认 200 MB
  JIXIAO_MAX_PAGES     .pdf 页数，默认 3000 页
  JIXIAO_MAX_PICTURES  要识别的图片（扫描页），默认 200 页
  JIXIAO_MAX_MINUTES   识别一个文件的时间，默认 30 分钟
  JIXIAO_MAX_TABLE     .xlsx、.xls 表格，默认 30 MB
  JIXIAO_MAX_LINES     文字行数，默认 100000 行
  JIXIAO_MAX_NUMBERS   其中数字，默认 40000 个
""",
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="显示版本与知识摘要"
)
def main() -> None:
    """绩效自评报告的抽取与审核：读出数字，找出前后矛盾。"""


for command in (extract, audit, draft, archive, waive, explain, completion):
    main.add_command(command)
