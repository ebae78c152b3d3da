"""The title of an official document: no word is broken between its lines."""

import pytest

from toolkit.draft.title import in_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("石桥镇2024年绩效自评报告", ["石桥镇2024年绩效自评报告"]),
        (
            "望川市临浦区云溪镇人民政府2024年部门整体支出绩效自评报告",
            ["望川市临浦区云溪镇人民政府2024年", "部门整体支出绩效自评报告"],
        ),
        (
            "2024年望川市临浦区云溪镇人民政府部门整体支出绩效自评报告",
            ["2024年望川市临浦区云溪镇人民政府", "部门整体支出绩效自评报告"],
        ),
        (
            "汀州市南岭区人民政府白榆街道办事处2024年部门整体绩效自评报告",
            ["汀州市南岭区人民政府白榆街道办事处", "2024年部门整体绩效自评报告"],
        ),
        ("没有可以断开的地方" * 5, ["没有可以断开的地方" * 5]),
    ],
)
def test_a_long_title_takes_two_lines(title: str, lines: list[str]) -> None:
    assert in_lines(title).split("\n") == lines
