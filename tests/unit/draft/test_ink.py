"""Templates write words; a figure comes from a mark, or not at all."""

import pytest

from toolkit.draft.ink import Ink, LooseFigure
from toolkit.records import Span
from toolkit.records.draft import Filled


@pytest.mark.parametrize("words", ["完成率95%", "3座", "２０个", "2023", "第3季度"])
def test_a_figure_of_a_template_is_refused(words):
    with pytest.raises(LooseFigure):
        Ink().runs(words)


@pytest.mark.parametrize("words", ["2024年", "2024年1—12月", "12月31日前", "（3）规范采购", "1.规范采购"])
def test_what_a_template_may_say_in_digits(words):
    assert Ink().runs(words) == (Filled(text=words),)


def test_words_of_the_report_travel_behind_marks():
    ink = Ink()
    mark = ink.said("{{ 7 * 7 }}完成3座", Span(4, 9))
    assert "3" not in mark
    assert ink.runs(f"目标为{mark}。") == (
        Filled(text="目标为"),
        Filled(text="{{ 7 * 7 }}完成3座", source=(Span(4, 9),)),
        Filled(text="。"),
    )
