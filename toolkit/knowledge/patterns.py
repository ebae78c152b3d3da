"""Words of the knowledge files, made into patterns."""

import re
from collections.abc import Iterable
from functools import cache


def any_of(words: Iterable[str]) -> str:
    """Write an alternation that prefers the longest word; of no words, one that nothing fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


@cache
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of the words."""
    return re.compile(any_of(words))
