"""Reading a clean report: figures, ratios, sums, growths, indicators, scores, headings.

Everything is found by general wording and arithmetic; nothing here knows a report by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

HAN = "\u4e00-\u9fff"
NUMBER = r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)"
ORDINALS = "一二三四五六七八九十"
UNIT = re.compile(
    r"万平方米|万元|万亩|万册|百万元|百元|千度|人次|户次|批次|公里|[元人份件户单宗个所家间栋处台项名笔条场次组口支道页册台套只例亩栏节期张分%]"
)


@dataclass(frozen=True)
class Figure:
    """A number with its unit and place."""

    start: int
    end: int
    text: str
    unit: str

    @property
    def value(self) -> Fraction:
        return Fraction(self.text)

    @property
    def places(self) -> int:
        return len(self.text.partition(".")[2])


@dataclass(frozen=True)
class Ratio:
    """n of d is r %: three figures of one sentence, and the words before the rate."""

    part: Figure
    whole: Figure
    rate: Figure
    label: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Growth:
    base: Figure
    now: Figure
    delta: Figure | None
    rate: Figure
    span: tuple[int, int]


@dataclass(frozen=True)
class Total:
    """Consecutive figures that add up to another figure of the sentence."""

    parts: tuple[Figure, ...]
    total: Figure
    span: tuple[int, int]


@dataclass(frozen=True)
class Score:
    full: Figure
    got: Figure
    span: tuple[int, int]  # the paragraph or row
    has_rate: bool  # a rate in the same item: the score may follow from it
    table: bool


@dataclass(frozen=True)
class Indicator:
    name: str
    name_at: int
    label: tuple[int, int] | None  # place of the class label
    op: str
    target: Figure
    actual: Figure
    done: Figure
    span: tuple[int, int]
    table: bool


def half_up(value: Fraction, places: int) -> Fraction:
    """Round once, half away from zero."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def fixed(value: Fraction, places: int) -> str:
    """Print a fraction that has at most that many decimals."""
    return f"{Decimal(half_up(value, places).numerator) / Decimal(half_up(value, places).denominator):.{places}f}"


def lines(text: str) -> list[tuple[int, int]]:
    """Places of the paragraphs."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Places of the sentences (a table row counts as one)."""
    return [m.span() for m in re.finditer(r"[^。\n]+", text)]


def figures(text: str, start: int, end: int) -> list[Figure]:
    """Numbers that count or measure something: no dates, no item numbers."""
    found = []
    for match in re.finditer(NUMBER, text[start:end]):
        s, e = start + match.start(), start + match.end()
        after = text[e : e + 4]
        if re.match(r"年|月|日", after) or (re.match(r"[.）](?!\d)", after) and (s == 0 or text[s - 1] in "\n（")):
            continue
        unit = UNIT.match(after)
        if not unit and "\t" not in text[start:end]:
            continue
        found.append(Figure(s, e, match[0], unit[0] if unit else ""))
    return found


def once(text: str, figure: Figure) -> bool:
    """The number stands only once in the text."""
    return len(re.findall(r"(?<![\d.])" + re.escape(figure.text) + r"(?!\d|\.\d)", text)) == 1


def label_before(text: str, figure: Figure, start: int) -> str:
    """The words between the last mark and the figure."""
    return re.split(r"[，；、：。\t“”]", text[start : figure.start])[-1]


def ratios(text: str) -> list[Ratio]:
    """Every printed rate for which a pair of figures of its sentence fits."""
    found = []
    for start, end in sentences(text):
        numbers = figures(text, start, end)
        for rate in numbers:
            if rate.unit != "%":
                continue
            label = label_before(text, rate, start)
            if re.search(
                r"完成率(按)?$|目标值|增长|下降|提高|上升|[≥≤]|(上年|年)的$|不超过", label + text[rate.start - 1]
            ):
                continue
            counts = [n for n in numbers if n.unit not in ("%", "分", "")]
            best = None
            for part, whole in permutations(counts, 2):
                same = part.unit == whole.unit or {part.unit, whole.unit} == {"名", "人"}
                if not same or whole.value == 0 or part.value > whole.value:
                    continue
                if "节支率" in label or "节约" in label:
                    if part.start < whole.start:
                        continue
                if half_up(100 * part.value / whole.value, rate.places) == rate.value:
                    distance = abs(part.start - rate.start) + abs(whole.start - rate.start)
                    if best is None or distance < best[0]:
                        best = (distance, part, whole)
            if best:
                found.append(Ratio(best[1], best[2], rate, label, (start, end)))
    return found


def growths(text: str) -> list[Growth]:
    """增长 / 下降 r % with the two amounts it compares."""
    found = []
    for start, end in lines(text):
        numbers = figures(text, start, end)
        money = [n for n in numbers if n.unit == "万元"]
        for rate in numbers:
            if rate.unit != "%" or not re.search(r"(增长|下降)$", text[start : rate.start]):
                continue
            for base, now in ((b, n) for b, n in permutations(money, 2) if b.value):
                exact = 100 * (now.value - base.value) / base.value
                if abs(half_up(exact, rate.places)) == rate.value:
                    delta = next((m for m in money if m.value == abs(now.value - base.value)), None)
                    found.append(Growth(base, now, delta, rate, (start, end)))
                    break
    return found


