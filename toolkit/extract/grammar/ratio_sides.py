"""Which figure a rate's part is, and which its whole, by what is known of the rate and by the words they share."""

import re

from toolkit.extract.grammar.operands import shared_run
from toolkit.extract.grammar.sentences import Item
from toolkit.knowledge.shapes import BaseEntry

DUE = re.compile(r"应(?![急对用届])|符合|适龄")
NOT = re.compile(r"[不未]|无(?!障碍|人机|线|偿|害化|纸化|烟)|非(?![常公])|剔除|扣除|缺考")
ENOUGH = 2  # characters that a figure's words and the rate's name must share
TAIL = 4  # characters of a label in which groups side by side are alike (低保对象, 特困对象)
HOW = re.compile(
    r"^(?:按时|及时|按期|如期|准时|足额|有效|全面|累计|平均|总体|综合|初步|一次性?|首次|当[场日]|即时|限时|整体|全年|实际)+"
)
_AIMED = re.compile(r"(?:目标|计划|任务)(?:数|值|量)?$")
_FUND = re.compile(r"(?:公共|基金|资本经营)预算(?=(?:财政)?(?:拨款|补助|收入|资金|支出))")  # a purse, not a plan


def says(item: Item, words: tuple[str, ...]) -> bool:
    """Tell whether the words before a figure hold one of ``words``."""
    return any(word in item.lead for word in words)


def rank_of(item: Item, words: tuple[str, ...]) -> int | None:
    """Return how strong the best of ``words`` in the figure's lead is (0 is strongest), or None."""
    lead = _FUND.sub("", item.lead)
    return next((rank for rank, word in enumerate(words) if word in lead), None)


def part_of(pool: list[Item], entry: BaseEntry | None, stem: str) -> Item | None:
    """Return the figure that is counted as having done what the rate speaks of."""
    usable = [i for i in pool if not DUE.search(i.lead) and not _AIMED.search(i.lead)]
    if entry is None:
        return _sharing(usable, stem)
    words = (*entry.part, *entry.other) if entry.complement else entry.part
    if entry.stem:
        words = tuple(w for w in words if w in stem or w.startswith(("实", "已")))
    words = tuple(sorted(words, key=lambda word: word not in stem))  # 优良 of 优良率 before 合格
    ranked = [
        (rank, -i.index, i) for i in usable if (rank := rank_of(i, words)) is not None and not says(i, entry.avoid)
    ]
    plain = [r for r in ranked if not NOT.search(r[2].lead)] or ranked
    return min(plain, key=lambda r: r[:2])[2] if plain else None


def _sharing(pool: list[Item], stem: str) -> Item | None:
    """Return the figure whose words share most with the rate's name."""
    shared = [(shared_run(i.lead, stem), i.index, i) for i in pool if not NOT.search(i.lead)]
    best = max(shared, key=lambda s: s[:2], default=None)
    return best[2] if best and best[0] >= ENOUGH else None


def whole_of(pool: list[Item], entry: BaseEntry | None, part: Item | None, item: Item) -> Item | None:
    """Return the base: named in the rate's own label, due (应…), or known of that rate, strongest word first."""
    others = [i for i in pool if i is not part and (part is None or i.matches(part)) and not NOT.search(i.lead)]
    if entry is None:
        return None
    rate = next(r for r in sorted(entry.rates, key=len, reverse=True) if item.label.endswith(r))
    doing = [i for i in others if rate[:-1] in i.label and rank_of(i, entry.whole) is None and not DUE.search(i.lead)]
    own = HOW.sub("", item.label[: -len(rate)])
    labelled = max(others, key=lambda i: (shared_run(i.label, own), i.index), default=None)
    named = shared_run(labelled.label, own) if labelled is not None and len(own) >= ENOUGH else 0
    if labelled in doing and named < TAIL:
        named = 0  # that figure counts what the rate counts, not what it rests on
    due = [i for i in others if entry.due and DUE.search(i.lead)]
    if due and named <= ENOUGH:
        return due[-1]
    if named >= ENOUGH:
        return labelled
    ranked = [
        (says(i, entry.avoid_whole), rank, -i.index, i)
        for i in others
        if i not in doing and (rank := rank_of(i, entry.whole)) is not None and not says(i, entry.partial)
    ]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None
