"""Words of the knowledge files, made into patterns."""

import re
from collections.abc import Iterable
from functools import cache


def any_of(words: Iterable[str]) -> str:
    """Write an alternation that prefers the longest word; of no words, one that nothing fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def beginning(words: Iterable[str]) -> str:
    """Write a look ahead for the letters that the words begin with: where none stands, the engine tries nothing more.

    It finds them for itself in a plain alternation, but not behind an optional word or in a group with a name.
    """
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"


@cache
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of the words."""
    return re.compile(any_of(words))
