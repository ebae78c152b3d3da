import pytest

from tests.unit.extract.reading import items, read
from toolkit.records.facts import Role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("项目支出120万元", "level"),
        ("公共预算支出120万元", "level"),
        ("支出合计120万元", "total"),
        ("共120万元", "total"),
        ("比上年增加20万元", "delta"),
        ("比上年多支20万元", "delta"),
        ("较预算少3万元", "-delta"),
        ("比上年减少20万元", "-delta"),
        ("增长20%", "growth"),
        ("增幅为20%", "growth"),
        ("下降20%", "-growth"),
        ("降幅为20%", "-growth"),
        ("提高到95%", "rate"),
        ("降至6个工作日", "level"),
        ("占20%", "share"),
        ("满意度为95%", "rate"),
        ("提高5个百分点", "points"),
        ("下降5个百分点", "-points"),
        ("人均收入3.2万元", "mean"),
        ("目标值95%", "target"),
        ("指标完成率100%", "completion"),
        ("指标分值10分", "full"),
        ("自评得分9.5分", "score"),
        ("翻两番", "growth"),
        ("是上年的2.5倍", "rate"),
        ("增长2.5倍", "growth"),
        ("分别增长8.4%、6.1%", "growth growth"),
        ("分别减少8户、6户", "-delta -delta"),
        ("合计100万元，其中甲60万元、乙40万元", "total level level"),
    ],
    ids=lambda value: value,
)
def test_the_role_that_the_words_give_a_figure(text, roles):
    found = items(text)
    assert " ".join(f"{'-' if i.sign < 0 else ''}{i.role.value}" for i in found) == roles


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("全年一般公共预算支出120万元", "一般公共预算支出"),
        ("其中项目支出20万元", "项目支出"),
        ("满意度为95%", "满意度"),
        ("办结率达到98%", "办结率"),
        ("2022年收入100万元", "收入"),
        ("收入（5亿元）", "收入"),
        ("合计100万元，其中：女性31人", "女性"),
        ("群众满意度分别为95%", "群众满意度"),
        ("，以及公用经费3万元", "公用经费"),
    ],
    ids=lambda value: value,
)
def test_the_name_that_is_read_off_the_words_before(text, label):
    assert items(text)[-1].label == label


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("27、39、59个", ["个", "个", "个"]),
        ("甲、乙两镇分别为27、39户", ["户", "户"]),
        ("分别提高2.4、3.8个百分点", ["个百分点", "个百分点"]),
        ("面积12（亩）", ["亩"]),
        ("受理12件，回访8", ["件", ""]),
    ],
    ids=str,
)
def test_a_list_shares_its_unit(text, units):
    assert [i.unit.name if i.unit else "" for i in items(text)] == units


def test_what_belongs_to_an_earlier_time():
    assert [i.prior for i in items("上年末余额100万元，本年收入20万元，去年同期8万元")] == [True, False, True]


def test_semicolons_and_brackets_are_kept():
    found = items("收入（5亿元）、支出4亿元（其中甲1亿元）；结余1亿元")
    assert [i.segment for i in found] == [0, 0, 0, 1]
    assert [i.bracket >= 0 for i in found] == [False, False, True, False]


def test_the_last_date_governs():
    assert [i.dated.year for i in items("2022年收入100万元、支出90万元，2023年收入120万元") if i.dated] == [
        2022,
        2022,
        2023,
    ]


def test_sentences_end_at_full_stops_and_cells():
    sentences = [s for block in read("收入5万元。支出4万元！结余|1万元").blocks for s in block.sentences]
    assert [len(s.items) for s in sentences] == [1, 1, 0, 1]
    assert [s.number for s in sentences] == [0, 1, 2, 3]
    assert sentences[1].previous
    assert sentences[1].previous.items[0].quantity.text == "5万元"
    assert sentences[1].previous.previous is None


def test_the_words_of_a_sentence():
    (sentence,) = read("受理96件，办结90件，其余待办").blocks[0].sentences
    first, second = sentence.items
    assert sentence.between(first, second) == ",办结"
    assert sentence.after(second) == ",其余待办"
    assert sentence.text[sentence.span(first, second).start : sentence.span(first, second).end] == "受理96件,办结90件"


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("5万元", "3亿元", True),
        ("5份", "3单", True),
        ("5人", "3人次", False),
        ("5人", "3万元", False),
        ("5", "3户", True),
        ("5元/亩", "3公斤/亩", False),
        ("5%", "3‰", True),
    ],
    ids=str,
)
def test_figures_that_can_be_added(one, other, match):
    (a,), (b,) = items(one), items(other)
    assert a.matches(b) is match
    assert b.matches(a) is match


def test_a_total_does_not_make_the_figures_after_it_totals():
    assert [i.role for i in items("共120户、30户")] == [Role.TOTAL, Role.LEVEL]
