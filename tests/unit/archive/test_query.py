"""Questions to a store: answered, and never more than that."""

import csv
import json

import duckdb
import pytest
from click.testing import CliRunner

from tests.unit.archive.stand_ins import contents, ran, reports
from toolkit.archive.compared import COMPARED
from toolkit.archive.schema import TABLES
from toolkit.cli import main


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    reports(folder / "reports", 4)
    (folder / "reports/=公式.txt").write_bytes(b"")
    ran(folder / "store", folder / "reports")
    return folder / "store"


@pytest.fixture
def ask(store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words):
        return CliRunner().invoke(
            main, ["archive", "query", "--store", str(store), *map(str, words)], catch_exceptions=False
        )

    return run


def test_a_table_to_look_at(ask):
    done = ask("SELECT name, year, warnings FROM documents ORDER BY name")
    assert done.exit_code == 0
    assert "报告03.txt" in done.stdout
    assert "2021" in done.stdout


def test_csv_is_safe_in_a_spreadsheet(ask):
    done = ask("SELECT name, year, -5 AS lost FROM failures JOIN (SELECT 2023 AS year) ON true", "--format", "csv")
    rows = list(csv.reader(done.stdout.removeprefix("\ufeff").splitlines()))
    assert rows == [["name", "year", "lost"], ["'=公式.txt", "2023", "-5"]]


def test_json_keeps_lists_and_unknowns(ask):
    (row,) = json.loads(
        ask("SELECT operands, place, year FROM claims WHERE kind = 'ratio' LIMIT 1", "--format", "json").stdout
    )
    assert {operand["role"] for operand in row["operands"]} == {"part", "whole", "value"}
    assert row["place"] is None
    assert json.loads(ask("FROM budget", "--format", "json").stdout) == []


def test_parquet_is_what_was_asked_for(ask, tmp_path):
    out = tmp_path / "关系.parquet"
    assert (
        ask("SELECT document, operands, stated_value, year FROM claims", "--format", "parquet", "-o", out).exit_code
        == 0
    )
    assert duckdb.sql(
        "SELECT count(*), typeof(any_value(year)) FROM read_parquet($p)", params={"p": str(out)}
    ).fetchall() == [(len(contents(ask.__closure__[0].cell_contents)["claims"]), "SMALLINT")]


def test_an_empty_table_has_its_columns(ask):
    assert "budgeted_value" in ask("DESCRIBE budget").stdout
    assert ask("SELECT count(*) FROM scores").exit_code == 0


def test_failures_name_their_file(ask):
    assert json.loads(ask("SELECT name, kind, state FROM failures", "--format", "json").stdout) == [
        {"name": "=公式.txt", "kind": "unreadable", "state": "present"}
    ]


def test_the_tables_are_listed(ask):
    done = ask("--tables")
    assert done.exit_code == 0
    for word in ("documents", "findings", "fingerprint", "files"):
        assert word in done.stdout


HOSTILE = [
    "DELETE FROM claims",
    "CREATE TABLE x AS SELECT 1",
    "COPY claims TO '{store}/x.csv'",
    "COPY (SELECT 1) TO '{store}/documents/year=2021/x.parquet' (FORMAT parquet)",
    "EXPLAIN ANALYZE COPY claims TO '{store}/x.csv'",
    "EXPORT DATABASE '{store}/x'",
    "ATTACH '{store}/x.db'",
    "ATTACH '/tmp/x.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "PRAGMA database_list",
    "CALL enable_logging()",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_blob('{store}/../reports/0/报告00.txt')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM parquet_metadata('/etc/passwd')",
    "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
    "SELECT * FROM store",
    "SELECT 1; DROP VIEW claims",
    "",
    "SELEKT",
    "SELECT * FROM nowhere",
    "SELECT 1/0::INT, error('x')",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_nothing_can_be_written_and_nothing_else_be_read(ask, store, sql):
    before = sorted((path, path.stat().st_size) for path in store.parent.rglob("*"))
    done = ask(sql.format(store=store))
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("jixiao archive query：")
    assert sorted((path, path.stat().st_size) for path in store.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT nam FROM documents", "没有列 nam（相近的有 name、"),
        ("SELECT d.nam FROM documents d", "没有列 nam"),
        ('SELECT 1 FROM documents WHERE name = "甲县"', "没有列 甲县"),
        ("FROM nowhere", "没有表 nowhere。用 --tables"),
        ("SELECT nofunction(1)", "没有函数 nofunction。"),
        ("SELECT end FROM findings", "SQL 在 end 附近写错了。"),
        ("FROM read_csv('/etc/passwd')", "不能读存储以外的文件。"),
        ("SELECT 'x'::INTEGER", "SQL 不能执行（Conversion Error"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_in_chinese(ask, sql, why):
    done = ask(sql)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"jixiao archive query：{why}")
    assert len(done.stderr.splitlines()) == 1


def test_only_documented_tables_are_shown(ask):
    shown = {row["name"] for row in json.loads(ask("SHOW TABLES", "--format", "json").stdout)}
    assert shown == {*TABLES, *COMPARED, "files"}


def test_the_store_itself_may_be_read(ask, store):
    assert ask(f"SELECT content FROM read_text('{store}/store.json')").exit_code == 0
    assert "::VARCHAR" in ask("SELECT now()").stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "要写一条 SQL"),
        (["SELECT 1", "--tables"], "--tables 不能和 SQL 同用"),
        (["SELECT 1", "--format", "parquet"], "请用 -o 指定文件名"),
        (["SELECT 1", "--store", "/nowhere"], "不是一个存储"),
    ],
)
def test_what_is_typed_wrong_is_one_line(ask, words, why):
    done = ask(*words)
    assert done.exit_code == 2
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
