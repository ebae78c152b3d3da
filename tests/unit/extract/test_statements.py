"""Problems, measures, conclusions, lost points and achievements: how many there are, and where."""

import json
import tomllib
from pathlib import Path

import pytest

from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.identity import identity
from toolkit.extract.grammar.reading import read_through
from toolkit.extract.grammar.statements import statements
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records.facts import StatementKind

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "tests" / "samples"


def stated(text):
    document = read_bytes(text.encode(), name="x.txt")
    reading = read_through(document, load())
    heads = headings(reading)
    return document, statements(reading, heads, identity(reading, heads))


def said(text, kind):
    return [statement.text for statement in stated(text)[1] if statement.kind is StatementKind(kind)]


@pytest.mark.parametrize(
    ("section", "problems"),
    [
        ("（一）进度偏慢。因审核周期长。\n（二）前期不足。", ["进度偏慢。因审核周期长。", "前期不足。"]),
        ("1.进度偏慢。\n2.前期不足。3.培训较少。", ["进度偏慢。", "前期不足。", "培训较少。"]),
        (
            "（一）预算方面\n1.编制粗。\n2.调整多。\n（二）资产方面\n账实不符。",
            ["预算方面\n1.编制粗。\n2.调整多。", "资产方面\n账实不符。"],
        ),
        ("支出进度偏慢，年末结余较多。", ["支出进度偏慢，年末结余较多。"]),
        ("支出进度偏慢。\n\n资产卡片信息不全。", ["支出进度偏慢。", "资产卡片信息不全。"]),
        ("主要有以下问题：\n（一）进度偏慢。\n（二）前期不足。", ["进度偏慢。", "前期不足。"]),
        ("一是进度偏慢。二是前期不足。三是培训较少。", ["一是进度偏慢。", "二是前期不足。", "三是培训较少。"]),
        ("存在以下不足：一是进度偏慢；二是前期不足。", ["一是进度偏慢；", "二是前期不足。"]),
        ("一是进度偏慢。\n年末集中支付。\n二是前期不足。", ["一是进度偏慢。\n年末集中支付。", "二是前期不足。"]),
        ("管理基础薄弱，表现有两点。一是人员少，二是系统旧。", ["管理基础薄弱，表现有两点。一是人员少，二是系统旧。"]),
        ("经自查，仍有差距：\n支出进度偏慢。", ["支出进度偏慢。"]),
        ("无。", []),
        ("（一）下一步工作计划不细。任务未分解。\n（二）改进措施\n措施空泛。", ["下一步工作计划不细。任务未分解。"]),
    ],
)
def test_one_problem_is_one_item_or_one_paragraph(section, problems):
    text = f"一、基本情况\n全镇辖12个村。\n二、存在的主要问题\n{section}\n三、其他事项\n没有其他事项。\n"
    assert said(text, "problem") == problems


@pytest.mark.parametrize(
    "title",
    [
        "二、存在的主要问题",
        "二、存在问题及原因分析",
        "二、部门预算管理存在的问题",
        "二、主要问题和不足",
        "（二）存在的困难",
        "第二部分 存在的不足",
        "存在的问题",
        "2.存在问题：",
        "五、问题",
        "四、不足",
    ],
)
def test_a_heading_opens_the_problems(title):
    assert said(f"{title}\n支出进度偏慢。\n", "problem") == ["支出进度偏慢。"]


@pytest.mark.parametrize(
    "title",
    [
        "二、解决存在的问题",
        "二、其他需要说明的问题",
        "二、问题导向",
        "二、整改上年存在的问题情况",
        "二、办好群众关心的问题",
    ],
)
def test_other_headings_do_not(title):
    assert said(f"一、概况\n辖12个村。\n{title}\n支出进度偏慢。\n", "problem") == []


@pytest.mark.parametrize(
    "title", ["下一步改进措施", "下步打算", "整改措施", "意见和建议", "今后工作打算", "下一步工作安排", "措施", "打算"]
)
def test_a_heading_opens_the_measures(title):
    ending = "梅川县民政局\n2024年3月15日\n\n附件：1.自评表\n2.佐证材料\n"
    text = f"五、{title}\n（一）加快支出。按月通报。\n（二）补录卡片。\n\n{ending}"
    assert said(text, "measure") == ["加快支出。按月通报。", "补录卡片。"]


