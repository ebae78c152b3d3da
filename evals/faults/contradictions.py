"""Plant contradictions (CN)."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from itertools import permutations

from evals.faults.helpers import (
    MEASURES,
    PROBLEMS,
    Planted,
    bigrams,
    body_matches,
    drop_item,
    finish,
    first,
    in_table,
    items_of,
    planter,
    shift_total,
    swap,
)
from evals.faults.scan import (
    HAN,
    Ratio,
    figures,
    fixed,
    half_up,
    headings,
    indicators,
    label_before,
    once,
    ratios,
    report_year,
    scores,
    sentences,
)
from evals.faults.sums import flat_losses, summed, topic_of, twin_measure

CONCLUSION = re.compile(
    r"(\d+)(项|个)([^，。；]*?指标(?:中)?)，?"
    r"(?:(\d+)(?:项|个)(?:指标)?达到年度目标值，(\d+)(?:项|个)(?:指标)?未达到年度目标值|全部达到年度目标值)"
)


@planter("CN01")
def cn01(text: str, rng: random.Random) -> Planted | None:
    """A conclusion that differs from the indicators."""

    def make(match: re.Match) -> Planted | None:
        count, unit = int(match[1]), match[2]
        missed = int(match[5] or 0)
        options = [n for n in range(min(count, missed + 4)) if n != missed]
        wrong = rng.choice(options)
        name = match[3].replace("指标中", "指标")
        if wrong == 0:
            tail = rng.choice(["全部达到年度目标值", "均达到年度目标值", "全部完成"])
        else:
            tail = f"中，{count - wrong}{unit}达到年度目标值，{wrong}{unit}未达到年度目标值"
        begin = f"{count}{unit}{name}"
        return finish(
            "CN01",
            text,
            [(*match.span(), begin + tail)],
            f"实际{missed}{unit}未达到，写成{wrong}{unit}",
            inner=tail.lstrip("中，"),
        )

    return first(rng, body_matches(CONCLUSION.pattern, text), make)


FLAT_REASONS = ["台账签字不全", "会议记录缺失", "佐证照片模糊", "报表漏填栏目"]


@planter("CN02")
def cn02(text: str, rng: random.Random) -> Planted | None:
    """A deduction or weakness that the problems section does not mention."""
    problems = items_of(text, PROBLEMS)
    choices: list = [("drop", loss) for loss in flat_losses(text)] if len(problems) >= 3 else []
    for score in scores(text):
        if (
            not score.table
            and "扣分原因是" in text[slice(*score.span)]
            and score.full.value - score.got.value >= Fraction(1, 2)
        ):
            words = text[score.span[0] : score.span[1]]
            choices.append(("drop", (score, None, None, words)))
        if not score.table and score.full.text == score.got.text and not score.has_rate and score.full.value >= 5:
            choices.append(("lower", score))

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "lower":
            reasons = [
                r
                for r in FLAT_REASONS
                if not bigrams(r) & bigrams("".join(text[p.start : p.section_end] for p in problems))
            ]
            moved = shift_total(text, Fraction(-1))
            if not reasons or not moved:
                return None
            reason = rng.choice(reasons)
            edit = (item.got.start, item.got.end + 1, f"{int(item.got.value) - 1}分，因{reason}扣1分")
            return finish("CN02", text, [edit, *moved], "扣分原因在问题部分没有对应", inner=f"因{reason}扣1分")
        score, place, _, words = item
        problem = topic_of(text, words)
        if problem is None or twin_measure(text, problem) is None or len(problems) < 3:
            return None
        edits = [*drop_item(text, problems, problem), *drop_item(text, items_of(text, MEASURES), problem)]
        mark = place or re.compile(r"扣分原因是[^。]+").search(text, *score.span).span()
        if place and not score.table and "因" not in text[slice(*place)]:  # the reason stands before the points
            mark = (re.compile(r"[。：]").search(text, *score.span).end(), text.index("，分值", score.span[0]))
        mark = (mark[0] + 1, mark[1]) if text[mark[0]] == "，" else mark
        return finish(
            "CN02", text, edits, "对应的问题和措施已删去", mark=mark, others=[(score.got.start, score.got.end)]
        )

    return first(rng, choices, make)


FOREIGN_MEASURES = [
    "丰富职工文体生活。由工会小组组织趣味运动会",
    "美化办公环境。由后勤人员更换走廊绿植",
    "加强党建宣传阵地建设。由党支部更新宣传橱窗",
]


@planter("CN03")
def cn03(text: str, rng: random.Random) -> Planted | None:
    """A problem without a measure: its measure removed, or replaced by a foreign one."""
    problems, measures = items_of(text, PROBLEMS), items_of(text, MEASURES)
    if len(problems) != len(measures) or len(measures) < 3:
        return None

    def make(index: int) -> Planted | None:
        head = problems[index]
        end = text.index("。", head.start)
        mark = (head.ordinal[1] + 1, end)
        if rng.random() < 0.5:
            return finish("CN03", text, drop_item(text, measures, index), "对应的措施已删去", mark=mark)
        item = measures[index]
        deadline = re.compile(r"，20\d\d年[^。]+。").search(text, item.start, item.section_end)
        if not deadline:
            return None
        new = rng.choice(FOREIGN_MEASURES) + f"，{report_year(text) + 1}年{rng.randint(4, 11)}月底前完成。"
        return finish(
            "CN03", text, [(item.ordinal[1] + 1, item.section_end - 1, new)], "措施换成不相干的内容", mark=mark
        )

    return first(rng, range(len(problems)), make)


@planter("CN04")
def cn04(text: str, rng: random.Random) -> Planted | None:
    """The same metric with two values."""
    choices, sums = [], summed(text)
    for start, end in sentences(text):
        sentence = text[start:end]
        if "%" in sentence or "\t" in sentence or re.search("合计|增加|减少|共计|总支出|人均", sentence):
            continue
        for figure in figures(text, start, end):
            if figure.start in sums or figure.unit in ("分", "%") or len(figure.text) < 2:
                continue
            label = label_before(text, figure, start)[-4:]
            twins = [
                m.start()
                for m in re.finditer(rf"(?<![\d.]){re.escape(figure.text)}(?!\d|\.\d)", text)
                if m.start() != figure.start
            ]
            twins = [
                t
                for t in twins
                if len(label) >= 2
                and text[max(0, t - len(label)) : t][-2:] == label[-2:]
                and text[t + len(figure.text) :].startswith(figure.unit)
            ]
            if twins:
                choices.append((figure, twins))

    def make(choice) -> Planted | None:
        figure, twins = choice
        unit = Fraction(1, 10**figure.places)
        big = max(3, int(figure.value / unit / 40))
        value = figure.value + unit * rng.randint(2, big) * rng.choice([1, -1])
        new = fixed(value, figure.places)
        if value <= 0 or re.search(rf"(?<![\d.]){re.escape(new)}(?![\d.])", text):
            return None
        return finish(
            "CN04",
            text,
            [swap(figure, new)],
            f"别处为{figure.text}{figure.unit}",
            others=[(t, t + len(figure.text)) for t in twins],
        )

    return first(rng, choices, make)


WRONG_LABELS = [
    ("满意", "成本指标"),
    ("成本|费用|支出", "时效指标"),
    ("及时|按时|按期|审限", "成本指标"),
    ("合格|甲级|准确|完好", "时效指标"),
    ("人数|公里|场|面积|册数|家|个|次", "满意度指标"),
]


@planter("CN05")
def cn05(text: str, rng: random.Random) -> Planted | None:
    """A class label that does not fit the indicator, or a heading whose body has no amounts."""
    choices: list = [("label", i) for i in indicators(text) if i.label and "指标" in text[slice(*i.label)]]
    for head in headings(text):
        words = text[head.start : head.end]
        if head.level == 2 and re.search(r"收支|支出情况|“三公”经费情况", words) and "。" not in words:
            choices.append(("body", head))

    def make(choice) -> Planted | None:
        kind, item = choice
        if kind == "label":
            wrong = next((w for p, w in WRONG_LABELS if re.search(p, item.name)), None)
            old = text[slice(*item.label)]
            if not wrong or wrong in old:
                return None
            start, end = item.label
            inside = re.search(rf"[{HAN}]+指标", old)
            edit = (start + inside.start(), start + inside.end(), wrong)
            counted = re.finditer(rf"[{HAN}]指标\d+[项个]", text)  # one of them no longer counts what is listed
            return finish(
                "CN05",
                text,
                [edit],
                f"“{item.name}”不属于{wrong}",
                others=[(item.name_at, item.name_at + len(item.name)), *(each.span() for each in counted)],
            )
        body = text[item.end : item.section_end]
        if "\t" in body or not figures(text, item.end, item.section_end):
            return None
        new = (
            "\n"
            + rng.choice(
                [
                    "相关收支均按批复执行，资金使用符合财务制度，账务处理规范。",
                    "各项资金由财务人员统一核算，审批手续完备，未发现违规使用情形。",
                    "本年度相关工作按计划推进，资料齐全，管理有序。",
                ]
            )
            + "\n"
        )
        return finish(
            "CN05", text, [(item.end, item.section_end, new)], "标题所说的数额在正文中没有", mark=(item.start, item.end)
        )

    return first(rng, choices, make)


@planter("CN06")
def cn06(text: str, rng: random.Random) -> Planted | None:
    """A document said to be issued that is only a draft, or a plan told as a result."""

    def make(match: re.Match) -> Planted | None:
        kind = rng.randrange(4)
        if kind < 2:
            word = ("（征求意见稿）", "（送审稿）")[kind]
            return finish("CN06", text, [(*match.span(), f"已印发《{match[1]}{word}》")], "已印发与稿件状态矛盾")
        word = ("，待审定后执行", "，确保年内定稿")[kind - 2]
        return finish(
            "CN06", text, [(match.start(), match.end(), f"已印发《{match[1]}》{word}")], "已印发与待办状态矛盾"
        )

    return first(rng, body_matches(rf"已印发《([{HAN}]+)》", text), make)


@planter("CN07")
def cn07(text: str, rng: random.Random) -> Planted | None:
    """The same number on two metrics of one sentence."""
    choices, sums = [], summed(text)
    for start, end in sentences(text):
        if "%" in text[start:end] or "\t" in text[start:end]:
            continue
        free = [
            f
            for f in figures(text, start, end)
            if once(text, f) and len(f.text) >= 2 and f.unit not in ("万元", "分") and f.start not in sums
        ]
        choices += [
            (a, b)
            for a, b in permutations(free, 2)
            if a.places == b.places == 0 and a.value <= 60 * b.value and b.value <= 60 * a.value
        ]

    def make(choice) -> Planted | None:
        a, b = choice
        if "其中" in text[min(a.start, b.start) : max(a.start, b.start)]:
            return None
        return finish(
            "CN07", text, [swap(b, a.text)], f"原为{b.text}，与{a.text}{a.unit}雷同", others=[(a.start, a.end)]
        )

    return first(rng, choices, make)


STEMS = ["芦榆", "柏垟", "榕汭", "桐畲", "菱浣", "枫浔"]


@planter("CN08")
def cn08(text: str, rng: random.Random) -> Planted | None:
    """Another organization's name left behind."""
    title = re.match(rf"([{HAN}]+?)(?=20\d\d年)", text)[1]
    full = re.sub(r"(人民政府|办事处|建设管理中心)$", "", title)
    short = re.sub(rf"^[{HAN}]{{2}}[县市区](?=[{HAN}]{{3}})", "", full)
    names = [full] if re.search(r"(局|人民法院|图书馆)$", full) else [short]

    def make(match: re.Match) -> Planted | None:
        word = match[0]
        stem = rng.choice([s for s in STEMS if s not in text])
        new = stem + word[2:]
        return finish("CN08", text, [(*match.span(), new)], f"原为“{word}”")

    return first(rng, body_matches("|".join(map(re.escape, names)), text), make)


