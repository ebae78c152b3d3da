import pytest

from tests.unit.audit.stand_ins import PAGE
from toolkit.audit import Page


def test_prose_loses_its_line_wraps_and_examples_keep_theirs():
    page = Page.of(PAGE)
    assert page.title == "百分比与分子、分母对不上"
    assert page.what == "由报告自己给出的分子和分母重算。"
    assert page.faulty == "满意74人。\n  退回9件。"
    assert page.sound == "满意75人。"
    assert page.limits == "只看一句。"


def test_a_wrap_between_latin_words_is_a_space_and_a_blank_line_a_paragraph():
    page = Page.of(PAGE.replace("局限：只看一句。", "局限：见 RFC\n8259 第三节。\n\n另见其他。"))
    assert page.limits == "见 RFC 8259 第三节。\n另见其他。"


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (PAGE.replace("依据：GB/T 8170 数值修约规则\n", ""), "依据"),
        (PAGE.replace("为何：", "依据：").replace("依据：GB", "为何：GB"), "应依次"),
        (PAGE.replace("没问题：\n    满意75人。", "没问题："), "没问题没有内容"),
        (PAGE.replace("百分比与分子、分母对不上\n", ""), "一行标题"),
        ("", "一行标题"),
    ],
    ids=["missing", "out of order", "empty", "no title", "nothing"],
)
def test_a_page_that_lacks_something_is_refused(broken, named):
    with pytest.raises(ValueError, match=named):
        Page.of(broken)


def test_a_check_of_two_years_shows_last_years_report_before_its_examples():
    page = Page.of(PAGE.replace("有问题：", "上年：\n    满意70人。\n\n有问题："))
    assert page.prior == "满意70人。"
    assert page.faulty == "满意74人。\n  退回9件。"
    assert Page.of(PAGE).prior is None


@pytest.mark.parametrize("body", ["上年：\n\n有问题：", "有问题：\n    上\n\n上年：\n    满意70人。\n"])
def test_last_years_report_is_neither_empty_nor_elsewhere(body):
    with pytest.raises(ValueError, match="上年"):
        Page.of(PAGE.replace("有问题：", body))
