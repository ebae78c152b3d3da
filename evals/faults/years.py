"""Plant faults between two years of one office (YR)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction

from evals.faults.helpers import MEASURES, Planted, body_matches, finish, first, items_of, swap
from evals.faults.scan import Indicator, fixed, growths, half_up, headings, indicators, once

YearPlanter = Callable[[str, str, random.Random], "Planted | None"]
YEAR_PLANTERS: dict[str, YearPlanter] = {}


def year_planter(code: str) -> Callable[[YearPlanter], YearPlanter]:
    def keep(function: YearPlanter) -> YearPlanter:
        YEAR_PLANTERS[code] = function
        return function

    return keep


@year_planter("YR01")
def yr01(last: str, this: str, rng: random.Random) -> Planted | None:
    """A baseline that differs from last year's result; what follows from it is recomputed."""
    choices: list = [("growth", g) for g in growths(this) if g.base.text in last and once(this, g.base)]
    choices += [
        ("points", m)
        for m in body_matches(r"([\d.]+)%，比上年的([\d.]+)%(提高)([\d.]+)(?=个百分点)", this)
        if m[2] in last
    ]

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "points":
            for _ in range(20):
                base = Fraction(item[2]) + Fraction(rng.randint(-400, 250), 100)
                gain = Fraction(item[1]) - base
                if gain > 0 and abs(base - Fraction(item[2])) > Fraction(1, 2):
                    break
            else:
                return None
            return finish(
                "YR01",
                this,
                [(*item.span(2), fixed(base, 2)), (*item.span(4), fixed(gain, 2))],
                f"上年报告为{item[2]}%",
            )
        base = half_up(
            item.base.value * (1 + Fraction(rng.choice([-6, -5, -4, 2]), 100 if item.now.value > 100 else 60)),
            item.base.places,
        )
        change = item.now.value - base
        edits = [
            swap(item.base, fixed(base, item.base.places)),
            swap(item.rate, fixed(abs(100 * change / base), item.rate.places)),
        ]
        if item.delta:
            edits.append(swap(item.delta, fixed(abs(change), item.delta.places)))
        if (change > 0) != (item.now.value > item.base.value) or change == 0:
            return None
        return finish("YR01", this, edits, f"上年报告为{item.base.text}万元")

    return first(rng, choices, make)


# last year's indicator -> (another indicator, the words of its operands to change with it)
REPLACED = {
    "渠道清淤公里数": ("机耕路硬化公里数", {}),
    "培训农户人数": ("慰问老党员人数", {}),
    "项目验收合格率": ("图纸审查合格率", {"完成验收项目": "完成审查图纸"}),
    "村集体经营性收入": ("特色作物销售收入", {}),
    "社区助餐点建成数": ("养老床位新增数", {}),
    "困难对象探访人数": ("志愿服务参与人数", {}),
    "救助对象认定准确率": ("殡葬信息登记准确率", {"抽查救助对象": "抽查登记对象", "认定准确": "登记准确"}),
    "新增馆藏图书": ("数字资源点击量", {}),
    "志愿者招募人数": ("线上直播观看人数", {}),
    "古籍扫描合格率": ("书目编目正确率", {"抽检古籍页面": "抽检书目条目", "合格": "正确"}),
    "照明年节电量": ("雨水回用方数", {}),
    "图书更新册数": ("教具添置件数", {}),
    "手术台次": ("远程影像诊断例数", {}),
    "病历甲级率": ("处方点评合理率", {"抽查病历": "抽查处方", "甲级": "合理"}),
    "巡回审判场次": ("法治讲座听课人数", {}),
    "裁判文书评查合格率": ("庭审笔录归档完整率", {"评查文书": "抽查笔录", "合格": "完整"}),
    "执行到位金额": ("司法救助发放额", {}),
    "防渗墙面积": ("边坡绿化面积", {}),
    "改善灌溉面积": ("水面保洁面积", {}),
    "灌渠支线长度": ("防汛道路硬化里程", {}),
    "企业用工对接场次": ("广场文艺演出次数", {}),
    "工程抽检合格率": ("楼道灯具完好率", {"抽检工序": "抽查灯具", "合格": "完好"}),
    "新增注册企业数": ("商铺招租面积", {}),
}


