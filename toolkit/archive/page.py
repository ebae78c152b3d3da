"""The summary as a page: one file that fetches nothing, with charts drawn in place, to look at or to print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.archive.summary import Numbers
from toolkit.report.html import shared, template

ENDS = 15
"""Offices shown at either end of the league; those between are unfolded."""
TARGETS, GROUPS, DOUBTS, FAILED = 30, 30, 30, 60
"""Rows of each section; how many more there are is told."""

KINDS = {
    "unreadable": "读不了",
    "timeout": "超时",
    "memory": "内存超限",
    "killed": "进程被终止",
    "crash": "程序出错",
}
HOW = {"rank": "改制", "renamed": "更名"}
BETWEEN = {"offices": "单位之间", "years": "各年之间"}
FIGURES = {"same": "文字、数字都相同", "none": "文字相同，没有数字", "other": "文字相同，换了数字"}
_TEN_THOUSAND = 10_000
_TOKEN = re.compile(r"[\d.,]*\d|.", re.DOTALL)
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(\D*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a passage; ``other`` where the first passage of its group has others."""

    text: str
    other: bool


def write_page(numbers: Numbers, day: date | None = None) -> bytes:
    """Return the page that shows a summary."""
    limits = {"ends": ENDS, "targets": TARGETS, "groups": GROUPS, "doubts": DOUBTS, "failed": FAILED}
    page = template("summary.html.j2", "archive").render(
        shared("summary.js", "archive", "summary.css"),
        day=day,
        limits=limits,
        kinds=KINDS,
        how=HOW,
        between=BETWEEN,
        figures=FIGURES,
        whole=whole,
        amount=amount,
        figure=figure,
        line=line,
        pieces=pieces,
        by_year=by_year,
        **numbers,
    )
    return page.encode("utf-8", "replace")


def whole(number: int) -> str:
    """Write a count with a comma between thousands."""
    return f"{number:,}"


def amount(value: float, unit: str) -> str:
    """Write a number with its unit, as short as it can be said; 元 in 万元 from ten thousand on."""
    if unit == "元" and abs(value) >= _TEN_THOUSAND:
        return amount(value / _TEN_THOUSAND, "万元")
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{text}{unit}"


def figure(text: str) -> str:
    """Write a figure in the base of its unit as one is used to read it: 867.96万元 for 8679600元."""
    match = _FIGURE.fullmatch(text)
    return amount(float(match[1]), match[2]) if match else text


def line(scores: Sequence[int | None], low: int, width: int = 72, height: int = 18) -> list[tuple[float, float]]:
    """Return the points of a line through scores of a hundred, ``low`` at the bottom; years without are left out."""
    step = width / max(len(scores) - 1, 1)
    span = max(100 - low, 1)
    return [
        (round(i * step, 1), round(height - (max(score, low) - low) * height / span, 1))
        for i, score in enumerate(scores)
        if score is not None
    ]


def pieces(passages: Sequence[dict[str, Any]]) -> list[list[Piece]]:
    """Cut passages where they differ from the first of them; a number differs as a whole."""
    from rapidfuzz.distance import Indel

    first, *others = (_TOKEN.findall(passage["text"]) for passage in passages)
    cut = [[Piece(text="".join(first), other=False)]]
    for tokens in others:
        found: list[Piece] = []
        for op in Indel.opcodes(first, tokens):
            words, other = "".join(tokens[op.dest_start : op.dest_end]), op.tag != "equal"
            if words and found and found[-1].other == other:
                found[-1] = Piece(text=found[-1].text + words, other=other)
            elif words:
                found.append(Piece(text=words, other=other))
        cut.append(found)
    return cut


def by_year(years: Sequence[dict[str, Any]]) -> dict[int | None, int]:
    """Return in how many reports of each year something was found."""
    return {year["year"]: year["reports"] for year in years}
