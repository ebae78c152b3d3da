import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.counts import counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "分别是",
            "内设机构5个，分别是党政办、财政所、社保中心、农业站和综治办。",
            "stated 5个, item 党政办, item 财政所, item 社保中心, item 农业站, item 综治办 (ordered)",
        ),
        row(
            "依次为",
            "共办3件实事，依次为修路、架桥、通水。",
            "stated 3件, item 修路, item 架桥, item 通水 (ordered)",
        ),
        row(
            "a colon",
            "内设8个办公室：党政办、人大办、党建办。",
            "stated 8个, item 党政办, item 人大办, item 党建办 (ordered)",
        ),
        row(
            "the number behind the list",
            "下设党政办、财政所、社保中心3个机构。",
            "stated 3个, item 党政办, item 财政所, item 社保中心 (ordered)",
        ),
        row(
            "brackets are looked through",
            "内设机构3个，即党政办（含档案室、机要室）、财政所和社保中心。",
            "stated 3个, item 党政办(含档案室、机要室), item 财政所, item 社保中心 (ordered)",
        ),
        row(
            "quotes hold one name",
            "设置3类平台，分别为“一站、一厅”、“两所”及“三中心”。",
            "stated 3类, item “一站、一厅”, item “两所”, item “三中心” (ordered)",
        ),
        row(
            "等 leaves more",
            "内设机构5个，分别是党政办、财政所等。",
            "stated 5个, item 党政办, item 财政所 (ordered, open_ended)",
        ),
        row(
            "等 before the number leaves more",
            "下辖东村、西村、南村等10个村。",
            "stated 10个, item 东村, item 西村, item 南村 (ordered, open_ended)",
        ),
        row(
            "topics are no members",
            "开展培训3场，包括安全、消防、急救等内容。",
            "stated 3场, item 安全, item 消防, item 急救 (guessed, open_ended)",
        ),
        row(
            "a list in brackets",
            "辖3个社区（东社区、西社区、南社区）。",
            "stated 3个, item 东社区, item 西社区, item 南社区 (ordered)",
        ),
        row("a list of deeds", "全镇有3项工作，分别是推进修路、完成架桥。"),
        row("a list of figures", "共125个，分别为27、39、59个。"),
        row("one name", "内设机构1个，即党政办。"),
        row("about so many", "内设机构约5个，分别是党政办、财政所。"),
    ],
)
def test_counts(text, expected):
    assert claims(counts, text) == expected
