"""Targets that running text says were reached: ``满意率94.75%，达到95%的目标``; ``目标8座，实际6座，完成100%``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import operand, other_basis
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op
from toolkit.records.facts import AttainmentClaim, Binding, Role

_WORD = r"(?:目标|任务|计划|要求|标准|预期|指标)"
_SET = r"(?:年初|年度|全年|当年|既定|绩效|设定|预定|预期|原定|确定|下达|考核|规定|上级|计划|省定|市定|县定|区定|的)*"
_HOW = r"(?:也|均|都|已|已经|并|且|全部|全面|圆满|顺利|如期|按期|按时|提前|实际|基本|超额|完全)*"
_AIM = rf"{_SET}{_WORD}?(?:值|数|任务|要求|标准)?(?:的|为|:)?"
_BOUND = r"(?:不[低高少多大小]于|不超过?|至少|[≥≤><])?"
_GUARD = re.compile(rf"{_WORD}|[以之]内|范围内|预算|限额|控制数")
_REACHED = re.compile(rf"[,、]?{_HOW}(?:达到|达成|完成|实现|满足|符合)了?(?P<aim>{_AIM}){_BOUND}")
_BEYOND = re.compile(rf"[,、]?{_HOW}(?:超过|超出|高于|优于|大于)了?{_SET}")
_KEPT = re.compile(
    rf"[,、]?{_HOW}(?:控制|压减|压降|保持)(?:在|到)了?(?:{_SET}(?:预算数?|控制数|{_WORD})?(?:值|数)?的?)?"
)
_NOT_BEYOND = re.compile(
    r"[,、]?(?:均|都)?(?:未|没有|不)(?:超过|突破|超出|超)(?:年初|年度|全年|当年)?(?:预算|限额|控制数|标准)?的?"
)
_NAMED_AFTER = re.compile(rf"(?:以上|及以上|以内|以下|左右)?的?{_SET}{_WORD}(?:值|数|任务|要求)?(?!的?[\d完中里])")
_KEPT_AFTER = re.compile(r"[^,。;\d]{0,8}(?:以内|之内|以下|范围内)|的?(?:年初|年度)?(?:预算|限额|控制数|标准)")
_PLANNED = re.compile(rf"(?P<name>[^,]{{0,20}}?)[,、]?(?:{_SET}(?:目标|任务|计划)(?:值|数|任务|要求)?(?:为|是|:)?)")
_AGAINST = re.compile(rf"[,、]?(?:对照|按照|比照|较|与|按)?{_SET}")
_ACTUAL = re.compile(
    r"[,、]?(?:全年|年末|年底|当年)?(?:实际|已)(?:完成|达到|达|建成|开展|实施)?(?:值|数)?(?:为|是|:)?[^,\d]{0,6}"
)
_DONE_RATE = re.compile(
    r"[,、]?(?:已)?(?:完成率?|达成率|完成比例|目标完成率|任务完成率|完成(?:年度|全年)?(?:目标|任务|计划)的?)(?:为|达到?|:)?"
)
_MET = re.compile(
    rf"[^,。;\d]{{0,8}}[,、]{_HOW}(?:(?:完成|达到|达成|实现)了?{_SET}(?:目标|任务|计划|指标|预期)|"
    r"(?:已|已经|全部|全面|圆满|如期|按期|按时|超额)(?:完成|达成|实现|达到|达标)|达标)(?![率\d]|[^,。;]{0,6}\d)"
)
_SHORTER = re.compile(r"(?:缩短|压缩)(?:了|至|到)?$")
_EXCESS = re.compile(r"超(?:额|出|过)?(?:完成)?(?:计划|目标|任务)?$|[多少](?:完成|办|建)?$|[尚还]差$|未完成$")
_OF_IT = re.compile(r"的?(?:约|近)?\d")
_NO_LEVEL = (Role.GROWTH, Role.DELTA, Role.POINTS, Role.SHARE)
_WHOLE = 100  # per cent
_NOT_SAID = re.compile(r"未|没有|尚|力争|确保|争取|预计|拟|若|如果|应当|将(?!近)")


def attainments(sentence: Sentence, lexicon: Lexicon) -> Iterator[AttainmentClaim]:
    """Read every target that the sentence says was reached, with the value that stands right beside it."""
    if len(sentence.items) > 1 and _GUARD.search(sentence.text):
        for item in sentence.items:
            if claim := _aimed(sentence, item) or _planned(sentence, item):
                yield claim


def _aimed(sentence: Sentence, target: Item) -> AttainmentClaim | None:
    """``94.75%，达到95%的目标``; ``18.7万元，控制在18万元以内``: the subject stands before the verb."""
    actual = _before(sentence, target)
    if actual is None:
        return None
    lead = _lead(sentence, target)
    if reached := _REACHED.fullmatch(lead):
        aim = re.search(_WORD, reached["aim"])
        named = None if aim else _after(sentence, target, _NAMED_AFTER)
        of_it = _after(sentence, target, _OF_IT)  # 完成目标任务500户的95%
        sunk = any(_SHORTER.search(i.lead) for i in sentence.items[actual.index + 1 : target.index])  # 缩短2天
        op = Op.LE if sunk and target.quantity.op is Op.EQ else None
        return _claim(sentence, actual, target, named or 0, op=op) if (aim and not of_it) or named else None
    if _BEYOND.fullmatch(lead) and (named := _after(sentence, target, _NAMED_AFTER)):
        return _claim(sentence, actual, target, named, op=Op.GE)
    named = _after(sentence, target, _KEPT_AFTER)
    kept = _KEPT.fullmatch(lead) and (named or target.quantity.text.endswith(("以内", "以下", "之内")))
    if kept or (named and _NOT_BEYOND.fullmatch(lead)):
        return _claim(sentence, actual, target, named or 0, op=Op.LE)
    return None


def _lead(sentence: Sentence, item: Item) -> str:
    """Return the words before a figure with those of its limit (高于95%)."""
    return item.lead + sentence.flow.text[item.token.start : item.token.number]


def _after(sentence: Sentence, item: Item, words: re.Pattern[str]) -> int | None:
    """Return how far ``words`` go behind a figure, or None."""
    found = words.match(sentence.flow.text, item.token.end, sentence.end)
    return found.end() - found.start() if found else None


def _planned(sentence: Sentence, target: Item) -> AttainmentClaim | None:
    """``目标8座，实际6座，完成100%``; ``实际6座，目标8座，已完成目标``; ``3150亩，对照3200亩任务，已如期完成``."""
    planned = _PLANNED.fullmatch(target.lead)
    against = planned is None and _AGAINST.fullmatch(target.lead) and _after(sentence, target, _NAMED_AFTER)
    if not planned and not against:
        return None
    follower = _at(sentence, target.index + 1)
    actual = _before(sentence, target)
    if planned and follower is not None and _ACTUAL.fullmatch(follower.lead) and _comparable(follower, target):
        actual = follower
    elif planned and planned["name"]:
        return None
    if actual is None:
        return None
    last = max(actual, target, key=lambda i: i.index)
    rate = _at(sentence, last.index + 1)
    if rate is not None and rate.dimension is Dimension.RATIO and rate.segment == last.segment:
        full = rate.quantity.value is not None and rate.quantity.value >= _WHOLE
        return _claim(sentence, actual, target, completion=rate) if full and _DONE_RATE.fullmatch(rate.lead) else None
    said = _after(sentence, last, _MET)
    return _claim(sentence, actual, target, said, last=last) if said else None


def _at(sentence: Sentence, index: int) -> Item | None:
    return sentence.items[index] if 0 <= index < len(sentence.items) else None


def _before(sentence: Sentence, target: Item) -> Item | None:
    """Return the value before a target, nothing but its change between them; None where another may be meant."""
    for item in reversed(sentence.items[: target.index]):
        if item.segment != target.segment or item.bracket not in (-1, target.bracket):
            return None
        if item.role in _NO_LEVEL or item.prior or _EXCESS.search(item.lead):
            continue
        return item if _comparable(item, target) else None
    return None


def _comparable(item: Item, target: Item) -> bool:
    exact = item.quantity.op is Op.EQ and item.role not in (Role.TARGET, Role.COMPLETION)
    measured = item.unit is not None and target.unit is not None and item.dimension is not Dimension.SCORE
    return exact and measured and not item.prior and item.matches(target)


def _claim(
    sentence: Sentence,
    actual: Item,
    target: Item,
    said: int = 0,
    *,
    op: Op | None = None,
    last: Item | None = None,
    completion: Item | None = None,
) -> AttainmentClaim | None:
    """Make the claim; ``said`` counts the characters behind the last figure that say that the target is reached."""
    first, last = min(actual, target, key=lambda i: i.index), completion or last or target
    end = last.token.end + said
    between = _NOT_BEYOND.sub("", sentence.flow.text[first.token.end : end])
    if _NOT_SAID.search(between):
        return None
    wanted = operand("target", target)
    if op is not None:  # 高于95%的目标: the target is 95 %
        words = sentence.flow.text[target.token.number : target.token.end]
        wanted = replace(wanted, quantity=replace(target.quantity, op=op, hedge=None, text=words))
    begin = (completion or target).token.start - len((completion or target).lead)
    return AttainmentClaim(
        span=sentence.span(first, last).hull(sentence.flow.span(begin, end)),
        label=actual.label or target.label,
        text=sentence.text,
        operands=(operand("value", actual), wanted, *([operand("completion", completion)] if completion else [])),
        binding=Binding.GUESSED if other_basis(sentence) else Binding.ORDERED,
        said=sentence.flow.span(begin, end) if completion is None else completion.quantity.span,
    )
