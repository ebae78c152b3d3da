"""Recompute every claim of gold.toml exactly (round half up) and check the reports' form."""

from __future__ import annotations

import re
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
CHINESE = "一二三四五六七八九十"


def half_up(value: Fraction, places: int) -> Fraction:
    """Round half up, away from zero on ties, once, exactly."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    result = Fraction(whole, 10**places)
    return -result if value < 0 else result


def places(printed: str) -> int:
    return len(printed.partition(".")[2])


def holds(number: str, quote: str) -> bool:
    """The printed number stands in the quote as a whole number token."""
    return re.search(r"(?<![\d.])" + re.escape(number) + r"(?!\d|\.\d)", quote) is not None


def number(text: str) -> Fraction:
    return Fraction(re.search(r"\d+(?:\.\d+)?", text)[0])


def recompute(claim: dict) -> Fraction | None:
    """The exact value of a claim, before rounding."""
    kind, ops = claim["kind"], claim["operands"]
    if kind == "count":
        return Fraction(len(ops))
    values = [Fraction(o) for o in ops]
    if kind == "ratio":
        return 100 * values[0] / values[1]
    if kind == "growth":
        return abs(100 * (values[0] - values[1]) / values[1])
    if kind == "sum" or (kind == "score" and claim.get("total")):
        return sum(values)
    if kind == "difference":
        return values[0] - values[1]
    if kind == "average":
        return values[0] / values[1]
    if kind == "product":
        return values[0] * values[1]
    if kind == "score":
        return values[0] * values[1] / 100
    if kind == "target":
        if claim["verb"] == "le":
            return Fraction(100) if values[0] <= values[1] else None
        return min(Fraction(100), 100 * values[0] / values[1])
    raise ValueError(kind)


def check_claim(claim: dict, text: str) -> list[str]:
    quote, problems = claim["quote"], []
    if quote not in text:
        problems.append("quote not in text")
    operands = [] if claim.get("total") else claim["operands"]
    for operand in operands:
        found = operand in quote if claim["kind"] == "count" else holds(operand, quote)
        if not found:
            problems.append(f"operand {operand} not in quote")
    if not holds(claim["value"], quote):
        problems.append(f"value {claim['value']} not in quote")
    exact = recompute(claim)
    if exact is None or half_up(exact, places(claim["value"])) != Fraction(claim["value"]):
        problems.append(f"value {claim['value']} but recomputed {float(exact or 0)}")
    if claim["kind"] == "growth":
        rising = Fraction(claim["operands"][0]) > Fraction(claim["operands"][1])
        word = re.search(r"(增长|增加|上升|下降|降低|减少)" + re.escape(claim["value"]) + "%", quote)
        if not word or (word[1] in ("增长", "增加", "上升")) != rising:
            problems.append("direction of growth")
    if claim["kind"] == "difference" and Fraction(claim["value"]) <= 0:
        problems.append("difference is not positive")
    return problems


def check_indicator(row: dict) -> tuple[bool, list[str]]:
    """Whether the indicator is met, and what is wrong with its completion."""
    target, actual, done = number(row["target"]), number(row["actual"]), number(row["completion"])
    if row["target"].startswith("≤"):
        met, wanted = actual <= target, Fraction(100)
    else:
        met, wanted = actual >= target, min(Fraction(100), 100 * actual / target)
    problems = [] if half_up(wanted, places(row["completion"].rstrip("%"))) == done else ["completion"]
    for part in ("target", "actual", "completion"):
        if row[part] not in row["quote"]:
            problems.append(f"{part} not in quote")
    return met, problems


def check_form(text: str, year: int) -> list[str]:
    """Ordinals, brackets, dates, list counts and the conclusion's sentence."""
    problems, lines = [], text.rstrip("\n").split("\n")
    counters = [0, 0, 0, 0]
    for line in lines:
        for level, pattern in enumerate((rf"([{CHINESE}]+)、", rf"（([{CHINESE}]+)）", r"(\d+)\.(?!\d)", r"（(\d+)）")):
            match = re.match(pattern, line)
            if match:
                value = int(match[1]) if match[1].isdigit() else CHINESE.index(match[1]) + 1
                if value != counters[level] + 1:
                    problems.append(f"ordinal {line[:12]}")
                counters[level] = value
                counters[level + 1 :] = [0] * (3 - level)
                break
    for left, right in ("（）", "“”", "《》"):
        if text.count(left) != text.count(right):
            problems.append(f"brackets {left}{right}")
    if re.search(r"[,;:()]|[\u4e00-\u9fff] |  ", text):
        problems.append("half-width mark")
    issue = re.fullmatch(r"(\d{4})年(\d+)月(\d+)日", lines[-1])
    issued = tuple(map(int, issue.groups()))
    if issued[0] != year + 1:
        problems.append("issue year")
    plan = text.rindex("改进措施")
    for match in re.finditer(r"(20\d\d)年(?:(\d+)月)?", text):
        y, m = int(match[1]), int(match[2] or 0)
        if not (y == year + 1 or y in (year, year - 1)):
            problems.append(f"year {match[0]}")
        if match.start() < plan and (y, m) > issued[:2]:
            problems.append(f"future date {match[0]}")
    for match in re.finditer(r"[一二三四]是[^一二三四。]+", text):
        pass
    for sentence in re.split(r"[。\n]", text):
        marks = re.findall(r"([一二三四五])是", sentence)
        if marks and marks != list(CHINESE[: len(marks)]):
            problems.append(f"ordinals {marks}")
        stated = re.search(r"([三四五])(?:件事|项工作|个方面|方面工作)", sentence)
        if stated and len(marks) != CHINESE.index(stated[1]) + 1 and marks:
            problems.append(f"stated {stated[0]} but {len(marks)}")
    return problems


