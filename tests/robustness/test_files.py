"""Files that are no reports: empty, broken, disguised, hostile."""

import io
import os
import random
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.end_to_end.conftest import EXAMPLE
from tests.robustness.conftest import said
from tests.unit.read.package import NAMESPACES, cell, package, paragraph, row, table
from tests.unit.read.test_pdf import BOMB, paged
from tests.unit.read.test_sheet import saved

SENTENCE = "共调查83人，满意74人，满意度89.16%。"
WORD = package(paragraph(SENTENCE))
SHEET = saved(Workbook())
NOISE = random.Random(7).randbytes(5000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTERNAL = '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)


def changed(name: str, content: bytes, *, source: bytes = WORD) -> bytes:
    """Put other content in one part of a package, or one part more."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {*old.namelist(), name}:
            new.writestr(part, content if part == name else old.read(part))
    return data.getvalue()


def with_prologue(prologue: str, words: str, encoding: str = "utf-8") -> bytes:
    body = f"<w:document {NAMESPACES}><w:body>{paragraph(f'<w:r><w:t>{words}</w:t></w:r>')}</w:body></w:document>"
    return changed("word/document.xml", f'<?xml version="1.0" encoding="{encoding}"?>{prologue}{body}'.encode(encoding))


def understated() -> bytes:
    """Pack 300 MB of zeros whose headers say that they are a thousand bytes."""
    data = changed("word/media/a.bin", bytes(300_000_000))
    return data.replace((300_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        pytest.param("甲.txt", b"", "空文件", id="empty"),
        pytest.param("甲.docx", b"", "空文件", id="empty .docx"),
        pytest.param("甲.txt", " \t\r\n\u3000\n".encode(), "没有文字", id="only spaces"),
        pytest.param("甲.docx", package(paragraph(" \u3000")), "没有文字", id=".docx of spaces"),
        pytest.param("甲.txt", NOISE, "二进制文件|不是文本", id="binary"),
        pytest.param("甲.docx", NOISE, "不是 Word 文档", id="binary .docx"),
        pytest.param("甲.txt", b"\x7fELF\x02\x01\x01" + bytes(200), "空字节", id="program"),
        pytest.param("甲.txt", SENTENCE.encode() + b"\0", "空字节", id="NUL"),
        pytest.param("甲.txt", SENTENCE.encode() * 9 + b"\xed\xa0\x80", "UTF-8", id="lone surrogate, UTF-8"),
        pytest.param("甲.txt", b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\0\xd8a\0", "UTF-16", id="UTF-16"),
        pytest.param("甲.docx", SENTENCE.encode(), "后缀却是 .docx", id="text named .docx"),
        pytest.param("甲.pdf", SENTENCE.encode(), "后缀却是 .pdf", id="text named .pdf"),
        pytest.param("甲.pdf", b"%PDF-1.7\n" + NOISE, "PDF", id="broken .pdf"),
        pytest.param("甲.doc", OLE + bytes(512), "旧版 Office", id=".doc"),
        pytest.param("甲.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码", id="password"),
        pytest.param("甲.ofd", SENTENCE.encode(), "OFD", id=".ofd"),
        pytest.param("甲.docx", WORD[: len(WORD) // 2], "不完整", id="half a .docx"),
        pytest.param("甲.docx", WORD[:-1], "不完整|损坏", id=".docx without its last byte"),
        pytest.param("甲.docx", changed("word/document.xml", b"<w:docu"), "结构", id="half an XML"),
        pytest.param("甲.docx", changed("word/media/a.bin", bytes(2_000_000)), "200 倍.*恶意", id="bomb"),
        pytest.param(
            "甲.xlsx", changed("xl/media/a.bin", bytes(2_000_000), source=SHEET), "200 倍.*恶意", id="bomb .xlsx"
        ),
        pytest.param("甲.xlsx", SHEET[: len(SHEET) // 2], "不完整", id="half an .xlsx"),
        pytest.param("甲.pdf", paged(stream=BOMB), "解压后超过 200 MB.*恶意", id="bomb .pdf"),
        pytest.param("甲.html", b"<html>" + b"<div>" * 5000 + SENTENCE.encode(), "嵌套过深", id="deep .html"),
        pytest.param("甲.docx", understated(), "损坏|恶意", id="bomb that lies"),
        pytest.param("甲.docx", with_prologue(EXTERNAL, "&leak;"), "实体", id="external entity"),
        pytest.param("甲.docx", with_prologue(EXTERNAL, "&leak;", "utf-16"), "实体", id="external entity in UTF-16"),
        pytest.param("甲.docx", with_prologue(LAUGHS, "&a9;"), "实体", id="billion laughs"),
        pytest.param("甲.docm", changed("word/vbaProject.bin", NOISE), "带有宏", id="macros"),
        pytest.param("甲.docx", changed("word/vbaProject.bin", NOISE), "带有宏", id="macros in a .docx"),
    ],
)
def test_is_refused(refused, tmp_path, name, data, what):
    path = tmp_path / name
    path.write_bytes(data)
    line = refused(path)
    assert line.startswith(f"{path}：")
    assert re.search(what, line)


@pytest.mark.parametrize("cut", range(1, len(WORD), 97))
def test_a_word_file_cut_anywhere_is_refused(refused, tmp_path, cut):
    path = tmp_path / "甲.docx"
    path.write_bytes(WORD[:cut])
    refused(path)


def test_flipped_bytes_are_read_or_refused(jixiao, tmp_path):
    chance, path, refusals = random.Random(7), tmp_path / "甲.docx", 0
    for _ in range(60):
        data = bytearray(WORD)
        for _ in range(3):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        done = jixiao("extract", path)
        assert done.exit_code in {0, 2}
        assert "程序出错" not in done.stderr
        refusals += done.exit_code == 2
    assert 0 < refusals < 60


def nested(depth: int) -> bytes:
    inner = paragraph(SENTENCE)
    for _ in range(depth):
        inner = table(row(cell(inner + paragraph("表"))))
    return package(inner)


def test_tables_in_tables_are_read(jixiao, tmp_path):
    path = tmp_path / "甲.docx"
    path.write_bytes(nested(40))
    done = jixiao("extract", path)
    assert done.exit_code == 0
    assert "89.16" in done.stdout


def test_tables_nested_without_end_are_refused(refused, tmp_path):
    path = tmp_path / "甲.docx"
    path.write_bytes(nested(5000))
    refused(path)


def test_a_folder_and_a_missing_file(refused, tmp_path):
    assert "文件夹" in refused(tmp_path)
    assert "没有这个文件" in refused(tmp_path / "没有.txt")


def test_a_loop_of_links(refused, jixiao, tmp_path):
    loop = tmp_path / "甲.txt"
    loop.symlink_to(loop)
    assert "打不开" in refused(loop)
    assert jixiao("extract", loop, "-o", tmp_path / "乙.json").exit_code == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero")
def test_a_device_without_end(refused, monkeypatch):
    monkeypatch.setenv("JIXIAO_MAX_FILE", "1")
    assert "超过 1 MB" in refused("/dev/zero")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(refused, report):
    report.chmod(0)
    assert "没有读取权限" in refused(report)


def test_a_file_that_is_said_not_to_be_readable(refused, report, monkeypatch):
    def forbidden(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert "没有读取权限" in refused(report)


def test_a_file_that_disappears_between_listing_and_reading(jixiao, report, monkeypatch):
    stat = Path.stat

    def seen(self: Path, **how: bool) -> os.stat_result:
        found = stat(self, **how)
        self.unlink()
        return found

    monkeypatch.setattr(Path, "stat", seen)
    assert "没有这个文件" in said(jixiao("audit", report))


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "terminal", "html"])
def test_a_name_that_is_no_text(jixiao, tmp_path, form):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    path.write_text(SENTENCE, encoding="utf-8")
    command = "audit" if form in {"terminal", "html"} else "extract"
    done = jixiao(command, path, "--format", form, "-o", tmp_path / "结果")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (tmp_path / "结果").stat().st_size > 0


@pytest.mark.parametrize("name", ["甲.html", "甲.md"])
def test_a_lone_surrogate_in_a_reference(jixiao, tmp_path, name):
    path = tmp_path / name
    path.write_text("<p>&#xD800;" + SENTENCE + "</p>", encoding="utf-8")
    done = jixiao("extract", path)
    assert done.exit_code == 0
    assert "满意度" in done.stdout


def test_one_bad_file_never_stops_the_others(jixiao, report, tmp_path):
    bad = tmp_path / "坏.docx"
    bad.write_bytes(NOISE)
    done = jixiao("extract", report, bad, EXAMPLE, "--format", "jsonl")
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{bad}：")
