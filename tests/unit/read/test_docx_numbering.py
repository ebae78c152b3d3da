import pytest

from tests.unit.read.package import cell, package, paragraph, row, table
from toolkit.read import read_bytes


def level(depth: int, style: str, pattern: str, more: str = "") -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def rules(*levels: str, lists: str = '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>', more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>{more}{lists}'


def item(words: str, depth: int = 0, number: int = 5) -> str:
    return paragraph(words, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def shown(body: str, numbering: str, styles: str = "") -> list[str]:
    document = read_bytes(package(body, numbering=numbering, styles=styles), name="自评报告.docx")
    return [document.quote(block.span) for block in document.blocks]


OFFICIAL = rules(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))


def test_levels_count_and_start_again_below_a_new_heading():
    body = (
        item("概况")
        + item("职能", 1)
        + item("机构", 1)
        + item("编制", 2)
        + item("结论")
        + item("得分", 1)
        + item("分值", 2)
    )
    assert shown(body, OFFICIAL) == [
        "一、概况",
        "（一）职能",
        "（二）机构",
        "1. 编制",
        "二、结论",
        "（一）得分",
        "1. 分值",
    ]


def test_a_paragraph_between_does_not_break_the_count():
    assert shown(item("甲") + paragraph("正文。") + item("乙"), OFFICIAL) == ["一、甲", "正文。", "二、乙"]


def test_a_number_shows_the_levels_above():
    numbering = rules(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert shown(item("总则") + item("范围", 1) + item("依据", 1), numbering) == ["第一章 总则", "1.1 范围", "1.2 依据"]


def test_lists_that_share_their_rules_count_on_unless_one_starts_over():
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    again = f'<w:num w:numId="6"><w:abstractNumId w:val="1"/>{over}</w:num>'
    same = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in (5, 7))
    numbering = rules(level(0, "decimal", "%1."), lists=same + again)
    body = item("甲") + item("乙", number=7) + item("丙", number=6) + item("丁", number=6)
    assert shown(body, numbering) == ["1. 甲", "2. 乙", "3. 丙", "4. 丁"]


def test_a_level_told_never_to_restart_counts_on():
    numbering = rules(level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>'))
    body = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    assert shown(body, numbering) == ["1. 甲", "(1)乙", "2. 丙", "(2)丁"]


def style(name: str, numbering: str, more: str = "") -> str:
    inner = f"{more}<w:pPr><w:numPr>{numbering}</w:numPr></w:pPr>"
    return f'<w:style w:type="paragraph" w:styleId="{name}">{inner}</w:style>'


STYLES = (
    style("H1", '<w:numId w:val="5"/>')
    + style("H2", '<w:ilvl w:val="1"/>', '<w:basedOn w:val="H1"/>')
    + style("H3", '<w:numId w:val="5"/>')
)


def test_a_style_numbers_its_paragraphs():
    numbering = rules(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.", '<w:pStyle w:val="H3"/>'),
    )
    body = "".join(
        paragraph(words, properties=f'<w:pStyle w:val="{name}"/>')
        for words, name in (("概况", "H1"), ("职能", "H2"), ("编制", "H3"))
    )
    assert shown(body, numbering, STYLES) == ["一、概况", "（一）职能", "1. 编制"]


def test_a_paragraph_takes_itself_out_of_its_styles_list():
    properties = '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert shown(paragraph("前言", properties=properties), OFFICIAL, STYLES) == ["前言"]


def test_a_list_style_is_followed():
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>'
    )
    more = f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{level(0, "decimal", "%1)")}</w:abstractNum>'
    lists = (
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num>'
    )
    assert shown(item("甲"), rules('<w:numStyleLink w:val="L"/>', lists=lists, more=more), styles) == ["1)甲"]


def test_a_cell_is_numbered_too():
    assert shown(table(row(cell(item("甲")), "1"), row(cell(item("乙")), "2")), OFFICIAL) == ["一、甲\t1", "二、乙\t2"]


@pytest.mark.parametrize(
    ("style", "pattern", "first", "twelfth"),
    [
        ("decimal", "%1", "1 项", "12 项"),
        ("decimalZero", "%1", "01 项", "12 项"),
        ("chineseCountingThousand", "%1、", "一、项", "十二、项"),
        ("japaneseCounting", "第%1条", "第一条 项", "第十二条 项"),
        ("ideographDigital", "%1、", "一、项", "一二、项"),
        ("chineseLegalSimplified", "%1、", "壹、项", "拾贰、项"),
        ("ideographZodiac", "%1、", "子、项", "亥、项"),
        ("ideographTraditional", "%1、", "甲、项", "12、项"),
        ("decimalEnclosedCircle", "%1", "① 项", "⑫ 项"),
        ("decimalEnclosedParen", "%1", "⑴ 项", "⑿ 项"),
        ("decimalFullWidth", "%1、", "１、项", "１２、项"),
        ("upperRoman", "%1.", "I. 项", "XII. 项"),
        ("lowerLetter", "%1)", "a)项", "l)项"),
        ("bullet", "\uf0b7", "• 项", "• 项"),
        ("bullet", "◆", "◆ 项", "◆ 项"),
        ("none", "", "项", "项"),
        ("aStyleOfTomorrow", "%1、", "1、项", "12、项"),
    ],
)
def test_each_style_is_printed_as_the_reader_sees_it(style, pattern, first, twelfth):
    lines = shown(item("项") * 12, rules(level(0, style, pattern)))
    assert (lines[0], lines[11]) == (first, twelfth)


@pytest.mark.parametrize(
    ("count", "numeral"), [(10, "十"), (19, "十九"), (20, "二十"), (100, "一百"), (103, "一百〇三"), (110, "一百一十")]
)
def test_chinese_numerals_are_read_aloud(count, numeral):
    assert shown(item("项") * count, rules(level(0, "chineseCounting", "%1、")))[-1] == f"{numeral}、项"
