"""Budget lines in running text: what was budgeted, received and spent, and the rate beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from toolkit.extract.grammar.above import Above
from toolkit.extract.grammar.fields import MARKER
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.knowledge.patterns import any_of
from toolkit.records import BlockKind, Dimension, Quantity
from toolkit.records.facts import BudgetLine, Fact, Role

_NOTED = re.compile(r"[^,;。:()]{2,20}\([^()]{1,8}\)$")
_TAIL = (
    r"(?:数|额|批复|核定|总额|总数|金额|资金|安排|规模|合计|总计|共计|数额|完成|情况|为|是|达|达到|共|约|:|了|分别|均|比例"
    r"|\(年初数?\)|\(调整后\))*$"
)
_PARTS = re.compile(r"其中|包括|按(?:用途|功能|经济|来源|性质)|来源为|构成|分为|组成|主要用于|具体为|支出中|收入中")
_BEFORE = re.compile(r"上年|去年|上一年|同期|前年|比|较")
_IDLE = (
    r"(?:19|20)\d\d年(?:度|末|底)?|\d{1,2}(?:-\d{1,2})?月份?|截至[^,]{0,12}|全年|本年度?|年末|年度|我[镇局院校街委县市区乡处中]|[全本][镇局院校街委县市区乡处年单]位?"
    r"|实际|累计|部门|单位|整体|安排|下达|财政拨款|总|共|的|合计|占|数|由|和|街道|收支|用于|决算|当年|追加后|调整后|批复|完成|仅|其中|另有"
    r"|[、:()“”及与为, ]"
)
_SUBJECT_FAR = 48
_GENERIC = re.compile(
    r"(?:[该本此各全]|[一二三四五六七八九十\d]+个)?(?:财政|专项|部门|单位|重点|预算|其他|市级|县级|区级|省级|中央)*(?:项目|资金|经费|工程|补助|补贴|专项|支出|收入)*"
)
_SUBJECT = re.compile(r"(?:^|[有为是即含])(?P<name>[^有为是即含]{2,20}(?:经费|费|资金|项目|工程|专项))$")
_PROJECT = re.compile(r"项目|资金|经费|工程|补贴|补助|专项")
_GENERAL = re.compile(r"情况|分析|方面|效率|管理|收支|概况|预算|执行|成效|支出$")
_TITLE_TAIL = re.compile(r"(?:支出|完成|执行|安排|使用)*(?:情况|分析)$")
_MONEY_TITLE = re.compile(r"收支|预算|资金|支出|经费|项目")
_OF_BUDGET = re.compile(r"占[^,]{0,10}预算(?:数|总额)?的(?:比例为?)?$")
_KNOWN = re.compile(r"基本支出|项目支出|人员经费|人员支出|公用经费|公用支出|专项资金")
_BUDGETS = ("adjusted", "budgeted", "planned income", "initial")
_YEAR_START = re.compile(r"\(年初数?\)")


@dataclass(frozen=True, slots=True)
class _Words:
    fund: re.Pattern[str]
    adjusted: re.Pattern[str]
    initial: re.Pattern[str]
    budgeted: re.Pattern[str]
    income: re.Pattern[str]
    spent: re.Pattern[str]
    rate: re.Pattern[str]
    other: re.Pattern[str]
    control: re.Pattern[str]
    limited: re.Pattern[str]
    idle_head: re.Pattern[str]
    idle_tail: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    known = lexicon.knowledge.columns.words

    money = (*known.adjusted, *known.initial, *known.budgeted, *known.income, *known.spent, *known.rate)

    def ending(words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(words)}){_TAIL}")

    return _Words(
        fund=re.compile(any_of(known.funds)),
        adjusted=ending(known.adjusted),
        initial=ending(known.initial),
        budgeted=re.compile(rf"(?:{any_of(known.budgeted)})(?:收入|支出)?{_TAIL}"),
        income=ending(known.income),
        spent=ending(known.spent),
        rate=ending(known.rate),
        other=re.compile(any_of(known.other)),
        control=re.compile(any_of(known.control)),
        limited=re.compile(any_of(known.limited)),
        idle_head=re.compile(rf"(?:{_IDLE}|{any_of((*known.funds, *known.adjusted, *known.initial))})*"),
        idle_tail=re.compile(rf"(?:{_IDLE}|{any_of(money)}|数|额|总额|金额|情况|为|是|达)*$"),
    )


@dataclass(slots=True)
class _Group:
    """Amounts that belong to one line; ``budgeted`` keeps every budget named, in order."""

    fund: str | None
    name: str | None
    items: list[tuple[str, Item, Sentence]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    barred: bool = False

    def one(self, kind: str) -> Item | None:
        return next((i for k, i, _ in self.items if k == kind), None)

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)

    def add(self, kind: str, item: Item, sentence: Sentence) -> None:
        self.items.append((kind, item, sentence))
        self.kinds.add(kind)


def budget(reading: Reading, headings: Sequence[Fact]) -> list[BudgetLine]:
    """Read every budget line that stands in a paragraph."""
    words, above = _words(reading.lexicon), Above(headings)
    lines: list[BudgetLine] = []
    for block in reading.blocks:
        if block.block.kind is BlockKind.PARAGRAPH:
            found = (_line(group, block, above, words) for group in _groups(block, words))
            lines.extend(line for line in found if line)
    return _once([*lines, *_by_fund(reading, above, words, {line.fund for line in lines})])


def _once(lines: list[BudgetLine]) -> list[BudgetLine]:
    """Keep one of the lines that give the same amounts, the one that tells the rate, under the first one's name."""
    kept: dict[tuple[Decimal | None, ...], BudgetLine] = {}
    for line in lines:
        first = kept.setdefault((_value(line.budgeted), _value(line.income), _value(line.spent)), line)
        if first.rate is None and line.rate is not None:
            kept[_value(line.budgeted), _value(line.income), _value(line.spent)] = replace(line, name=first.name)
    return list(kept.values())


