"""Budget lines in running text: what was budgeted, received and spent, and the rate beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from toolkit.extract.grammar.above import Above
from toolkit.extract.grammar.fields import MARKER
from toolkit.extract.grammar.lexicon import Lexicon, any_of
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import BlockKind, Dimension, Quantity
from toolkit.records.facts import BudgetLine, Fact, Role

_NOTED = re.compile(r"[^,;。:()]{2,20}\([^()]{1,8}\)$")
_TAIL = (
    r"(?:数|额|总额|总数|金额|资金|安排|规模|合计|总计|共计|数额|完成|情况|为|是|达|达到|共|约|:|了|分别|均|比例"
    r"|\(年初数?\)|\(调整后\))*$"
)
_PARTS = re.compile(r"其中|包括|按(?:用途|功能|经济|来源|性质)|来源为|构成|分为|组成|主要用于|具体为|支出中|收入中")
_BEFORE = re.compile(r"上年|去年|上一年|同期|前年|比|较")
_IDLE = (
    r"(?:19|20)\d\d年(?:度|末|底)?|\d{1,2}(?:-\d{1,2})?月份?|截至[^,]{0,12}|全年|本年度?|年末|年度|我[镇局院校街委县市区乡处中]|[全本][镇局院校街委县市区乡处年单]位?"
    r"|实际|累计|部门|单位|整体|安排|下达|财政拨款|总|共|的|合计|占|数|由|和|街道|收支|用于|决算|当年|追加后|调整后|批复|完成|仅|其中|另有"
    r"|[、:()“”及与为, ]"
)
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
    any: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    known = lexicon.knowledge.columns.words

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
        any=re.compile(any_of((*known.adjusted, *known.initial, *known.budgeted, *known.income, *known.spent))),
    )


@dataclass(slots=True)
class _Group:
    """Amounts that belong to one line; ``budgeted`` keeps every budget named, in order."""

    fund: str | None
    items: list[tuple[str, Item, Sentence]] = field(default_factory=list)
    barred: bool = False

    def one(self, kind: str) -> Item | None:
        return next((i for k, i, _ in self.items if k == kind), None)

    def has(self, *kinds: str) -> bool:
        return any(k in kinds for k, _, _ in self.items)


def budget(reading: Reading, headings: Sequence[Fact]) -> list[BudgetLine]:
    """Read every budget line that stands in a paragraph."""
    words, above = _words(reading.lexicon), Above(headings)
    lines: list[BudgetLine] = []
    for block in reading.blocks:
        if block.block.kind is BlockKind.PARAGRAPH:
            found = (_line(group, block, above, words) for group in _groups(block, words))
            lines.extend(line for line in found if line)
    return list({(_value(i.budgeted), _value(i.income), _value(i.spent)): i for i in reversed(lines)}.values())[::-1]


def _value(quantity: Quantity | None) -> Decimal | None:
    return quantity.base_value if quantity else None


def _groups(block: BlockReading, words: _Words) -> Iterator[_Group]:
    group: _Group | None = None
    for sentence in block.sentences:
        parts = _PARTS.search(block.flow.text, sentence.start, sentence.end)
        closed = block.flow.text.find(";", parts.end(), sentence.end) if parts else -1
        for item in sentence.items:
            kind, fund = _kind(item, sentence, words)
            in_parts = parts and parts.end() <= item.token.start and not -1 < closed < item.token.start
            if kind is None or in_parts:
                if group is not None and words.other.search(item.lead) and _next_to(group, sentence):
                    group.barred = True
                continue
            if group is None or _begins(group, item, kind, fund):
                if group is not None:
                    yield group
                group = _Group(fund)
            group.fund = group.fund or fund
            group.barred = group.barred or bool(words.other.search(item.lead))
            group.items.append((kind, item, sentence))
    if group is not None:
        yield group


def _next_to(group: _Group, sentence: Sentence) -> bool:
    return group.items[-1][2] is sentence


def _begins(group: _Group, item: Item, kind: str, fund: str | None) -> bool:
    """Tell whether an amount belongs to a new line."""
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
    return group.has("rate") or not group.has("spent", "budgeted", "adjusted", "initial")


def _kind(item: Item, sentence: Sentence, words: _Words) -> tuple[str | None, str | None]:
    """Tell what a figure is to a budget line, and under which fund."""
    lead = _lead(item, sentence)
    if item.dimension is Dimension.RATIO:
        shared = lead in ("的", "") and item.index and "占" in sentence.items[item.index - 1].lead
        return ("rate" if shared or words.rate.search(lead) or _OF_BUDGET.search(lead) else None), None
    listed = lead.startswith("、") or sentence.after(item).startswith("、")
    if item.dimension is not Dimension.MONEY or listed or item.role in (Role.DELTA, Role.GROWTH, Role.MEAN):
        return None, None
    fund = words.fund.search(lead)
    kind = _amount(words.fund.sub("", lead), words, initial=_noted_initial(lead, item, sentence))
    return (None if kind != "initial" and _BEFORE.search(lead) else kind), fund.group() if fund else None


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
    first = group.items[0][1]
    if known := _KNOWN.search(first.lead):
        return known.group()
    said = _IDLE.sub("", words.any.sub("", words.fund.sub("", first.lead))).strip("、:()“”和及与为, ")
    if _PROJECT.search(said) and len(said) > 3:
        return said
    path = [h.title for h in above.path(block)[:1]]
    for title in (_title(block), *path):
        if _PROJECT.search(title) and not _GENERAL.search(title):
            return title
    heading = _TITLE_TAIL.sub("", path[0]) if path else ""
    return group.fund or (heading if len(heading) > 3 and _MONEY_TITLE.search(heading) else "预算收支")


def _title(block: BlockReading) -> str:
    text = block.flow.text
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    head = re.compile(r"[^,;。:]{2,40}(?=[。:])").match(text, start)
    return head.group() if head and start else ""
