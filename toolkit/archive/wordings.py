"""The standard wordings: sentences in which every office tells its duties, and what circulars dictate."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from toolkit.knowledge import Knowledge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 85  # of a hundred letters: a sentence of the standard wordings with a word of the office's own
MOSTLY = 60  # of a hundred letters of a paragraph

# Where two of a and b letters agree in ``ALIKE`` of a hundred, L = (a + b)·``ALIKE``/200 letters are the same, so at
# least 3·L - a - b - 1 of their twos are, and b is at least a·``ALIKE``/(200 - ``ALIKE``).
_TWOS = (3 * ALIKE - 200) / (200 - ALIKE)  # of a sentence's letters, less one
_OTHERS = re.compile(r"[^\u3400-\u9fffA-Za-z。！？；!?;]+")
_ENDS = re.compile(r"[。！？；!?;]+")
_PLACES = 1 << 16  # of a table of twos; where several share one, a sentence is compared that need not be


class Wordings:
    """Standard sentences, nothing but letters, and a table of the twos: letters that stand together in one of them."""

    def __init__(self, sentences: Iterable[str]) -> None:
        import numpy as np

        self.sentences = tuple(sentences)
        self._known = np.zeros(_PLACES, "bool")
        for sentence in self.sentences:
            self._known[_twos(sentence)] = True

    def make_up(self, paragraphs: Sequence[Sequence[str]]) -> list[bool]:
        """Tell of each paragraph, given as sentences of nothing but letters, whether most of it is standard."""
        near = iter(self.near([sentence for sentences in paragraphs for sentence in sentences]))
        return [self._makes_up([(sentence, next(near)) for sentence in sentences]) for sentences in paragraphs]

    def near(self, sentences: Sequence[str]) -> list[bool]:
        """Tell of each sentence whether it has so many of the twos that it could be a standard one; most have not."""
        import numpy as np

        lengths = np.array([len(sentence) for sentence in sentences], "int64")
        known = np.append(self._known[_twos("".join(sentences))], False)
        met = np.add.reduceat(known, np.cumsum(lengths) - lengths, dtype="int64") if len(lengths) else lengths
        near: list[bool] = (met >= lengths * _TWOS - 1).tolist()
        return near

    def has(self, sentence: str) -> bool:
        """Tell whether a sentence is a standard one, but for a few letters."""
        from rapidfuzz import fuzz, process

        return process.extractOne(sentence, self.sentences, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None

    def _makes_up(self, sentences: list[tuple[str, bool]]) -> bool:
        """Tell whether most letters of some sentences are standard: of those only that could be; the longest first."""
        needed = sum(len(sentence) for sentence, _ in sentences) * MOSTLY
        possible, known = 100 * sum(len(sentence) for sentence, near in sentences if near), 0
        for sentence in sorted((sentence for sentence, near in sentences if near), key=len, reverse=True):
            if possible < needed:
                return False
            if self.has(sentence):
                known += 100 * len(sentence)
            else:
                possible -= 100 * len(sentence)
            if known >= needed:
                return True
        return False


@cache
def wordings(knowledge: Knowledge) -> Wordings:
    """Return the standard wordings that are known."""
    return Wordings(part for entry in knowledge.wordings.wording for text in entry.sentences for part in bare(text))


def bare(text: str) -> list[str]:
    """Return the sentences of a text, nothing but letters."""
    return [*filter(None, _ENDS.split(_OTHERS.sub("", text)))]


def _twos(letters: str) -> "NDArray[np.int64]":
    """Return the place in the table of every two letters that stand together."""
    import numpy as np

    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4").astype("int64")
    places: NDArray[np.int64] = (codes[:-1] * 31 + codes[1:]) % _PLACES
    return places
