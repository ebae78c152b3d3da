"""What a run does, and what it does not do again."""

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from tests.unit.archive.stand_ins import Here, Silent, contents, documents, ran, report, reports
from toolkit.archive import settle, work
from toolkit.archive.store import Part
from toolkit.errors import UsageFault


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def folder(tmp_path):
    return reports(tmp_path / "reports", 7)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def states(store: Path) -> dict[str, str]:
    rows = duckdb.sql("SELECT path, state FROM read_parquet($path)", params={"path": str(store / "files.parquet")})
    return dict(rows.fetchall())


def test_every_document_has_its_rows_by_year(store, folder):
    summary = ran(store, folder)
    assert (summary.files, summary.done, summary.failures) == (7, 7, [])
    kept = contents(store)
    assert len(kept["documents"]) == len(kept["readings"]) == 7
    assert len(kept["findings"]) == 7
    years = {path.parent.name for path in (store / "documents").glob("*/*")}
    assert years == {"year=2021", "year=2022", "year=2023", "year=__HIVE_DEFAULT_PARTITION__"}


def test_what_is_unchanged_is_not_read_again(store, folder):
    ran(store, folder)
    before = contents(store)
    engine = Here()
    summary = ran(store, folder, engine=engine)
    assert (summary.done, summary.unchanged, engine.shards) == (0, 7, [])
    assert contents(store) == before


def test_a_new_time_alone_makes_nothing_new(store, folder):
    ran(store, folder)
    for path in folder.rglob("*.txt"):
        os.utime(path, (1, 1))
    assert ran(store, folder).done == 0


def test_a_changed_document_replaces_its_rows(store, folder):
    ran(store, folder)
    path = folder / "1/报告01.txt"
    old = digest(path)
    path.write_text(report(1, 2022, satisfied=70), encoding="utf-8")
    summary = ran(store, folder)
    assert (summary.done, summary.unchanged) == (1, 6)
    assert old not in documents(store)
    assert digest(path) in documents(store)
    fresh = store.with_name("fresh")
    ran(fresh, folder)
    assert contents(store) == contents(fresh)


