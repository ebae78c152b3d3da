"""The report of one office and year without its longest parts: everything that other figures rest on.

Two marks stand for the paragraphs on projects and on what was done: faults are planted before these are put in.
"""

from collections.abc import Iterator
from random import Random

from evals.archives.figures import percent, printed, rate, rounded
from evals.archives.offices import Goal, Office, Year, proof, shown, words

PROJECTS, DEEDS = "\ue000", "\ue001"  # characters for private use: no document holds them
MARKS = (PROJECTS, DEEDS)
_NUMBERS = "一二三四五六七八九十"
_LEVELS = ("产出指标", "效益指标", "满意度指标")


def report(rng: Random, office: Office, this: Year, last: Year, topics: list[str], *, brief: bool = False) -> str:
    """Return a report in which every figure fits every other; a brief one leaves out what nothing rests on."""
    parts = (_overview, _money, _management, _conclusion, _achieved, _efficiency, _closing)
    known = _Known(rng, office, this, last, topics, brief)
    title = f"{this.name}{this.year}年度部门整体支出绩效自评报告"
    return "\n".join([title, *(line for part in parts for line in part(known))]) + "\n"


class _Known:
    """What the parts of a report share."""

    def __init__(self, rng: Random, office: Office, this: Year, last: Year, topics: list[str], brief: bool) -> None:
        self.brief = brief
        self.rng, self.office, self.this, self.last, self.topics = rng, office, this, last, topics
        self.year, self.own, self.all = this.year, office.kind["own"], office.kind["all"]
        self.departments = office.kind["departments"].split()
        self.failed = [goal for goal in this.goals if not goal.met]
        # What is lost for slow spending is told with the projects; flat deductions are told with a problem.
        self.lost = rng.choice([0, 50, 100])

    def pick(self, *variants: str) -> str:
        """Choose one of several wordings."""
        return self.rng.choice(variants)


def _money_text(cents: int) -> str:
    return f"{printed(cents, 2)}万元"


def _changed(now: int, before: int) -> str:
    """Say how an amount of money changed."""
    word = ("增加", "增长") if now >= before else ("减少", "下降")
    return f"{word[0]}{_money_text(abs(now - before))}，{word[1]}{percent(abs(now - before), before)}"


def _overview(known: _Known) -> Iterator[str]:
    rng, this, pick = known.rng, known.this, known.pick
    field = known.office.kind["field"]
    yield "一、部门基本情况"
    yield "（一）部门职能与机构设置"
    yield (
        f"{known.own}贯彻执行党和国家有关{field}的方针政策和法律法规，拟订{field}的年度计划并组织实施；"
        f"负责{field}的业务指导、监督检查和统计分析；承担所属单位的人员、财务和资产管理；办理上级交办的其他事项。"
    )
    departments = rng.sample(known.departments, rng.randint(5, 7))
    yield f"{pick('内设机构', '设有机构', '现有内设机构')}共{len(departments)}个，分别是{'、'.join(departments)}。"
    yield (
        f"截至{this.year}年12月31日，{pick('核定编制', '编制')}{this.quota}名，在职人员{this.staff}人，"
        f"在职人员控制率{percent(this.staff, this.quota)}。"
    )
    yield "（二）年度总体工作和重点工作任务"
    listed = known.topics[:5]
    yield (
        f"{this.year}年，{known.own}{pick('围绕年度目标', '按照年初部署', '聚焦群众需求')}，"
        f"{pick('统筹推进各项工作', '着力补齐短板弱项', '抓好各项任务落实')}。"
        f"全年实施重点任务{len(listed)}项，分别为{'、'.join(listed)}。"
    )
    if not known.brief:
        yield from _shared_out(known)
    yield "（三）部门整体支出绩效目标"
    counts = [sum(goal.level == level for goal in this.goals) for level in _LEVELS]
    yield (
        f"{pick('年度总体目标是', '整体绩效目标是')}{pick('保障机构正常运转', '保障各项职能履行')}，"
        f"{pick('完成年初确定的任务', '提升公共服务水平', '把实事办好')}。年初共设置{sum(counts)}项绩效指标，其中"
        + "、".join(f"{level}{count}项" for level, count in zip(_LEVELS, counts, strict=True))
        + "。"
    )


