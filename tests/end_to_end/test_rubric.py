"""A city's own scoring form (25+30+45), as its clerk would use it."""

import json
from pathlib import Path

import pytest

FORM = Path(__file__).parents[2] / "examples/枫江市评分表.toml"
REPORT = """枫江市档案馆2023年度部门整体支出绩效自评报告
一、部门基本情况
2023年预算1500万元，实际支出1452万元，预算执行率96.80%。“三公”经费控制率93.5%。
二、自评结论
2023年部门整体支出绩效自评总分100分，自评得分95.77分，自评等级为“优”。
三、部门决策
绩效目标合理性：分值13分，自评得分13分。
预算编制完整性：分值12分，自评得分12分。
四、综合管理
预算执行率：分值15分，自评得分14.52分，由于部分项目尾款结转下年。
“三公”经费控制率：分值5分，自评得分4分。
信息公开：分值10分，自评得分10分。
五、部门绩效
产出指标完成情况：分值30分，自评得分29.25分。
1.产出指标
数量指标为整理档案卷数，年度目标值为8000卷，实际完成7600卷，指标完成率为95%。
质量指标为档案数字化合格率，年度目标值为98%，实际完成99%，指标完成率为101.02%。
社会满意度：分值15分，自评得分13分，扣2分，原因是预约查档等候时间较长。
"""
SLIPS = [
    ("14.52分", "14.25分", "SM03", "error", "14.52分"),
    ("分值5分，自评得分4分", "分值5分，自评得分5分", "SM03", "error", "4分"),
    ("29.25分", "27.25分", "SM03", "error", "29.25分"),
    ("自评等级为“优”", "自评等级为“良”", "CN01", "error", None),
    ("信息公开：分值10分", "信息公开：分值11分", "SM02", "warning", None),
]


def audited(jixiao, tmp_path, text, *words):
    report = tmp_path / "自评报告.txt"
    report.write_text(text, encoding="utf-8")
    done = jixiao("audit", report, "--select", "SM02,SM03,CN01", "--format", "json", "--fail-on", "never", *words)
    return json.loads(done.stdout), done


def test_a_right_report_is_verified_by_its_own_form(jixiao, tmp_path):
    result, done = audited(jixiao, tmp_path, REPORT, "--rubric", FORM)
    assert done.stderr == ""
    assert result["findings"] == []
    recomputed = {v["recomputation"]["formula"] for v in result["verified"] if v["recomputation"]}
    assert {"15分 × 96.80%", "93.5%≤100%", "30分 × (95% + 100%) ÷ 2"} <= recomputed
    form = result["rubric"]
    assert (form["id"], form["unknown"], form["absent"]) == ("fengjiang-department", [], [])
    assert len(form["matched"]) == 7
    assert all(REPORT[m["start"] : m["end"]] == m["quote"] for m in form["matched"])


@pytest.mark.parametrize(("right", "wrong", "code", "severity", "recomputed"), SLIPS)
def test_what_its_rules_refute_is_a_finding(jixiao, tmp_path, right, wrong, code, severity, recomputed):
    assert right in REPORT
    result, _ = audited(jixiao, tmp_path, REPORT.replace(right, wrong), "--rubric", FORM)
    told = [(f["code"], f["severity"], (f["recomputation"] or {}).get("recomputed")) for f in result["findings"]]
    assert (code, severity, recomputed) in told


def test_without_it_nothing_is_held_against_the_report(jixiao, tmp_path):
    right, wrong, *_ = SLIPS[1]
    result, _ = audited(jixiao, tmp_path, REPORT.replace(right, wrong).replace("95.77", "96.77"))
    assert result["rubric"] is None
    assert result["findings"] == []


def test_the_terminal_and_the_page_name_the_form(jixiao, tmp_path):
    report = tmp_path / "自评报告.txt"
    report.write_text(REPORT.replace("信息公开：", "保密审查：分值1分，自评得分1分。\n信息公开："), encoding="utf-8")
    line = "枫江市部门整体支出绩效评价指标体系（2023年），对上 7 项；表上没有的评分项：保密审查"
    told = jixiao("audit", report, "--rubric", FORM, "--fail-on", "never").stdout
    assert "".join(line.split()) in "".join(told.split())
    page = jixiao("audit", report, "--rubric", FORM, "--fail-on", "never", "--format", "html").stdout
    assert f"评分表：{line}。" in page


def test_a_form_that_does_not_fit_is_told_and_judges_nothing(jixiao, tmp_path):
    result, done = audited(jixiao, tmp_path, REPORT[: REPORT.index("三、")], "--rubric", FORM)
    assert result["rubric"] is None
    assert "没有按它核对得分" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "读不了（不存在）"),
        ("id = 1", "id：应是文字"),
        ("[[item]", "不是合格的 TOML"),
        (FORM.read_text(encoding="utf-8").replace("points = 25", "points = 24"), "block“部门决策”写作24分"),
    ],
)
def test_a_wrong_form_ends_with_two_and_one_line(jixiao, tmp_path, text, fault):
    form = tmp_path / "评分表.toml"
    if text is not None:
        form.write_text(text, encoding="utf-8")
    report = tmp_path / "自评报告.txt"
    report.write_text(REPORT, encoding="utf-8")
    done = jixiao("audit", report, "--rubric", form)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert fault in done.stderr