@planter("CN09")
def cn09(text: str, rng: random.Random) -> Planted | None:
    """A satisfaction rate that holds only if 基本满意 counts as well."""

    def make(ratio: Ratio) -> Planted | None:
        part = ratio.part
        if not text[: part.start].endswith("满意") or text[: part.start].endswith("基本满意"):
            return None
        own = re.compile(rf"满意{part.text}份(?:、基本满意(\d+)份)?")
        spots = list(own.finditer(text))
        extra = own.match(text, part.start - 2)[1]
        if extra and once(text, ratio.rate) and rng.random() < 0.5:
            value = half_up(100 * (part.value + int(extra)) / ratio.whole.value, ratio.rate.places)
            new = fixed(value, ratio.rate.places)
            if value > 100 or "百分点" in text[slice(*ratio.span)]:
                return None
            return finish(
                "CN09",
                text,
                [swap(ratio.rate, new)],
                f"把基本满意{extra}份计入了满意率，应为{ratio.rate.text}%",
                others=[(part.start, part.end)],
            )
        less = rng.randint(max(2, int(part.value) // 30), max(4, int(part.value) // 8))
        words = f"满意{int(part.value) - less}份、基本满意{less}份"
        edits = [(*m.span(), words) for m in spots]
        return finish("CN09", text, edits, "满意率只有把基本满意计入才成立", mark=(ratio.rate.start, ratio.rate.end))

    return first(rng, [r for r in ratios(text) if not in_table(text, r.rate.start)], make)