def _shared_out(known: _Known) -> Iterator[str]:
    rng, pick = known.rng, known.pick
    meetings = [rng.randint(11, 48) for _ in range(3)]
    yield (
        f"全年召开{pick('调度会', '专题调度会')}{meetings[0]}次、{pick('现场办公会', '现场推进会')}{meetings[1]}次、"
        f"{pick('联席会', '工作联席会')}{meetings[2]}次，以上会议合计{sum(meetings)}次。"
    )
    groups, each = rng.randint(6, 19), rng.randint(11, 48) * 5
    shared = f"每个补助{_money_text(each)}，共补助{_money_text(groups * each)}"
    yield f"为{groups}个{pick('村组', '联系点', '服务点')}配置公共设施，{shared}。"


def _money(known: _Known) -> Iterator[str]:
    this, last, pick = known.this, known.last, known.pick
    yield "（四）部门整体收支情况"
    yield (
        f"{pick(f'{this.year}年年初预算', '年初预算', '年初部门预算')}{_money_text(this.planned)}，"
        f"{pick('年中追加', '调整追加')}{_money_text(this.added)}，调整后预算{_money_text(this.budget)}；"
        f"全年实际支出{_money_text(this.spent)}，预算支出率{percent(this.spent, this.budget)}，"
        f"{pick('年末结转', '结转')}{_money_text(this.budget - this.spent)}。"
    )
    why = pick("重点项目集中实施", "部分项目实施周期变化", "人员和任务有所变动", "设施维护任务有增有减")
    yield (
        f"{last.year}年实际支出{_money_text(last.spent)}，{this.year}年实际支出{_money_text(this.spent)}，"
        f"{_changed(this.spent, last.spent)}，{pick('主要原因是', '主要是')}{why}。"
    )
    projects = this.spent - this.basic
    yield (
        f"{pick('从支出结构看', '按支出性质划分')}，基本支出{_money_text(this.basic)}，"
        f"占{percent(this.basic, this.spent)}；项目支出{_money_text(projects)}，"
        f"占{percent(projects, this.spent)}；两项合计{_money_text(this.spent)}。"
    )
    if not known.brief:
        yield from _uses(known, projects)
    planned, guests, cars = this.receptions
    yield (
        f"“三公”经费预算{_money_text(planned)}，实际支出{_money_text(this.treats)}，其中公务接待费{_money_text(guests)}、"
        f"公务用车运行维护费{_money_text(cars)}，“三公”经费控制率{percent(this.treats, planned)}；"
        f"上年实际支出{_money_text(last.treats)}，同比{'增长' if this.treats >= last.treats else '下降'}"
        f"{percent(abs(this.treats - last.treats), last.treats)}。"
    )


def _uses(known: _Known, projects: int) -> Iterator[str]:
    uses = known.rng.sample(["设施建设", "民生服务", "运行维护", "业务管理", "应急处置", "宣传培训"], 4)
    shares = [
        f"{name}{_money_text(use)}，占{percent(use, projects)}" for name, use in zip(uses, known.this.uses, strict=True)
    ]
    yield f"项目支出{_money_text(projects)}按用途划分，{'；'.join(shares)}。"


