from zlib import crc32

from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from toolkit.archive.signature import PIECE, PLACES, WIDTH, signatures

ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)


def places(signature):
    return [signature[i : i + WIDTH] for i in range(0, len(signature), WIDTH)]


@given(st.permutations([chr(0x6D00 + i) for i in range(60)]).map("".join), st.integers(0, 60))
def test_a_letter_more_changes_few_places(text, at):
    one, other = signatures([text, text[:at] + "及" + text[at:]])
    assert len(one) == PLACES * WIDTH
    alike = sum(a == b for a, b in zip(places(one), places(other), strict=True))
    assert alike >= PLACES // 2


@given(st.lists(ANY, min_size=1, max_size=5))
def test_they_are_the_minhash_of_datasketch(texts):
    for text, signature in zip(texts, signatures(texts), strict=True):
        pieces = {text[i : i + PIECE].encode("utf-8", "surrogatepass") for i in range(max(len(text) - PIECE + 1, 1))}
        theirs = MinHash(num_perm=PLACES, hashfunc=crc32, scheme="affine32")
        theirs.update_batch(pieces)
        assert signature == theirs.hashvalues.astype(f"<u{WIDTH}").tobytes()


def test_any_text_has_a_signature():
    assert len(signatures(["", "水", "\ud800水"])) == 3
    assert signatures([""]) == signatures(["", ""])[:1]
    assert signatures([]) == []
