"""Words and how often they are used: jieba's dictionary, compiled into a trie that is looked up in its file.

A wheel carries the compiled file, and nothing of jieba (`hatch_build.py`). In a checkout it is made at first use beside
this module; where that folder cannot be written, in memory. Nothing is loaded before a check asks for a word.
"""

import math
import os
import tempfile
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

COMPILED = Path(__file__).with_suffix(".marisa")
_DICTIONARY = "jieba"
_NAMES = ("nr", "ns", "nt", "nz")  # jieba's classes for people, places, bodies and the like

USUAL = 1450
"""What the words in use cost at most: one in two million."""

_NO_WORD = 0xFFFF  # two characters that stand together inside words only
_UNKNOWN = 2100  # what a character costs that the dictionary does not have
_TERM = 900  # a term of the trade is about as common as 工程
_LONGEST = 8
_REMEMBERED = 200_000
_CUTS = 1024


class Bond(IntEnum):
    """How two characters stand together: not, in a rare word or inside longer ones, as a usual name or word."""

    NONE = 0
    PART = 1
    NAME = 2
    WORD = 3


class Lexicon:
    """Words with their costs, in hundredths of a nat: the rarer, the dearer."""

    def __init__(self, trie: Any, terms: Iterable[str] = ()) -> None:
        self._trie = trie
        self._terms = frozenset(terms)
        self._sizes = {len(term) for term in self._terms}
        self._inside = {pair for term in self._terms for pair in pairs(term)}
        self._bonds: dict[str, Bond] = {}
        self.cut = lru_cache(_CUTS)(self._cut)

    def bond(self, pair: str) -> "Bond":
        """Return how two characters stand together."""
        known = self._bonds.get(pair)
        if known is None:
            if len(self._bonds) >= _REMEMBERED:
                self._bonds.clear()
            known = self._bonds[pair] = self._bond(pair)
        return known

    def _bond(self, pair: str) -> "Bond":
        cost = self.cost(pair)
        if cost is not None and cost <= USUAL:
            return Bond.NAME if self.names(pair) else Bond.WORD
        return Bond.PART if pair in self._inside or pair in self._trie else Bond.NONE

    def cost(self, word: str) -> int | None:
        """Return what a word costs, or None of what is no word."""
        value = self._value(word)
        known = None if value == _NO_WORD else value >> 1
        return min(known or _TERM, _TERM) if word in self._terms else known

    def names(self, word: str) -> bool:
        """Tell whether a word is a name, which may be written any way."""
        return word not in self._terms and bool(self._value(word) & 1)

    def _cut(self, text: str) -> tuple[int, tuple[str, ...]]:
        """Return what the cheapest way costs to cut a text into words, and the words."""
        size = len(text)
        best = [(0, size)] * (size + 1)
        for i in range(size - 1, -1, -1):
            ways = [(best[i + 1][0] + _UNKNOWN, i + 1)]
            ways += ((best[i + len(word)][0] + cost, i + len(word)) for word, cost in self._words(text[i:]))
            best[i] = min(ways)
        words, i = [], 0
        while i < size:
            words.append(text[i : best[i][1]])
            i = best[i][1]
        return best[0][0], tuple(words)

    def _words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the words that a text begins with."""
        found = set(self._trie.prefixes(text[:_LONGEST]))
        found |= {text[:size] for size in self._sizes if text[:size] in self._terms}
        for word in found:
            cost = self.cost(word)
            if cost is not None:
                yield word, cost

    def _value(self, word: str) -> int:
        found = self._trie.get(word)
        return int(found[0][0]) if found else _NO_WORD


def pairs(word: str) -> list[str]:
    """Return each two characters that stand side by side."""
    return [word[i : i + 2] for i in range(len(word) - 1)]


@cache
def words() -> Any | None:
    """Return the compiled dictionary, or None where it is neither shipped nor can be made."""
    import marisa_trie  # type: ignore[import-not-found]

    if COMPILED.is_file():
        return marisa_trie.RecordTrie("<H").mmap(str(COMPILED))
    source = dictionary()
    if source is None:
        return None
    made = compiled(source)
    try:
        save(made, COMPILED)
    except OSError:
        return made
    return made


def dictionary() -> Path | None:
    """Return jieba's word list, without importing jieba, or None where it is not installed."""
    found = find_spec(_DICTIONARY)
    return Path(found.origin).with_name("dict.txt") if found is not None and found.origin else None


def compiled(source: Path) -> Any:
    """Compile lines of ``word frequency class`` into costs, doubled, and one more for a name.

    Two characters that stand together inside a longer word become keys too.
    """
    import marisa_trie

    counts: dict[str, tuple[int, bool]] = {}
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.split()
            counts[word] = max(int(count), 1), kind.startswith(_NAMES)
    total = sum(count for count, _ in counts.values())
    values = {pair: _NO_WORD for word in counts for pair in pairs(word)}
    values |= {word: round(100 * math.log(total / count)) << 1 | name for word, (count, name) in counts.items()}
    return marisa_trie.RecordTrie("<H", ((word, (value,)) for word, value in values.items()))


def save(made: Any, path: Path) -> None:
    """Write the compiled dictionary beside its place, and move it there whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    os.close(handle)
    try:
        made.save(name)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
