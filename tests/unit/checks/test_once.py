"""Remembering by identity."""

from toolkit.checks.once import once


def test_the_same_object_is_asked_once_and_an_equal_one_anew():
    asked = []

    @once
    def length(words: list[str]) -> int:
        asked.append(words)
        return len(words)

    first, equal = ["甲"], ["甲"]
    assert [length(first), length(first), length(equal)] == [1, 1, 1]
    assert len(asked) == 2
    assert asked[0] is first
    assert asked[1] is equal


def test_an_object_is_kept_alive_so_that_none_takes_its_place():
    @once
    def first_of(words: list[int]) -> int:
        return words[0]

    assert [first_of([n]) for n in range(100)] == list(range(100))
