"""What part of the report a heading opens, by its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from toolkit.extract.grammar.reading import Reading
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Span
from toolkit.records.facts import Heading, Ordinal

PROBLEMS, MEASURES, ACHIEVEMENTS, CONCLUSION = "problems", "measures", "achievements", "conclusion"
INDICATORS, EVALUATION, OVERVIEW = "indicators", "evaluation", "overview"
BOTH = "problems and measures"

_ORDER = (PROBLEMS, MEASURES, "deductions", ACHIEVEMENTS, CONCLUSION, INDICATORS, EVALUATION, OVERVIEW)
# Sections whose items may sound like other headings (下一步工作计划不细): only problems and measures open inside them.
_CLOSED = (PROBLEMS, MEASURES, BOTH, ACHIEVEMENTS, OVERVIEW)
_ROLES = {f"role{i}": role for i, role in enumerate((BOTH, *_ORDER))}
_BRACKET = re.compile(r"\([^()]{1,20}\)$")


def role_of(knowledge: Knowledge, title: str, *, whole: bool) -> str | None:
    """Return the role of the section that a title opens, or None.

    With ``whole`` the title must say nothing else (``存在的主要问题及原因``); without, other words may go before
    (``预算管理存在的问题``), but ``解决存在的问题`` opens nothing in either.
    """
    plain = _BRACKET.sub("", title)
    found = _whole(knowledge).fullmatch(plain) or (None if whole else _loose(knowledge).fullmatch(plain))
    return _ROLES[found.lastgroup] if found and found.lastgroup else None


def opens_section(knowledge: Knowledge, line: str) -> str | None:
    """Return the role of the section that a line without a number opens, alone or before its colon, or None."""
    head, colon, _ = line.partition(":")
    return role_of(knowledge, head, whole=True) if len(head) <= 24 and (colon or line[-1:] not in "。;,") else None


@cache
def _whole(knowledge: Knowledge) -> re.Pattern[str]:
    return _pattern(knowledge, rf"(?:{any_of(knowledge.outline.headings.lead)}){{0,6}}")


@cache
def _loose(knowledge: Knowledge) -> re.Pattern[str]:
    return _pattern(knowledge, rf"(?!{any_of(knowledge.outline.headings.against)}).{{0,14}}?")


def _pattern(knowledge: Knowledge, lead: str) -> re.Pattern[str]:
    """Return the pattern of all titles, with a group for each role."""
    words, roles = knowledge.outline.headings, knowledge.outline.roles
    tail = rf"(?:{any_of(words.tail)}){{0,4}}"
    answers = rf"(?:以及|及其|及|和|与|、|并|,).{{0,8}}(?:{any_of(words.answers)}).{{0,4}}"
    titles = [rf"(?:{any_of(roles[PROBLEMS])})(?:{any_of(words.tail)}){{0,2}}?{answers}"]
    titles += [rf"(?:{any_of(roles[role])}){tail}" for role in _ORDER]
    return re.compile("|".join(f"(?P<{group}>{lead}{title})" for group, title in zip(_ROLES, titles, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A heading, what it is about, and the headings right below it; ``own`` where its words say so, not those above."""

    heading: Heading
    role: str | None
    own: bool
    below: "list[Section]"

    @property
    def direct(self) -> Span:
        """The text between the heading and the first one below it."""
        body = self.heading.body
        return Span(body.start, self.below[0].heading.span.start) if self.below else body


def sections(reading: Reading, headings: Iterable[Heading | Ordinal]) -> list[Section]:
    """Arrange the headings, and give each the role its words or those above it tell."""
    found: list[Section] = []
    above: list[Section] = []
    for heading in headings:
        if not isinstance(heading, Heading):
            continue
        while above and above[-1].heading.level >= heading.level:
            above.pop()
        inherited = above[-1].role if above else None
        role = None if heading.run_in else _own_role(reading, heading, inherited)
        section = Section(heading, role or inherited, role is not None, [])
        if above:
            above[-1].below.append(section)
        above.append(section)
        found.append(section)
    return found


def _own_role(reading: Reading, heading: Heading, inherited: str | None) -> str | None:
    title = _settled_title(reading, heading)
    if inherited in _CLOSED:
        role = role_of(reading.knowledge, title, whole=True)
        return role if role in (PROBLEMS, MEASURES, BOTH) and role != inherited else None
    alone = _stands_alone(reading, heading)
    said = next((role for role, words in reading.knowledge.outline.headings.alone.items() if title in words), None)
    return said if alone and said else role_of(reading.knowledge, title, whole=not alone)


def _settled_title(reading: Reading, heading: Heading) -> str:
    """Return the title with brackets and signs at half width, as the outline's words are matched."""
    text = reading.document.settled[heading.span.start : heading.span.end]
    return re.sub(r"\s", "", text)[len(heading.marker) :]


def _stands_alone(reading: Reading, heading: Heading) -> bool:
    block = reading.document.block(heading.span.start)
    rest = reading.document.settled[heading.span.end : block.span.end] if block else ""
    return heading.level <= 3 and not rest.strip(" \t\r\n:")