@year_planter("YR02")
def yr02(last: str, this: str, rng: random.Random) -> Planted | None:
    """An indicator of last year vanished: another one stands in its place."""
    both = [i for i in indicators(this) if any(j.name == i.name for j in indicators(last)) and i.name in REPLACED]

    def make(indicator: Indicator) -> Planted | None:
        new, words = REPLACED[indicator.name]
        edits = [(indicator.name_at, indicator.name_at + len(indicator.name), new)]
        after = indicator.name_at + len(indicator.name)
        for old, other in words.items():
            at = this.index(old, after)
            edits.append((at, at + len(old), other))
        return finish("YR02", this, edits, f"上年指标“{indicator.name}”不见了")

    return first(rng, both, make)


_MARKS = r"[，,；;（(]?分值\d.*"


@year_planter("YR03")
def yr03(last: str, this: str, rng: random.Random) -> Planted | None:
    """A paragraph copied with last year's facts."""
    choices = []
    old = {i.name: i for i in indicators(last)}
    for indicator in indicators(this):
        twin = old.get(indicator.name)
        if twin and twin.done.text == indicator.done.text == "100":
            choices.append((indicator.span, twin.span))
    heads = {last[h.start : h.end]: h for h in headings(last)}
    for head in headings(this):
        twin = heads.get(this[head.start : head.end])
        if twin and head.level == 2 and "目标" not in this[head.start : head.end]:
            mine, theirs = this[head.end + 1 : head.section_end], last[twin.end + 1 : twin.section_end]
            first_mine, first_theirs = mine.split("\n")[0], theirs.split("\n")[0]
            if first_mine != first_theirs and re.search(r"\d", first_theirs) and not re.match(r"1\.", first_mine):
                if not re.search("总|得分|年初预算", first_theirs):
                    choices.append(
                        (
                            (head.end + 1, head.end + 1 + len(first_mine)),
                            (twin.end + 1, twin.end + 1 + len(first_theirs)),
                        )
                    )

    def make(choice) -> Planted | None:
        mine, theirs = choice
        words = last[slice(*theirs)]
        # A paragraph that takes the item's marks away with it, or brings others, is another fault.
        marks = re.search(_MARKS, this[slice(*mine)], re.DOTALL)
        if marks:
            words = re.sub(_MARKS, "", words, flags=re.DOTALL).rstrip("。；\n") + marks.group()
        if words == this[slice(*mine)]:
            return None
        return finish("YR03", this, [(*mine, words)], "整段照抄上年事实")

    return first(rng, choices, make)


@year_planter("YR04")
def yr04(last: str, this: str, rng: random.Random) -> Planted | None:
    """A value that jumps beyond threefold without a word of explanation."""
    old = {i.name: i for i in indicators(last)}
    both = [
        i for i in indicators(this) if i.name in old and i.op == "≥" and i.actual.unit != "%" and i.done.text == "100"
    ]

    def make(indicator: Indicator) -> Planted | None:
        before = old[indicator.name].actual
        value = half_up(before.value * Fraction(rng.randint(330, 720), 100), indicator.actual.places)
        if not once(this, indicator.actual):
            return None
        return finish(
            "YR04",
            this,
            [swap(indicator.actual, fixed(value, indicator.actual.places))],
            f"上年为{before.text}{before.unit}，超过三倍而无说明",
        )

    return first(rng, both, make)


@year_planter("YR05")
def yr05(last: str, this: str, rng: random.Random) -> Planted | None:
    """A measure promised last year on which this year's report is silent."""
    match = re.search(r"[^\n]*20\d\d年度自评提出的改进措施[^\n]*\n", this)
    measures = items_of(last, MEASURES)
    if not match or not measures:
        return None
    body = match[0]
    lead = re.match(r".*?改进措施[^：，]*[：，]", body)[0]
    clauses = body[len(lead) :].rstrip("。\n").split("；")
    kind = rng.randrange(len(clauses) + 1)
    conclusion = re.search(r"(?m)^(?:（一）|二、)(?:绩效)?自评结论", this)
    if kind == len(clauses):
        return finish("YR05", this, [(*match.span(), "")], "上年全部措施均未报告落实情况", mark=conclusion.span())
    lead = lead.replace("均已落实", "落实如下")
    rest = "；".join(clauses[:kind] + clauses[kind + 1 :])
    return finish(
        "YR05", this, [(*match.span(), lead + rest + "。\n")], f"未报告：{clauses[kind]}", inner=lead + rest + "。"
    )
