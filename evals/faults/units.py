"""Plant faults of units (UN)."""

from __future__ import annotations

import random
import re
from fractions import Fraction

from evals.faults.helpers import Planted, body_matches, finish, first, in_table, planter, swap
from evals.faults.scan import (
    Figure,
    figures,
    fixed,
    half_up,
    indicators,
    label_before,
    once,
    ratios,
    sentences,
    title_end,
    totals,
)


@planter("UN01")
def un01(text: str, rng: random.Random) -> Planted | None:
    """A difference of two percentages printed as %."""

    def make(match: re.Match) -> Planted | None:
        old, gain = Fraction(match[1]), Fraction(match[3])
        if abs(100 * gain / old - gain) < Fraction(2, 100):
            return None
        return finish("UN01", text, [(match.start(3), match.end(), match[3] + "%")], "应为百分点")

    return first(rng, body_matches(r"的(\d+(?:\.\d+)?)%(提高|上升|下降)(\d+(?:\.\d+)?)个百分点", text), make)


COUNTERS = {"人": "人次", "份": "单", "件": "单", "户": "户次", "单": "件", "宗": "件", "家": "家次"}


@planter("UN02")
def un02(text: str, rng: random.Random) -> Planted | None:
    """Two counters for one thing in one statement."""
    choices = []
    for ratio in ratios(text):
        if ratio.part.unit == ratio.whole.unit and ratio.part.unit in ("人", "份", "件", "户", "单"):
            choices += [(ratio.part, ratio.whole), (ratio.whole, ratio.part)]
    for indicator in indicators(text):
        if indicator.actual.unit == "人" and indicator.target.unit == "人":
            choices.append((indicator.actual, indicator.target))

    def make(choice) -> Planted | None:
        figure, other = choice
        if figure.unit in ("户",) and "户次" in text[figure.end : figure.end + 2]:
            return None
        new = COUNTERS[figure.unit]
        return finish(
            "UN02",
            text,
            [(figure.start, figure.end + len(figure.unit), figure.text + new)],
            f"同一对象用了“{other.unit}”和“{new}”",
            others=[(other.start, other.end + len(other.unit))],
        )

    return first(rng, choices, make)


@planter("UN03")
def un03(text: str, rng: random.Random) -> Planted | None:
    """元 for 万元, or a decimal point moved by one place."""
    choices = []
    for ratio in ratios(text):
        choices += [(f, ratio.span) for f in (ratio.part, ratio.whole) if f.unit == "万元" and once(text, f)]
    for total in totals(text):
        choices += [(f, total.span) for f in total.parts if f.unit == "万元" and once(text, f)]

    def make(choice) -> Planted | None:
        figure, _ = choice
        if in_table(text, figure.start):
            return None
        if rng.random() < 0.5:
            return finish("UN03", text, [(figure.start, figure.end + 2, figure.text + "元")], "万元误作元")
        more = rng.random() < 0.5
        value = figure.value * (10 if more else Fraction(1, 10))
        new = fixed(value, figure.places)
        if half_up(value, figure.places) != value:  # keep all digits of the original
            new = fixed(value, figure.places + 1)
        return finish("UN03", text, [swap(figure, new)], f"小数点移位，原为{figure.text}万元")

    return first(rng, choices, make)


@planter("UN04")
def un04(text: str, rng: random.Random) -> Planted | None:
    """A rate without %, or an amount without its unit."""
    choices = []
    for start, end in sentences(text):
        if "\t" in text[start:end] or start < title_end(text):
            continue
        for figure in figures(text, start, end):
            before = label_before(text, figure, start)
            after = text[figure.end + len(figure.unit) :][:1]
            if (figure.unit == "%" and before.endswith("率") and figure.text != "100" and after in "，；。") or (
                figure.unit == "万元" and after in "，；。"
            ):
                choices.append(figure)

    def make(figure: Figure) -> Planted | None:
        start = figure.end
        return finish(
            "UN04",
            text,
            [(start, start + len(figure.unit), "")],
            f"缺少“{figure.unit}”",
            mark=(figure.start, figure.end),
        )

    return first(rng, choices, make)