def _management(known: _Known) -> Iterator[str]:
    rng, this, last, pick = known.rng, known.this, known.last, known.pick
    yield "（五）部门整体绩效管理情况"
    rule = pick("绩效运行监控操作规程", "项目绩效管理工作规则", "预算执行通报办法")
    yield (
        f"{pick('绩效管理工作小组', '绩效管理领导小组')}由{rng.choice(known.departments)}负责日常监控。"
        f"{this.year}年{rng.randint(2, 9)}月，已印发《{known.own}{rule}》。自评期间为{this.year}年1月1日至12月31日。"
    )
    asked, trained = rng.randint(31, 86), rng.randint(42, 130)
    answered, passed = asked - rng.randint(1, 3), trained - rng.randint(2, 6)
    yield (
        f"{this.year}年{pick('应办代表建议', '承办代表建议')}{asked}件，办结{answered}件，"
        f"办结率{percent(answered, asked)}。{pick('参加财务培训', '参加内控培训')}{trained}人，"
        f"考核合格{passed}人，合格率{percent(passed, trained)}。"
    )
    done = "；".join(f"{department}{deed}" for department, deed in _promises(known, last))
    yield f"{last.year}年度自评提出的改进措施均已落实：{done}。"


def _promises(known: _Known, year: Year) -> list[tuple[str, str]]:
    """Return who was to do what, as promised in the report of a year and told in the next."""
    problems = words("phrases")["problem"]
    deeds = [f"建立{goal.name}专项台账并按周调度" for goal in year.goals if not goal.met]
    deeds += [problems[0]["done"], *(problems[n]["done"] for n in year.problems if n)]
    departments = known.departments
    return [(departments[(year.year + n) % len(departments)], deed) for n, deed in enumerate(deeds)]


def _conclusion(known: _Known) -> Iterator[str]:
    this, pick = known.this, known.pick
    count, failed = len(this.goals), len(known.failed)
    met = (
        f"{count}项绩效指标中，{count - failed}项达到年度目标值，{failed}项未达到年度目标值"
        if failed
        else f"{count}项年度绩效指标全部达到年度目标值"
    )
    total = sum(goal.got for goal in this.goals) + _spending_score(this) + 1000 - known.lost
    yield "二、绩效自评情况"
    yield "（一）自评结论"
    yield (
        f"{this.year}年度部门整体支出绩效自评得分{printed(total, 2)}分，满分100分，等次为优。{met}。"
        f"全年实际支出{_money_text(this.spent)}，{pick('年末结转', '结转')}{_money_text(this.budget - this.spent)}，"
        f"年末在职人员{this.staff}人。"
    )


def _spending_score(this: Year) -> int:
    return rounded(10 * rate(this.spent, this.budget), 100)


def _achieved(known: _Known) -> Iterator[str]:
    yield "（二）履职效能分析"
    tabled = known.office.number % 5 < 2
    yield from (_table if tabled else _items)(known)


def _items(known: _Known) -> Iterator[str]:
    groups = [("产出指标", ("产出指标",)), ("效益指标", ("效益指标", "满意度指标"))]
    for number, (name, levels) in enumerate(groups, 1):
        yield f"{number}.{name}完成情况"
        goals = [goal for goal in known.this.goals if goal.level in levels]
        for at, goal in enumerate(goals, 1):
            yield f"（{at}）{goal.category}“{goal.name}”：{_item(known, goal)}"


def _item(known: _Known, goal: Goal) -> str:
    target = f"年度目标值{goal.by}{shown(goal, goal.target)}"
    rests = proof(goal)
    done = f"完成率按100%计，分值{goal.full}分，自评得分{goal.full}分。"
    if not goal.met:
        got = printed(goal.got, 2)
        done = f"完成率{printed(goal.done, 2)}%，分值{goal.full}分，自评得分{got}分，扣分原因是{_why(known)}。"
    if goal.by == "≤":
        done = done.replace("完成率按100%计", "控制在标准以内，完成率100%")
    called = "满意率" if goal.category == "满意度指标" else "实际完成值"
    return f"{target}，{rests}{called}{shown(goal, goal.actual)}，{_beside(known, goal)}{done}"


def _beside(known: _Known, goal: Goal) -> str:
    """Say how satisfaction changed since last year."""
    before = next((each for each in known.last.goals if each.name == goal.name), None)
    if goal.category != "满意度指标" or before is None or before.actual == goal.actual:
        return ""
    points = printed(abs(goal.actual - before.actual), 2)
    return (
        f"比上年的{shown(before, before.actual)}{'提高' if goal.actual > before.actual else '下降'}{points}个百分点，"
    )