def _by_fund(reading: Reading, above: Above, words: _Words, known: set[str | None]) -> Iterator[BudgetLine]:
    """Pair the budget and the spending of each fund where two lists under one heading break them down.

    预算100万元，其中一般公共预算80万元…支出95万元，其中一般公共预算支出76万元
    """
    found: dict[tuple[str, str], dict[str, Quantity]] = {}
    for block in reading.blocks:
        path = above.path(block)[:1]
        for sentence in block.sentences if block.block.kind is BlockKind.PARAGRAPH and path else ():
            for kind, fund, item in _broken_down(sentence, words):
                if fund not in known:
                    found.setdefault((path[0].title, fund), {}).setdefault(kind, item.quantity)
    for (_, fund), amounts in found.items():
        budgeted, spent = amounts.get("budgeted"), amounts.get("spent")
        if budgeted and spent:
            span = budgeted.span.hull(spent.span)
            yield BudgetLine(span=span, name=fund, fund=fund, budgeted=budgeted, income=None, spent=spent, rate=None)


def _broken_down(sentence: Sentence, words: _Words) -> Iterator[tuple[str, str, Item]]:
    """Yield the members of a list of funds: what the list breaks down, the fund and its amount."""
    parts = _PARTS.search(sentence.flow.text, sentence.start, sentence.end)
    whole: str | None = None
    for item in sentence.items:
        if item.dimension is not Dimension.MONEY:
            continue
        begins = parts.start() if parts else sentence.end
        lead = item.lead.strip("、")
        fund = words.fund.search(lead)
        kind = _amount(words.fund.sub("", lead), words, initial=False)
        kind = "budgeted" if kind in ("adjusted", "budgeted") else kind
        if fund is None:
            whole = kind if item.token.start < begins else None
        elif (said := kind or whole) in ("budgeted", "spent"):
            yield said, fund.group(), item


def _value(quantity: Quantity | None) -> Decimal | None:
    return quantity.base_value if quantity else None


