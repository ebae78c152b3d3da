import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.attainments import attainments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row("the target behind the verb", "满意率94.75%，达到95%的目标。", "value 94.75%, target 95% (ordered)"),
        row("the word before the figure", "满意率96%，已达到年度目标值95%。", "value 96%, target 95% (ordered)"),
        row("a limit", "满意率95%，达到不低于96%的要求。", "value 95%, target 不低于96% (ordered)"),
        row("a change between", "优良率96%，比上年提高2%，高于95%的目标。", "value 96%, target 95% (ordered)"),
        row("a ceiling", "接待费18.7万元，控制在18万元的预算以内。", "value 18.7万元, target 18万元 (ordered)"),
        row("no more than planned", "接待费18.7万元，未超过18万元的预算。", "value 18.7万元, target 18万元 (ordered)"),
        row(
            "the target first",
            "加固水库目标8座，实际加固6座，完成率100%。",
            "value 6座, target 8座, completion 100% (ordered)",
        ),
        row("the value first", "加固水库6座，目标8座，完成100%。", "value 6座, target 8座, completion 100% (ordered)"),
        row("in words alone", "修路31公里，对照30公里的任务，已如期完成。", "value 31公里, target 30公里 (ordered)"),
        row("part of a plan", "完成投资2.3亿元，达到5亿元年度计划的46%。"),
        row("not said to be reached", "满意率88%，未达到90%的目标。"),
        row("meant to be reached", "满意率88%，力争达到90%的目标。"),
        row("an excess", "改造847户，超任务347户，完成目标任务500户的169.4%。"),
        row("a subject of its own", "培训86人，技改投资达到5亿元的目标。"),
        row("the aim of another thing", "改造水库6座，新建泵站目标8座，完成100%。"),
    ],
)
def test_targets_that_are_said_to_be_reached(text, expected):
    assert claims(attainments, text) == expected