def test_one_section_may_hold_both():
    title = "三、存在的问题及改进措施\n"
    by_heading = title + "（一）存在的问题\n1.进度偏慢。\n2.培训较少。\n（二）改进措施\n1.按月通报进度。\n"
    assert said(by_heading, "problem") == ["进度偏慢。", "培训较少。"]
    assert said(by_heading, "measure") == ["按月通报进度。"]
    inside = title + "1.进度偏慢，年末集中支付。改进措施：按月通报进度。\n"
    assert said(inside, "problem") == ["进度偏慢，年末集中支付。"]
    assert said(inside, "measure") == ["改进措施：按月通报进度。"]
    by_words = title + "1.支出进度偏慢。\n2.加强进度管理，解决支出偏慢问题。\n"
    assert said(by_words, "problem") == ["支出进度偏慢。"]
    assert said(by_words, "measure") == ["加强进度管理，解决支出偏慢问题。"]


def test_a_conclusion_is_one_clause_that_judges():
    text = "二、自评情况\n（一）自评结论\n资金使用规范，自评得分96分，但部分指标未达成；完成率为97%。\n"
    text += "（二）工作成效\n成效显著。\n"
    assert said(text, "conclusion") == ["资金使用规范", "但部分指标未达成"]


def test_what_stands_below_the_evaluation_is_no_conclusion():
    text = "二、绩效自评情况\n目标总体实现。\n（一）产出指标\n数量指标已完成。\n（二）管理效率\n管理规范。\n"
    assert said(text, "conclusion") == ["目标总体实现"]


@pytest.mark.parametrize(
    ("text", "deductions"),
    [
        ("得9分，扣1分。", ["扣1分"]),
        ("得9分，扣1分，原因是审核周期长，尾款未付；得满分。", ["扣1分，原因是审核周期长，尾款未付"]),
        ("扣0.5分，1处延期，得4.5分。", ["扣0.5分，1处延期"]),
        ("其中进度滞后扣2分，卡片不全扣1.5分。", ["其中进度滞后扣2分", "卡片不全扣1.5分"]),
        ("每延期1处扣2分，扣完为止。", []),
        ("本项不扣分，扣分原因见备注。", []),
        ("扣除质保金后支付90万元。", []),
    ],
)
def test_lost_points_with_their_reason(text, deductions):
    assert said(f"一、评分\n{text}\n", "deduction") == deductions


def test_achievements_are_items_too():
    text = "三、主要做法和成效\n（一）产业提质。种茶百亩。\n（二）民生改善。\n四、存在问题\n进度偏慢。\n"
    assert said(text, "achievement") == ["产业提质。种茶百亩。", "民生改善。"]


def test_a_statement_is_quoted_without_its_marker():
    document, facts = stated("三、存在问题\n（一） 进度 偏慢。审核周期 长。\n")
    (problem,) = facts
    assert document.quote(problem.span) == "进度 偏慢。审核周期 长。"
    assert problem.text == "进度偏慢。审核周期长。"


def counted(path, want):
    _, facts = stated(path.read_text(encoding="utf-8"))
    kinds = [statement.kind for statement in facts]
    return kinds.count(StatementKind.PROBLEM) - want["problems"], kinds.count(StatementKind.MEASURE) - want["measures"]


def gold():
    return tomllib.loads((SAMPLES / "gold.toml").read_text(encoding="utf-8")).items()


@pytest.mark.parametrize(("name", "want"), gold())
def test_the_samples(name, want):
    assert counted(SAMPLES / name, want) == (0, 0)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reports that came with the task are not here")
def test_the_two_reports():
    wanted = json.loads((SHARED / "gold" / "extraction.json").read_text(encoding="utf-8"))
    assert [counted(SHARED / "seeds" / name, want) for name, want in wanted.items()] == [(0, 0), (0, 0)]
    _, facts = stated((SHARED / "seeds" / min(wanted)).read_text(encoding="utf-8"))
    conclusions = [statement.text for statement in facts if statement.kind is StatementKind.CONCLUSION]
    assert "基本达到预期的产出、效益目标" in conclusions
    assert "存在个别绩效指标设置不合理、部分绩效指标未达成等情况" in conclusions
