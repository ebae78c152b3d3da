"""What part of the report a heading opens, by its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from toolkit.extract.grammar.lexicon import any_of
from toolkit.extract.grammar.reading import Reading
from toolkit.knowledge import Knowledge
from toolkit.records import Span
from toolkit.records.facts import Heading, Ordinal

PROBLEMS, MEASURES, ACHIEVEMENTS, CONCLUSION = "problems", "measures", "achievements", "conclusion"
INDICATORS, EVALUATION, OVERVIEW = "indicators", "evaluation", "overview"
BOTH = "problems and measures"

_ORDER = (PROBLEMS, MEASURES, "deductions", ACHIEVEMENTS, CONCLUSION, INDICATORS, EVALUATION, OVERVIEW)
# Sections whose items may sound like other headings (下一步工作计划不细): only problems and measures open inside them.
_CLOSED = (PROBLEMS, MEASURES, BOTH, ACHIEVEMENTS, OVERVIEW)
_BRACKET = re.compile(r"\([^()]{1,20}\)$")


def role_of(knowledge: Knowledge, title: str, *, whole: bool) -> str | None:
    """Return the role of the section that a title opens, or None.

    With ``whole`` the title must say nothing else (``存在的主要问题及原因``); without, other words may go before
    (``预算管理存在的问题``), but ``解决存在的问题`` opens nothing in either.
    """
    plain = _BRACKET.sub("", title)
    patterns = _whole(knowledge) if whole else [*_whole(knowledge), *_loose(knowledge)]
    return next((role for role, pattern in patterns if pattern.fullmatch(plain)), None)


def opens_section(knowledge: Knowledge, line: str) -> str | None:
    """Return the role of the section that a line without a number opens, alone or before its colon, or None."""
    head, colon, _ = line.partition(":")
    return role_of(knowledge, head, whole=True) if len(head) <= 24 and (colon or line[-1:] not in "。;,") else None


@cache
def _whole(knowledge: Knowledge) -> list[tuple[str, re.Pattern[str]]]:
    return _patterns(knowledge, rf"(?:{any_of(knowledge.outline.headings.lead)}){{0,6}}")


@cache
def _loose(knowledge: Knowledge) -> list[tuple[str, re.Pattern[str]]]:
    return _patterns(knowledge, rf"(?!{any_of(knowledge.outline.headings.against)}).{{0,14}}?")


def _patterns(knowledge: Knowledge, lead: str) -> list[tuple[str, re.Pattern[str]]]:
    words, roles = knowledge.outline.headings, knowledge.outline.roles
    tail = rf"(?:{any_of(words.tail)}){{0,4}}"
    answers = rf"(?:以及|及其|及|和|与|、|并|,).{{0,8}}(?:{any_of(words.answers)}).{{0,4}}"
    both = rf"{lead}(?:{any_of(roles[PROBLEMS])})(?:{any_of(words.tail)}){{0,2}}?{answers}"
    own = [(role, rf"{lead}(?:{any_of(roles[role])}){tail}") for role in _ORDER]
    return [(role, re.compile(pattern)) for role, pattern in ((BOTH, both), *own)]


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
    return role_of(reading.knowledge, title, whole=not _stands_alone(reading, heading))


def _settled_title(reading: Reading, heading: Heading) -> str:
    """Return the title with brackets and signs at half width, as the outline's words are matched."""
    text = reading.document.settled[heading.span.start : heading.span.end]
    return re.sub(r"\s", "", text)[len(heading.marker) :]


def _stands_alone(reading: Reading, heading: Heading) -> bool:
    block = reading.document.block(heading.span.start)
    rest = reading.document.settled[heading.span.end : block.span.end] if block else ""
    return heading.level <= 3 and not rest.strip(" \t\r\n:")