def _groups(block: BlockReading, words: _Words) -> Iterator[_Group]:
    group: _Group | None = None
    for sentence in block.sentences:
        parts = _PARTS.search(block.flow.text, sentence.start, sentence.end)
        closed = block.flow.text.find(";", parts.end(), sentence.end) if parts else -1
        for item in sentence.items:
            kind, fund = _kind(item, sentence, words)
            if kind == "control" and group is not None:
                kind = "rate" if words.limited.fullmatch(group.name or "") else kind
                group.barred = group.barred or (kind == "control" and _next_to(group, sentence))
            in_parts = parts and parts.end() <= item.token.start and not -1 < closed < item.token.start
            if kind in (None, "control") or in_parts:
                if group is not None and words.other.search(item.lead) and _next_to(group, sentence):
                    group.barred = True
                continue
            own = _own_name(item, words, rate=kind == "rate")
            if group is None or _begins(group, item, kind, fund, own):
                if group is not None:
                    yield group
                group = _Group(fund, own)
            elif kind == "rate" and group.items[0][0] == "rate":
                group.items.pop(0)  # 上半年执行率45%，预算100万元，支出98万元，执行率98%
            group.name = group.name or own
            group.fund = group.fund or fund
            group.barred = group.barred or bool(words.other.search(item.lead))
            group.add(kind, item, sentence)
    if group is not None:
        yield group


def _next_to(group: _Group, sentence: Sentence) -> bool:
    return group.items[-1][2] is sentence


def _begins(group: _Group, item: Item, kind: str, fund: str | None, own: str | None) -> bool:
    """Tell whether an amount belongs to a new line."""
    if own is not None and not (group.name or "").endswith(own):
        return True
    rate_first = group.items[0][0] == "rate"
    if rate_first and kind in (*_BUDGETS, "spent") and not group.has(kind):
        return False
    if fund is not None and group.fund is not None and fund != group.fund:
        return True
    if kind != "rate" and item.lead.startswith("占"):
        return False
    if kind in _BUDGETS:
        return group.has("spent", "rate") or (group.has("income", "planned income") and kind != "planned income")
    if kind == "spent":
        return group.has("spent", "rate", "planned income")
    if kind == "income":
        return group.has("income", "spent", "rate")
    taken = group.has("rate") and not (rate_first and group.has("spent"))
    return taken or not group.has("spent", "budgeted", "adjusted", "initial")


def _kind(item: Item, sentence: Sentence, words: _Words) -> tuple[str | None, str | None]:
    """Tell what a figure is to a budget line, and under which fund."""
    lead = _lead(item, sentence)
    if item.dimension is Dimension.RATIO:
        if words.control.search(lead):
            return "control", None
        shared = lead in ("的", "") and item.index and "占" in sentence.items[item.index - 1].lead
        return ("rate" if shared or words.rate.search(lead) or _OF_BUDGET.search(lead) else None), None
    if item.dimension is not Dimension.MONEY or item.role in (Role.DELTA, Role.GROWTH, Role.MEAN):
        return None, None
    if _listed(item, lead, sentence, words):
        return None, None
    fund = words.fund.search(lead)
    kind = _amount(words.fund.sub("", lead), words, initial=_noted_initial(lead, item, sentence))
    return (None if kind != "initial" and _BEFORE.search(lead) else kind), fund.group() if fund else None


def _listed(item: Item, lead: str, sentence: Sentence, words: _Words) -> bool:
    """Tell whether an amount is a member of a list; 预算520万元、支出506万元 is none."""
    i = item.index
    if lead.startswith("、"):
        return not (words.spent.fullmatch(lead[1:]) and i and words.budgeted.search(sentence.items[i - 1].lead))
    if sentence.after(item).startswith("、"):
        follower = sentence.items[i + 1].lead if i + 1 < len(sentence.items) else ""
        return not (words.spent.fullmatch(follower.lstrip("、")) and words.budgeted.search(lead))
    return False


def _own_name(item: Item, words: _Words, *, rate: bool) -> str | None:
    """Return the project or the kind of spending that the words before an amount name."""
    said = _said(item.lead, words)
    if limited := words.limited.search(item.lead):
        return limited.group()
    if _PROJECT.search(said) and len(said) > 3 and not _GENERIC.fullmatch(said):
        return said
    known = None if rate else _KNOWN.search(item.lead)
    return known.group() if known else None


def _said(lead: str, words: _Words) -> str:
    """Return the words of a lead that are no field, date or such."""
    head = words.idle_head.match(lead)
    start = head.end() if head else 0
    tail = words.idle_tail.search(lead, start)
    return lead[start : tail.start() if tail else len(lead)]