def _why(known: _Known) -> str:
    return known.pick("部分任务受天气影响延期", "部分对象外出未能参与", "部分事项涉及跨部门会签", "部分点位施工推迟")


def _table(known: _Known) -> Iterator[str]:
    yield "各项指标的目标值、完成值和得分如下，超过目标值的完成率按100%计："
    yield "指标类别\t指标名称\t年度目标值\t实际完成值\t完成率\t分值\t自评得分\t备注"
    for goal in known.this.goals:
        note = proof(goal).rstrip("，") or known.pick("见工作台账", "见统计报表", "见验收资料")
        if not goal.met:
            note = f"{proof(goal)}扣分原因是{_why(known)}"
        got = str(goal.full) if goal.met else printed(goal.got, 2)
        done = "100%" if goal.met else f"{printed(goal.done, 2)}%"
        cells = [goal.category, goal.name, goal.by + shown(goal, goal.target), shown(goal, goal.actual), done]
        yield "\t".join([*cells, str(goal.full), got, note])


def _efficiency(known: _Known) -> Iterator[str]:
    this, pick = known.this, known.pick
    score = _spending_score(this)
    problem = words("phrases")["problem"][this.problems[0]]
    yield "（三）管理效率分析"
    yield (
        f"1.预算执行方面。调整后预算{_money_text(this.budget)}，实际支出{_money_text(this.spent)}，"
        f"预算支出率{percent(this.spent, this.budget)}，分值10分，自评得分{printed(score, 2)}分，"
        f"扣分原因是{pick('部分项目支出进度偏慢', '部分项目尾款未到支付节点，支出进度偏慢')}。"
    )
    lost = f"自评得分{printed(1000 - known.lost, 2).rstrip('0').rstrip('.')}分"
    if known.lost:
        lost += f"，扣{printed(known.lost, 2).rstrip('0').rstrip('.')}分，原因是{problem['title']}"
    yield f"2.绩效和内部管理方面。{pick('目标申报、监控和自评资料齐全', '各项制度执行总体较好')}，分值10分，{lost}。"
    yield "（四）重点项目支出情况"
    yield PROJECTS
    yield "（五）主要工作成效"
    yield DEEDS


def _closing(known: _Known) -> Iterator[str]:
    this, phrases = known.this, words("phrases")["problem"]
    problems = [
        (
            f"{goal.name}未达到年度目标",
            f"完成率为{printed(goal.done, 2)}%，任务安排和调度不够紧凑。",
            f"提高{goal.name}",
            f"建立{goal.name}专项台账，按周调度完成情况。",
        )
        for goal in known.failed
    ]
    problems += [(each["title"], each["text"], each["answer"], each["measure"]) for each in _told(phrases, this)]
    yield "三、存在的主要问题"
    for number, (title, text, _, _) in zip(_NUMBERS, problems, strict=False):
        yield f"（{number}）{title}。{text}"
    yield "四、下一步改进措施"
    who = [department for department, _ in _promises(known, this)]
    for n, (_, _, answer, measure) in enumerate(problems):
        month = 3 + (this.year + n * 2) % 8
        yield f"（{_NUMBERS[n]}）{answer}。由{who[n]}牵头，{this.year + 1}年{month}月底前{measure}"
    yield this.name
    yield f"{this.year + 1}年{known.rng.randint(2, 4)}月{known.rng.randint(1, 28)}日"


def _told(phrases: list[dict[str, str]], this: Year) -> list[dict[str, str]]:
    """Return the problems of a year: slow spending, and those of its own."""
    return [phrases[0], *(phrases[n] for n in this.problems if n)]


def topics(rng: Random) -> list[str]:
    """Return the subjects of an office's work in an order of its own."""
    names = [each["name"] for each in words("topics")["topic"]]
    rng.shuffle(names)
    return names
