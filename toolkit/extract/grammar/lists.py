"""How the members of a list hang together: by 、 and ；, by commas, by the shares behind them."""

import itertools
import re

from toolkit.extract.grammar.operands import shared_run
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records.facts import Binding, Role

LINK = re.compile(r"^[\])]?(?:[^,。:;、]{0,8}[、;+]|和|及|与|以及)")
"""What links two members beyond doubt."""

COMMA = re.compile(r"^[\])]?[,、;+和及与](?!.*(?:包[括含]|分为|具体))")
"""What may link two members, and may lead on to something else."""

_BRACKETED = re.compile(r"\([^()]{0,200}\)")
_TAIL = 4  # characters of a label in which members of one list are alike (县城学校, 乡镇学校)


def links(sentence: Sentence, parts: list[Item]) -> list[str]:
    """Return the words between members of a list, what brackets hold looked through."""
    return [_BRACKETED.sub("", sentence.between(a, b)) for a, b in itertools.pairwise(parts)]


def tightness(sentence: Sentence, parts: list[Item], *, apart: bool = False) -> Binding:
    """Tell how sure a list is: strung by 、 or ； it is one; strung by commas it may run on into something else.

    Commas are as good where the parts are known to lie ``apart``.
    """
    between = links(sentence, parts)
    if all(LINK.match(link) for link in between):
        return Binding.ORDERED
    parallel = apart or all(shared_run(a.label[-_TAIL:], b.label[-_TAIL:]) > 1 for a, b in itertools.pairwise(parts))
    return Binding.ORDERED if parallel and all(COMMA.match(link) for link in between) else Binding.GUESSED


def strung(sentence: Sentence, parts: list[Item]) -> list[Item]:
    """Return the members; a list strung by 、 ends at a semicolon (其中法官55人、助理20人；聘用35人).

    So does one whose members so far have their shares, and the next has none (其中5G用户21万户，占55%；宽带用户19万户).
    """
    between = links(sentence, parts)
    end = next((n for n, link in enumerate(between) if ";" in link), 0)
    if end and all("、" in link for link in between[:end]):
        return parts[: end + 1]
    for n, link in enumerate(between):
        if (
            ";" in link
            and all(_has_share(sentence, i) for i in parts[: n + 1])
            and not _has_share(sentence, parts[n + 1])
        ):
            return parts[: n + 1]
    return parts


def _has_share(sentence: Sentence, part: Item) -> bool:
    """Tell whether the share of a member stands right behind it."""
    after = sentence.items[part.index + 1] if part.index + 1 < len(sentence.items) else None
    return after is not None and after.role is Role.SHARE and after.segment == part.segment
