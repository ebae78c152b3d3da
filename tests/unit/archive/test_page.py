import pytest

from toolkit.archive.page import amount, figure, line, pieces


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (96.0, "%", "96%"),
        (112.5, "%", "112.5%"),
        (8_679_600, "元", "867.96万元"),
        (1234, "个", "1,234个"),
        (0.5, "", "0.5"),
    ],
)
def test_an_amount_is_written_as_one_reads_it(value, unit, shown):
    assert amount(value, unit) == shown


def test_a_figure_of_the_store_is_written_with_its_unit():
    assert [figure(each) for each in ("8679600元", "92.44%", "58块", "约半数")] == [
        "867.96万元",
        "92.44%",
        "58块",
        "约半数",
    ]


def test_a_line_goes_from_left_to_right_and_leaves_out_what_is_not_known():
    assert line([100, None, 70], 70, width=60, height=30) == [(0.0, 0.0), (60.0, 30.0)]
    assert line([50], 70, height=30) == [(0.0, 30.0)]
    assert line([], 70) == []


def test_passages_are_cut_where_they_differ_and_numbers_are_not_cut():
    first, other, same = pieces(
        [
            {"text": "全年办理1342件，合格率98.21%"},
            {"text": "本年办理1391件，合格率98.2%"},
            {"text": "全年办理1342件，合格率98.21%"},
        ]
    )
    assert [(piece.text, piece.other) for piece in other] == [
        ("本", True),
        ("年办理", False),
        ("1391", True),
        ("件，合格率", False),
        ("98.2", True),
        ("%", False),
    ]
    assert [piece.other for piece in first] == [False]
    assert [(piece.text, piece.other) for piece in same] == [("全年办理1342件，合格率98.21%", False)]
