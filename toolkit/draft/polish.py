"""A model may choose among measures and smooth their wording; what it changes of figures and names does not count.

Names, blanks and everything else that has a source go to it as signs (〔1〕), so it cannot touch them. Its sentence is
taken only with every sign in its place, and with the figures, negations, quotation marks and offices of its choice.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from toolkit.draft.ink import MARKS
from toolkit.llm.answer import Question, rows_of
from toolkit.llm.client import Client
from toolkit.llm.prompt import prompt

_AT_ONCE = 6
_LONGEST = 400
_LETTERS = "甲乙丙"
_SIGN = re.compile(r"〔\d+〕")
_TELLING = re.compile(
    r"〔\d+〕|[\d.%‰〇零一二三四五六七八九十百千万亿两半]|[不未无非没否]|[“”《》（）()<>=≥≤+]|[局委院镇县市省厅署科股队站所部办]|中心|公司|领导"
)
_LIKE = 0.5
_SHAPE = rows_of(3, most=_AT_ONCE, longest=_LONGEST)


def polished(measures: Sequence[Sequence[str]], client: Client) -> list[str]:
    """Return a sentence for each measure: the model's where it keeps to the rules, else the first of the templates'."""
    found = [each[0] for each in measures]
    starts = range(0, len(measures), _AT_ONCE)
    asked = [[_Signs(each) for each in measures[start : start + _AT_ONCE]] for start in starts]
    questions = [Question(prompt=prompt("polish"), given={"passage": _listed(part)}, shape=_SHAPE) for part in asked]
    for start, part, reply in zip(starts, asked, client.ask(questions), strict=True):
        for number, letter, sentence in reply.rows:
            at = int(number) - 1 if number.strip().isdecimal() and len(number) < 4 else -1
            if 0 <= at < len(part) and (better := part[at].taken(letter.strip(), sentence.strip())):
                found[start + at] = better
    return found


class _Signs:
    """The candidates of one measure with signs in the place of marks, and the way back."""

    def __init__(self, candidates: Sequence[str]) -> None:
        self._marks = list(dict.fromkeys(mark for each in candidates for mark in MARKS.findall(each)))
        self.candidates = [MARKS.sub(self._sign, each) for each in candidates]

    def _sign(self, mark: re.Match[str]) -> str:
        return f"〔{self._marks.index(mark[0]) + 1}〕"

    def taken(self, letter: str, sentence: str) -> str | None:
        """Return a model's sentence in marks, or None where it is not the chosen candidate in other words."""
        at = _LETTERS.find(letter) if len(letter) == 1 else -1
        if not 0 <= at < len(self.candidates):
            return None
        chosen = self.candidates[at]
        kept = _TELLING.findall(sentence) == _TELLING.findall(chosen)
        sound = sentence.isprintable() and not re.search(r"[A-Za-z\ue000-\uf8ff|#*`]", _latin_free(sentence, chosen))
        alike = SequenceMatcher(None, sentence, chosen, autojunk=False).ratio() >= _LIKE
        if not (kept and sound and alike and sentence.endswith("。")):
            return self._back(chosen)
        return self._back(sentence)

    def _back(self, sentence: str) -> str:
        return _SIGN.sub(lambda sign: self._marks[int(sign[0][1:-1]) - 1], sentence)


def _latin_free(sentence: str, chosen: str) -> str:
    """Return a sentence without the Latin words that the chosen candidate has too."""
    for word in re.findall(r"[A-Za-z]+", chosen):
        sentence = sentence.replace(word, "")
    return sentence


def _listed(part: Sequence[_Signs]) -> str:
    lines: list[str] = []
    for n, signs in enumerate(part, 1):
        lines.append(f"{n}.")
        lines += [f"{letter}：{words}" for letter, words in zip(_LETTERS, signs.candidates, strict=False)]
    return "\n".join(lines)
