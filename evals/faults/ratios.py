"""Plant faults of ratios (RT)."""

from __future__ import annotations

import random
import re
from fractions import Fraction

from evals.faults.helpers import (
    PROBLEMS,
    Edit,
    Planted,
    allowed,
    body_matches,
    explained,
    finish,
    first,
    free_ratios,
    got_text,
    indicator_at,
    line_of,
    planter,
    section,
    shift_total,
    swap,
)
from evals.faults.scan import (
    HAN,
    Ratio,
    figures,
    fixed,
    growths,
    half_up,
    lines,
    once,
    ratios,
    scores,
    sign_off,
    title_end,
)


@planter("RT01")
def rt01(text: str, rng: random.Random) -> Planted | None:
    """A rate that no pair of figures of its paragraph explains."""

    def make(ratio: Ratio) -> Planted | None:
        true = 100 * ratio.part.value / ratio.whole.value
        numbers = figures(text, *line_of(text, ratio.rate.start))
        for _ in range(40):
            unit = 10**ratio.rate.places
            value = half_up(true, ratio.rate.places) + Fraction(rng.randint(2 * unit, 20 * unit), unit) * rng.choice(
                [1, -1]
            )
            if not 0 < value < 100 or not allowed(text, ratio, value):
                continue
            if fixed(value, ratio.rate.places)[-1] == "0" or explained(value, ratio.rate.places, numbers, true):
                continue
            new = fixed(value, ratio.rate.places)
            return finish(
                "RT01",
                text,
                [swap(ratio.rate, new)],
                f"{ratio.part.text}/{ratio.whole.text} = {ratio.rate.text}%，改为{new}%",
                inner=new,
            )
        return None

    return first(rng, free_ratios(text), make)


def may_be(ratio: Ratio, value: Fraction) -> bool:
    """Whether amounts that print as these two do may give a rate that rounds to this value: then it is no fault."""
    ends = []
    for figure in (ratio.part, ratio.whole):
        half = Fraction(1, 2 * 10**figure.places) if figure.places else Fraction(0)
        ends.append((figure.value - half, figure.value + half))
    (part_low, part_high), (whole_low, whole_high) = ends
    half = Fraction(1, 2 * 10**ratio.rate.places)
    return 100 * part_low / whole_high <= value + half and value - half <= 100 * part_high / whole_low


@planter("RT02")
def rt02(text: str, rng: random.Random) -> Planted | None:
    """The rate truncated where it rounds up, or rounded up where it rounds down."""

    def make(ratio: Ratio) -> Planted | None:
        exact = 100 * ratio.part.value / ratio.whole.value
        places, unit = ratio.rate.places, Fraction(1, 10**ratio.rate.places)
        low = Fraction(int(exact / unit)) * unit
        if low == exact or exact - low == unit / 2 or not places:
            return None
        value = low if ratio.rate.value != low else low + unit
        if not allowed(text, ratio, value) or may_be(ratio, value):
            return None
        new = fixed(value, places)
        kind = "截断" if value == low else "进位"
        return finish(
            "RT02",
            text,
            [swap(ratio.rate, new)],
            f"{ratio.part.text}/{ratio.whole.text}，{kind}得{new}%，四舍五入应为{ratio.rate.text}%",
        )

    return first(rng, free_ratios(text), make)


@planter("RT03")
def rt03(text: str, rng: random.Random) -> Planted | None:
    """The rate computed on another count of the same sentence."""

    def make(ratio: Ratio) -> Planted | None:
        numbers = figures(text, *ratio.span)
        options = []
        for other in numbers:
            if other.unit != ratio.whole.unit or other.value in (ratio.whole.value, ratio.part.value):
                continue
            if text[max(0, other.start - 4) : other.start] == "基本满意" or other.value < ratio.part.value:
                continue
            value = half_up(100 * ratio.part.value / other.value, ratio.rate.places)
            if abs(value - ratio.rate.value) > Fraction(1, 2) and value < 100 and allowed(text, ratio, value):
                options.append((other, value))
        if not options:
            return None
        other, value = rng.choice(options)
        new = fixed(value, ratio.rate.places)
        return finish(
            "RT03",
            text,
            [swap(ratio.rate, new)],
            f"分母应为{ratio.whole.text}，用了{other.text}",
            others=[(ratio.whole.start, ratio.whole.end)],
        )

    return first(rng, [r for r in free_ratios(text) if "控制率" not in r.label], make)


@planter("RT04")
def rt04(text: str, rng: random.Random) -> Planted | None:
    """Complement, inverse or a tenfold slip of the rate."""

    def make(ratio: Ratio) -> Planted | None:
        if indicator_at(text, ratio.rate.start):
            return None
        exact = 100 * ratio.part.value / ratio.whole.value
        slips = {"补数": 100 - exact, "小数点左移": exact / 10}
        if "控制率" in ratio.label:
            slips["倒数"] = 10000 / exact
        kind = rng.choice(sorted(slips))
        value = half_up(slips[kind], ratio.rate.places)
        numbers = [n for n in figures(text, *ratio.span) if n.unit != "%"]
        if abs(value - ratio.rate.value) < 1 or value == 0 or any(n.value == value for n in numbers):
            return None
        new = fixed(value, ratio.rate.places)
        return finish("RT04", text, [swap(ratio.rate, new)], f"{kind}：应为{ratio.rate.text}%")

    return first(rng, free_ratios(text), make)


