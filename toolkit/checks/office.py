"""Figures of the whole office and the report's year: what it spent, what it carried over, how many work there.

Such a figure is called by a plain name (实际支出, 结转), which many a project's figure bears too. It is taken for the
office's only where nothing that stands before it in its sentence, and no heading above, names another subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import is_hedged
from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.passages import Passage, passage
from toolkit.checks.sections import in_section
from toolkit.knowledge import Knowledge
from toolkit.knowledge.metric_shapes import OfficeFigure as KnownFigure
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import Dimension, Quantity
from toolkit.records.facts import Form, Mention, Role

_FIGURE = r"[\d.]+(?:万|亿)?(?:元|%|人|名|个)"
_IS = "(?:为|是|共计?|合计|达到?|有)?"
_WHEN = "截至|截止|12月31日|12月底|1[-—－~至]12月|全年|年度|本年度?|当年|年度中|年中|年内|年末|年底|年终|期末"
_WHO = "[我本全][镇乡县市区局院校街委部单]?[道门位]?|部门|单位|整体|现有|实有|共有?|的"

_ASIDE = re.compile(r"\([^)]{0,8}(?:含|包括|剔除|扣除|口径)")  # its base is not the plain one
_REACH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFigure:
    """A figure of the whole office, by which word; ``concluding`` where the report's conclusion says it."""

    name: str
    word: str
    quantity: Quantity
    concluding: bool


def office_figures(dossier: Dossier) -> Iterator[OfficeFigure]:
    """Yield the figures of the whole office in the conclusion and in the parts that tell of its money and staff."""
    identity = dossier.facts.identity
    if identity is None or identity.year is None or identity.form is Form.OTHER:
        return
    who = any_of(
        [*([identity.organization] if identity.organization else []), f"{identity.year}年", f"{identity.year}"]
    )
    before = re.compile(f"(?:{who}|{_WHEN}|{_WHO})*")
    for mention in dossier.facts.of(Mention):
        quantity = mention.quantity
        unit = quantity.unit
        if mention.role not in {Role.LEVEL, Role.TOTAL} or unit is None or quantity.value is None:
            continue
        if unit.dimension not in {Dimension.MONEY, Dimension.COUNT} or is_hedged(quantity):
            continue
        start = quantity.span.start
        concluding = in_section(dossier, start, "conclusion")
        if not _is_of_office(dossier, start, concluding=concluding):
            continue
        named = _named(dossier.knowledge, passage(dossier.document, quantity.span), before)
        if named is not None:
            yield OfficeFigure(name=named[0], word=named[1], quantity=quantity, concluding=concluding)


def office_name(knowledge: Knowledge, word: str) -> str | None:
    """Return which of the office's figures a word names of a whole year: 支出 is 全年支出 behind 2022年 too."""
    entry = _names(knowledge).get(word)
    return None if entry is None or (word in entry.bare and "全年" not in entry.after) else entry.name


def _is_of_office(dossier: Dossier, start: int, *, concluding: bool) -> bool:
    """Tell whether the headings above are of the office's money or staff, and none of a part of them."""
    metrics = dossier.knowledge.metrics
    titles = [heading.title for heading in dossier.facts.path(start)]
    apart, own = one_of(metrics.office_apart.words), one_of(metrics.office_headings.words)
    return not any(apart.search(title) for title in titles) and (
        concluding or any(own.search(title) for title in titles[-1:])
    )


def _named(knowledge: Knowledge, figure: Passage, before: re.Pattern[str]) -> tuple[str, str] | None:
    """Return which of the office's figures it is, by what word; None where words around it may name another subject."""
    if figure.in_table or _ASIDE.match(figure.after(_REACH)):
        return None
    *earlier, ahead = re.split("[。!?]", figure.line.text[: figure.start])
    if one_of(knowledge.metrics.office_apart.words).search("".join(earlier)):
        return None
    *clauses, own = re.split("[,;]", ahead)
    beside = _beside(knowledge)
    if not all(beside.fullmatch(clause, _after(before, clause)) for clause in clauses):
        return None
    begins = _after(before, own)
    word = re.sub(f"{_IS}$", "", own[begins:])
    entry = _names(knowledge).get(word)
    if entry is None or (
        word in entry.bare and not one_of(entry.after).search(ahead[: len(ahead) - len(own) + begins])
    ):
        return None
    return entry.name, word


def _after(before: re.Pattern[str], clause: str) -> int:
    """Return where the words end that only say when and who."""
    found = before.match(clause)
    return found.end() if found else 0


@once
def _names(knowledge: Knowledge) -> dict[str, KnownFigure]:
    """Return which figure each name is of."""
    return {word: entry for entry in knowledge.metrics.office for word in (*entry.words, *entry.bare)}


@once
def _beside(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of a clause that speaks of the office's figures only, or of the time."""
    names = any_of([*_names(knowledge), *knowledge.metrics.office_beside.words])
    return re.compile(f"(?:(?:{names}){_IS}{_FIGURE})?")
