"""Headings of every level and width, items run into a paragraph, and the ordinals between them."""

from pathlib import Path

import pytest

from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.reading import read_through
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records.facts import Heading, Ordinal

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"


def found(text, name="x.txt"):
    document = read_bytes(text.encode(), name=name)
    return document, headings(read_through(document, load()))


def heads(text):
    return [fact for fact in found(text)[1] if isinstance(fact, Heading)]


def ordinals(text):
    return [fact for fact in found(text)[1] if isinstance(fact, Ordinal)]


@pytest.mark.parametrize(
    ("line", "marker", "style", "number", "level", "title"),
    [
        ("一、基本情况", "一、", "一、", 1, 1, "基本情况"),
        ("十二、附则", "十二、", "一、", 12, 1, "附则"),
        ("一.基本情况", "一.", "一、", 1, 1, "基本情况"),
        ("一、 部门概况", "一、", "一、", 1, 1, "部门概况"),
        ("一、一般公共预算收支情况", "一、", "一、", 1, 1, "一般公共预算收支情况"),
        ("一、二〇二三年工作回顾", "一、", "一、", 1, 1, "二〇二三年工作回顾"),
        ("（一）主要职责", "（一）", "（一）", 1, 2, "主要职责"),
        ("(一) 主要职责", "(一)", "（一）", 1, 2, "主要职责"),
        ("（一）、主要职责", "（一）、", "（一）", 1, 2, "主要职责"),
        ("一）主要职责", "一）", "（一）", 1, 2, "主要职责"),
        ("1.部门职责", "1.", "1.", 1, 3, "部门职责"),
        ("1．部门职责", "1．", "1.", 1, 3, "部门职责"),
        ("１． 部门职责", "１．", "1.", 1, 3, "部门职责"),
        ("1、部门职责", "1、", "1.", 1, 3, "部门职责"),
        ("10.按照权限管理干部。", "10.", "1.", 10, 3, "按照权限管理干部"),
        ("1.2023年完成投资3亿元。", "1.", "1.", 1, 3, "2023年完成投资3亿元"),
        ("1. 12个村实现通水。", "1.", "1.", 1, 3, "12个村实现通水"),
        ("1、12个村实现通水。", "1、", "1.", 1, 3, "12个村实现通水"),
        ("1.6月底前完成整改。", "1.", "1.", 1, 3, "6月底前完成整改"),
        ("（1）宣传政策", "（1）", "（1）", 1, 4, "宣传政策"),
        ("(4) 统筹公共服务", "(4)", "（1）", 4, 4, "统筹公共服务"),
        ("1)统筹公共服务", "1)", "1)", 1, 4, "统筹公共服务"),
        ("①建立台账", "①", "①", 1, 5, "建立台账"),
        ("⑵建立台账", "⑵", "（1）", 2, 4, "建立台账"),
        ("⒊建立台账", "⒊", "1.", 3, 3, "建立台账"),
        ("第一章 总则", "第一章", "第一章", 1, 1, "总则"),
        ("第二部分 部门概况", "第二部分", "第一部分", 2, 1, "部门概况"),
        ("第3节 资金情况", "第3节", "第一节", 3, 1, "资金情况"),
        ("1.1总体情况", "1.1", "1.1", 1, 4, "总体情况"),
        ("1.1.1总体情况", "1.1.1", "1.1.1", 1, 5, "总体情况"),
        ("2.预算执行：结转结余率：分值2分，自评得分2分；合规性：分值2分。", "2.", "1.", 2, 3, "预算执行"),
        ("（一）项目立项（5分，得5分）：程序规范，材料齐全。", "（一）", "（一）", 1, 2, "项目立项（5分，得5分）"),
        ("三、存在的问题：", "三、", "一、", 3, 1, "存在的问题"),
    ],
)
def test_a_marker_at_the_start_of_a_line(line, marker, style, number, level, title):
    document, facts = found(f"{line}\n")
    (head,) = facts
    assert (head.marker, head.style, head.number, head.level, head.title) == (marker, style, number, level, title)
    assert document.quote(head.span).replace(" ", "") == marker + title
    assert not head.run_in


@pytest.mark.parametrize(
    "line",
    [
        "2.5亿元用于改造老旧管网。",
        "12.3%的农户参加了培训。",
        "3.15亿元已经拨付到位。",
        "12345热线受理诉求480件。",
        "1310项工作已经部署。",
        "二、三产业融合发展，带动增收。",
        "3、4号楼已经竣工。",
        "第一季度完成投资1亿元。",
        "第一产业增加值3亿元。",
        "第二批资金已经下达。",
        "一般公共预算收入5亿元。",
        "2023.12.5前完成整改。",
        "一、基本情况………………1",
        "统一是工作的前提。",
    ],
)
def test_what_only_looks_like_a_marker(line):
    assert found(f"{line}\n")[1] == []


def test_a_list_of_contents_holds_no_headings():
    text = "目录\n一、基本情况1\n二、自评情况3\n\n一、基本情况\n全镇辖12个村。\n二、自评情况\n得分95分。\n"
    assert [head.title for head in heads(text)] == ["基本情况", "自评情况"]


