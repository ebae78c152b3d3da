"""Which checks words like `RT02` and `SM` stand for, and on which terms an audit runs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.audit.check import Check

if TYPE_CHECKING:
    from toolkit.audit.settings import Options

FAMILY = 2  # letters of a family's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one document is audited by: the checks with the severities that they may reach, and the rest."""

    checks: tuple[Check, ...]
    fail_on: str = "error"
    knowledge: Path | None = None
    rubric: Path | None = None
    options: "Options | None" = None


def chosen(checks: Iterable[Check], select: frozenset[str], ignore: frozenset[str]) -> tuple[Check, ...]:
    """Return the checks that are selected, all where none is, without those to ignore."""
    return tuple(c for c in checks if c.code not in ignore and (not select or c.code in select))


def named(word: str, checks: Iterable[Check]) -> frozenset[str]:
    """Return the codes that a code or a family (`RT`) stands for; none, if there is no such check."""
    wanted = word.strip().upper()
    whole_family = len(wanted) == FAMILY
    return frozenset(c.code for c in checks if c.code == wanted or (whole_family and c.code.startswith(wanted)))


def unknown(word: str, checks: Iterable[Check]) -> str:
    """Say that there is no such check, and which one may be meant."""
    near = get_close_matches(word.upper(), [c.code for c in checks], n=3, cutoff=0.5)
    return f"没有检查项 {word}" + (f"，是否想写 {'、'.join(near)}" if near else "，用 jixiao explain 查看全部")