def test_verify_finds_a_change_that_size_and_time_hide(store, folder):
    ran(store, folder)
    path = folder / "1/报告01.txt"
    state = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("74", "47"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert ran(store, folder).done == 0
    assert ran(store, folder, verify=True).done == 1


def test_a_deleted_document_is_marked_and_comes_back_unread(store, folder):
    ran(store, folder)
    path = folder / "1/报告01.txt"
    text = path.read_bytes()
    path.unlink()
    assert ran(store, folder).deleted == 1
    assert states(store)["1/报告01.txt"] == "deleted"
    assert sha256(text).hexdigest() in documents(store)
    path.write_bytes(text)
    summary = ran(store, folder)
    assert (summary.done, summary.deleted) == (0, 0)


def test_a_document_that_moved_or_was_copied_is_not_read_again(store, folder):
    ran(store, folder)
    shutil.move(folder / "1/报告01.txt", folder / "0/换了名字.txt")
    shutil.copy(folder / "2/报告02.txt", folder / "2/副本.txt")
    summary = ran(store, folder)
    assert (summary.done, summary.files, summary.unchanged) == (0, 8, 7)


def test_another_folder_leaves_the_first_alone(store, folder, tmp_path):
    ran(store, folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "报告.txt").write_text(report(30), encoding="utf-8")
    ran(store, other)
    assert set(states(store).values()) == {"present"}
    assert len(documents(store)) == 8


def test_other_terms_make_all_rows_anew(store, folder, monkeypatch):
    ran(store, folder)
    monkeypatch.setattr("tests.unit.archive.stand_ins.FEW", type(ran.__globals__["FEW"])(select=frozenset({"RT01"})))
    assert ran(store, folder).done == 7
    kept = contents(store)
    assert len(kept["documents"]) == 7
    fresh = store.with_name("fresh")
    ran(fresh, folder)
    assert kept == contents(fresh)


def test_what_cannot_be_read_is_a_row_and_is_not_tried_again(store, folder):
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 and nothing more")
    summary = ran(store, folder)
    assert [failure.kind for failure in summary.failures] == ["unreadable"]
    assert "压缩包不完整" in summary.failures[0].message
    assert summary.done == 7
    assert len(contents(store)["failures"]) == 1
    assert ran(store, folder).failures == []
    assert len(ran(store, folder, again=True).failures) == 1
    assert len(contents(store)["failures"]) == 1


@pytest.mark.parametrize("kind", ["killed", "timeout", "memory"])
def test_a_document_that_ends_its_worker_is_tried_once_more_alone(store, folder, kind):
    engine = Here("报告03.txt", kind=kind)
    summary = ran(store, folder, engine=engine)
    assert [(f.kind, f.attempts) for f in summary.failures] == [(kind, 2)]
    assert summary.done == 6
    alone = [shard for shard in engine.shards if shard.items[0].path == "0/报告03.txt" and shard.attempt == 2]
    assert [len(shard.items) for shard in alone] == [1]
    assert ran(store, folder).done == 0
    assert ran(store, folder, again=True).done == 1
    fresh = store.with_name("fresh")
    ran(fresh, folder)
    assert contents(store) == contents(fresh)


def test_workers_that_never_get_to_work_end_the_run(store, folder):
    class Broken(Here):
        def run(self, task, source):
            from toolkit.archive.task import Lost

            while shard := source.take():
                yield shard, Lost(kind="killed", at=None)

    with pytest.raises(UsageFault, match="一再退出"):
        ran(store, folder, engine=Broken())


def test_a_file_that_changes_under_our_eyes_is_left_for_the_next_run(store, folder):
    class Meddling(Here):
        def run(self, task, source):
            (folder / "1/报告01.txt").write_text(report(40), encoding="utf-8")
            (folder / "2/报告02.txt").unlink()
            yield from super().run(task, source)

    summary = ran(store, folder, engine=Meddling())
    assert [item.path for item in summary.moved] == ["1/报告01.txt", "2/报告02.txt"]
    assert summary.done == 5
    assert ran(store, folder).done == 1


def test_a_shard_of_slow_documents_is_settled_before_all_are_done(store, folder, monkeypatch):
    class Counting(Silent):
        def __init__(self):
            self.told = []

        def settled(self, documents, failures):
            self.told.append((documents, failures))

    ran(store.with_name("undisturbed"), folder)
    monkeypatch.setattr(work, "LONG", -1)
    (folder / "坏的.docx").write_bytes(b"PK")
    engine, watch = Here(), Counting()
    summary = ran(store, folder, engine=engine, watch=watch)
    assert watch.told.count((1, 0)) == 7
    assert watch.told.count((1, 1)) == 1
    assert len(engine.shards) == len(watch.told) == 8
    assert (summary.done, len(summary.failures)) == (7, 1)
    (folder / "坏的.docx").unlink()
    assert ran(store, folder).done == 0
    undisturbed = contents(store.with_name("undisturbed"))
    assert {name: rows for name, rows in contents(store).items() if name not in {"files", "failures"}} == {
        name: rows for name, rows in undisturbed.items() if name not in {"files", "failures"}
    }


def test_no_file_at_all_is_a_mistake(store, tmp_path):
    with pytest.raises(UsageFault, match="没有可读的文件"):
        ran(store, tmp_path)


def test_small_parts_are_put_together(store, folder, monkeypatch):
    monkeypatch.setattr(settle, "MANY", 2)
    ran(store, folder)
    fresh = store.with_name("fresh")
    monkeypatch.setattr(settle, "MANY", 1000)
    ran(fresh, folder)
    count = len(list((store / "documents").glob("*/*.parquet")))
    assert count < len(list((fresh / "documents").glob("*/*.parquet")))
    assert contents(store) == contents(fresh)


@pytest.mark.parametrize(
    ("sizes", "together"),
    [
        ([1] * 8, []),
        ([1] * 9, [9]),
        ([50] * 20, []),
        ([20] * 20, []),
        ([10] * 20, [20]),
        ([64] * 20, [16]),
        ([64] * 16 + [3] * 12, [16, 12]),
    ],
)
def test_parts_are_put_together_until_they_have_a_thousand_documents_and_thin_ones_before(sizes, together):
    small = [(Part(f"year=2023/part-{number:02}.parquet"), size) for number, size in enumerate(sizes)]
    assert [len(group) for group in settle.together(small)] == together


@pytest.mark.parametrize("first", [4, 17, 29])
def test_wherever_it_breaks_off_the_next_run_ends_it(tmp_path, monkeypatch, first):
    """Break off at every so-manieth touch of the disk, in a run that adds, changes, replaces and merges."""
    monkeypatch.setattr(settle, "MANY", 2)
    folder = reports(tmp_path / "reports", 3)
    start = tmp_path / "start"
    ran(start, folder)
    (folder / "1/报告01.txt").write_text(report(50, 2022), encoding="utf-8")
    (folder / "新.txt").write_text(report(51, 2022), encoding="utf-8")
    expected = tmp_path / "expected"
    ran(expected, folder)
    for most in range(first, 1000, 40):
        store = tmp_path / f"store{most}"
        shutil.copytree(start, store)
        with monkeypatch.context() as patch:
            broken = breaks_off(patch, most, lambda store=store: ran(store, folder))
        ran(store, folder)
        assert contents(store) == contents(expected)
        if not broken:
            break
    assert not broken
    assert most > 40


def breaks_off(patch: pytest.MonkeyPatch, most: int, work: Callable[[], object]) -> bool:
    """Let so many files be moved or removed, and then no more; tell whether that ended the work."""
    left = most

    def counting(plain):
        def counted(self, *more, **named):
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return plain(self, *more, **named)

        return counted

    for operation in ("replace", "rename", "unlink", "rmdir", "mkdir"):
        patch.setattr(Path, operation, counting(getattr(Path, operation)))
    try:
        work()
    except KeyboardInterrupt:
        return True
    return False
