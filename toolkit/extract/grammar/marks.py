"""Marks in running text: each score of a paragraph, and the item it is said to belong to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.extract.grammar.fields import MARKER, Field, FieldPatterns
from toolkit.extract.grammar.reading import BlockReading
from toolkit.extract.grammar.sentences import Item
from toolkit.records import Dimension

_EDGE = re.compile(r"[,;。:!?()]|\s")
_BRACKET_END = re.compile(r"\([^()]{1,40}\)$")
_OPENING = re.compile(r"^(?:[、和及与]|其中|即|分别为|具体为|分为|包括|(?:19|20)\d\d年(?:度|末)?|全年|本年度?)+")
_IDLE = re.compile(
    r"(?:该项目?|(?<!成)本项|此项|该指标|(?<!成)本指标|每项|各项|因此|故|综上|据此|最终|(?<![效反响适供对])应|可|实|计|按比例|按[^,;。:]{1,14}(?:计算|折算|核算|计分)"
    r"|折算后?|扣分后|分别|各|共|合计|满分|部分|方面|的|,)+$"
)
_NO_NAME = re.compile(
    r"^(?:[该本此](?!级|科|土)|每|各项|各部分|各|其[中他余]|指标$|共(?![性同享建])|扣|按(?!时|期)|[比较](?!例)|因|由于|经(?!济|费)|对照|按照|根据|依据|参照|结合|严格|通过(?!率)|在(?![职编岗校库用建])|总体$|综上|[一二三四五六七八九十两\d]+[个项]|得|满分|年度)"
    r"|(?:扣|(?<!占)比|较|的|上年|去年|依次|分别|平均)$"
)
_TOTAL = re.compile(
    r"(?:自评|自我评价|绩效评价|综合评价|评价|评定|整体支出|整体绩效|支出绩效|项目绩效|综合|总体|结果|合计|总计|总|体系|评分标准|评价标准|评分办法)$"
    r"|^[我本全][镇局院校街委处所站中县市区部][^,]{0,12}$"
    r"|[镇乡局院校学街委处所站县市区部厅办馆队会社心](?:19|20)\d\d年度?$"
)
_FARTHEST = 60
_CLASS = re.compile(r"(?:产出|效益|效果|满意度|数量|质量|时效|成本|影响|发展)$")
_IN_FULL = re.compile(r"(?:[、,和及][^、,;。()\d]{2,20}\d{1,2}分){0,8},?(?:均|都|全部|各项)?(?:得|获得|为|是)满分")
LEAST_TOTAL = 30  # a report's total below this would be a line's score
FULL_TOTAL = 100  # what a form adds up to, bonus aside
_TOTAL_WORD = re.compile(r"总|综合|最终|自评得分|自评分")
_SUMMED = re.compile(r"(?:得分|评分|实得)(?:合计|共计|总计|相加)(?:为|是|:)?$")
_SHARED_OUT = re.compile("依次|分别")
_SUBTOTAL = re.compile("(?:小计|合计|共)(?:得分?|为)*$")
_LEAST_FULL = 90  # a 总分 or 满分 below this is that of a part


@dataclass(frozen=True, slots=True)
class Mark:
    """A full score, a score or a loss; ``name`` is where in the flow the item is named, if it is named here."""

    item: Item
    kind: Field
    name: tuple[int, int] | None
    total: bool  # it may be the report's total
    bracketed: bool
    start: int
    loose: bool = False  # the name stands in a clause of its own before the mark
    aside: bool = False  # a figure beside a name (产出50分、效益30分) that only the item's score makes a full score


def marks(block: BlockReading, known: FieldPatterns) -> list[Mark]:
    """Read the marks of a block, in order."""
    return list(_Reader(block, known).run())


class _Reader:
    def __init__(self, block: BlockReading, known: FieldPatterns) -> None:
        self.text, self.known = block.flow.text, known
        items = (i for s in block.sentences for i in s.items)
        self.items = [i for i in items if i.dimension is Dimension.SCORE or self._unread_unit(i)]
        figures = [t for t in block.tokens if t.quantity.unit is not None]
        self.figure_starts, self.figure_ends = [t.start for t in figures], [t.end for t in figures]
        marker = MARKER.match(self.text)
        self.first = marker.end() if marker else 0
        self.edges = [self.first - 1] + [m.start() for m in _EDGE.finditer(self.text, self.first)]

    def run(self) -> Iterator[Mark]:
        shared_out = False  # scores of several parts were listed that have no names here
        for i, item in enumerate(self.items):
            if item.quantity.value is None:
                continue
            if self._prior(item):
                continue
            follower = self.items[i + 1] if i + 1 < len(self.items) else None
            if shared_out and _SUBTOTAL.fullmatch(item.lead):
                shared_out = False  # 三项依次得3.9分、3.8分、4分，小计11.7分
                yield Mark(item, Field.GOT, None, False, False, self._lead_start(item), loose=True)
                continue
            kind = self._kind(item, follower)
            if kind is None:
                if mark := self._bare(item, self._not_lost(i + 1)):
                    yield mark
                    if mark.name and _IN_FULL.match(self.text, item.token.end):
                        yield Mark(item, Field.GOT, None, False, False, item.token.start)
            elif kind is Field.LOST:
                yield Mark(item, kind, None, False, False, item.token.start)
            else:
                mark = self._worded(item, kind)
                shared_out = mark.name is None and self._begins_list(item, follower)
                if not shared_out:
                    yield mark

    def _kind(self, item: Item, follower: Item | None) -> Field | None:
        """Tell what the words before points make of them, where the points and what follows do not tell better."""
        kind = Field.GOT if _SUMMED.search(item.lead) else self.known.mark(item.lead)  # 各项得分合计96.5分, 实得合计
        if kind is Field.GOT and follower is not None and self._silent(follower) and self._is_full(item, follower):
            kind = Field.FULL
        if kind is Field.FULL and item.lead.endswith("总分") and self._reached(item):
            return Field.GOT  # 预算管理得23分，产出得29分，总分97.24分
        return kind

    def _begins_list(self, item: Item, follower: Item | None) -> bool:
        """Tell whether a score is the first of several that are listed: 依次得3.9分、3.8分、4分."""
        listed = follower is not None and self.text[item.token.end : follower.token.start] == "、"
        return listed and _SHARED_OUT.search(item.lead) is not None

    def _is_full(self, item: Item, follower: Item) -> bool:
        """Tell whether a score is the full mark of the next: 自评总分100分，得分96分; （自评20分，得分19分）."""
        bracketed = item.bracket >= 0 and item.bracket == follower.bracket
        return "总分" in item.lead or (bracketed and item.lead.endswith("自评"))

    @staticmethod
    def _reached(item: Item) -> bool:
        """Tell whether points are too odd to be a full score."""
        value = item.quantity.value or Decimal(0)
        return value >= _LEAST_FULL and value % 10 != 0

    def _not_lost(self, start: int) -> Item | None:
        """Return the first item from ``start`` that is no loss: X3分，因…扣0.5分，得2.5分."""
        return next((i for i in self.items[start:] if self.known.mark(i.lead) is not Field.LOST), None)

    def _unread_unit(self, item: Item) -> bool:
        """Tell whether 分 follows that was read as the beginning of another word (扣0.3分为项目结余)."""
        return item.unit is None and self.text.startswith("分为", item.token.end)

    def _prior(self, item: Item) -> bool:
        return item.prior or item.lead.startswith(("比", "较", "低于", "高于", "超过", "提高", "达到"))

    def _lead_start(self, item: Item) -> int:
        start = item.token.start
        if item.lead and not self.text.endswith(item.lead, 0, start):
            start -= 1  # the lead ends before the bracket or colon
        return start - len(item.lead)

    def _bare(self, item: Item, follower: Item | None) -> Mark | None:
        """Read X（20分） and X20分，得19分."""
        start = item.token.start
        if self.text[start - 1 : start] == "(" and self.text[item.token.end : item.token.end + 1] in (")", ","):
            name = self._region(start - 1)
            return Mark(item, Field.FULL, name, False, True, name[0]) if name else None
        lead_start = self._lead_start(item)
        if self._speaks_of_total(item, lead_start, start):
            return Mark(item, Field.FULL, None, True, False, lead_start)
        name = self._named(lead_start, start)
        if name is None:
            return None
        scored = follower is not None and self.known.mark(follower.lead) is Field.GOT and self._silent(follower)
        beyond = follower is not None and self.text.find("。", item.token.end, follower.token.start) >= 0
        aside = (not scored or beyond) and not _IN_FULL.match(self.text, item.token.end)
        return Mark(item, Field.FULL, name, False, False, name[0], aside=aside)

    def _silent(self, item: Item) -> bool:
        """Tell whether nothing stands before the 得 of a score, so that it belongs to the full score before."""
        match = self.known.got.search(item.lead)
        return match is not None and not _IDLE.sub("", item.lead[: match.start()][-_FARTHEST:])

    def _worded(self, item: Item, kind: Field) -> Mark:
        match = self.known.got.search(item.lead) or self.known.full.search(item.lead) or _SUMMED.search(item.lead)
        if kind is Field.FULL:
            match = self.known.full.search(item.lead) or match
        assert match
        start = self._lead_start(item)
        word = match.groupdict().get("word") or "总得分"
        end = start + match.start()
        if word.startswith("指标") and _CLASS.search(self.text[start:end]):
            end += 2  # 产出指标分值30分
        total = bool(kind is Field.GOT and _TOTAL_WORD.search(word))
        if kind is Field.FULL and word.startswith(("总分", "满分")) and (item.quantity.value or 0) >= _LEAST_FULL:
            total = True
        if self._speaks_of_total(item, start, end):
            return Mark(item, kind, None, True, False, start)
        name = self._named(start, end)
        if name is not None:
            if total and "总" in word:
                return Mark(item, kind, None, True, False, name[0])
            return Mark(item, kind, name, total, False, name[0])
        before = self.text[start - 1] if start else ""
        region = None
        if not _IDLE.sub("", self.text[max(start, end - _FARTHEST) : end]) and before in (",", ":", "("):
            region = self._region(start - 1, listed=before == ",")
        if region is not None and self._speaks_of_total(item, *region):
            return Mark(item, kind, None, True, False, region[0])
        return Mark(item, kind, region, total, before == "(", region[0] if region else start, loose=True)

    def _speaks_of_total(self, item: Item, start: int, end: int) -> bool:
        value = item.quantity.value or 0
        return value >= LEAST_TOTAL and _TOTAL.search(self.text[max(start, end - _FARTHEST) : end]) is not None

    def _named(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the name that stands right before a mark, without the words that lead to it."""
        start = max(start, end - _FARTHEST)
        words = self.text[start:end]
        idle = _IDLE.search(words)
        end -= len(words) - idle.start() if idle else 0
        marker = MARKER.match(self.text, start, end)
        start = marker.end() if marker else start
        opening = _OPENING.match(self.text[start:end])
        start += opening.end() if opening else 0
        return (start, end) if self._is_name(start, end) else None

    def _region(self, end: int, *, listed: bool = False) -> tuple[int, int] | None:
        """Return the name that ends at a comma, colon or bracket.

        Before a comma (``listed``) it must begin a sentence or follow the score of the item before.
        """
        bracket = _BRACKET_END.search(self.text, max(0, end - 42), end)
        end = bracket.start() if bracket else end
        edge = self.edges[max(0, bisect_right(self.edges, end - 1) - 1)]
        if edge >= self.first and self.text[edge] == "(":
            return self._region(edge)  # 公厕数量（数量指标，分值8分）
        if listed and edge >= self.first and self.text[edge] == "," and not self._after_mark(edge):
            return None
        return self._named(edge + 1, end)

    def _after_mark(self, edge: int) -> bool:
        i = bisect_left(self.figure_ends, edge)
        return i < len(self.figure_ends) and self.figure_ends[i] == edge and self.text[edge - 1] == "分"

    def _is_name(self, start: int, end: int) -> bool:
        if not 2 <= end - start <= 40 or _NO_NAME.search(self.text[start:end]):
            return False
        i = bisect_left(self.figure_starts, start)
        return i >= len(self.figure_starts) or self.figure_starts[i] >= end
