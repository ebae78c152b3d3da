"""缺少规定的部分

查什么：部门整体支出绩效自评报告应有的几个部分——基本情况、自评情况、存在的问题、改进措施——有没有标题；
基本情况里的职能、收支、绩效目标，自评情况里的自评结论，标题和文字里都没有的，提示一次；
按模板设了其余各项标题、单缺一项的，也提示。

为何：缺了问题或措施，报告就不能说明差距在哪里、下一年怎么改。

依据：knowledge/outline.toml 的 section；各地模板的叫法不同，可以在 jixiao.toml 的 checks.ST03 里写明，或者用
--knowledge 换成本地的。

有问题：
    青禾县司法局2023年度部门整体支出绩效自评报告
    一、部门基本情况
    局机关设6个股室。
    二、绩效自评情况
    自评得分95分。
    三、存在的主要问题
    绩效指标不够细化。

没问题：
    青禾县司法局2023年度部门整体支出绩效自评报告
    一、部门基本情况
    局机关设6个股室。
    二、绩效自评情况
    自评得分95分。
    三、存在的主要问题
    绩效指标不够细化。
    四、下一步改进措施
    细化绩效指标。

局限：只看标题里的词，不看写了什么；不是部门整体自评报告的、没有分标题的、像是节选的，不作判断。
"""

from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.once import once
from toolkit.checks.passages import lines, passage
from toolkit.checks.sections import in_section
from toolkit.knowledge.patterns import one_of
from toolkit.knowledge.shapes import SectionEntry
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Span, Unable
from toolkit.records.facts import Form, Heading, Identity

LONGEST_HEADING = 25
LONGEST_TITLE = 60
FEWEST_PARTS = 2
WHOLE_FORM = 5  # parts that make a form of its own: who has all but one of them follows it
PART_LEVEL = 2
_PROJECT = "项目"  # a chapter on a project owes no duties and staff of an office


@check("ST03", Severity.WARNING)
def required_section_missing(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER:
        yield Unable(missing="自评报告的标题（这份文件不像绩效自评报告）", evidence=())
        return
    known = [s for s in dossier.knowledge.outline.section if identity.form.value in s.forms]
    required = [s for s in known if s.part_of is None]
    title = _title(identity)
    if not required:
        yield Unable(missing="这类报告规定的部分", evidence=title)
        return
    if sum(h.level == 1 for h in dossier.facts.of(Heading)) < 2:
        yield Unable(missing="一级标题（像是节选或表格）", evidence=title)
        return
    places = {section.name: _place(section, dossier) for section in required}
    missing = [section for section in required if places[section.name] is None]
    if len(missing) * 2 > len(required):
        yield Unable(missing="与模板相近的标题（叫法差别太大）", evidence=title)
        return
    for section in required:
        place = places[section.name]
        if place:
            yield Clear(evidence=(Evidence(role="标题", span=place),))
        else:
            yield Hit(
                message=f"没有看到“{section.name}”部分",
                evidence=title,
                suggestion=f"补写“{section.name}”；如已写在别处，请加上标题",
            )
    for section in required:
        parts = [part for part in known if part.part_of == section.name]
        top = [h for h in dossier.facts.of(Heading) if h.level == 1]
        chapter = next((h for h in top if any(head in h.title for head in section.heads)), None)
        if chapter is None or not parts or _PROJECT in chapter.title:
            continue
        left = [part for part in parts if not _is_headed(part, dossier)]
        if len(parts) >= WHOLE_FORM and len(left) == 1 and left[0].told:
            yield _missing(left[0], chapter)  # the form is followed in all else
            continue
        for part in parts:
            yield from _part(part, chapter, dossier) if part.told else ()


def _is_headed(part: SectionEntry, dossier: Dossier) -> bool:
    """Tell whether a part has a heading of the second level, whichever chapter it stands in."""
    heads = [h for h in dossier.facts.of(Heading) if h.level == PART_LEVEL and not _is_item(h, dossier)]
    return any(head in h.title.replace("部门整体支出绩效", "") for h in heads for head in part.heads)


def _part(part: SectionEntry, chapter: Heading, dossier: Dossier) -> Iterator[Hit]:
    """Yield a part that neither a heading of the report names nor the text of its chapter tells of."""
    headings = dossier.facts.of(Heading)
    others = (line for _, line in _lines(dossier) if not line.endswith(chapter.title))
    if any(head in line for line in others for head in part.heads):
        return
    text = "".join(dossier.document.quote(chapter.body).split())
    below = [h for h in headings if h.level == 2 and chapter.body.covers(h.span) and not h.run_in]
    if len(below) >= FEWEST_PARTS and not any(word in text for word in part.told):
        yield _missing(part, chapter)


def _missing(part: SectionEntry, chapter: Heading) -> Hit:
    return Hit(
        message=f"“{chapter.title}”里没有看到“{part.name}”",
        evidence=(Evidence(role="标题", span=chapter.span),),
        suggestion=f"补写“{part.name}”；如已写在别处，请加上标题",
        certainty=Certainty.POSSIBLE,
        severity=Severity.INFO,
    )


def _place(section: SectionEntry, dossier: Dossier) -> Span | None:
    """Return where the section's heading stands: a chapter's has its word anywhere, another line ends with it."""
    chapters = {h.span for h in dossier.facts.of(Heading) if h.level == 1}
    tail = one_of(dossier.knowledge.outline.headings.tail)
    for span, line in _lines(dossier):
        found = [*one_of(section.heads).finditer(line)]
        if found and (span in chapters or not tail.sub("", line[found[-1].end() :]).strip(":()")):
            return span
    return None


@once
def _lines(dossier: Dossier) -> tuple[tuple[Span, str], ...]:
    """Return the headings, and the short lines that may be some."""
    return tuple(_headlike(dossier))


def _headlike(dossier: Dossier) -> Iterator[tuple[Span, str]]:
    title = dossier.facts.identity.span if dossier.facts.identity else Span(0, 0)
    for heading in dossier.facts.of(Heading):
        if not heading.run_in and heading.level > 0 and not _is_item(heading, dossier):
            yield heading.span, heading.title
    for line in lines(dossier.document):
        alone = 0 < len(line.text) <= LONGEST_HEADING and not line.text.endswith(("。", ";", ",", ":"))
        if alone and "\t" not in line.text and not line.block.span.overlaps(title):
            yield line.block.span, line.text


def _is_item(heading: Heading, dossier: Dossier) -> bool:
    """Tell whether a heading is an item of the problems or measures: （二）规范整改档案。由总务处…"""
    path = dossier.facts.path(heading.span.start)
    where = passage(dossier.document, heading.span)
    goes_on = len(where.line.text) - where.end > LONGEST_HEADING
    return goes_on and len(path) > 1 and in_section(dossier, path[0].span.start, "problems", "measures")


def _title(identity: Identity) -> tuple[Evidence, ...]:
    start = identity.span.start
    return (Evidence(role="标题", span=Span(start, min(identity.span.end, start + LONGEST_TITLE))),)