def test_an_item_run_into_the_paragraph_of_another():
    text = "1.按时申报目标。\n2.实行跟踪监控，提高针对性和有效性。3.健全评价机制，开展评价。\n4.公开结果。\n"
    assert [(head.number, head.run_in) for head in heads(text)] == [(1, False), (2, False), (3, True), (4, False)]
    second, third = heads(text)[1:3]
    assert second.body.end == third.span.start
    assert third.title == "健全评价机制"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("主要做法：（1）建立台账；（2）逐项销号；（3）定期通报。", [1, 2, 3]),
        ("主要做法：①建立台账，②逐项销号，③定期通报。", [1, 2, 3]),
        ("（1）建立台账；（2）逐项销号。", [1, 2]),
        ("成立小组。2、制定方案。", [2]),
        ("占比为3。2.5亿元已到位。", []),
        ("增长至5亿元；3、4号楼竣工。", []),
        ("详见附件（1）和附件（2）。", []),
    ],
)
def test_items_inside_a_paragraph(text, numbers):
    assert [head.number for head in heads(f"{text}\n")] == numbers


def test_levels_follow_the_standard_where_one_is_left_out():
    assert [head.level for head in heads("一、概况\n1.职责\n落实政策。\n（1）公文\n①收文\n二、情况\n")] == [
        1,
        3,
        4,
        5,
        1,
    ]


def test_chapters_push_the_other_levels_down():
    text = "第一部分 概况\n一、职责\n（一）主要\n第二部分 自评\n一、结论\n"
    assert [head.level for head in heads(text)] == [1, 2, 3, 1, 2]


def test_decimals_push_the_lower_levels_down():
    assert [head.level for head in heads("1.概况\n1.1职责\n（1）公文\n1.2机构\n2.自评\n2.1结论\n")] == [
        3,
        4,
        5,
        4,
        3,
        4,
    ]


def test_a_document_may_nest_the_other_way_round():
    text = "（1）产出\n1.数量\n2.质量\n（2）效益\n1.经济\n2.社会\n（3）满意度\n1.群众\n"
    levels = {head.style: head.level for head in heads(text)}
    assert levels["（1）"] < levels["1."]


def test_a_body_reaches_to_the_next_heading_of_its_level():
    text = "一、概况\n（一）职责\n落实政策。\n（二）机构\n内设3个股。\n二、自评\n得95分。\n"
    document, facts = found(text)
    body = {head.title: document.quote(head.body).strip() for head in facts}
    assert body["概况"] == "（一）职责\n落实政策。\n（二）机构\n内设3个股。"
    assert body["职责"] == "落实政策。"
    assert body["自评"] == "得95分。"


def test_headings_without_numbers():
    text = (
        "清河镇2023年自评报告\n基本情况\n全镇辖12个村。\n存在的主要问题\n支出进度偏慢。\n下一步改进措施\n加快支出。\n"
    )
    assert [(head.title, head.style, head.level) for head in heads(text)] == [
        ("基本情况", "", 1),
        ("存在的主要问题", "", 1),
        ("下一步改进措施", "", 1),
    ]
    assert [head.title for head in heads("一、存在的问题\n存在的问题\n进度偏慢。\n")] == ["存在的问题"]


def series(text):
    lists = {}
    for fact in ordinals(text):
        lists.setdefault(fact.series, []).append(fact.number)
    return list(lists.values())


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("抓好三项工作：一是强产业；二是美村镇；三是惠民生。", [[1, 2, 3]]),
        ("抓好三项工作：一是强产业；二是美村镇；四是惠民生。", [[1, 2, 4]]),
        ("五是兜底线。六是强自身。一是严党务。二是抓干部。三是优服务。七是促公开。", [[5, 6, 7], [1, 2, 3]]),
        ("一是强产业。\n二是美村镇。\n一是严党务。\n二是抓干部。\n四是促公开。", [[1, 2], [1, 2, 4]]),
        ("一、产业\n一是种茶。二是养鱼。\n二、民生\n一是助学。二是养老。", [[1, 2], [1, 2]]),
        ("第一，抓产业。第二，抓民生。", [[1, 2]]),
        ("首先抓产业，再抓项目。其次抓民生。最后，抓作风。", [[1, 2, 3]]),
        ("指标2个：其一为管网长度，其二为活动场次。", [[1, 2]]),
        ("一要抓产业；二要抓民生。", [[1, 2]]),
        ("二是抓民生。", [[2]]),
        ("统一是前提，唯一是关键。", []),
        ("第一季度完成60%，第二季度完成40%。第一产业增长5%。", []),
        ("第一、第二产业均增长。", []),
        ("其三产收入较高，其一般性支出下降。", []),
        ("首先感谢各方支持。", []),
        ("最后一公里已经打通，再次荣获先进。", []),
    ],
)
def test_ordinals_and_the_lists_they_count(text, lists):
    assert series(f"{text}\n") == lists


def test_an_ordinal_is_quoted_with_its_clause():
    document, facts = found("一是推进扩容，带动增收；二是改善水环境。\n")
    assert [document.quote(fact.span) for fact in facts] == ["一是推进扩容", "二是改善水环境"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the reports that came with the task are not here")
def test_the_two_reports():
    shapes = []
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_bytes(path.read_bytes(), name=path.name)
        facts = headings(read_through(document, load()))
        top = [(head.number, head.title) for head in facts if isinstance(head, Heading) and head.level == 1]
        run_in = [head.number for head in facts if isinstance(head, Heading) and head.run_in]
        shapes.append((len(facts), len(top), run_in))
        assert top[2:] == [(3, "存在的主要问题"), (4, "下一步改进措施")]
    assert [shape[1:] for shape in shapes] == [(4, [3]), (4, [])]


@pytest.mark.parametrize("unit", ["一是。", "（1）甲；", "1.甲。", "①甲，", "首先甲。其次乙。", "一、", "1.1.1.1"])
def test_long_text_takes_time_in_proportion(unit):
    _, facts = found("一、概况\n" + unit * 4_000 + "\n")
    assert facts[0].title == "概况"
