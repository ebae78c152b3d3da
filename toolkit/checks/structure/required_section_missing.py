"""缺少规定的部分

查什么：部门整体支出绩效自评报告应有的几个部分——基本情况、自评情况、存在的问题、改进措施——有没有标题。

为何：缺了问题或措施，报告就不能说明差距在哪里、下一年怎么改。

依据：knowledge/outline.toml 的 section；各地模板的叫法不同，可以用 --knowledge 换成本地的。

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
from toolkit.checks.passages import lines
from toolkit.knowledge.shapes import SectionEntry
from toolkit.records import Clear, Evidence, Hit, Severity, Span, Unable
from toolkit.records.facts import Form, Heading, Identity

LONGEST_HEADING = 25
LONGEST_TITLE = 60


@check("ST03", Severity.WARNING)
def required_section_missing(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER:
        yield Unable(missing="自评报告的标题（这份文件不像绩效自评报告）", evidence=())
        return
    required = [s for s in dossier.knowledge.outline.section if identity.form.value in s.forms]
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


def _place(section: SectionEntry, dossier: Dossier) -> Span | None:
    """Return where the section's heading stands, with a number or alone in a short line."""
    return next((span for span, line in _lines(dossier) if any(head in line for head in section.heads)), None)


def _lines(dossier: Dossier) -> Iterator[tuple[Span, str]]:
    title = dossier.facts.identity.span if dossier.facts.identity else Span(0, 0)
    for heading in dossier.facts.of(Heading):
        if not heading.run_in and heading.level > 0:
            yield heading.span, heading.title
    for line in lines(dossier.document):
        alone = 0 < len(line.text) <= LONGEST_HEADING and not line.text.endswith(("。", ";", ",", ":"))
        if alone and "\t" not in line.text and not line.block.span.overlaps(title):
            yield line.block.span, line.text


def _title(identity: Identity) -> tuple[Evidence, ...]:
    start = identity.span.start
    return (Evidence(role="标题", span=Span(start, min(identity.span.end, start + LONGEST_TITLE))),)
