"""What the knowledge says of offices that go on under another name, or in another office."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.knowledge.archive_shapes import ChangeEntry

_BRACKETED = re.compile(r"[（(][^）)]*[）)]|\s")
_SEAT = re.compile(r"(?:人民政府|办事处|管理委员会|管委会)+$")
REGION = re.compile(r"[省市州县区旗盟](?=.{2})")
"""Where in a full name a region may end, and the name without it begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of names as it concerns one office: ``old`` and ``new`` are full names, the region before them."""

    entry: ChangeEntry
    old: tuple[str, ...]
    new: tuple[str, ...]


def plain(name: str) -> str:
    """Return an organization's name without white space, brackets and its seat: 石桥镇 for 石桥镇 人民政府（本级）."""
    name = _BRACKETED.sub("", name)
    return _SEAT.sub("", name) or name


def changes_to(name: str, year: int, knowledge: Knowledge) -> Iterator[Change]:
    """Yield the changes by which an office came to be what a plain name calls it, up to a year."""
    for entry in knowledge.organizations.change:
        for new in entry.new if entry.since <= year else ():
            if name.endswith(new):
                region = name.removesuffix(new)
                yield Change(
                    entry=entry,
                    old=tuple(region + old for old in entry.old),
                    new=tuple(region + other for other in entry.new),
                )


def renames(old: str, new: str, year: int, knowledge: Knowledge) -> bool:
    """Tell whether the knowledge has the office ``old`` go on as ``new``, in a year's report or before it."""
    before, after = plain(old), plain(new)
    return any(
        change.entry.kind == "renamed" and (before in shortened(former) or former in shortened(before))
        for change in changes_to(after, year, knowledge)
        for former in change.old
    )


def shortened(name: str) -> tuple[str, ...]:
    """Return a plain name, and what is left of it without the regions before it: 清溪县石桥镇, 石桥镇."""
    return (name, *(name[region.end() :] for region in REGION.finditer(name)))
