"""`--facts` and what belongs to it: the facts of the new year, the form that asks for them, a draft to fill."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from toolkit.cli.files import A_PATH

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Where facts come from, and where they go: into a form to be filled in, or a draft that was worked on."""

    facts: Path | None
    form: Path | None
    into: Path | None

    def refuse_clashes(self, out: Path | None) -> None:
        """Refuse options that contradict each other before anything is read."""
        context = click.get_current_context()
        if self.form and (self.facts or self.into or out):
            raise click.UsageError("--facts-form 只写填报表，不与 --facts、--into、-o 同用", context)
        if self.into and not self.facts:
            raise click.UsageError("--into 要和 --facts 同用：把填报表里的数填进改过的草稿", context)


def facts_options(command: F) -> F:
    """Add the options to a command, which is given a `Supply`."""

    @click.option("--facts", type=A_PATH, metavar="文件", help="填好的填报表（.xlsx、.csv），或按键写值的 .toml、.json")
    @click.option("--facts-form", type=A_PATH, metavar="文件", help="只写出填报表（.xlsx 或 .csv）：每处空一行")
    @click.option("--into", type=A_PATH, metavar="文件", help="在改过的草稿（.md、.docx）里接着填还空着的，别的不动")
    @wraps(command)
    def supplied(*args: Any, facts: Path | None, facts_form: Path | None, into: Path | None, **rest: Any) -> Any:
        return command(*args, supply=Supply(facts=facts, form=facts_form, into=into), **rest)

    return supplied  # type: ignore[return-value]
