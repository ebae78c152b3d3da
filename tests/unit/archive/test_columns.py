"""Rows by column come back as they were, however they are cut."""

import pytest

from toolkit.archive import parts
from toolkit.archive.columns import by_column, cut
from toolkit.archive.schema import table

NOTES = table(
    "notes",
    "一行一条",
    """
    document VARCHAR — 文件
    position INTEGER — 第几条
    text VARCHAR — 文字
    mark BLOB — 记号
    also VARCHAR[] — 其他
    """,
)


def test_what_a_row_leaves_out_is_none():
    assert by_column([{"a": 1}, {"b": 2}]) == {"a": [1, None], "b": [None, 2]}
    assert by_column([]) == {}


def test_every_row_is_in_one_piece():
    assert [*cut({"a": [1, 2, 3], "b": [4, 5, 6]}, 2)] == [{"a": [1, 2], "b": [4, 5]}, {"a": [3], "b": [6]}]


@pytest.mark.parametrize("years", [(2023, 2024), (2023, None), (2023,), (None,)])
@pytest.mark.parametrize("length", [3, 60, 600])
def test_many_rows_and_long_ones_come_back_from_lines_no_longer_than_a_row(tmp_path, monkeypatch, length, years):
    monkeypatch.setattr(parts, "_ROWS", 10)
    monkeypatch.setattr(parts, "_LONGEST", 1000)
    text, rest = "文" * length, {"document": "d", "mark": "AAE="}
    rows = [
        {"position": n, "year": years[n % len(years)], "text": text, "also": ["x", str(n)], **rest} for n in range(25)
    ]
    with parts.Sheets(tmp_path, {"notes": NOTES}) as sheets:
        sheets.lay("notes", by_column(rows[5:]))
        sheets.add(("notes", row) for row in rows[:5])
        assert sheets._longest["notes"] < max(1000, 3 * length + 200)
        sheets.write("all")
    for first, year in enumerate(years):
        path = tmp_path / "notes" / f"year={year or parts.UNDATED}" / "all.parquet"
        found = parts.workshop().execute(f"SELECT * FROM {parts.reading([path])}").fetchall()
        assert found == [("d", n, text, b"\x00\x01", ["x", str(n)]) for n in range(first, 25, len(years))]
    assert len([*tmp_path.rglob("*.parquet")]) == len(years)
