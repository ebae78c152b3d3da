"""Characters that make no word where they stand, while one that they are mistaken for does."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress, count
from operator import and_

from toolkit.checks.once import once
from toolkit.checks.passages import Passage, lines, whole
from toolkit.knowledge import Knowledge
from toolkit.knowledge.lexicon import USUAL, Bond, Lexicon, pairs, words
from toolkit.records import Document

_HAN = re.compile("[\u4e00-\u9fff]+")
_AROUND = 4  # characters on either side that are cut into words
_GAIN, _GAIN_SEEN = 700, 350  # hundredths of a nat; the lesser where the right word stands elsewhere in the text
_GAIN_SURE = 1000  # where what is beside the character stands alone as well (各顶 is no 各项), and in quotation marks
_OFTEN = 4  # so many right ones beside each wrong one, and the wrong one is no word of the office's own
_REMEMBERED = 100_000  # places between two neighbours
_WITHIN_YEAR = re.compile("[本当全今去上近多常每历连往同]年$")
_SO_MANY = frozenset("一二两三四五六七八九十几多若0123456789批期步别类段组")
_SETTLED = frozenset("镇乡村屯寨")  # before these stands what a place is called: 有云峰镇、玉峰镇
_PLACE = frozenset("省市县区镇乡村屯寨社街路巷河江湖海溪涌沟山岭坡坑桥水库坝港湾洲岛站店局院厂校馆园寺庙姓")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """A word that another character makes, whether it is in use, and how much likelier the text becomes.

    ``was`` is what the dictionary's own word in its very place costs, or None where none stood there.
    """

    wrong: Passage
    right: str
    usual: bool
    gain: int
    was: int | None


@once
def lexicon(knowledge: Knowledge) -> Lexicon | None:
    """Return the words of the language and of the trade, or None where the dictionary is missing."""
    known = words()
    return None if known is None else Lexicon(known, knowledge.characters.terms.words)


@once
def confusable(knowledge: Knowledge) -> dict[str, str]:
    """Return the characters that each character is mistaken for."""
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in (*knowledge.characters.shape, *knowledge.characters.sound):
        for pair in entry.pairs:
            one, other = tuple(pair)
            others[one][other] = others[other][one] = None
    return {character: "".join(taken) for character, taken in others.items()}


def misspelt(document: Document, knowledge: Knowledge) -> Iterator[Exchanged]:
    """Yield the words that one other character makes, where the gain is far beyond chance."""
    speller = _speller(knowledge)
    if speller is None:
        return
    text, starts = whole(document)
    for i, others in speller.strange(text):
        before = text[i - 1]
        if before.isdigit() or (text[i] == "未" and _WITHIN_YEAR.search(text, i - 2, i)):
            continue  # 份 and 元 behind a figure; 本年未购置车辆
        if text[i] == "分" and text[i + 1] in _SO_MANY:
            continue  # 教育股分两个组核查
        number = bisect_right(starts, i) - 1
        place = i - starts[number]
        found = _best(knowledge, Passage(lines(document)[number], place, place + 1), others)
        if found is not None and _is_fault(document, knowledge, found):
            yield found


def exchanged(knowledge: Knowledge, character: Passage, right: str) -> Exchanged | None:
    """Return what another character in the place of one makes of its word; None where it makes no word."""
    known = lexicon(knowledge)
    assert known is not None
    text, at = character.line.text, character.start
    low, high = at, at + 1
    while low > max(at - _AROUND, 0) and _HAN.match(text[low - 1]):
        low -= 1
    while high < min(at + 1 + _AROUND, len(text)) and _HAN.match(text[high]):
        high += 1
    before, after = text[low:at], text[at + 1 : high]
    old, old_words = known.cut(before + text[at] + after)
    new, new_words = known.cut(before + right + after)
    word, place = _holding(new_words, at - low)
    cost = known.cost(word)
    if len(word) < 2 or cost is None or known.names(word):
        return None
    old_word, old_place = _holding(old_words, at - low)
    stood = len(old_word) > 1 and (place, len(word)) == (old_place, len(old_word))
    return Exchanged(
        wrong=Passage(character.line, at - place, at - place + len(word)),
        right=word,
        gain=old - new,
        usual=cost <= USUAL or Bond.WORD in map(known.bond, pairs(word)[max(place - 1, 0) : place + 1]),
        was=known.cost(old_word) if stood else None,
    )


class _Loose(dict[str, bool]):
    """Whether two characters make neither a usual word nor a name, by pair: looked up for every two of a text."""

    def __init__(self, bond: Callable[[str], Bond]) -> None:
        super().__init__()
        self._bond = bond

    def __missing__(self, pair: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[pair] = self._bond(pair) < Bond.NAME
        return found


class _Speller:
    """Looks for characters that make no usual word with a neighbour, while others that they are mistaken for do."""

    def __init__(self, known: Lexicon, others: dict[str, str], alone: frozenset[str]) -> None:
        self._known = known
        self._loose = _Loose(self._bond)
        self._others = {character: taken for character, taken in others.items() if character not in alone}
        self._tried: dict[str, str] = {}

    def strange(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where such a character stands in a text that ends in a line break, and the others."""
        loose = list(map(self._loose.__getitem__, map(str.__add__, text, text[1:])))
        for i in compress(count(1), map(and_, loose, loose[1:])):
            if text[i] in self._others and text[i + 1] not in _PLACE:
                better = self._better(text[i - 1 : i + 2])
                if better:
                    yield i, better

    def _bond(self, pair: str) -> Bond:
        """Return how two characters stand together: a mark, a figure and a line's end go with nothing."""
        return self._known.bond(pair) if _HAN.fullmatch(pair) else Bond.NONE

    def _better(self, three: str) -> str:
        """Return the characters that make a word with a neighbour, in the place of the middle one of three."""
        known = self._tried.get(three)
        if known is None:
            if len(self._tried) >= _REMEMBERED:
                self._tried.clear()
            known = self._tried[three] = "".join(self._fitting(*three))
        return known

    def _fitting(self, before: str, character: str, after: str) -> Iterator[str]:
        stranger = self._bond(before + character) is self._bond(character + after) is Bond.NONE
        least = Bond.PART if stranger else Bond.WORD
        for other in self._others[character]:
            if self._bond(before + other) >= least or self._bond(other + after) >= least:
                yield other


