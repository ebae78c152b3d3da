"""Rows fit the tables, say nothing of where a file lies, and lose nothing of what was read."""

import zlib
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from toolkit.archive.auditor import auditor
from toolkit.archive.reading import restored
from toolkit.archive.rows import columns_of
from toolkit.archive.schema import TABLES
from toolkit.archive.task import Edition, Terms
from toolkit.read import read_bytes

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module", params=["云溪镇2023年自评报告.txt", "石桥县教育局2023年自评报告.docx"])
def worked(request):
    data = (EXAMPLES / request.param).read_bytes()
    return auditor(Terms()).work(read_bytes(data, name=request.param))


def test_every_row_fits_its_table(worked):
    tables = dict(columns_of(worked))
    assert {"documents", "indicators", "claims", "findings", "verified", "readings"} <= set(tables)
    for table, columns in tables.items():
        assert set(columns) <= {*TABLES[table].types, "year"}
        assert len({len(column) for column in columns.values()}) == 1
        assert (set(columns["document"]), set(columns["year"])) == ({worked.document.sha256}, {2023})


def test_a_row_says_nothing_of_the_file(worked):
    moved = replace(worked.audited, document=replace(worked.document, name="别的.txt", path="/别处/别的.txt"))
    assert list(columns_of(replace(worked, audited=moved))) == list(columns_of(worked))


def test_places_are_those_of_the_document(worked):
    tables = dict(columns_of(worked))
    for table in ("claims", "findings", "indicators"):
        columns = tables[table]
        for start, end, quote in zip(columns["start"], columns["end"], columns["quote"], strict=True):
            assert worked.document.text[start:end] == quote
            assert quote


def test_a_reading_gives_back_everything(worked):
    (reading,) = dict(columns_of(worked))["readings"]["reading"]
    packed = b64decode(reading)
    for known in (packed, zlib.compress(zstandard.decompress(packed))):
        back = restored(known, worked.document.name, worked.document.path)
        assert back.document == worked.document
        assert back.facts == worked.audited.facts


def test_a_key_changes_with_everything_that_rows_come_from():
    plain = Edition(toolkit="1", knowledge="k")
    others = [replace(plain, **{name: "x"}) for name in ("toolkit", "knowledge", "settings", "model", "prompts")]
    assert len({edition.key("d") for edition in [plain, *others]} | {plain.key("e")}) == 7
