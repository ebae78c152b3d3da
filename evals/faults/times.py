"""Plant faults of time (TM)."""

from __future__ import annotations

import random
import re

from evals.faults.helpers import MEASURES, Edit, Planted, body_matches, finish, first, planter, section
from evals.faults.scan import report_year


@planter("TM01")
def tm01(text: str, rng: random.Random) -> Planted | None:
    """Title year, period or event dates that contradict the report year."""
    year = report_year(text)
    choices: list[tuple[Edit, str, str]] = []
    title = re.search(r"20\d\d", text)
    for wrong in (year - 1, year + 1):
        choices.append(((*title.span(), str(wrong)), str(wrong), "标题年份与正文不符"))
    for match in body_matches(rf"截至({year})年12月31日", text):
        choices.append(((*match.span(), f"截至{year - 1}年12月31日"), str(year - 1), "截止年份与报告年份不符"))
    for match in body_matches(rf"{year}年1月1日至12月31日", text):
        choices.append(
            ((*match.span(), f"{year}年12月31日至{year}年1月1日"), f"{year}年12月31日至{year}年1月1日", "止期早于起期")
        )
        choices.append(
            ((*match.span(), f"{year - 1}年1月1日至12月31日"), f"{year - 1}年1月1日至12月31日", "评价期间不在报告年度")
        )
    for match in body_matches(rf"{year}年(\d+)月(?=，已印发)", text):
        words = f"{year + 1}年{rng.randint(6, 11)}月"
        choices.append(((*match.span(), words), words, "成文日期之后的事写成已经发生"))

    def make(choice) -> Planted | None:
        edit, inner, note = choice
        return finish("TM01", text, [edit], note, inner=inner)

    return first(rng, choices, make)


@planter("TM02")
def tm02(text: str, rng: random.Random) -> Planted | None:
    """A loose time anchor in place of a date."""
    year = report_year(text)
    choices: list[tuple[int, int, str]] = []
    for match in body_matches(rf"截至{year}年12月31日，?", text):
        comma = "，" if match[0].endswith("，") else ""
        choices += [(*match.span(), w + comma) for w in ("截至目前", "目前")]
    for match in body_matches(rf"(?<!截至){year}年\d+月(?:\d+日)?(?=[，召开布审组开收完])", text):
        choices += [(*match.span(), w) for w in ("近期", "日前", "近来")]
    for match in body_matches(
        r"全年(?=(?:发放|清理|开展|组织|修复|审核|办理|检测|抽取|抽查|到馆|门诊|门急诊|入户|排查))", text
    ):
        choices += [(*match.span(), w) for w in ("近期", "截至目前")]
    plan = section(text, MEASURES)

    def make(choice) -> Planted | None:
        if plan and choice[0] > plan.start:
            return None
        return finish("TM02", text, [choice], f"原为“{text[choice[0] : choice[1]]}”", inner=choice[2].rstrip("，"))

    return first(rng, choices, make)


STALE = [
    "结合“三严三实”专题教育，",
    "巩固创先争优活动成果，",
    "深化党的群众路线教育实践活动，",
    "按照打赢脱贫攻坚战的部署，",
]


@planter("TM03")
def tm03(text: str, rng: random.Random) -> Planted | None:
    """A policy phrase that is out of force in the report year."""
    choices: list[tuple[Edit, str]] = []
    for match in body_matches("“十四五”规划", text):
        choices.append(((*match.span(), "“十三五”规划"), "“十三五”规划"))
        start = max(text.rfind(m, 0, match.start()) for m in "，。\n") + 1
        stale = list(STALE)
        if report_year(text) >= 2023:
            stale.append("落实常态化疫情防控要求，")
        for phrase in stale:
            choices.append(((start, start, phrase), phrase.rstrip("，")))
    for match in body_matches("全面推进乡村振兴|(?<=推进)乡村振兴(?=和)", text):
        word = "脱贫攻坚" if match[0] == "乡村振兴" else "坚决打赢脱贫攻坚战"
        choices.append(((*match.span(), word), word))

    def make(choice) -> Planted | None:
        edit, inner = choice
        if re.match(r"20\d\d年", text[edit[0] :]):
            return None
        return finish("TM03", text, [edit], "报告年度已不适用的提法", inner=inner)

    return first(rng, choices, make)


@planter("TM04")
def tm04(text: str, rng: random.Random) -> Planted | None:
    """A two-digit year, or a year without 年."""
    choices: list[tuple[int, int, str]] = []
    for match in body_matches(r"(20\d\d)年(?=\d|[，。\u4e00-\u9fff])", text):
        choices.append((*match.span(), match[1][2:] + "年"))
        if not text[match.end()].isdigit() and text[match.end()] not in "，。度底":
            choices.append((*match.span(), match[1]))

    def make(choice) -> Planted | None:
        return finish("TM04", text, [choice], f"原为“{text[choice[0] : choice[1]]}”")

    return first(rng, choices, make)


@planter("TM05")
def tm05(text: str, rng: random.Random) -> Planted | None:
    """A period shorter than the year of the title."""
    year = report_year(text)
    choices: list[tuple[Edit, str]] = []
    for match in body_matches(rf"{year}年1月1日至12月31日", text):
        for end in ("6月30日", "9月30日", "10月31日"):
            choices.append(((*match.span(), f"{year}年1月1日至{end}"), f"{year}年1月1日至{end}"))
    for match in body_matches("1—12月", text):
        choices += [((*match.span(), w), w) for w in ("1—9月", "1—10月", "1—11月")]
    for match in body_matches(
        "全年(?=实际支出|支出|决算支出|执行数|实施|办理|发放|清理|入户|排查|审核|检测|到馆|门诊|门急诊)", text
    ):
        choices += [((*match.span(), w), w) for w in ("前三季度", "1—10月", "上半年")]

    def make(choice) -> Planted | None:
        edit, inner = choice
        return finish("TM05", text, [edit], "期间与年度报告不符", inner=inner)

    return first(rng, choices, make)
