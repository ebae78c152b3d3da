"""Plant faults of wording (TX)."""

from __future__ import annotations

import random

from evals.faults.helpers import (
    Edit,
    Planted,
    body_matches,
    finish,
    first,
    in_table,
    indicator_at,
    line_of,
    planter,
    swap,
)
from evals.faults.scan import HAN, figures, fixed, once, ratios

CONFUSABLE = {
    "统筹": "统等",
    "负责": "负贲",
    "拨付": "拔付",
    "年末": "年未",
    "整治": "整冶",
    "分析": "分折",
    "培训": "培圳",
    "绩效": "积效",
    "履职": "覆职",
    "覆盖": "履盖",
    "完善": "完普",
    "建设": "建没",
    "设施": "没施",
    "监督": "监瞥",
    "检查": "捡查",
    "幼儿": "幻儿",
    "土地": "士地",
    "管理": "菅理",
    "保障": "保瘴",
    "验收": "检收",
    "规范": "规苑",
    "巡查": "巡杳",
    "采购": "采构",
    "宣传": "宜传",
    "渠道": "粱道",
    "审核": "审该",
    "教师": "教帅",
    "防渗": "防掺",
    "资料": "资科",
    "制度": "制渡",
    "预算": "顶算",
    "公务": "公努",
    "部门": "部们",
    "执行": "执形",
    "办结": "办洁",
}


@planter("TX01")
def tx01(text: str, rng: random.Random) -> Planted | None:
    """A look-alike or sound-alike character."""
    choices = [(m, bad) for good, bad in CONFUSABLE.items() for m in body_matches(good, text)]

    def make(choice) -> Planted | None:
        match, bad = choice
        if in_table(text, match.start()) and "\t" in text[slice(*line_of(text, match.start()))]:
            return None
        return finish("TX01", text, [(*match.span(), bad)], f"“{match[0]}”误作“{bad}”")

    return first(rng, choices, make)


@planter("TX02")
def tx02(text: str, rng: random.Random) -> Planted | None:
    """A mark in the wrong role, doubled or missing."""
    choices: list[tuple[Edit, str]] = []
    for match in body_matches(rf"(?<=[{HAN}])，(?=[{HAN}]{{5}})", text):
        choices.append(((*match.span(), "、"), "分句间误用顿号"))
    for match in body_matches(rf"(?<=[{HAN}])；(?=[二三四]是)", text):
        choices.append(((*match.span(), "、"), "并列分句误用顿号"))
    for match in body_matches(rf"(?<=[{HAN}])。(?=\n)", text):
        choices.append(((*match.span(), "，"), "段末误用逗号"))
        choices.append(((*match.span(), "。。"), "句号重复"))
        tail = text[match.start() - 4 : match.start()]
        choices.append(((match.start() - 4, match.end(), tail), "段末缺少句号"))

    def make(choice) -> Planted | None:
        edit, note = choice
        if in_table(text, edit[0]):
            return None
        return finish("TX02", text, [edit], note)

    kind = rng.choice(sorted({note for _, note in choices}))
    return first(rng, [c for c in choices if c[1] == kind], make)


@planter("TX03")
def tx03(text: str, rng: random.Random) -> Planted | None:
    """Half-width marks, stray spaces, full-width digits, a hyphen in a range."""
    choices: list[tuple[Edit, str]] = []
    for match in body_matches(rf"(?<=[{HAN}])[，；：](?=[{HAN}])", text):
        half = {"，": ",", "；": ";", "：": ":"}[match[0]]
        choices.append(((*match.span(), half), "半角标点"))
    for match in body_matches("1—12月", text):
        choices.append(((*match.span(), "1-12月"), "范围号用了短横"))
    for match in body_matches(rf"([{HAN}])([{HAN}])(?=[{HAN}]。)", text):
        choices.append(((*match.span(), f"{match[1]} {match[2]}"), "汉字间空格"))
    for match in body_matches(rf"(?<=[{HAN}])(\d{{2,4}})(?=[次份人场])", text):
        wide = "".join(chr(ord(c) + 0xFEE0) for c in match[1])
        choices.append(((*match.span(1), wide), "全角数字"))

    def make(choice) -> Planted | None:
        return finish("TX03", text, [choice[0]], choice[1])

    kind = rng.choice(sorted({note for _, note in choices}))
    return first(rng, [c for c in choices if c[1] == kind], make)


@planter("TX04")
def tx04(text: str, rng: random.Random) -> Planted | None:
    """A wrong collocation, a foreign register, a doubled verb."""
    choices: list[tuple[Edit, str]] = []
    for match in body_matches("(?:我|本)(局|镇|院|校|馆|乡|街道|中心)(?![级])", text):
        choices.append(((*match.span(), "贵" + match[1]), "自称误作贵称"))
    for match in body_matches("高度重视", text):
        choices.append(((*match.span(), "加强重视"), "搭配不当"))
    for match in body_matches("(?<![进行])开展(?=[\u4e00-\u9fff])", text):
        choices.append(((*match.span(), "进行开展"), "动词重复"))
    for match in body_matches("(提高|完善|加快|优化)(?=[\u4e00-\u9fff]{2})", text):
        choices.append(((*match.span(), rng.choice(["进行" + match[1], "加强" + match[1]])), "动词重复"))

    def make(choice) -> Planted | None:
        return finish("TX04", text, [choice[0]], choice[1])

    kind = rng.choice(sorted({note for _, note in choices}))
    return first(rng, [c for c in choices if c[1] == kind], make)


VARIANTS = {
    "预算支出率": "预算执行率",
    "预算执行率": "资金执行率",
    "预算完成率": "预算执行率",
    "满意率": "满意度",
    "办结率": "办理完结率",
    "调整后预算": "调整预算总额",
    "年末结转": "年终结余数",
    "公用经费控制率": "公用支出控制率",
}


@planter("TX05")
def tx05(text: str, rng: random.Random) -> Planted | None:
    """Two names for one metric, or one rate of a series with fewer decimals."""
    choices: list = []
    for name, other in VARIANTS.items():
        spots = body_matches(name, text)
        if len(spots) >= 2 and other not in text:
            choices += [("name", m, other) for m in spots]
    for ratio in ratios(text):
        if ratio.rate.places and once(text, ratio.rate) and not in_table(text, ratio.rate.start):
            series = [f for f in figures(text, *line_of(text, ratio.rate.start)) if f.unit == "%" and f.places]
            exact = 100 * ratio.part.value / ratio.whole.value
            new = fixed(exact, ratio.rate.places - 1)
            indicator = indicator_at(text, ratio.rate.start)
            if len(series) >= 2 and not indicator and "百分点" not in text[slice(*ratio.span)]:
                choices.append(("decimals", ratio, new))

    def make(choice) -> Planted | None:
        kind, item, new = choice
        if kind == "name":
            rest = [m.span() for m in body_matches(item[0], text) if m.start() != item.start()]
            return finish("TX05", text, [(*item.span(), new)], f"别处称“{item[0]}”", others=rest)
        return finish(
            "TX05", text, [swap(item.rate, new)], f"同一组中其余保留{item.rate.places}位小数，原为{item.rate.text}%"
        )

    return first(rng, choices, make)
