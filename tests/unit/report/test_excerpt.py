import pytest

from tests.unit.audit.stand_ins import cites, written
from toolkit.records import Block, BlockKind, Document, Evidence, Span
from toolkit.report.excerpt import Mark, excerpts


def bracketed(document, *words):
    return ["".join(_marked(*piece) for piece in excerpt) for excerpt in excerpts(document, cites(document, *words))]


def paragraph(text, *, kind=BlockKind.PARAGRAPH, gaps=()):
    block = Block(kind=kind, span=Span(0, len(text)), gaps=gaps)
    return Document(name="", path=None, sha256="", format="txt", text=text, settled=text, blocks=(block,))


def _marked(text, mark):
    return {Mark.CONTEXT: text, Mark.FAULT: f"[{text}]", Mark.OTHER: f"({text})"}[mark]


def test_the_sentence_around_the_words():
    document = paragraph("前一句。满意率\n95 %，目标90%；后一句。")
    assert bracketed(document, "95 %") == ["满意率[95%]，目标90%；"]


def test_the_fault_comes_first_and_others_follow():
    document = written("受理80件。另一句。办结率96%。")
    assert bracketed(document, "96%", "80") == ["办结率[96%]。", "受理(80)件。"]


def test_words_across_sentences_are_one_excerpt():
    document = written("前言。受理80件。办结76件。后记。")
    assert bracketed(document, "80件。办结76件") == ["受理[80件。办结76件]。"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("增长\n5.2%", "增长[5.2%]"),
        ("增长 5.2%", "增长[5.2%]"),
        ("GDP growth 5.2%", "GDP growth [5.2%]"),
        ("1 098万元，增长5.2%", "1 098万元，增长[5.2%]"),
    ],
)
def test_blanks_between_chinese_characters_are_looked_through(text, seen):
    assert bracketed(paragraph(text), "5.2%") == [seen]


def test_cells_of_a_row_are_kept_apart():
    document = paragraph("办结率\t≥90%\t95%", kind=BlockKind.ROW)
    assert bracketed(document, "95%") == ["办结率 │ ≥90% │ [95%]"]


def test_a_page_footer_inside_a_sentence_is_looked_through():
    text = "投入29.03\n— 3 —\n亿元。"
    document = paragraph(text, gaps=(Span(8, 13),))
    assert bracketed(document, "29.03\n— 3 —\n亿元") == ["投入[29.03亿元]。"]


def test_of_a_long_sentence_only_what_stands_near_the_words():
    document = written("甲" * 200 + "满意率95%" + "乙" * 200 + "满意74人" + "丙" * 200 + "。")
    (line,) = bracketed(document, "95%", "74")
    assert line == "…" + "甲" * 21 + "满意率[95%]" + "乙" * 24 + "…" + "乙" * 22 + "满意(74)人" + "丙" * 23 + "…"


def test_a_long_quote_is_shortened_in_its_middle():
    document = written("子" + "丑" * 300 + "寅")
    (line,) = bracketed(document, "丑" * 300)
    assert line == "子[" + "丑" * 24 + "…" + "丑" * 24 + "]寅"


def test_nothing_to_show_without_evidence():
    assert excerpts(written("一句。"), ()) == []


def test_an_empty_span_at_the_end_of_the_text_is_survived():
    document = written("一句。")
    end = Span(len(document.text), len(document.text))
    assert all(mark is Mark.CONTEXT for line in excerpts(document, (Evidence(role="", span=end),)) for _, mark in line)
