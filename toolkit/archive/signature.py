"""Signatures of texts: alike in about as many places as the texts have pieces of three characters in common.

They are the MinHash that datasketch makes of the CRC-32 of each piece by its scheme `affine32`, bit for bit (a test
holds them to it), but worked out for all pieces at once: a report has a hundred paragraphs and ten thousand pieces.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint32]
    Places = NDArray[np.int64]

PLACES = 128
"""Places of a signature."""
WIDTH = 2
"""Bytes of a place: the lower half of a hash tells as much, and a store of ten million reports is half as large."""
PIECE = 3
"""Characters of a piece; a shorter text is one piece."""

_POLYNOMIAL = 0xEDB88320
_ALL = 0xFFFFFFFF


def signatures(texts: list[str]) -> list[bytes]:
    """Return the signature of each text: ``PLACES`` times ``WIDTH`` bytes, little endian."""
    import numpy as np

    hashes, firsts = _pieces([text or " " for text in texts])
    places = np.empty((PLACES, len(texts)), "uint32")
    for place, factor, addend in zip(places, *_permutations(), strict=True):
        np.minimum.reduceat(hashes * factor + addend, firsts, out=place)
    return [signature.tobytes() for signature in places.T.astype(f"<u{WIDTH}", order="C")]


def _pieces(texts: list[str]) -> "tuple[Numbers, Places]":
    """Return the hash of every piece, text by text, and which piece is the first of each text."""
    import numpy as np

    raw = "".join(texts).encode("utf-8", "surrogatepass")
    data = np.frombuffer(raw, "uint8")
    characters = np.append(np.flatnonzero(data & 0xC0 != 0x80), len(raw))  # where each begins, and where the last ends
    lengths = np.array([len(text) for text in texts], "int64")
    ends = np.cumsum(lengths)
    first, end = np.repeat(ends - lengths, lengths), np.repeat(ends, lengths)
    here = np.arange(len(first))
    begun = np.flatnonzero((here + PIECE <= end) | (here == first))
    ended = np.minimum(begun + PIECE, end[begun])
    starts = characters[begun]
    return _mixed(_checked(data, starts, characters[ended] - starts)), np.searchsorted(begun, ends - lengths)


def _checked(data: "NDArray[np.uint8]", starts: "Places", lengths: "Places") -> "Numbers":
    """Return the CRC-32 of each stretch of some bytes."""
    import numpy as np

    table, check = _table(), np.full(len(starts), _ALL, "uint32")
    longest = int(lengths.max(initial=0))
    shortest = int(lengths.min(initial=longest))
    for step in range(longest):
        byte = data.take(starts + step, mode="clip")
        after = table.take(byte ^ check.astype("uint8")) ^ (check >> 8)
        check = after if step < shortest else np.where(step < lengths, after, check)
    return check ^ np.uint32(_ALL)


def _mixed(hashes: "Numbers") -> "Numbers":
    """Spread hashes over all bits: the last step of MurmurHash3."""
    import numpy as np

    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


@cache
def _permutations() -> "tuple[Numbers, Numbers]":
    """Return by what a hash is multiplied for each place, and what is added then."""
    from datasketch import MinHash  # type: ignore[import-untyped]

    factors, addends = MinHash(num_perm=PLACES, scheme="affine32").permutations
    return factors, addends


@cache
def _table() -> "Numbers":
    """Return what each byte makes of a CRC-32."""
    import numpy as np

    table = np.arange(256, dtype="uint32")
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ _POLYNOMIAL, table >> 1).astype("uint32")
    return table
