"""The text as the grammar sees it: every character replaced by exactly one.

Full width becomes half width: letters, digits, signs, and the brackets and stops that have an ASCII form; so
``（一）``, ``(一)`` and ``１．５％``, ``1.5%`` are one. 、 。 “ ” 《 》 have none and stay. Every space, wide or
of no width, becomes one blank; every dash one ``-`` (a title dash ``——`` is then ``--``); line breaks and tabs
stay. Never NFKC: it makes ``㎡`` two characters, and a span would no longer be good in both texts.
"""

import unicodedata

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_BLANKS = dict.fromkeys([0xA0, 0xAD, *range(0x2000, 0x200E), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF], " ")
_DASHES = dict.fromkeys("‐‑‒–—―−─﹘﹣", "-")
_LOOKALIKES = dict(zip("〜∼﹐﹒﹔﹕﹖﹗﹙﹚﹢﹤﹥﹦﹪∶¥￥", "~~,.;:?!()+<>=%:¥¥", strict=True))
# PDF text often has Kangxi radicals where the page shows the ordinary character.
_RADICALS = {i: unicodedata.normalize("NFKC", chr(i)) for i in range(0x2F00, 0x2FD6)}

_TABLE = str.maketrans(_FULL_WIDTH | _BLANKS | _RADICALS) | str.maketrans(_DASHES | _LOOKALIKES)


def settle(text: str) -> str:
    """Return ``text`` settled, one character for one."""
    return text.translate(_TABLE)