def main() -> int:
    gold = tomllib.loads((HERE / "gold.toml").read_text(encoding="utf-8"))
    bad = 0
    for entry in gold["file"]:
        text = (HERE / "reports" / entry["name"]).read_text(encoding="utf-8")
        problems = check_form(text, entry["year"])
        for claim in entry["claims"]:
            problems += [f"{p}: {claim['quote']}" for p in check_claim(claim, text)]
        met = 0
        for row in entry["indicators"]:
            ok, wrong = check_indicator(row)
            met += ok
            problems += [f"{w}: {row['name']}" for w in wrong]
        full = sum(Fraction(s["full"]) for s in entry["scores"])
        got = sum(Fraction(s["got"]) for s in entry["scores"])
        if full != 100 or got != Fraction(entry["total_got"]):
            problems.append(f"scores {full} {float(got)} {entry['total_got']}")
        if any(Fraction(s["got"]) > Fraction(s["full"]) for s in entry["scores"]):
            problems.append("got above full")
        n = len(entry["indicators"])
        said = re.search(
            r"(\d+)(?:项|个)[^。，；]*指标(?:中)?，?(\d+)(?:项|个)(?:指标)?达到年度目标值，(\d+)(?:项|个)", text
        )
        if said:
            if (int(said[1]), int(said[2]), int(said[3])) != (n, met, n - met):
                problems.append(f"conclusion {said[0]} but {n}/{met}")
        elif not (re.search(rf"{n}项年度绩效指标全部达到", text) and met == n):
            problems.append(f"no conclusion sentence fits {n}/{met}")
        chars = len(text.replace("\n", ""))
        if not 1800 <= chars <= 4000:
            problems.append(f"length {chars}")
        if len(entry["claims"]) < 12 or n + len(entry["scores"]) < 5:
            problems.append("too few claims")
        print(
            f"{entry['name']:34} {chars:5} chars {len(entry['claims']):3} claims {n:2} indicators "
            f"{len(entry['scores']):2} scores  {'ok' if not problems else ''}"
        )
        for problem in problems:
            print("    ", problem)
        bad += len(problems)
    print("problems:", bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
