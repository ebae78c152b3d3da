"""Stores of older formats, brought up to ours one version after another."""

from collections.abc import Callable
from pathlib import Path

from toolkit.archive.schema import VERSION
from toolkit.errors import ConfigurationFault

STEPS: dict[int, Callable[[Path], None]] = {}
"""From which version, what makes the next one of it. A column that is only added needs no step: it is read as NULL."""


def migrate(store: Path, version: int, mark: Callable[[Path, int], None]) -> None:
    """Bring a store up to our version; each step is marked as soon as it is done, and may be done twice."""
    while version < VERSION:
        step = STEPS.get(version)
        if step is None:
            what = f"是旧版本（{version}）写的，不能升级到 {VERSION}"
            raise ConfigurationFault(what, str(store), "请用新的目录重新运行 jixiao archive run。")
        step(store)
        version += 1
        mark(store, version)