CAPPED = (
    r"(满意率|满意度|合格率|办结率|整改率|覆盖率|接种率|签约率"
    r"|成功率|准确率|参训率|入学率|完好率|达标率|公开率|参与率|占比)$"
)


@planter("RT05")
def rt05(text: str, rng: random.Random) -> Planted | None:
    """A capped rate above 100, or more points than the item has."""
    choices: list = [
        ("rate", r)
        for r in free_ratios(text)
        if re.search(CAPPED, r.label)
        or (indicator_at(text, r.rate.start) and re.search(CAPPED, indicator_at(text, r.rate.start).name))
    ]
    choices += [("score", s) for s in scores(text) if s.full.text == s.got.text]

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "rate":
            unit = 10**item.rate.places
            value = Fraction(rng.randint(101 * unit, 109 * unit), unit)
            if explained(value, item.rate.places, figures(text, *item.span), item.rate.value):
                return None
            return finish(
                "RT05",
                text,
                [swap(item.rate, fixed(value, item.rate.places))],
                f"封顶的率超过100%，应为{item.rate.text}%（RT01 也会触发）",
            )
        more = Fraction(rng.choice([1, 2, 5, 8]), 10)
        moved = shift_total(text, more)
        if not moved:
            return None
        return finish(
            "RT05",
            text,
            [swap(item.got, got_text(item.got.value + more)), *moved],
            f"得分高于分值{item.full.text}分，总分随之改动",
            others=[(item.full.start, item.full.end)],
        )

    return first(rng, choices, make)


UNSUPPORTED = [
    "工作任务落实率达{}%",
    "政策知晓率达{}%",
    "档案电子化率为{}%",
    "业务系统使用率为{}%",
    "群众参与率达{}%",
    "问题按期销号率为{}%",
    "制度执行到位率达{}%",
    "信息报送及时率为{}%",
]


@planter("RT06")
def rt06(text: str, rng: random.Random) -> Planted | None:
    """A rate without operands, added to a paragraph that has no figures."""
    places = []
    for start, end in lines(text):
        line = text[start:end]
        if title_end(text) < start < sign_off(text) and line.endswith("。") and len(line) > 25:
            if not figures(text, start, end) and not re.search(r"\t|措施|底前|目标", line):
                places.append((start, end))
    problems = section(text, PROBLEMS)
    places = [p for p in places if not problems or p[0] < problems.start]

    def make(place) -> Planted | None:
        phrase = rng.choice(UNSUPPORTED).format(f"{rng.randint(8210, 9890) / 100:.2f}")
        if phrase[:4] in text:
            return None
        rate = re.search(r"\d+\.\d+%", phrase)[0]
        return finish("RT06", text, [(place[1] - 1, place[1] - 1, "，" + phrase)], "率没有分子分母", inner=rate)

    return first(rng, places, make)


@planter("RT07")
def rt07(text: str, rng: random.Random) -> Planted | None:
    """A part larger than the population it belongs to."""
    rated = {(r.part.text, r.whole.text) for r in ratios(text)}

    def make(match: re.Match) -> Planted | None:
        whole = int(match[2])
        new = str(whole + rng.randint(1, max(2, whole // 6)))
        if (match[4], match[2]) in rated:  # the same two figures stand elsewhere with their rate
            return None
        return finish(
            "RT07", text, [(match.start(4), match.end(4), new)], f"总体只有{whole}{match[3]}", others=[match.span(2)]
        )

    pattern = rf"(?:共有|现有)([{HAN}]{{2,14}}?)(\d+)([{HAN}])，其中(\d+)\3"
    return first(rng, body_matches(pattern, text), make)


@planter("RT08")
def rt08(text: str, rng: random.Random) -> Planted | None:
    """The rate printed as its numerator."""

    def make(ratio: Ratio) -> Planted | None:
        if ratio.part.value >= 100 or abs(ratio.part.value - ratio.rate.value) < 1:
            return None
        if not allowed(text, ratio, ratio.part.value):
            return None
        new = ratio.part.text
        return finish(
            "RT08",
            text,
            [swap(ratio.rate, new)],
            f"率印成分子，应为{ratio.rate.text}%",
            others=[(ratio.part.start, ratio.part.end)],
        )

    return first(rng, free_ratios(text), make)


@planter("RT09")
def rt09(text: str, rng: random.Random) -> Planted | None:
    """Growth on a base of zero, or on a negative base by its absolute value."""

    def make(growth) -> Planted | None:
        if not once(text, growth.base) or not once(text, growth.rate):
            return None
        now, places = growth.now.value, growth.base.places
        line = line_of(text, growth.rate.start)
        edits: list[Edit] = []
        if rng.random() < 0.5:
            base, delta, rate, note = "0", now, "100", "基数为零"
        else:
            low = half_up(now * Fraction(rng.randint(20, 80), 100), places)
            base, delta = "-" + fixed(low, places), now + low
            rate, note = fixed(100 * delta / low, growth.rate.places), "基数为负"
        edits.append(swap(growth.rate, rate))
        edits.append(swap(growth.base, base))
        if growth.delta:
            edits.append(swap(growth.delta, fixed(delta, places)))
        for match in re.finditer(r"减少(?=\d)|下降(?=\d)", text[line[0] : line[1]]):
            word = "增加" if match[0] == "减少" else "增长"
            edits.append((line[0] + match.start(), line[0] + match.end(), word))
        return finish("RT09", text, edits, note)

    return first(rng, growths(text), make)
