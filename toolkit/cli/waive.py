"""`jixiao waive`: say that a finding may stand."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.chinese import Command
from toolkit.cli.files import A_PATH, knowledge_option, write_file
from toolkit.cli.model import NO_MODEL
from toolkit.cli.project import NAME, Desk, Named, config_option, settings_path, waivers_option
from toolkit.cli.tell import tell
from toolkit.errors import UsageFault

if TYPE_CHECKING:
    from toolkit.records import Finding
    from toolkit.report import Audited

FEWEST = 6  # letters of a fingerprint that are worth trying


def _day(_: click.Context, option: click.Parameter, typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed is not None else None
    except ValueError:
        raise click.BadParameter("应是日期，如 2025-03-31", param=option) from None


@click.command(
    cls=Command,
    epilog="""\b
例：
  jixiao waive 自评报告.docx 06629c44 --reason 经核对原始凭证，分母另有口径 --by 王芳
  jixiao waive 自评报告.docx 06629c44 --reason 待决算后更正 --by 王芳 --until 2025-03-31
""",
)
@click.argument("file", metavar="文件", type=A_PATH)
@click.argument("fingerprint", metavar="指纹")
@click.option("--reason", required=True, metavar="文字", help="为什么不算问题")
@click.option("--by", required=True, metavar="姓名", help="谁定的")
@click.option("--until", callback=_day, metavar="日期", help="有效到哪一天，如 2025-03-31；默认一直有效")
@click.option("--any-document", is_flag=True, help="别的文件里有同样的字句，也不算问题")
@click.option("--prior", type=A_PATH, metavar="文件", help="审核时用的上一年的报告")
@knowledge_option
@config_option
@waivers_option
def waive(  # noqa: PLR0913, PLR0917 — one parameter for each option
    file: Path,
    fingerprint: str,
    reason: str,
    by: str,
    until: date | None,
    any_document: bool,
    prior: Path | None,
    knowledge: Path | None,
    config: Path | None,
    waivers: Path | None,
) -> None:
    """豁免一条发现：写明理由和姓名，记入设置文件，以后不再计入。"""
    from toolkit.audit.by_office import Typed
    from toolkit.audit.project import with_waiver
    from toolkit.pipeline import read_file
    from toolkit.records import Waiver

    settings = settings_path(config, none=False)
    target = waivers or settings or Path(NAME)
    named = Named(settings=settings, waivers=waivers if waivers and waivers.exists() else None, prior=prior)
    result = Desk(Typed(knowledge=knowledge), named, NO_MODEL, alone=True).audit(read_file(file))
    finding = _meant(result, fingerprint.lower().removeprefix("#"), file)
    waiver = Waiver(
        fingerprint=finding.fingerprint,
        code=finding.code,
        reason=reason,
        by=by,
        date=datetime.now().astimezone().date(),
        until=until,
        document=None if any_document else result.document.name,
    )
    write_file(iter([with_waiver(target, waiver, alone=target == waivers).encode()]), target)
    tell(f"已记入 {target}：{finding.code} {finding.fingerprint}，{finding.hit.message}")


def _meant(result: "Audited", begun: str, file: Path) -> "Finding":
    """Return the finding whose fingerprint begins so."""
    todo = f"请用 jixiao audit {file} 查看各条发现的指纹。"
    where = f"指纹 {begun}"
    if len(begun) < FEWEST:
        raise UsageFault(f"太短，至少要写 {FEWEST} 位", where, todo)
    if any(each.finding.fingerprint.startswith(begun) for each in result.audit.waived):
        raise UsageFault("这条发现已经豁免了", where, "不必再写。")
    meant = [finding for finding in result.audit.findings if finding.fingerprint.startswith(begun)]
    if not meant:
        raise UsageFault(f"{file} 里没有这条发现", where, todo)
    if len(meant) > 1:
        raise UsageFault(f"有 {len(meant)} 条发现都这样开头", where, "请多写几位。")
    return meant[0]
