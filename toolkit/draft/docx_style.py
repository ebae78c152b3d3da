"""The look of an official document after GB/T 9704-2012: paper, faces, lines, levels, page numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import Table

TABLE, CELL, FIGURE, COLUMN = "Table Grid", "表格", "表格数字", "表头"
CAPTION, NOTE, NOTE_TITLE = "表题", "说明", "说明标题"
_LATIN = "Times New Roman"
SIGNED = "落款"
_LINE = 28.95  # points: 22 lines on a page whose text is 225 mm high
_TEXT = "仿宋_GB2312"
_FACES = {  # style: face, size in points (二号 22, 三号 16), bold
    "Normal": (_TEXT, 16.0, False),
    "Title": ("方正小标宋简体", 22, False),
    "Heading 1": ("黑体", 16, False),
    "Heading 2": ("楷体_GB2312", 16, False),
    "Heading 3": (_TEXT, 16, True),
}
# What takes the place of a face that a machine does not have: Windows has these, and WPS as well.
_INSTEAD = {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei"}
_SMALL = {
    CELL: ("仿宋_GB2312", 10.5),
    FIGURE: ("仿宋_GB2312", 10.5),
    COLUMN: ("黑体", 10.5),
    CAPTION: ("黑体", 12),
    NOTE: ("仿宋_GB2312", 12),
    NOTE_TITLE: ("黑体", 14),
}


def prepare(pages: "Opened", title: str) -> None:
    """Set paper, faces, footers and the file's own title in an empty file."""
    from docx.shared import Mm

    section = pages.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)  # the number stands 7 mm below the text
    for name, (face, size, bold) in _FACES.items():
        _set(cast("ParagraphStyle", pages.styles[name]), face, size, bold=bold)
    _indent(pages)
    _signed(pages)
    for name, (face, size) in _SMALL.items():
        _small(pages, name, face, size)
    pages.settings.odd_and_even_pages_header_footer = True
    _number(section)
    _name_fallbacks(pages)
    properties = pages.core_properties
    properties.title, properties.author, properties.comments = title[:255], "jixiao", ""
    properties.language = "zh-CN"


def _set(style: "ParagraphStyle", face: str, size: float, *, bold: bool = False) -> None:
    """Set a style in black, where the template has colours, lines and faces of a theme."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = _LATIN, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    faces = style.element.rPr.rFonts
    for attribute in [name for name in faces.attrib if name.endswith("Theme")]:
        del faces.attrib[attribute]
    faces.set(qn("w:eastAsia"), face)
    for name in ("w:spacing", "w:kern"):  # letters of a title are not spread
        for element in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(element)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if style.name == "Title":
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.line_spacing = Pt(36)
        shape.space_after = Pt(_LINE)


def _indent(pages: "Opened") -> None:
    """Indent text and headings by two letters, however large the letters are."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        indent = pages.styles[name].element.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), "640")
    _flat(pages.styles["Title"])


def _flat(style: Any) -> None:
    """Undo the indent that a style has from the one it is based on."""
    from docx.oxml.ns import qn

    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn("w:firstLine"), "0")


def _signed(pages: "Opened") -> None:
    """Add the style of who signs, and when: to the right, four letters from the edge."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    style = cast("ParagraphStyle", pages.styles.add_style(SIGNED, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = pages.styles["Normal"]
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _flat(style)
    indent = style.element.pPr.get_or_add_ind()
    indent.set(qn("w:rightChars"), "400")
    indent.set(qn("w:right"), "1280")


def _small(pages: "Opened", name: str, face: str, size: float) -> None:
    """Add a style for tables or notes: smaller, single lines, no indent."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    style = cast("ParagraphStyle", pages.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = pages.styles["Normal"]
    _set(style, face, size)
    _flat(style)
    shape = style.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if name in (COLUMN, CAPTION, FIGURE) else WD_ALIGN_PARAGRAPH.LEFT
    if name in (NOTE, NOTE_TITLE):
        shape.space_after = Pt(4)
    if name in (NOTE_TITLE, CAPTION):
        shape.space_before, shape.keep_with_next = Pt(10), True


def head_row(table: "Table") -> None:
    """Have the first row stand on every page, and no row torn between two."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement

    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table._tbl.tblPr.append(_margins())
    for i, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not i:
            properties.append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _margins() -> Any:
    """Return the room between a cell's words and its borders, in twentieths of a point."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 40), ("left", 40), ("bottom", 40), ("right", 40)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(room))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    return margins


def widths(table: "Table", millimetres: Sequence[float]) -> None:
    """Set the width of every column."""
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)


def closing_section(pages: "Opened", heading: str) -> None:
    """Begin the pages that are no part of the report: their head says so, and their feet have no number."""
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = pages.add_section(WD_SECTION.NEW_PAGE)
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        line = header.paragraphs[0]
        line.text, line.style = heading, pages.styles[NOTE]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _number(section: "Section") -> None:
    """Put ``— 1 —`` at the outer foot of every page, one letter from the edge."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = side
        indent = line._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "0")
        indent.set(qn("w:firstLine"), "0")
        edge = "right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left"
        indent.set(qn(f"w:{edge}"), "280")
        _write_number(line)


def _write_number(line: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    def said(text: str) -> Any:
        run = line.add_run(text)
        run.font.name, run.font.size = "宋体", Pt(14)  # 四号
        run._r.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
        return run

    said("— ")
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
        run = said("" if kind or words == "PAGE" else words)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif words == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = words
            run._r.append(code)
    said(" —")


def _name_fallbacks(pages: "Opened") -> None:
    """Tell Word which face to take where one of ours is missing."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from lxml.etree import tostring

    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for face, instead in _INSTEAD.items()
    )
    part: Any = pages.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>")
    part._blob = tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
