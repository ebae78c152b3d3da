from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.unit.archive.tables import report, tables
from toolkit.archive import years
from toolkit.archive.compared import marked, replace
from toolkit.archive.query import asking
from toolkit.archive.reading import kept
from toolkit.archive.store import Store
from toolkit.archive.task import Terms
from toolkit.archive.years import pairing_of, year_rows
from toolkit.knowledge import load
from toolkit.pipeline import extract_document
from toolkit.read import read_bytes

TEXT = "{}{}年部门整体支出绩效自评报告\n一、主要成效\n全年受理群众诉求1342件，按期办结1318件，按期办结率98.21%。\n"
OFFICES = [f"清溪县石{letter}镇" for letter in "桥坝湾塘坡岭泉"]


@pytest.fixture(scope="module")
def rows():
    """Write two years of some offices, and what an archive keeps of them."""
    documents, readings = [], []
    for office in OFFICES:
        for year in (2021, 2022, 2023):
            document = f"{office}{year}"
            text = read_bytes(TEXT.format(office, year).encode(), name="a.txt")
            documents.append(report(document, office, year))
            readings.append({"document": document, "reading": kept(extract_document(text, load()))})
    return {"documents": documents, "readings": readings}


class Pool:
    """Does in this process what a pool would do, and dies of some documents."""

    def __init__(self, deadly):
        self.deadly, self.given, self.ended = deadly, [], None

    def schedule(self, function, args, timeout):
        future = Future()
        self.given.append(len(args[0].pairs))
        if any(document in self.deadly for document, _ in args[0].pairs):
            future.set_exception(MemoryError())
        else:
            try:
                future.set_result(function(*args))
            except KeyError as error:
                future.set_exception(error)
        return future

    def close(self):
        self.ended = "closed"

    def stop(self):
        self.ended = "stopped"

    def join(self):
        assert self.ended


def worked(db, monkeypatch, *deadly):
    working = Pool(set(deadly))
    monkeypatch.setattr(years, "pool", lambda _: working)
    found = pairing_of(db, load())
    with TemporaryDirectory() as folder:
        made = list(year_rows(db, found, Terms(), 2, Path(folder)))
    return working, {
        table: [row for name, row in made if name == table] for table in ("pairs", "year_findings", "doubts")
    }


def test_every_pair_is_looked_at_once(rows, monkeypatch):
    working, made = worked(tables(**rows), monkeypatch)
    assert (sum(working.given), working.ended) == (2 * len(OFFICES), "closed")
    assert len(made["pairs"]) == 2 * len(OFFICES)
    assert {row["code"] for row in made["year_findings"]} == {"YR03"}
    assert {(row["document"], row["prior"], row["year"]) for row in made["year_findings"]} == {
        (f"{office}{year}", f"{office}{year - 1}", year) for office in OFFICES for year in (2022, 2023)
    }
    assert made["doubts"] == []


def test_a_pair_that_ends_its_worker_takes_no_other_with_it(rows, monkeypatch):
    working, made = worked(tables(**rows), monkeypatch, f"{OFFICES[2]}2023")
    assert working.given == [14] + [1] * 14
    assert len(made["year_findings"]) == 2 * len(OFFICES) - 1
    assert {(row["document"], row["why"]) for row in made["doubts"]} == {
        (f"{OFFICES[2]}2023", "failed"),
        (f"{OFFICES[2]}2022", "failed"),
    }


def test_a_pair_without_a_reading_is_told_of_and_takes_no_other_with_it(rows, monkeypatch):
    gone = f"{OFFICES[0]}2023"
    readings = [row for row in rows["readings"] if row["document"] != gone]
    _, made = worked(tables(documents=rows["documents"], readings=readings), monkeypatch)
    assert len(made["year_findings"]) == 2 * len(OFFICES) - 1
    assert {row["document"] for row in made["doubts"]} == {gone, f"{OFFICES[0]}2022"}


def test_what_was_found_of_a_pair_is_taken_over_until_one_of_the_two_changes(rows, monkeypatch):
    _, first = worked(tables(**rows), monkeypatch)
    kept_rows = {name: first[name] for name in ("pairs", "year_findings")}
    working, again = worked(tables(**rows, **kept_rows), monkeypatch)
    assert working.given == []

    def told(made):
        return sorted(
            (row["document"], row["code"], row["message"], row["fingerprint"]) for row in made["year_findings"]
        )

    assert told(again) == told(first)
    changed = [row | {"key": "another"} if row["document"] == f"{OFFICES[0]}2022" else row for row in rows["documents"]]
    looked = []
    monkeypatch.setattr(years, "look_at", lambda look: looked.extend(look.pairs) or [])
    worked(tables(documents=changed, readings=rows["readings"], **kept_rows), monkeypatch)
    assert looked == [(f"{OFFICES[0]}2022", f"{OFFICES[0]}2021"), (f"{OFFICES[0]}2023", f"{OFFICES[0]}2022")]


def test_projects_are_paired_by_what_they_are_called():
    titles = {
        "甲2022": "石桥镇2022年度道路养护项目支出绩效自评报告",
        "甲2023": "石桥镇 2023年度道路养护项目支出绩效自评报告",
    }
    titles |= {"乙2023": "石桥镇2023年度供水改造项目支出绩效自评报告"}
    documents = [report(name, "石桥镇", int(name[1:]), form="project", title=title) for name, title in titles.items()]
    found = pairing_of(tables(documents=documents), load())
    assert [(pair.report.document, pair.prior.document) for pair in found.pairs] == [("甲2023", "甲2022")]
    assert not found.doubts


def test_tables_that_were_not_written_to_the_end_leave_the_old_ones(tmp_path):
    store = Store.opened(tmp_path / "存储")
    replace(store, [[("pairs", {"document": "甲", "prior": "乙", "how": "name", "year": 2023})]], "first")

    def broken():
        yield "pairs", {"document": "丙", "prior": "丁", "how": "name", "year": 2023}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace(store, [broken()], "second")
    assert marked(store) == "first"
    with asking(store) as db:
        assert db.execute("SELECT document, prior FROM pairs").fetchall() == [("甲", "乙")]
    replace(store, [], "third")
    with asking(store) as db:
        assert db.execute("SELECT * FROM pairs").fetchall() == []
    assert list(store.unfinished.iterdir()) == []
