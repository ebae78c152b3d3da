"""What is no self-evaluation is refused, what is half of one is drafted, and what it had not is told."""

import pytest

from tests.unit.draft.drafting import drafted
from toolkit.errors import UsageFault
from toolkit.knowledge import load
from toolkit.pipeline import draft_document
from toolkit.read import read_bytes

REQUEST = "关于解决维修经费的请示\n县财政局：\n我局屋面渗漏，维修需经费38万元，恳请安排。\n妥否，请批示。\n"
NOVEL = "第一章 雨夜\n雨下了一整夜。老陈坐在灯下，数着桌上的12枚铜钱。\n"
SUMMARY = """\
青禾县水务局2023年工作总结
一、主要工作
（一）河道治理。完成5条河道治理。
二、存在问题
（一）征迁进度慢。
三、工作打算
（一）加快征迁。
"""


def draft(text: str):
    return draft_document(read_bytes(text.encode(), name="上年.txt"), load(), 2024)


@pytest.mark.parametrize("text", [REQUEST, NOVEL, "123\n456\n"])
def test_nothing_carries_over_from_what_is_no_self_evaluation(text):
    with pytest.raises(UsageFault, match=r"上年\.txt：不像绩效自评报告，没有读到绩效指标和评分项、"):
        draft(text)


def test_what_carries_over_of_another_report_is_drafted_and_the_rest_is_told():
    found = draft(SUMMARY)
    assert found.missing == ("自评报告的标题", "绩效指标和评分项", "自评总得分", "预算收支")
    assert found.notes[0].text == "上年的文件里没有读到：自评报告的标题、绩效指标和评分项、自评总得分、预算收支"
    assert "落实.加快征迁" in found.form()


def test_of_a_whole_report_nothing_is_missing():
    found = drafted(
        "一、收支情况",
        "预算600万元，支出570万元，支出率95%。",
        "二、自评结论",
        "自评总得分97.5分。",
        "三、产出指标完成情况",
        "数量指标为修缮村道里程，年度目标值为12公里，2023年实际修缮12.6公里，指标完成率为100%。",
        "四、存在的问题",
        "（一）支出偏慢。",
        "五、改进措施",
        "（一）按月通报。",
    )
    assert found.missing == ()
