"""Plant duplicates and faults of structure (DP, ST)."""

from __future__ import annotations

import random
import re

from evals.faults.helpers import Planted, body_matches, finish, first, line_of, planter, renumber
from evals.faults.scan import HAN, Figure, figures, headings, lines, once, sentences, sign_off, title_end


@planter("DP01")
def dp01(text: str, rng: random.Random) -> Planted | None:
    """A whole clause printed twice in one item."""
    choices = []
    for start, end in lines(text):
        line = text[start:end]
        if not title_end(text) < start < sign_off(text) or "\t" in line or "分值" in line or not line.endswith("。"):
            continue
        for match in re.finditer(rf"(?<=[，；。])[{HAN}《》“”、]{{12,40}}(?=[，；。])", line):
            choices.append((start + match.start(), start + match.end()))

    def make(place) -> Planted | None:
        clause = text[place[0] : place[1]]
        end = line_of(text, place[0])[1]
        if text.count(clause) > 1 or "是" in clause[:3]:
            return None
        if rng.random() < 0.5:
            return finish("DP01", text, [(place[1], place[1], "，" + clause)], "分句重复", inner=clause, others=[place])
        return finish("DP01", text, [(end - 1, end - 1, "，" + clause)], "分句重复", inner=clause, others=[place])

    return first(rng, choices, make)


@planter("ST01")
def st01(text: str, rng: random.Random) -> Planted | None:
    """A heading mark of another style than its siblings."""

    def make(head) -> Planted | None:
        word = text[slice(*head.ordinal)]
        if head.level in (2, 4):
            place = (head.ordinal[0] - 1, head.ordinal[1] + 1)
            new = rng.choice([f"({word})", f"（{word})"]) if head.level == 2 else f"({word})"
        elif head.level == 3:
            place, new = (head.ordinal[0], head.ordinal[1] + 1), rng.choice([f"{word}、", f"{word}．"])
        else:
            return None
        return finish("ST01", text, [(*place, new)], f"原为“{text[slice(*place)]}”")

    return first(rng, headings(text), make)


@planter("ST02")
def st02(text: str, rng: random.Random) -> Planted | None:
    """A run-in item, a skipped level, an orphan 1. or a nested 一是."""
    heads = headings(text)
    choices: list[tuple[str, object]] = []
    for i, head in enumerate(heads):
        if head.level == 3 and head.number > 1 and heads[i - 1].level == 3 and "\t" not in text[head.start : head.end]:
            choices.append(("run-in", head))
        if head.level == 3 and head.number == 1:
            siblings = [h for h in heads if h.level == 3 and head.start <= h.start < _parent_end(heads, head)]
            below = [h for h in heads if h.level == 4 and head.start <= h.start < _parent_end(heads, head)]
            if not below:
                choices.append(("skip", siblings))
        body = text[head.end + 1 : head.section_end]
        if head.level == 2 and head.section_end > head.end + 1 and body.count("\n") == 1 and "\t" not in body:
            if not re.match(r"\d|（", body):
                choices.append(("orphan", head))
    for match in body_matches(rf"(?<=[：，；])一是([{HAN}]+)，([{HAN}]+)(?=；)", text):
        choices.append(("nested", match))

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "run-in":
            number = text[item.start : item.ordinal[1] + 1]
            return finish("ST02", text, [(item.start - 1, item.ordinal[1] + 1, number)], "条目接在上一条之后未另起")
        if kind == "skip":
            edits = [(h.start, h.ordinal[1] + 1, f"（{text[slice(*h.ordinal)]}）") for h in item]
            return finish("ST02", text, edits, "（一）之下直接用（1），跳过1.")
        if kind == "orphan":
            return finish("ST02", text, [(item.end + 1, item.end + 1, "1.")], "只有1.没有2.")
        new = f"一是{item[1]}，其中一是{item[2]}，二是落实日常管护要求"
        return finish("ST02", text, [(*item.span(), new)], "一是之中又套一是", inner="其中一是")

    kinds = sorted({kind for kind, _ in choices})
    if not kinds:
        return None
    kind = rng.choice(kinds)
    return first(rng, [c for c in choices if c[0] == kind], make)


def _parent_end(heads: list, head) -> int:
    """End of the section that holds a level 3 item."""
    parents = [h for h in heads if h.level < head.level and h.start < head.start]
    return parents[-1].section_end if parents else head.section_end


REQUIRED = r"绩效目标|收支|绩效管理|目标与管理|自评结论|评价结论|综合结论|职能|职责"


@planter("ST03")
def st03(text: str, rng: random.Random) -> Planted | None:
    """A section of the template taken out, later ones renumbered."""
    heads = headings(text)
    choices = [h for h in heads if h.level == 1 and h.number > 2 and re.search("问题|措施", text[h.start : h.end])]
    choices += [
        h
        for h in heads
        if h.level == 2
        and "。" not in text[h.start : h.end]
        and re.search(REQUIRED, text[h.start : h.end])
        and not re.search("结论与|及指标", text[h.start : h.end])
    ]

    def make(head) -> Planted | None:
        words = text[head.start : head.end]
        edits = [(head.start, head.section_end, "")] + renumber(text, heads, head, head.level)
        if head.level == 1:
            mark = (0, title_end(text))
        else:
            parent = [h for h in heads if h.level == 1 and h.start < head.start][-1]
            siblings = [h for h in heads if h.level == 2 and parent.start < h.start < parent.section_end]
            if len(siblings) < 3:
                return None
            mark = (parent.start, parent.end)
        return finish("ST03", text, edits, f"删去“{words}”一节", mark=mark)

    return first(rng, choices, make)


@planter("ST04")
def st04(text: str, rng: random.Random) -> Planted | None:
    """A blank of the template left unfilled."""
    choices = []
    for start, end in sentences(text):
        if "\t" in text[start:end] or start < title_end(text):
            continue
        for figure in figures(text, start, end):
            if figure.unit in ("%", "万元", "人", "份", "件") and once(text, figure):
                if re.match(rf"[{HAN}]", text[figure.start - 1]):
                    choices.append(figure)

    def make(figure: Figure) -> Planted | None:
        blank = rng.choice(["", " ", "  ", "XX", "××", "____"])
        if blank == "" and figure.unit not in ("%", "万元"):
            return None
        start = figure.start
        while re.match(rf"[{HAN}]", text[start - 1]) and figure.start - start < 8:
            start -= 1
        words = text[start : figure.start] + blank + figure.unit
        return finish("ST04", text, [(start, figure.end + len(figure.unit), words)], f"原为{figure.text}{figure.unit}")

    return first(rng, choices, make)
