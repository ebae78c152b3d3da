"""Which files an archive is made of."""

import os

import pytest

from tests.unit.archive.stand_ins import contents, ran, report
from toolkit.archive.find import Finder
from toolkit.archive.source import label, local, read
from toolkit.errors import ConfigurationFault, UsageFault


def found(*sources, **how):
    finder = Finder(lambda *_: (), **how)
    return finder, list(finder.find([str(source) for source in sources]))


@pytest.fixture
def folder(tmp_path):
    for name in ("乙/b.txt", "甲/a.docx", "c.PDF", "~$a.docx", ".hidden.txt", "照片.jpg", "数据.csv", ".git/x.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path / "in"


def test_supported_files_are_found_in_order_and_the_rest_counted(folder):
    finder, files = found(folder)
    assert [file.path for file in files] == ["c.PDF", "乙/b.txt", "甲/a.docx"]
    assert {file.root for file in files} == {str(folder)}
    assert finder.passed_over == 4
    assert [file.path for file in found(folder, pictures=True)[1]] == ["c.PDF", "照片.jpg", "乙/b.txt", "甲/a.docx"]


def test_the_store_itself_is_no_part_of_the_archive(folder):
    assert "乙/b.txt" not in [file.path for file in found(folder, apart=folder / "乙")[1]]


def test_a_named_file_is_taken_whatever_it_is_called(folder):
    finder, files = found(folder / "照片.jpg", folder / "没有.txt")
    assert [(file.path, file.why) for file in files] == [("照片.jpg", None), ("没有.txt", "打不开（不存在）")]
    assert finder.scopes == [(str(folder), "照片.jpg"), (str(folder), "没有.txt")]


def test_links_lead_to_files_and_not_round_in_circles(folder):
    (folder / "圈").symlink_to(folder)
    (folder / "链接.txt").symlink_to(folder / "乙/b.txt")
    (folder / "断.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "管道.txt")
    files = {file.path: file.why for file in found(folder)[1]}
    assert files == {
        "c.PDF": None,
        "乙/b.txt": None,
        "甲/a.docx": None,
        "链接.txt": None,
        "断.txt": "打不开（不存在）",
        "管道.txt": "不是普通文件",
    }


def test_a_name_that_is_no_text_is_found_and_read_again(tmp_path):
    place = os.fsencode(tmp_path) + b"/\xcf\xd8.txt"
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(report(1).encode())
    (file,) = found(tmp_path)[1]
    assert file.path == "\\xcf\\xd8.txt"
    assert os.fsencode(local(file.root, file.path)) == place
    assert read(file.root, file.path) == report(1).encode()
    assert label(local(file.root, file.path)) == f"{tmp_path}/{file.path}"
    assert ran(tmp_path / "store", tmp_path).done == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_told_and_what_was_in_it_is_not_gone(folder, tmp_path):
    ran(tmp_path / "store", folder)
    (folder / "乙").chmod(0)
    try:
        summary = ran(tmp_path / "store", folder)
    finally:
        (folder / "乙").chmod(0o700)
    assert (summary.deleted, summary.unreadable) == (0, 1)


def test_files_at_an_address_are_read_there(tmp_path):
    from fsspec.implementations.memory import MemoryFileSystem

    memory = MemoryFileSystem()
    for number in range(2):
        memory.pipe(f"/reports/{2022 + number}/报告.txt", report(number, 2022 + number).encode())
    memory.pipe("/reports/数据.bin", b"x")
    store = tmp_path / "store"
    try:
        summary = ran(store, "memory://reports")
        assert (summary.done, summary.passed_over) == (2, 1)
        assert ran(store, "memory://reports").done == 0
        memory.rm("/reports/2022/报告.txt")
        assert ran(store, "memory://reports").deleted == 1
    finally:
        memory.rm("/reports", recursive=True)
    assert len(contents(store)["documents"]) == 2


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nosuch://x", "不认得这种地址"),
        ("file:///no/such/folder", "没有这个地址，或连不上"),
        ("http://127.0.0.1:9/reports/", "没有这个地址，或连不上"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(tmp_path, address, why):
    with pytest.raises((ConfigurationFault, UsageFault), match=why):
        ran(tmp_path / "store", address)
