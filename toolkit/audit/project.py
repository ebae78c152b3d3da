"""A project's settings: found, read, and worked out for one organization."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from toolkit.audit.check import Check
from toolkit.audit.select import FAMILY, Terms, chosen, named, unknown
from toolkit.audit.settings import Options, Profile, Settings, Table, WaiverEntry, WaiverFile
from toolkit.audit.waive import twice, written
from toolkit.errors import ConfigurationFault, reason
from toolkit.knowledge import Knowledge
from toolkit.knowledge.loading import spot, toml
from toolkit.records import Severity, Waiver
from toolkit.records.wire import Settings as FileOfSettings

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LARGEST = 1_000_000
HEAD = "# jixiao 的设置。\n"
TODO = "请改正这一处，或删去它。"
T = TypeVar("T", bound=Table)

_OFFICE = re.compile("(?:人民政府|办事处)$")
_SAID = {
    "missing": "缺少这一项",
    "string_type": "应是一段文字，写在引号里",
    "string_pattern_mismatch": "应是 16 位指纹，由 0-9、a-f 组成",
    "too_short": "至少要写一个",
    "tuple_type": '应是一列，写成 ["…", "…"]',
    "greater_than_equal": "不能小于 0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The settings of a file, and where it stands."""

    path: Path
    digest: str
    settings: Settings

    @classmethod
    def of(cls, path: Path, checks: Sequence[Check]) -> "Project":
        """Read a file of settings, or say in one line what is wrong with it."""
        source = _bytes(path)
        settings = _shaped(Settings, source, path)
        for where, profile in (("", settings), *((f"organization.{n}.", p) for n, p in settings.organization.items())):
            for key, words in (
                ("select", profile.select or ()),
                ("ignore", profile.ignore),
                ("severity", profile.severity),
            ):
                _known(words, checks, f"{path}：{where}{key}")
        project = cls(path=path, digest=sha256(source).hexdigest()[:16], settings=settings)
        _admit(project.waivers, checks, path)
        for name in (None, *project.apart):
            if not project.terms(name, checks).checks:
                raise ConfigurationFault(
                    "select 与 ignore 抵消，没有可查的检查项",
                    f"{path}：" + (f"organization.{name}" if name else "select"),
                    TODO,
                )
        return project

    def key(self, organization: str | None) -> str | None:
        """Return which `[organization."…"]` is meant for an organization: the longest name that its own ends with."""
        own = _core(organization or "")
        fitting = [name for name in self.settings.organization if (core := _core(name)) and own.endswith(core)]
        return max(fitting, key=len, default=None)

    def terms(
        self,
        key: str | None,
        checks: Sequence[Check],
        *,
        select: frozenset[str] = frozenset(),
        ignore: frozenset[str] = frozenset(),
    ) -> Terms:
        """Return the terms of all documents, or of the organization under that key.

        ``select`` and ``ignore`` are what was typed: to select sets aside what the file selects and ignores.
        """
        profile: Profile = self.settings
        if key is not None:
            profile = profile.under(self.settings.organization[key])
        severities = _severities(profile.severity, checks)
        own = [replace(c, severity=severities.get(c.code, c.severity)) for c in checks]
        if not select:
            select = _codes(profile.select or (), checks)
            ignore |= _codes(profile.ignore, checks)
        return Terms(
            checks=chosen(own, select, ignore),
            fail_on=profile.fail_on,
            knowledge=self._beside(profile.knowledge),
            rubric=self._beside(profile.rubric),
            options=profile.checks,
        )

    @property
    def apart(self) -> Sequence[str]:
        """Return the organizations whose checks, or what they rest on, may be other ones."""
        chosen_apart = {"select", "ignore", "knowledge", "rubric", "checks"}
        return [name for name, own in self.settings.organization.items() if own.model_fields_set & chosen_apart]

    @property
    def said(self) -> FileOfSettings:
        """Return what a result tells of the settings that it was made with."""
        return {"file": self.path.name, "digest": self.digest}

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that the file holds."""
        return tuple(entry.record() for entry in self.settings.waiver)

    def _beside(self, name: str | None) -> Path | None:
        """Return the path that a setting names, counted from the folder of the file."""
        return None if name is None else self.path.parent / name


def waivers_of(path: Path, checks: Sequence[Check], *, beside: Iterable[Waiver] = ()) -> tuple[Waiver, ...]:
    """Return the waivers of a file after those that there are already."""
    waivers = (*beside, *(entry.record() for entry in _shaped(WaiverFile, _bytes(path), path).waiver))
    _admit(waivers, checks, path)
    return waivers


def with_waiver(path: Path, waiver: Waiver, *, alone: bool) -> str:
    """Return a file of settings, or of waivers ``alone``, with one more waiver; all else as it was, comments too."""
    shape = WaiverFile if alone else Settings
    source = _bytes(path) if path.exists() else HEAD.encode()
    before = {entry.record() for entry in _shaped(shape, source, path).waiver}
    try:
        text = written(source.decode("utf-8-sig"), waiver)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:  # what tomlkit makes of TOML it cannot keep
        raise ConfigurationFault("豁免写不进去", str(path), "请按 docs/configuration.md 手工添加。") from fault
    after = {entry.record() for entry in _shaped(shape, text.encode(), path).waiver}
    if waiver not in after or any(
        (w.fingerprint, w.document) != (waiver.fingerprint, waiver.document) for w in before - after
    ):
        raise ConfigurationFault("豁免写不进去", str(path), "请按 docs/configuration.md 手工添加。")
    return text


def fitted(knowledge: Knowledge, options: Options) -> Knowledge:
    """Return the knowledge with the options of checks worked in."""
    if options.deduction.least_loss is not None:
        lost = knowledge.scores.least_loss.model_copy(update={"points": options.deduction.least_loss})
        knowledge = replace(knowledge, scores=knowledge.scores.model_copy(update={"least_loss": lost}))
    wanted = options.sections
    if wanted.optional or wanted.headings:
        sections = knowledge.outline.section
        names = {section.name for section in sections}
        if strange := [name for name in (*wanted.optional, *wanted.headings) if name not in names]:
            what = f"没有“{strange[0]}”这一部分，有的是{'、'.join(sorted(names))}"
            raise ConfigurationFault(what, "checks.ST03", TODO)
        kept = tuple(
            section.model_copy(update={"heads": (*wanted.headings.get(section.name, ()), *section.heads)})
            for section in sections
            if section.name not in wanted.optional
        )
        knowledge = replace(knowledge, outline=knowledge.outline.model_copy(update={"section": kept}))
    return knowledge


def _core(organization: str) -> str:
    """Return what an office is called for short: 云溪镇人民政府 is 云溪镇."""
    return _OFFICE.sub("", "".join(organization.split()))


def _codes(words: Iterable[str], checks: Sequence[Check]) -> frozenset[str]:
    return frozenset(code for word in words for code in named(word, checks))


def _severities(stated: dict[str, Severity], checks: Sequence[Check]) -> dict[str, Severity]:
    """Return the severity of each code; what is said of a check goes before what is said of its family."""
    families_first = sorted(stated.items(), key=lambda item: len(item[0].strip()) != FAMILY)
    return {code: severity for word, severity in families_first for code in named(word, checks)}


def _known(words: Iterable[str], checks: Sequence[Check], where: str) -> None:
    for word in words:
        if not named(word, checks):
            raise ConfigurationFault(unknown(word, checks), where, TODO)


def _admit(waivers: Sequence[Waiver], checks: Sequence[Check], path: Path) -> None:
    """Refuse waivers of checks that there are not, and two for one finding."""
    codes = {c.code for c in checks}
    for waiver in waivers:
        if waiver.code not in codes:
            raise ConfigurationFault(unknown(waiver.code, checks), f"{path}：waiver {waiver.fingerprint}", TODO)
    if double := twice(waivers):
        raise ConfigurationFault(f"指纹 {double.fingerprint} 豁免了两次", f"{path}：waiver", "请删去一条。")


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise ConfigurationFault("不是一个文件", str(path), "请写设置文件的路径。")
        with path.open("rb") as file:
            source = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "路径不对"
        raise ConfigurationFault(f"读不了（{why}）", str(path), "请检查路径与权限。") from error
    if len(source) > LARGEST:
        raise ConfigurationFault(f"太大，超过 {LARGEST // 1000} KB", str(path), "请确认这是不是设置文件。")
    return source


def _shaped(shape: type[T], source: bytes, path: Path) -> T:
    try:
        raw = toml(source.decode("utf-8-sig"), Decimal)
    except UnicodeDecodeError:
        raise ConfigurationFault("不是 UTF-8 编码", str(path), "请另存为 UTF-8。") from None
    except RecursionError:
        raise ConfigurationFault("一层套一层，套得太深", str(path), TODO) from None
    except ValueError as fault:
        raise ConfigurationFault(
            f"不是合格的 TOML（{spot(str(fault))}）", str(path), "请按 TOML 的写法改正。"
        ) from None
    try:
        return shape.model_validate(raw)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        raise ConfigurationFault(_said(first), f"{path}：{_place(first)}", TODO) from None


def _place(error: "ErrorDetails") -> str:
    """Return which key of which table is meant."""
    parts = [f"第 {part + 1} 条" if isinstance(part, int) else _shown(part) for part in error["loc"]]
    return ".".join(part for part in parts if part != "[key]") or "整个文件"


def _shown(key: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in key[:60])


def _said(error: "ErrorDetails") -> str:
    """Say in Chinese what is wrong with a value."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), _keys(), n=2, cutoff=0.6)
        return "没有这个设置项" + (f"，是否想写 {'、'.join(near)}" if near else "")
    if kind in {"enum", "literal_error"}:
        return "只能是 " + "、".join(re.findall("'([^']+)'", str(context.get("expected", ""))))
    if kind == "value_error":
        return str(context.get("error", "值不对"))
    if kind.startswith("date"):
        return "应是日期，如 2024-03-15"
    if kind.startswith(("dict", "model")):
        return "应是一张表"
    if kind.startswith(("decimal", "finite")):
        return "应是一个数"
    return _SAID.get(kind, "值不对")


def _keys() -> list[str]:
    """Return the names of all keys."""
    tables: list[type[Table]] = [Settings, WaiverEntry, Options, *(type(v) for _, v in Options())]
    return [f.alias or name for table in tables for name, f in table.model_fields.items()]
