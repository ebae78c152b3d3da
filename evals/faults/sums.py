"""Plant faults of sums and scores (SM)."""

from __future__ import annotations

import random
import re
from fractions import Fraction

from evals.faults.helpers import (
    MEASURES,
    PROBLEMS,
    Edit,
    Planted,
    bigrams,
    drop_item,
    finish,
    first,
    got_text,
    in_table,
    items_of,
    line_of,
    planter,
    shift_total,
    swap,
)
from evals.faults.scan import HAN, Ratio, Score, fixed, growths, half_up, indicators, once, ratios, scores, totals


@planter("SM01")
def sm01(text: str, rng: random.Random) -> Planted | None:
    """A total or a part changed so that the parts no longer add up."""
    used = {(f.start, f.end) for r in ratios(text) for f in (r.part, r.whole)}
    used |= {(f.start, f.end) for g in growths(text) for f in (g.base, g.now)}
    choices = []
    for total in totals(text):
        for figure in (*total.parts, total.total):
            if once(text, figure) and (figure.start, figure.end) not in used:
                choices.append((total, figure))

    def make(choice) -> Planted | None:
        total, figure = choice
        step = max(Fraction(2 if figure.places == 0 else 1), figure.value * Fraction(rng.randint(4, 15), 100))
        new = fixed(figure.value + step * rng.choice([1, -1]), figure.places)
        if Fraction(new) <= 0 or new == figure.text or re.search(rf"(?<![\d.]){re.escape(new)}(?![\d.])", text):
            return None
        everything = [(f.start, f.end) for f in (*total.parts, total.total) if f is not figure]
        return finish("SM01", text, [swap(figure, new)], f"原为{figure.text}，分项与合计不符", others=everything)

    return first(rng, choices, make)


@planter("SM02")
def sm02(text: str, rng: random.Random) -> Planted | None:
    """The full marks of the items do not add up to the stated full mark."""
    stated = [m.span(1) for m in re.finditer(r"满分(\d+)分", text)]
    choices: list = [("stated", place) for place in stated]
    choices += [("item", s) for s in scores(text) if s.full.text == s.got.text] if stated else []

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "stated":
            new = rng.choice(["95", "105", "110", "120"])
            table = [m.span(1) for m in re.finditer(r"合计\t+(100)\t", text)]
            return finish("SM02", text, [(*item, new)], "各项分值之和为100分", others=table)
        more = rng.choice([1, 2, -1, -2])
        if item.full.value + more <= 0:
            return None
        moved = shift_total(text, Fraction(more))
        if not moved:
            return None
        new = str(int(item.full.value + more))
        return finish(
            "SM02",
            text,
            [swap(item.full, new), swap(item.got, new), *moved],
            f"分值由{item.full.text}改为{new}，各项分值之和不是100分",
            others=stated,
        )

    return first(rng, choices, make)


@planter("SM03")
def sm03(text: str, rng: random.Random) -> Planted | None:
    """The overall score is not the sum, or an item's score is not full mark times rate."""
    choices: list = ["total"]
    rates = {i.span: i for i in indicators(text)}
    for score in scores(text):
        linear = rates.get(score.span)
        if score.full.text != score.got.text and score.has_rate and (linear is None or linear.done.text != "100"):
            choices.append(score)

    def make(choice) -> Planted | None:
        if choice == "total":
            moved = shift_total(text, Fraction(rng.choice([-134, -112, -87, -65, -43, 37, 52, 71, 88, 103]), 100))
            items = [(s.got.start, s.got.end) for s in scores(text)]
            return moved and finish("SM03", text, moved, "总分不等于各项得分之和", others=items)
        value = choice.got.value + Fraction(rng.choice([-31, -27, -22, -16, 13, 18, 24]), 100)
        moved = shift_total(text, value - choice.got.value)
        if not moved or value > choice.full.value or value == choice.full.value:
            return None
        return finish(
            "SM03",
            text,
            [swap(choice.got, fixed(value, 2)), *moved],
            f"得分应为{choice.got.text}分（分值×完成率），总分已随之改动",
        )

    return first(rng, choices, make)


REASON = re.compile(
    rf"(，扣\d+(?:\.\d+)?分，原因是[^。\n]+|，因[{HAN}\d]+?扣\d+(?:\.\d+)?分|，扣\d+(?:\.\d+)?分(?=[。\n]))"
)


def summed(text: str) -> set[int]:
    """Starts of the figures that take part in a sum."""
    return {f.start for total in totals(text) for f in (*total.parts, total.total)}