@once
def _speller(knowledge: Knowledge) -> _Speller | None:
    known = lexicon(knowledge)
    return None if known is None else _Speller(known, confusable(knowledge), _alone(knowledge))


def _best(knowledge: Knowledge, character: Passage, others: str) -> Exchanged | None:
    """Return what the best other character makes."""
    tried = [exchanged(knowledge, character, other) for other in others]
    return max((found for found in tried if found is not None), key=lambda found: found.gain, default=None)


def _is_fault(document: Document, knowledge: Knowledge, found: Exchanged) -> bool:
    """Tell whether the gain is enough, and the word no name or pun that the text has of its own."""
    if found.was is not None or not found.usual or found.gain < _GAIN_SEEN:
        return False
    wrong, right = _count(document, found.wrong.text), _count(document, found.right)
    if wrong > 1 and right < wrong * _OFTEN:
        return False
    if found.wrong.quotation() is not None:
        return found.gain >= _GAIN_SURE and right > 1
    beside = {one for one, other in zip(found.wrong.text, found.right, strict=True) if one == other}
    doubtful = beside <= _alone(knowledge) or (not right and _is_like_a_name(knowledge, found.wrong))
    return found.gain >= (_GAIN_SURE if doubtful else _GAIN_SEEN if right else _GAIN)


def _is_like_a_name(knowledge: Knowledge, word: Passage) -> bool:
    """Tell whether a surname stands at the beginning of a word or right before it, or a place is called so."""
    return word.after(1) in _SETTLED or any(
        character in knowledge.characters.surnames.words for character in word.before(1) + word.text[:1]
    )


@once
def _alone(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.characters.alone.words)


def _count(document: Document, word: str) -> int:
    """Return how often a word stands in the text."""
    counts = _counts(document)
    if word not in counts:
        counts[word] = whole(document)[0].count(word)
    return counts[word]


@once
def _counts(_document: Document) -> dict[str, int]:
    """Return room for how often words stand in a text."""
    return {}


def _holding(cut: tuple[str, ...], at: int) -> tuple[str, int]:
    """Return the word that holds a character, and where in it the character stands."""
    for word in cut:
        if at < len(word):
            return word, at
        at -= len(word)
    return "", 0
