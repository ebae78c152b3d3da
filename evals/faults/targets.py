"""Plant faults of targets (TG)."""

from __future__ import annotations

import random
import re
from fractions import Fraction

from evals.faults.helpers import Planted, finish, first, planter, swap
from evals.faults.scan import Indicator, fixed, half_up, indicators


def met(text: str) -> list[Indicator]:
    return [i for i in indicators(text) if i.done.text == "100"]


def done_clause(text: str, indicator: Indicator) -> tuple[int, int]:
    """Place of 完成率按100%计 (prose) or of the cell (table)."""
    if indicator.table:
        return indicator.done.start, indicator.done.end + 1
    match = re.compile(r"完成率(按)?\d+(?:\.\d+)?%计?").search(text, *indicator.span)
    return match.span()


@planter("TG01")
def tg01(text: str, rng: random.Random) -> Planted | None:
    """The target raised (or lowered, for ≤) so that the actual value misses it while 100 % is claimed."""

    def make(indicator: Indicator) -> Planted | None:
        actual, places = indicator.actual.value, indicator.target.places
        if indicator.op == "≤":
            value = half_up(actual * Fraction(rng.randint(85, 95), 100), places)
        elif indicator.target.unit == "%":
            room = [t for t in range(int(actual) + 1, 101) if t > actual]
            if not room:
                return None
            value = Fraction(rng.choice(room))
        else:
            value = half_up(actual * Fraction(rng.randint(106, 125), 100), places)
            if value > 100 and not places:
                value = Fraction(round(int(value), -1))
        if indicator.op == "=" or (value <= actual) != (indicator.op == "≤") or value == actual:
            return None
        place = done_clause(text, indicator)
        return finish(
            "TG01",
            text,
            [swap(indicator.target, fixed(value, places))],
            f"目标由{indicator.target.text}改为{fixed(value, places)}，实际{indicator.actual.text}，仍称完成100%",
            mark=(indicator.done.start, indicator.done.end + 1),
            others=[(indicator.actual.start, indicator.actual.end), place],
        )

    return first(rng, met(text), make)


@planter("TG02")
def tg02(text: str, rng: random.Random) -> Planted | None:
    """A completion rate above 100 that actual / target does not give."""

    def make(indicator: Indicator) -> Planted | None:
        if indicator.op != "≥":
            return None
        true = 100 * indicator.actual.value / indicator.target.value
        places = 1 if re.search(r"\d+\.\d%", text) and not re.search(r"\d+\.\d\d%", text) else 2
        for _ in range(20):
            value = half_up(true + Fraction(rng.randint(150, 1200), 100) * rng.choice([1, -1]), places)
            if value > 101 and abs(value - true) > 1 and fixed(value, places)[-1] != "0":
                break
        else:
            return None
        new = fixed(value, places) + "%"
        start, end = done_clause(text, indicator)
        word = new if indicator.table else "完成率" + new
        return finish("TG02", text, [(start, end, word)], f"实际/目标为{fixed(true, places)}%", inner=new)

    return first(rng, met(text), make)


@planter("TG03")
def tg03(text: str, rng: random.Random) -> Planted | None:
    """Target or actual value taken out of an indicator."""

    def make(indicator: Indicator) -> Planted | None:
        which = rng.choice(["目标值", "实际值"])
        figure = indicator.target if which == "目标值" else indicator.actual
        name = (indicator.name_at, indicator.name_at + len(indicator.name))
        if indicator.table:
            start = text.rindex("\t", 0, figure.start) + 1
            end = text.index("\t", start)
            return finish("TG03", text, [(start, end, "")], f"{which}空缺", mark=name)
        start = max(text.rfind("，", 0, figure.start), text.rfind("：", 0, figure.start))
        end = text.index("，", figure.start)
        if "满意率" in text[start:end] and which == "实际值":
            return None
        if text[start] == "：":
            start, end = start + 1, end + 1
        return finish("TG03", text, [(start, end, "")], f"{which}空缺", mark=name)

    return first(rng, indicators(text), make)


@planter("TG04")
def tg04(text: str, rng: random.Random) -> Planted | None:
    """A forecast or a part of the year near a completion of 100 %."""

    def make(indicator: Indicator) -> Planted | None:
        actual = indicator.actual
        if indicator.table:
            new = rng.choice(["预计", "1—11月"]) + actual.text
            return finish(
                "TG04", text, [swap(actual, new)], "预计或不足全年的数据记为完成100%", inner=new[: -len(actual.text)]
            )
        start = text.rfind("实际完成值", indicator.span[0], actual.start)
        if start < 0:
            return None
        kind = rng.randrange(3)
        if kind == 0:
            return finish("TG04", text, [(start, start + 5, "预计完成值")], "预计值记为完成100%", inner="预计")
        if kind == 1:
            return finish("TG04", text, [(start, start + 2, "1—10月")], "1—10月数据记为完成100%", inner="1—10月")
        end = actual.end + len(actual.unit)
        return finish("TG04", text, [(end, end, "（最终数据待公布）")], "待公布的数据记为完成100%", inner="待公布")

    return first(rng, met(text), make)
