"""One measure for each problem and for each item that lost points, and what it says."""

import re

from tests.unit.draft.drafting import drafted, told

REPORT = (
    "一、基本情况",
    "镇政府负责基层治理。",
    "二、评分情况",
    "1.预算调整率（满分2分，得1.5分）",
    "调整预算3次。",
    "2.绩效管理制度建设（满分5分，得3分）",
    "办法没有印发。",
    "3.部门整体绩效目标效益指标完成情况（满分20分，得19分）",
    "有一项没有完成。",
    "4.合同备案时效性（满分1分，得0分）",
    "备案超过时限。",
    "三、存在的主要问题",
    "（一）预算编制不够细化。部分项目年中才下达。",
    "（二）绩效目标设置不够明确。部分指标没有目标值。",
    "四、下一步改进措施",
    "（一）细化预算编制。编制前逐项测算。",
)


def measures(*lines: str) -> list[str]:
    return [line for line in told(drafted(*lines)).split("\n") if line.startswith("针对")]


def test_each_problem_and_each_deduction_has_a_measure_of_its_own() -> None:
    named = [re.findall("“([^”]+)”", line.split("，", 1)[0]) for line in measures(*REPORT)]
    assert named[:6] == [
        ["预算编制不够细化"],
        ["绩效目标设置不够明确"],
        ["预算调整率"],
        ["绩效管理制度建设"],
        ["部门整体绩效目标效益指标完成情况"],
        ["合同备案时效性"],
    ]


def test_no_two_measures_say_the_same() -> None:
    done = [line.split("，", 1)[1].split("。此项工作")[0] for line in measures(*REPORT)]
    assert len(set(done)) == len(done)


def test_a_measure_says_what_who_when_to_which_result_and_how_it_is_checked() -> None:
    line = next(line for line in measures(*REPORT) if "合同备案" in line)
    assert re.fullmatch(r"针对“合同备案时效性”失分，.+。此项工作由〔.+〕牵头，〔.+2025年.+〕前完成，确保.+；.+。", line)


def test_what_a_name_is_about_stands_last_in_it() -> None:
    line = next(line for line in measures(*REPORT) if "效益指标完成情况" in line)
    assert "对没有达到目标的效益指标逐项分析原因" in line


def test_no_tool_of_ours_stands_in_a_report() -> None:
    assert not any("jixiao" in line for line in measures(*REPORT))