def totals(text: str) -> list[Total]:
    """Runs of two or more figures of one unit whose sum is printed in the same sentence."""
    found = []
    for start, end in sentences(text):
        if "\t" in text[start:end]:
            continue
        groups: dict[str, list[Figure]] = {}
        for figure in figures(text, start, end):
            if figure.unit not in ("%", "分"):
                groups.setdefault(figure.unit.replace("人次", "人"), []).append(figure)
        everything = [f for f in figures(text, start, end) if f.unit not in ("%", "分")]
        runs = list(groups.values()) + [everything]
        seen = set()
        for run in runs:
            for i in range(len(run)):
                for j in range(i + 2, len(run) + 1):
                    parts = tuple(run[i:j])
                    total = sum(p.value for p in parts)
                    for other in (run[i - 1] if i else None, run[j] if j < len(run) else None):
                        if other and other.value == total and other.start not in seen:
                            if re.search(r"节约|减少", text[start:end]):
                                continue
                            seen.add(other.start)
                            found.append(Total(parts, other, (start, end)))
    return found


def scores(text: str) -> list[Score]:
    """Score lines in prose and score columns of tables."""
    found, columns = [], None
    for start, end in lines(text):
        line = text[start:end]
        cells = line.split("\t")
        if len(cells) > 3:
            if "分值" in cells:
                columns = (cells.index("分值"), next(i for i, c in enumerate(cells) if c.endswith("得分")))
            elif columns and cells[1]:
                at = [start]
                for cell in cells:
                    at.append(at[-1] + len(cell) + 1)
                full, got = (Figure(at[c], at[c] + len(cells[c]), cells[c], "") for c in columns)
                found.append(Score(full, got, (start, end), "%" in line, True))
            continue
        match = re.search(r"分值(\d+(?:\.\d+)?)分，自评得分(\d+(?:\.\d+)?)分", line)
        if match:
            full, got = (Figure(start + match.start(i), start + match.end(i), match[i], "分") for i in (1, 2))
            found.append(Score(full, got, (start, end), "%" in line, False))
    return found


def indicators(text: str) -> list[Indicator]:
    """Indicators with target, actual value and completion."""
    found, columns = [], None
    for start, end in lines(text):
        line = text[start:end]
        cells = line.split("\t")
        if len(cells) > 3:
            if any(c.endswith("目标值") for c in cells):
                columns = [
                    next(i for i, c in enumerate(cells) if c.endswith(k))
                    for k in ("目标值", "完成值" if any(c.endswith("完成值") for c in cells) else "实际值", "完成率")
                ]
            elif columns and all(re.search(r"\d", cells[c]) for c in columns):
                at = [start]
                for cell in cells:
                    at.append(at[-1] + len(cell) + 1)
                three = []
                for c in columns:
                    m = re.search(NUMBER, cells[c])
                    unit = cells[c][m.end() :]
                    three.append(Figure(at[c] + m.start(), at[c] + m.end(), m[0], unit))
                op = cells[columns[0]][0] if cells[columns[0]][0] in "≥≤" else "="
                found.append(Indicator(cells[1], at[1], (at[0], at[0] + len(cells[0])), op, *three, (start, end), True))
            continue
        match = re.search(rf"目标值([≥≤]?)(\d+(?:\.\d+)?)({UNIT.pattern})", line)
        done = re.search(r"完成率(?:按)?(\d+(?:\.\d+)?)%", line)
        actual = re.search(rf"(?:实际完成值|满意率)(\d+(?:\.\d+)?)({UNIT.pattern})", line)
        name = re.search(rf"([{HAN}]+指标)?“([{HAN}]+)”", line) or re.match(rf"\d\.()([{HAN}]+)：", line)
        if match and done and actual and name:

            def figure(m, group, unit):
                return Figure(start + m.start(group), start + m.end(group), m[group], unit)

            label = (start + name.start(1), start + name.end(1)) if name[1] else None
            found.append(
                Indicator(
                    name[2],
                    start + name.start(2),
                    label,
                    match[1] or "=",
                    figure(match, 2, match[3]),
                    figure(actual, 1, actual[2]),
                    figure(done, 1, "%"),
                    (start, end),
                    False,
                )
            )
    return found


@dataclass(frozen=True)
class Heading:
    level: int
    start: int
    end: int
    ordinal: tuple[int, int]
    number: int
    section_end: int  # where the section with all below it ends


def headings(text: str) -> list[Heading]:
    """Headings and numbered items of the four levels, each with the end of its section."""
    raw = []
    for start, end in lines(text):
        line = text[start:end]
        for level, pattern in enumerate(
            (rf"([{ORDINALS}]+)、", rf"（([{ORDINALS}]+)）", r"(\d+)\.(?!\d)", r"（(\d+)）"), 1
        ):
            match = re.match(pattern, line)
            if match:
                word = match[1]
                number = int(word) if word.isdigit() else ORDINALS.index(word) + 1
                raw.append((level, start, end, (start + match.start(1), start + match.end(1)), number))
                break
    found = []
    body_end = sign_off(text)
    for i, (level, start, end, ordinal, number) in enumerate(raw):
        stop = next((r[1] for r in raw[i + 1 :] if r[0] <= level), body_end)
        found.append(Heading(level, start, end, ordinal, number, stop))
    return found


def sign_off(text: str) -> int:
    """Where the two lines of signature and date begin."""
    body = text.rstrip("\n")
    return body.rindex("\n", 0, body.rindex("\n")) + 1


def title_end(text: str) -> int:
    return text.index("\n")


def report_year(text: str) -> int:
    return int(re.search(r"20\d\d", text)[0])


def total_places(text: str) -> list[tuple[int, int]]:
    """Places of the overall score: the conclusion's figure and the table's total row."""
    match = re.search(r"(?:自评得分|自评总分|绩效得分)(\d+(?:\.\d+)?)分[，（]满分", text)
    if not match:
        return []
    value = match[1]
    return [m.span() for m in re.finditer(r"(?<![\d.])" + re.escape(value) + r"(?![\d.])", text)]
