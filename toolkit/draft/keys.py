"""Keys of blanks: readable, unique, and the same every time that the same report is drafted."""

import re
from collections.abc import Hashable

_NOISE = re.compile(r"[^\u4e00-\u9fff\w%（）()“”·—-]+")
_LONGEST = 40  # characters of one part of a key


def part_of_key(words: str) -> str:
    """Return words as one part of a key: without stops and blanks, and not too long."""
    return _NOISE.sub("", words).replace("--", "—")[:_LONGEST] or "未命名"


class Keys:
    """The keys given out in one draft."""

    def __init__(self) -> None:
        self._owners: dict[str, Hashable] = {}

    def own(self, key: str, owner: Hashable) -> str:
        """Return the key; where something else has it already, with a number behind it."""
        key = ".".join(map(part_of_key, key.split(".")))
        n, own = 1, key
        while self._owners.setdefault(own, owner) != owner:
            n += 1
            own = f"{key}（{n}）"
        return own
