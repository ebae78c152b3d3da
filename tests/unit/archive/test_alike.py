import random
from collections import defaultdict

import numpy as np
import pytest

from toolkit.archive import alike, joining
from toolkit.archive.alike import Shapes, once
from toolkit.archive.joining import Groups
from toolkit.archive.signature import signatures
from toolkit.archive.spool import Spool, spool, taken

LETTERS = "街坊议事会先后走访三个片区把费用分摊的算法写成一页纸贴在楼道由退休工程师逐户讲解再请两家企业到现场答疑"


def texts(count, seed=7):
    made = random.Random(seed)
    return ["".join(made.choices(LETTERS, k=90)) for _ in range(count)]


def edited(text, letter="竹"):
    return text[:40] + letter + text[41:]


def grouped(folder, shapes):
    """Return the groups that have several shapes, as texts, and how many pairs that are nearly one made them."""
    with Shapes(folder) as laid:
        for start in range(0, len(shapes), 3):
            some = shapes[start : start + 3]
            laid.lay(some, signatures(some))
        hashes = np.array([hash(shape) % (1 << 63) for shape in shapes], "uint64")
        named = dict(zip(laid.numbered(hashes).tolist(), shapes, strict=True))
        groups, joined = Groups(len(laid)), 0
        for ones, others, nearly in laid.akin(groups):
            groups.join(ones[nearly], others[nearly])
            joined += int(nearly.sum())
    found = defaultdict(set)
    for number, group in enumerate(groups.numbers().tolist()):
        found[group].add(named[number])
    return sorted(sorted(group) for group in found.values() if len(group) > 1), joined


def test_what_is_nearly_one_is_found_once_and_nothing_else(tmp_path):
    plain = texts(200)
    found, joined = grouped(tmp_path, [*plain, *map(edited, plain[:50]), *plain[:50]])
    assert found == sorted(sorted((text, edited(text))) for text in plain[:50])
    assert joined == 50


def test_groups_do_not_depend_on_how_many_are_looked_at_together(tmp_path, monkeypatch):
    plain = texts(60)
    shapes = [*plain, *(edited(text, letter) for text in plain for letter in "竹梅兰")]
    whole, joined = grouped(tmp_path, shapes)
    assert whole == sorted(sorted([text, *(edited(text, letter) for letter in "竹梅兰")]) for text in plain)
    monkeypatch.setattr(alike, "_PORTION", 5)
    monkeypatch.setattr(alike, "_AT_ONCE", 7)
    monkeypatch.setattr(joining, "_WAITING", 0)
    assert grouped(tmp_path, shapes)[0] == whole
    assert 60 * 3 <= joined < 60 * 6  # what is in one group by then is not compared


def test_a_bucket_of_many_is_not_compared_each_with_each(tmp_path):
    (text,) = texts(1)
    shapes = [text[:40] + mark + text[41:] for mark in map(chr, range(0x4E00, 0x4E00 + 300))]
    found, joined = grouped(tmp_path, shapes)
    assert found == [sorted(shapes)]
    assert 299 <= joined < 300 * 299 / 4


def test_no_shapes_make_no_groups(tmp_path):
    assert grouped(tmp_path, []) == ([], 0)


def test_things_that_belong_together_are_joined_however_many_come_at_once(monkeypatch):
    for waiting in (0, 1 << 18):
        monkeypatch.setattr(joining, "_WAITING", waiting)
        groups = Groups(8)
        for one, other in [(0, 1), (5, 6), (1, 2), (6, 0)]:
            groups.join(np.array([one]), np.array([other]))
        numbers = groups.numbers().tolist()
        assert len({numbers[i] for i in (0, 1, 2, 5, 6)}) == 1
        assert len(set(numbers)) == 4


def test_values_stand_in_order_and_once():
    assert once(np.array([3, 1, 3, 2, 1], "uint64")).tolist() == [1, 2, 3]


def test_pieces_are_taken_up_in_any_order(tmp_path):
    pieces = [b"one", b"", "二".encode(), b"x" * 100_000]
    with spool(tmp_path / "pieces") as waiting:
        assert [waiting.lay(piece) for piece in pieces] == [0, 1, 2, 3]
        assert [*waiting.take((3, 0, 2, 1))] == [pieces[number] for number in (3, 0, 2, 1)]
        assert waiting.lay(b"late") == 4
        with waiting.path.open("rb") as other:
            assert [taken(other.fileno(), place) for place in waiting.places((4, 0))] == [b"late", b"one"]
    assert not (tmp_path / "pieces").exists()


def test_a_number_that_was_not_given_out_is_refused(tmp_path):
    waiting = Spool(tmp_path / "pieces")
    with pytest.raises(IndexError):
        list(waiting.take([0]))
    waiting.close()
