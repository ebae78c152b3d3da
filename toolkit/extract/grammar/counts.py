"""Announced numbers and the lists that follow: ``内设机构5个，分别是甲、乙、丙、丁和戊``."""

import re
from collections.abc import Iterator

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import operand
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op, Quantity
from toolkit.records.facts import Binding, CountClaim, Operand, Role

_LISTED = re.compile(
    r"^(?P<noun>[^,。:;()\d]{0,16}?)(?:\([^()]{0,20}\))?[,:]?(?:其中)?"
    r"(?P<cue>分别为|分别是|分别有|依次为|依次是|即|包括|包含|为|是|有|:|名单如下)[:,]?"
)
_FIRM = {"分别为", "分别是", "分别有", "依次为", "依次是", "即", "名单如下"}
_BEFORE = re.compile(
    r"^.*(?:(?P<office>下设|内设|设有|下辖|管辖|辖有?|(?<![建开增假创铺附公架敷装常陈虚])设(?![立置施计想备定区法]))"
    r"|设立(?!案)了?|设置了?|包括|包含|分别为|分别是|涉及|涵盖)"
    r"(?P<list>[^。;:]{2,400}?)(?P<open>等)?,?(?:总?共|共计|合计|这)?$"
)
_BRACKET = re.compile(
    r"[^,。;:()\d]{0,10}\((?!不?含|其中|包括|不包括|如|另|原|简称|以下|见|详见)(?P<list>[^()。;]{3,300})\)"
)
_SEPARATOR = re.compile(r"、")
_LAST = re.compile(r"(?:以及|和|及|与)(?=[^、]{2,24}$)")
_ETC = re.compile(r"等(?:[^、]{0,8})?$")
_BAD = re.compile(r"\d|率|[元%‰]|进行|推进|完成|开展了")
_HOTLINE = re.compile(r"(?<!\d)123\d\d(?!\d)")  # 12345热线管理科
_LONGEST = 26
_NAME = 10  # characters; what stands behind a bare colon must look like names
_NOUN = re.compile(r"[^,。;:、()\d]{2,12}")
_FOLLOWER = re.compile(r"[。;]")


def counts(sentence: Sentence, lexicon: Lexicon) -> Iterator[CountClaim]:
    """Read every announced number whose list stands in the same sentence."""
    for item in sentence.items:
        if item.dimension is not Dimension.COUNT or item.quantity.op is not Op.EQ or item.quantity.places:
            continue
        if item.role not in (Role.LEVEL, Role.TOTAL):
            continue
        yield from _after(sentence, item)
        yield from _before(sentence, item)
        yield from _in_brackets(sentence, item)


def _in_brackets(sentence: Sentence, item: Item) -> Iterator[CountClaim]:
    """``3个社区（东社区、西社区、南社区）``."""
    opened = _BRACKET.match(sentence.flow.text, item.token.end, sentence.end)
    listed = _split(sentence, *opened.span("list")) if opened else None
    if listed is not None and len(listed[0]) > 1 and any(len(i.quantity.text) > 1 for i in listed[0]):  # 县(市、区)
        firm = all(len(i.quantity.text) <= _NAME for i in listed[0])
        yield _claim(sentence, item, *listed, Binding.ORDERED if firm else Binding.GUESSED)


def _after(sentence: Sentence, item: Item) -> Iterator[CountClaim]:
    tail = sentence.flow.text[item.token.end : sentence.end]
    opened = _LISTED.match(tail)
    if not opened:
        return
    start = item.token.end + opened.end()
    stop = _FOLLOWER.search(sentence.flow.text, start, sentence.end)
    end = stop.start() if stop else sentence.end
    listed = _split(sentence, start, end)
    if listed is None or len(listed[0]) < 2:
        return
    items, open_ended = listed
    longest = _LONGEST if opened["cue"] in _FIRM else _NAME if ":" in opened.group() else 0
    firm = all(len(i.quantity.text) <= longest for i in items)
    yield _claim(sentence, item, items, open_ended, Binding.ORDERED if firm else Binding.GUESSED)


def _before(sentence: Sentence, item: Item) -> Iterator[CountClaim]:
    """``下设党政办、财政所、社保中心3个机构``."""
    ahead = sentence.flow.text[max(sentence.start, item.token.start - 400) : item.token.start]
    found = _BEFORE.search(ahead)
    if (
        not found
        or "、" not in found["list"]
        or "," in found["list"]
        or found["list"].count("“") != found["list"].count("”")
    ):
        return
    start = item.token.start - len(ahead) + found.start("list")
    listed = _split(sentence, start, start + len(found["list"]))
    if listed is None or len(listed[0]) < 2:
        return
    known = found["office"] or not found["open"]  # 下辖甲馆、乙馆、丙馆等2个单位: more are named than there are
    yield _claim(sentence, item, listed[0], bool(found["open"]), Binding.ORDERED if known else Binding.GUESSED)


def _claim(sentence: Sentence, stated: Item, items: list[Operand], open_ended: bool, binding: Binding) -> CountClaim:
    span = stated.quantity.span
    for listed in items:
        span = span.hull(listed.quantity.span)
    return CountClaim(
        span=span,
        label=stated.label or _noun(sentence, stated),
        text=sentence.text,
        operands=(operand("stated", stated), *items),
        binding=binding,
        open_ended=open_ended,
    )


def _noun(sentence: Sentence, stated: Item) -> str:
    """Return what is counted, where its name stands behind the number alone (甲、乙、丙，共三个科室)."""
    named = _NOUN.match(sentence.flow.text, stated.token.end, sentence.end)
    return named.group() if named else ""


def _split(sentence: Sentence, start: int, end: int) -> tuple[list[Operand], bool] | None:
    """Cut a list at 、 and its last 和; brackets are looked through. None where it is no plain list of names."""
    text = sentence.flow.text
    masked = list(text[start:end])
    depth = 0
    for i, char in enumerate(masked):
        if char in "(“《[":
            depth += 1
        if depth:
            masked[i] = "□"
        if char in ")”》]" and depth:
            depth -= 1
    plain = "".join(masked)
    if "," in plain:
        plain = plain[: plain.index(",")]
    pieces, at = [], 0
    for mark in _SEPARATOR.finditer(plain):
        pieces.append((at, mark.start()))
        at = mark.end()
    pieces.append((at, len(plain)))
    if len(pieces) > 1 or _LAST.search(plain):
        a, b = pieces[-1]
        joint = _LAST.search(plain[a:b])
        if joint:
            pieces[-1:] = [(a, a + joint.start()), (a + joint.end(), b)]
    open_ended = False
    a, b = pieces[-1]
    etc = _ETC.search(plain[a:b])
    if etc and etc.start():
        open_ended = True
        pieces[-1] = (a, a + etc.start())
    operands = []
    for a, b in pieces:
        words = text[start + a : start + b]
        if not words or _BAD.search(_HOTLINE.sub("", plain[a:b])):
            return None
        quantity = Quantity(
            value=None, unit=None, span=sentence.flow.span(start + a, start + b), text=words, op=Op.QUALITATIVE
        )
        operands.append(Operand(role="item", quantity=quantity))
    return operands, open_ended
