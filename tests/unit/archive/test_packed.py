"""Packed files, good and hostile; not a byte of them goes to the disk."""

import bz2
import gzip
import io
import tarfile
import zipfile
from ast import literal_eval
from random import Random

import pytest

from tests.unit.archive.stand_ins import contents, documents, ran, report
from toolkit.archive import packed
from toolkit.archive.source import read
from toolkit.errors import Unreadable


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def tarred(path, files, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def files(store):
    return {literal_eval(row)[0]: row for row in contents(store)["files"]}


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


TEXTS = [(f"报告/石桥{n}.txt", report(n, 2020 + n).encode()) for n in range(3)]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.zip", zipped),
        ("a.tar", lambda path, files: tarred(path, files, "w")),
        ("a.tar.gz", tarred),
        ("a.tgz", tarred),
        ("a.tar.bz2", lambda path, files: tarred(path, files, "w:bz2")),
        ("a.tar.xz", lambda path, files: tarred(path, files, "w:xz")),
    ],
)
def test_what_is_packed_is_read_like_what_is_not(tmp_path, store, name, make):
    path = make(tmp_path / name, TEXTS)
    summary = ran(store, path)
    assert (summary.done, summary.failures) == (3, [])
    assert sorted(files(store)) == [f"{name}!/{each}" for each, _ in TEXTS]
    assert ran(store, path).done == 0
    plain = tmp_path / "plain"
    for each, data in TEXTS:
        (plain / each).parent.mkdir(parents=True, exist_ok=True)
        (plain / each).write_bytes(data)
    assert ran(store, plain).done == 0
    assert sorted(tmp_path.rglob("*石桥*")) == sorted((plain / "报告").iterdir())


def test_a_changed_archive_is_opened_again_and_only_what_is_new_in_it_is_done(tmp_path, store):
    ran(store, zipped(tmp_path / "a.zip", TEXTS))
    summary = ran(store, zipped(tmp_path / "a.zip", [*TEXTS[1:], ("新.txt", report(9).encode())]))
    assert (summary.done, summary.unchanged, summary.deleted) == (1, 2, 1)


def test_what_was_in_an_archive_that_broke_is_not_gone(tmp_path, store):
    path = zipped(tmp_path / "a.zip", TEXTS)
    ran(store, path)
    path.write_bytes(path.read_bytes()[:200])
    summary = ran(store, path)
    assert (summary.unreadable, summary.deleted, summary.files) == (1, 0, 3)


def test_names_of_a_chinese_windows_are_understood(tmp_path, store):
    path = tmp_path / "a.zip"
    info = zipfile.ZipInfo("x.txt")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, report(1).encode())
    path.write_bytes(path.read_bytes().replace(b"x.txt", b"x.txt"))
    named = "县.txt".encode("gb18030")
    data = zipped(path, [("xx.txt", report(1).encode())]).read_bytes()
    path.write_bytes(data.replace(b"xx.txt", named))
    ran(store, path)
    assert list(files(store)) == ["a.zip!/县.txt"]


def test_a_name_that_climbs_is_a_label_and_two_of_one_name_are_two(tmp_path, store):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(
            tmp_path / "a.zip",
            [
                ("../../etc/甲.txt", report(1).encode()),
                ("/乙.txt", report(2).encode()),
                ("/乙.txt", report(3).encode()),
            ],
        )
    assert ran(store, path).done == 3
    assert sorted(files(store)) == ["a.zip!/etc/甲.txt", "a.zip!/乙#2.txt", "a.zip!/乙.txt"]
    assert not (tmp_path.parent / "etc").exists()


def test_links_devices_and_archives_inside_are_told_and_not_followed(tmp_path, store):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (
            ("链接.txt", tarfile.SYMTYPE),
            ("硬链接.txt", tarfile.LNKTYPE),
            ("管道.txt", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        inner = zipped(tmp_path / "inner.zip", TEXTS).read_bytes()
        info = tarfile.TarInfo("里面.zip")
        info.size = len(inner)
        archive.addfile(info, io.BytesIO(inner))
    (tmp_path / "inner.zip").unlink()
    summary = ran(store, path)
    assert (summary.done, summary.unreadable) == (0, 4)
    kept = files(store)
    assert "是链接或设备" in kept["a.tar!/链接.txt"]
    assert "压缩包里的压缩包" in kept["a.tar!/里面.zip"]
    assert documents(store) == []


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_bomb_is_a_row_and_goes_off_nowhere(tmp_path, store, monkeypatch, make):
    monkeypatch.setattr(packed, "_NO_MATTER", 1 << 14)
    name = "a.zip" if make is zipped else "a.tar.gz"
    path = make(tmp_path / name, [("好.txt", report(1).encode()), ("炸.txt", bytes(40 << 20)), ("后.txt", b"x")])
    summary = ran(store, path)
    assert summary.unreadable == 1
    assert "大得不正常" in str(files(store))


def test_a_member_beyond_the_limit_of_a_file_is_told(tmp_path, store, monkeypatch):
    monkeypatch.setenv("JIXIAO_MAX_FILE", "1")
    noise = Random(1).randbytes(1_300_000)
    path = zipped(tmp_path / "a.zip", [("大.txt", noise), ("好.txt", report(1).encode())])
    summary = ran(store, path)
    assert (summary.done, summary.unreadable) == (1, 1)
    assert "文件超过 1 MB" in files(store)["a.zip!/大.txt"]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"nothing of the kind", gzip.compress(b"no tar"), bz2.compress(b"")[:5]],
    ids=["empty", "cut", "text", "gzip", "bzip"],
)
@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz"])
def test_what_is_no_archive_is_a_row(tmp_path, store, name, data):
    (tmp_path / name).write_bytes(data)
    assert ran(store, tmp_path / name).unreadable == 1
    assert "不完整或已损坏" in files(store)[name]


def test_a_password_is_told(tmp_path):
    path = zipped(tmp_path / "a.zip", [("甲.txt", report(1).encode())])
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="密码"):
        read(str(tmp_path), "a.zip!/甲.txt")
