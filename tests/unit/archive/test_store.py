"""The folder of a store: its format, its lock, a full disk."""

import errno
import json
import subprocess
import sys

import duckdb
import pytest

from tests.unit.archive.stand_ins import contents, ran, reports
from toolkit.archive import migrate, parts
from toolkit.archive.schema import FILES, TABLES, VERSION
from toolkit.archive.store import Store, mark
from toolkit.errors import ConfigurationFault


@pytest.fixture
def store(tmp_path):
    reports(tmp_path / "reports", 2)
    ran(tmp_path / "store", tmp_path / "reports")
    return tmp_path / "store"


def test_a_store_says_what_it_is(store):
    assert json.loads((store / "store.json").read_text(encoding="utf-8")) == {
        "format": "jixiao.store",
        "version": VERSION,
    }


def test_parts_have_the_columns_of_the_schema(store):
    for table in TABLES.values():
        for path in (store / table.name).glob("*/*.parquet"):
            found = duckdb.sql(
                "DESCRIBE SELECT * FROM read_parquet($p, hive_partitioning=false)", params={"p": str(path)}
            )
            columns = {name: kind for name, kind, *_ in found.fetchall()}
            assert {name: kind.replace('"', "") for name, kind in columns.items()} == {
                name: kind.replace('"', "") for name, kind in table.types.items()
            }
    found = duckdb.sql("DESCRIBE SELECT * FROM read_parquet($p)", params={"p": str(store / "files.parquet")})
    assert {name: kind for name, kind, *_ in found.fetchall()} == FILES.types


def test_the_same_documents_make_the_same_bytes(store, tmp_path):
    ran(tmp_path / "again", tmp_path / "reports")
    files = sorted(path.relative_to(store) for path in store.glob("*/*/*.parquet"))
    assert files == sorted(path.relative_to(tmp_path / "again") for path in (tmp_path / "again").glob("*/*/*.parquet"))
    assert [path for path in files if (store / path).read_bytes() != (tmp_path / "again" / path).read_bytes()] == []


def test_a_store_of_the_future_is_refused(store):
    mark(store, VERSION + 1)
    with pytest.raises(ConfigurationFault, match="更新的版本"):
        Store.existing(store)
    with pytest.raises(ConfigurationFault, match="更新的版本"):
        ran(store, store.with_name("reports"))


def test_a_store_too_old_is_refused(store):
    mark(store, 0)
    with pytest.raises(ConfigurationFault, match=r"旧版本（0）"):
        Store.existing(store)


def test_an_older_store_is_brought_up_to_date_and_marked(store, monkeypatch):
    """The step that version 2 would need, had it called a table otherwise."""
    before = contents(store)
    (store / "documents").rename(store / "papers")
    mark(store, 0)
    monkeypatch.setitem(migrate.STEPS, 0, lambda path: (path / "papers").rename(path / "documents"))
    Store.existing(store)
    assert contents(store) == before
    assert json.loads((store / "store.json").read_bytes())["version"] == VERSION
    assert ran(store, store.with_name("reports")).done == 0


@pytest.mark.parametrize("said", ["", "[]", '{"format": "other", "version": 1}', '{"format": "jixiao.store"}'])
def test_what_only_looks_like_a_store_is_refused(store, said):
    (store / "store.json").write_text(said, encoding="utf-8")
    with pytest.raises(ConfigurationFault, match="不是存储的说明"):
        Store.existing(store)


def test_a_folder_with_other_things_is_no_store(tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigurationFault, match="不是存储，也不是空目录"):
        Store.opened(tmp_path)
    with pytest.raises(ConfigurationFault, match="不是一个存储"):
        Store.existing(tmp_path / "none")


def test_only_one_run_may_write(store):
    holding = (
        "import sys; from pathlib import Path; from toolkit.archive.store import Store\n"
        "with Store.opened(Path(sys.argv[1])).held(): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holding, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    with pytest.raises(ConfigurationFault, match=f"另一次运行正在写入（进程 {other.pid}）"):
        ran(store, store.with_name("reports"))
    other.communicate("")
    assert ran(store, store.with_name("reports")).done == 0


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException("IO Error: Could not write file: No space left on device"),
    ],
)
def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path, monkeypatch, error):
    folder, store = reports(tmp_path / "reports", 4), tmp_path / "store"
    plain, left = parts.Sheets.write, 1

    def full(self, name):
        nonlocal left
        left -= 1
        if left < 0:
            raise error
        plain(self, name)

    with monkeypatch.context() as patch:
        patch.setattr(parts.Sheets, "write", full)
        with pytest.raises(ConfigurationFault, match="磁盘已满") as fault:
            ran(store, folder)
    assert "\n" not in str(fault.value)
    summary = ran(store, folder)
    assert (summary.done, summary.unchanged) == (3, 1)  # of four documents the first shard has one
    ran(tmp_path / "fresh", folder)
    assert contents(store) == contents(tmp_path / "fresh")


def test_an_extra_that_is_not_installed_is_told(monkeypatch):
    parts.duckdb.cache_clear()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigurationFault, match=r"jixiao\[archive\]"):
        parts.duckdb()


def test_parts_are_put_together_where_they_need_more_room_than_is_usual(tmp_path, monkeypatch):
    sources = [tmp_path / f"{name}.parquet" for name in "ab"]
    for number, path in enumerate(sources):
        duckdb.sql(f"SELECT {number}::VARCHAR AS document, range AS position FROM range(20000)").write_parquet(
            str(path)
        )
    tight = parts.connected(threads=1, memory_limit="1MB", temp_directory="")
    with pytest.raises(duckdb.OutOfMemoryException):
        tight.execute(f"CREATE TABLE held AS FROM {parts.reading(sources)}")
    tight.close()
    monkeypatch.setattr(parts, "_ROOM", "1MB")
    parts.rewrite({"claims": sources}, {"claims": tmp_path / "both.parquet"}, without=["0"])
    made = duckdb.sql(f"SELECT document, count(*), max(position) FROM '{tmp_path / 'both.parquet'}' GROUP BY 1")
    assert made.fetchall() == [("1", 20000, 19999)]