def flat_losses(text: str) -> list[tuple[Score, tuple[int, int], Edit, str]]:
    """Items with a flat deduction: score, place of its reason, the edit that removes it, the reason's words."""
    found = []
    for score in scores(text):
        if score.full.value - score.got.value < Fraction(1, 2) or score.has_rate:
            continue
        start, end = score.span
        if score.table:
            cell = text.rindex("\t", start, end) + 1
            if "扣" in text[cell:end]:
                found.append((score, (cell, end), (cell, end, "见佐证材料"), text[cell:end]))
            continue
        match = REASON.search(text, start, end)
        if match:
            before = text[start : text.index("分值", start)]
            reason = match[0] if re.search("原因|因", match[0]) else before
            edits = (match.start(), match.end(), "")
            if reason is before:  # the reason stands before the points: keep only the item's name
                head = re.match(rf"\d+\.[{HAN}]+[。：]", before)
                edits = (
                    start + head.end(),
                    match.end(),
                    re.sub(r"，扣.*", "", text[text.index("分值", start) : match.end()]),
                )
            found.append((score, match.span(), edits, reason))
    return found


def topic_of(text: str, words: str) -> int | None:
    """Index of the problem item that speaks of the same thing."""
    items = items_of(text, PROBLEMS)
    weights = [len(bigrams(words) & bigrams(text[i.start : i.section_end])) for i in items]
    return weights.index(max(weights)) if weights and max(weights) >= 2 else None


def twin_measure(text: str, problem: int) -> int | None:
    """Index of the measure that answers the problem (same place in the list, shared words)."""
    problems, measures = items_of(text, PROBLEMS), items_of(text, MEASURES)
    if len(problems) != len(measures):
        return None
    shared = bigrams(text[problems[problem].start : problems[problem].end]) & bigrams(
        text[measures[problem].start : measures[problem].end]
    )
    return problem if shared else None


@planter("SM04")
def sm04(text: str, rng: random.Random) -> Planted | None:
    """Points lost with no reason left anywhere in the text."""
    choices: list = [("strip", loss) for loss in flat_losses(text)]
    choices += [
        ("lower", s) for s in scores(text) if s.full.text == s.got.text and not s.has_rate and s.full.value >= 5
    ]

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "lower":
            less = Fraction(rng.choice([3, 4]), 10)
            moved = shift_total(text, -less)
            if not moved:
                return None
            return finish(
                "SM04",
                text,
                [swap(item.got, got_text(item.got.value - less)), *moved],
                f"扣{got_text(less)}分没有任何说明，总分已随之改动",
            )
        score, _, edit, words = item
        problem = topic_of(text, words)
        if problem is None or twin_measure(text, problem) is None:
            return None
        edits = [
            edit,
            *drop_item(text, items_of(text, PROBLEMS), problem),
            *drop_item(text, items_of(text, MEASURES), problem),
        ]
        if edit[0] <= score.got.start < edit[1]:  # the removed words include the points: mark the new ones
            return finish(
                "SM04", text, edits, "扣分原因和对应的问题、措施均已删去", main=0, inner=score.got.text + "分"
            )
        return finish("SM04", text, edits, "扣分原因和对应的问题、措施均已删去", mark=(score.got.start, score.got.end))

    return first(rng, choices, make)


@planter("SM05")
def sm05(text: str, rng: random.Random) -> Planted | None:
    """Shares forced to add up to 100 by one of them."""
    groups: dict[tuple, list[Ratio]] = {}
    for ratio in ratios(text):
        if ("占" in ratio.label or "比重" in ratio.label) and not in_table(text, ratio.rate.start):
            groups.setdefault((line_of(text, ratio.rate.start), ratio.whole.value), []).append(ratio)

    def make(group: list[Ratio]) -> Planted | None:
        whole, places = group[0].whole.value, group[0].rate.places
        if sum(r.part.value for r in group) != whole:
            return None
        parts = [r.part.value for r in group]
        free = [i for i, r in enumerate(group) if once(text, r.part)]
        step = Fraction(1, 10 ** group[0].part.places)
        for trial in range(400):
            rates = [half_up(100 * p / whole, places) for p in parts]
            if sum(rates) != 100 and (trial or rng.random() < 0.5):
                break
            if len(free) < 2:
                return None
            i, j = rng.sample(free, 2)
            parts = [r.part.value for r in group]
            move = step * rng.randint(100, 2500) if group[0].part.places else step * rng.randint(1, 20)
            if move > parts[j] / 4:
                continue
            parts[i], parts[j] = parts[i] + move, parts[j] - move
        else:
            return None
        gap = 100 - sum(half_up(100 * p / whole, places) for p in parts)
        forced = rng.randrange(len(group))
        value = half_up(100 * parts[forced] / whole, places)
        edits = []
        for i, ratio in enumerate(group):
            rate = half_up(100 * parts[i] / whole, places) + (gap if i == forced else 0)
            if not once(text, ratio.rate):
                return None
            edits.append(swap(ratio.rate, fixed(rate, places)))
            if parts[i] != ratio.part.value:
                edits.append(swap(ratio.part, fixed(parts[i], ratio.part.places)))
        main = next(k for k, e in enumerate(edits) if e[0] == group[forced].rate.start)
        return finish("SM05", text, edits, f"为凑足100%，{fixed(value, places)}%印成{edits[main][2]}%", main=main)

    return first(rng, [g for g in groups.values() if len(g) >= 3], make)