def _amount(rest: str, words: _Words, *, initial: bool) -> str | None:
    budgeted = words.budgeted.search(rest)
    if words.initial.search(rest) or (budgeted and initial):
        return "initial"
    if words.adjusted.search(rest):
        return "adjusted"
    if budgeted:
        return "planned income" if "收入预算" in rest or "预算收入" in rest else "budgeted"
    if words.income.search(rest):
        return "income"
    return "spent" if words.spent.search(rest) else None


def _lead(item: Item, sentence: Sentence) -> str:
    """Return the words before a figure, and before the brackets they end in (全年预算数（调整后）6480.20万元)."""
    if item.lead.strip("为是:"):
        return item.lead
    end = item.token.start - len(item.lead)
    note = _NOTED.search(sentence.flow.text, max(sentence.start, end - 32), end)
    return note.group() if note else item.lead


def _noted_initial(lead: str, item: Item, sentence: Sentence) -> bool:
    return bool(_YEAR_START.search(lead) or _YEAR_START.match(sentence.after(item)))


def _line(group: _Group, block: BlockReading, above: Above, words: _Words) -> BudgetLine | None:
    spent, income, rate = group.one("spent"), group.one("income"), group.one("rate")
    budgeted = _budgeted(group)
    if group.barred or sum(x is not None for x in (budgeted, income, spent)) < 2:
        return None
    first, last = group.items[0][1], group.items[-1][1]
    start = max(first.token.start - len(first.lead), group.items[0][2].start)
    return BudgetLine(
        span=block.flow.span(start, last.token.end),
        name=_name(group, block, above, words),
        fund=group.fund,
        period=_period(first, block),
        budgeted=budgeted.quantity if budgeted else None,
        income=income.quantity if income else None,
        spent=spent.quantity if spent else None,
        rate=rate.quantity if rate else None,
    )


def _budgeted(group: _Group) -> Item | None:
    """Return the budget the rate rests on: the adjusted one, unless only the initial one gives the rate."""
    named = {kind: item for kind, item, _ in group.items}
    best = next((named[k] for k in _BUDGETS if k in named), None)
    spent, rate, initial = group.one("spent"), group.one("rate"), named.get("initial")
    if best and initial and spent and rate and not _gives(spent, best, rate) and _gives(spent, initial, rate):
        return initial
    return best


def _gives(spent: Item, budgeted: Item, rate: Item) -> bool:
    part, whole, value = spent.quantity.base_value, budgeted.quantity.base_value, rate.quantity.value
    if not whole or part is None or value is None:
        return False
    return abs(100 * part / whole - value) <= Decimal(1).scaleb(-rate.quantity.places)


def _period(first: Item, block: BlockReading) -> str | None:
    return block.flow.text[first.dated.start : first.dated.end] if first.dated else None


def _name(group: _Group, block: BlockReading, above: Above, words: _Words) -> str:
    """Name a line by the words before its first amount, else by the item or heading it stands under."""
    if group.name:
        return group.name
    _, first, sentence = group.items[0]
    start = first.token.start - len(first.lead)
    said = _said(first.lead, words)
    if len(said) > 3 and block.flow.text[start - 1 : start] in (":", ";") and not words.fund.search(first.lead):
        return said
    if subject := _subject(block.flow.text[max(sentence.start, start - _SUBJECT_FAR) : start], words):
        return subject
    path = [h.title for h in above.path(block)[:1]]
    for title in (_title(block), *path):
        if _PROJECT.search(title) and not _GENERAL.search(title):
            return title
    heading = _TITLE_TAIL.sub("", path[0]) if path else ""
    return group.fund or (heading if len(heading) > 3 and _MONEY_TITLE.search(heading) else "预算收支")


def _subject(before: str, words: _Words) -> str | None:
    """Return what the clause before a bare amount ends in (学校仅有公务接待费，预算…), if it names spending."""
    clause = re.search(r"[^,;。:()\d]{2,40}(?=,$)", before)
    if clause is None:
        return None
    if limited := re.search(rf"(?:{words.limited.pattern})$", clause.group()):
        return limited.group()
    match = _SUBJECT.search(clause.group())
    return match["name"] if match and len(match["name"]) > 3 and not _GENERIC.fullmatch(match["name"]) else None


def _title(block: BlockReading) -> str:
    text = block.flow.text
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    head = re.compile(r"[^,;。:]{2,40}(?=[。:])").match(text, start)
    return head.group() if head and start else ""
