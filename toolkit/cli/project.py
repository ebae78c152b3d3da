"""What a project file, waivers, an earlier audit and the command line say together about an audit."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from toolkit.cli.ending import Ending
from toolkit.cli.files import A_PATH
from toolkit.cli.model import Choice
from toolkit.cli.progress import progress
from toolkit.cli.tell import tell
from toolkit.records import Audit, Document, Severity, Unused, Waiver
from toolkit.records.facts import RubricFit
from toolkit.report import Audited

if TYPE_CHECKING:
    from toolkit.audit.baseline import Baseline
    from toolkit.audit.by_office import Typed
    from toolkit.pipeline import Model

NAME = "jixiao.toml"

config_option = click.option(
    "--config", type=A_PATH, metavar="文件", help="设置文件；默认用当前目录或上级目录里的 jixiao.toml"
)
no_config_option = click.option("--no-config", is_flag=True, help="不用设置文件")
waivers_option = click.option("--waivers", type=A_PATH, metavar="文件", help="豁免文件，加在设置文件里的豁免之外")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Files that an audit goes by, other than its documents."""

    settings: Path | None = None
    waivers: Path | None = None
    baseline: Path | None = None
    prior: Path | None = None

    def __iter__(self) -> Iterator[Path]:
        return (path for path in (self.settings, self.waivers, self.baseline, self.prior) if path)


def settings_path(config: Path | None, *, none: bool) -> Path | None:
    """Return the file of settings: the one that was typed, or the nearest from the current folder upwards."""
    if config is not None and none:
        raise click.UsageError("--config 与 --no-config 只能写一个", click.get_current_context())
    if config is not None or none:
        return config
    try:
        return _nearest(Path.cwd(), Path.home())
    except (OSError, RuntimeError):  # a folder that is gone, a user without a home
        return None


def _nearest(folder: Path, home: Path) -> Path | None:
    """Return the settings of a folder, or of one above it, as far as the home folder or the top of a repository.

    The search never begins at a document: what came along with one must not say how it is audited.
    """
    for above in (folder, *folder.parents):
        path = above / NAME
        if os.path.isfile(path):  # noqa: PTH113 — the other one raises where a folder is closed to us
            return path
        if above == home or os.path.exists(above / ".git"):  # noqa: PTH110
            return None
    return None


class Desk:
    """Where documents are audited one after another, each on the terms of its organization.

    ``alone`` where there is but one document, which an earlier audit may know by another name; ``copied`` where what is
    written is a copy of the document.
    """

    def __init__(self, typed: "Typed", named: Named, choice: Choice, *, alone: bool, copied: bool = False) -> None:
        from toolkit.audit import catalogue
        from toolkit.audit.by_office import ByOffice
        from toolkit.pipeline import extract_file

        self.alone, self.copied = alone, copied
        self.ending = Ending.CLEAN
        self._offices = ByOffice(typed, named.settings, catalogue())
        self._waivers = self._all_waivers(named.waivers)
        self._baseline = self._earlier(named.baseline)
        self._today = datetime.now().astimezone().date()
        self._met: set[Waiver] = set()
        self._unused: set[Unused] = set()
        with progress(1):
            self._prior = extract_file(named.prior, self._offices.general[1]) if named.prior else None
        self._choice = choice
        self._model: Model | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Reach the model, where one was asked for."""
        self._model = self._open.enter_context(self._choice.opened(self._offices.general[1]))
        return self

    def __exit__(self, *error: object) -> None:
        """Let the model go, and tell what is left to tell."""
        self._open.close()
        if error[0] is None:
            self._close()

    def audit(self, document: Document) -> Audited:
        """Audit a document, and set aside what is waived or was known before."""
        from toolkit.audit.waive import waive
        from toolkit.pipeline import audit_by_office, with_original

        result, terms, _ = audit_by_office(document, self._offices, self._prior, model=self._model)
        self._choice.tell(document.name, result.assistance)
        _tell_of_prior(result)
        if terms.rubric and not result.facts.of(RubricFit):
            tell(f"{document.name}：写明的评分项太少，或与 {terms.rubric} 对不上，没有按它核对得分")
        audit = waive(result.audit, self._waivers, document.name, self._today)
        self._met |= {each.waiver for each in audit.waived}
        self._unused |= set(audit.unused)
        project = self._offices.project
        result = replace(result, audit=self._since(audit, document), settings=project.said if project else None)
        self.ending = max(self.ending, _ending(result, terms.fail_on))
        return with_original(result) if self.copied else result

    def finish(self, *, stopped: bool) -> None:
        """Let the model end its run; ``stopped`` where some documents were not even begun."""
        self._choice.finish(self._model, stopped=stopped)

    def preview(self, document: Document) -> Audited:
        """Audit a document, and tell how much of it can be mended without a second thought."""
        from toolkit.audit import fixes

        result = self.audit(document)
        safe = fixes(document, result.audit.findings)
        left = sum(not set(safe).intersection(finding.hit.fixes) for finding in result.audit.findings)
        tell(f"{document.name}：可以放心改的 {len(safe)} 处，要人来定的 {left} 条")
        return result

    def _close(self) -> None:
        """Tell of the waivers that no document of the run needed, and of those past their last day."""
        for each in sorted(self._unused, key=lambda u: (u.waiver.code, u.waiver.fingerprint)):
            waiver = each.waiver
            about = f"{waiver.code} {waiver.fingerprint}" + (f"（{waiver.document}）" if waiver.document else "")
            if each.expired:
                tell(f"豁免 {about}：有效到 {waiver.until}，已经过期。请重新认定，或删去这条豁免。")
            elif waiver not in self._met:
                tell(f"豁免 {about}：没有用上，这条发现已经不在。请删去这条豁免。")

    # What few runs need is imported where it is read: the others start sooner.

    def _all_waivers(self, path: Path | None) -> tuple[Waiver, ...]:
        own = self._offices.project.waivers if self._offices.project else ()
        if path is None:
            return own
        from toolkit.audit.project import waivers_of

        return waivers_of(path, self._offices.catalogue, beside=own)

    @staticmethod
    def _earlier(path: Path | None) -> "Baseline | None":
        if path is None:
            return None
        from toolkit.audit.baseline import Baseline

        return Baseline.of(path)

    def _since(self, audit: Audit, document: Document) -> Audit:
        """Hold an audit against the earlier one of its document."""
        from toolkit.audit.baseline import sifted

        if self._baseline is None:
            return audit
        earlier = self._baseline.earlier(document, alone=self.alone)
        if earlier is None:
            tell(f"{document.name}：基线里没有这份文件，它的问题全部算作新的")
            return audit
        return sifted(audit, earlier)


def _tell_of_prior(result: Audited) -> None:
    """Say where last year's report is none that this one can be compared with, or bears another name."""
    prior = result.prior
    if prior and prior.unfit:
        tell(f"{prior.document.name}：不能作为《{result.document.name}》的上年报告（{prior.unfit}），两年没有对照")
    elif prior and prior.renamed:
        tell(f"{prior.document.name}：{prior.renamed}")


def _ending(result: Audited, fail_on: str) -> Ending:
    """Judge one audit; a check that broke down is told at once."""
    crashes = [tally for tally in result.audit.tallies if tally.crash]
    for tally in crashes:
        tell(f"{result.document.name}：检查项 {tally.code} 出错（{tally.crash}），其余照常完成")
    if crashes:
        return Ending.CRASHED
    if fail_on == "never":
        return Ending.CLEAN
    found = any(finding.severity.rank >= Severity(fail_on).rank for finding in result.audit.findings)
    return Ending.FOUND if found else Ending.CLEAN
