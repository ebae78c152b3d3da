"""A row of marks, however long, is looked at once."""

from time import process_time

from toolkit.checks.structure.template_blank_left import _BLANK


def test_a_long_row_of_marks_takes_no_longer_than_its_length():
    began = process_time()
    assert not list(_BLANK.finditer("*" * 50_000))
    assert [m[0] for m in _BLANK.finditer("完成**%，共**户，**个村")] == ["**", "**", "**"]
    assert process_time() - began < 2
