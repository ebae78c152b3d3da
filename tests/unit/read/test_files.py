import hashlib
import io
import zipfile
from random import Random

import pytest

from tests.unit.read.package import package, paragraph
from toolkit.errors import JixiaoError, Unreadable
from toolkit.read import read, read_bytes
from toolkit.records.span import Span

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD = package(paragraph("一、概况") + paragraph("全镇12个村。"))


@pytest.fixture
def alone(monkeypatch):
    """Read as where there is no LibreOffice, and the extra for pictures is not installed."""
    monkeypatch.setattr("toolkit.read.office.program", lambda: None)
    monkeypatch.setattr("toolkit.read.ocr.available", lambda: False)


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def test_a_file_becomes_a_document(tmp_path):
    path = tmp_path / "自评报告.txt"
    path.write_bytes("\ufeff一、概况\r\n全镇１２个村。\r\n".encode())
    document = read(path)
    assert (document.name, document.path, document.format) == ("自评报告.txt", str(path), "txt")
    assert document.text == "一、概况\r\n全镇１２个村。\r\n"
    assert document.settled == "一、概况\r\n全镇12个村。\r\n"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [document.quote(block.span) for block in document.blocks] == ["一、概况", "全镇１２个村。"]
    assert document.place(Span(0, 2)) is None


def test_standard_input_has_a_format_and_no_path():
    document = read_bytes("全镇12个村。".encode(), name="标准输入", format="txt")
    assert (document.name, document.path, document.format) == ("标准输入", None, "txt")


@pytest.mark.parametrize("name", ["报告.docx", "报告.txt", "报告", "报告.DOCX"])
def test_a_word_file_is_one_whatever_it_is_called(name):
    assert read_bytes(WORD, name=name).format == "docx"


@pytest.mark.parametrize("name", ["报告.txt", "报告.TXT", "报告", "报告.text"])
def test_text_is_text(name):
    assert read_bytes("全镇12个村。".encode("gb18030"), name=name).format == "txt"


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"", "甲.txt", "空文件"),
        (b" \r\n\t \n", "甲.txt", "没有文字"),
        ("\u3000\u200b\n".encode(), "甲.txt", "没有文字"),
        ("— 1 —\n".encode(), "甲.txt", "没有文字"),
        ("全镇12个村。".encode(), "甲.docx", "不是 Word"),
        ("全镇12个村。".encode(), "甲.ofd", "OFD"),
        ("全镇12个村。".encode(), "甲.caj", "CAJ"),
        ("全镇12个村。".encode(), "甲.csv", "不支持 .csv"),
        ("全镇12个村。".encode(), "甲.pdf", "不是 PDF，后缀却是 .pdf"),
        ("全镇12个村。".encode(), "甲.xlsx", "不是 Excel 表格"),
        ("全镇12个村。".encode(), "甲.png", "不是图片，后缀却是 .png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20, "甲.doc", "里面却没有文档，文件可能损坏"),
        (Random(3).randbytes(4000), "甲.doc", "不是 .doc 文件，也不是文字"),
        (Random(4).randbytes(4000), "甲.odt", "不是 .odt 文件，也不是文字"),
        (b"%PDF-1.7\n", "甲.pdf", "PDF"),
        (b"%PDF-1.7\n", "甲.docx", "PDF"),
        (b"{\\rtf1 x}", "甲.doc", "RTF.*LibreOffice.*另存为 .docx"),
        (b"<!DOCTYPE html><p> ", "甲.doc", "没有文字"),
        (b"MIME-Version: 1.0\n<html>", "甲.doc", "网页存档"),
        (b"<?xml version='1.0'?><x/>", "甲.doc", "XML"),
        (b"\x89PNG\r\n\x1a\n", "甲.png", r"图片.*pip install 'jixiao\[ocr\]'"),
        (b"BM" + bytes(20), "甲.bmp", "图片"),
        (b"RIFF\x20\0\0\0WEBPVP8 ", "甲.webp", "图片"),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
            "甲.odt",
            "OpenDocument 文档.*libreoffice-writer",
        ),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "甲.ods", "表格.*libreoffice-calc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "甲.docx", "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "甲.doc", "旧版 Word"),
        (OLE + "WordDocument".encode("utf-16-le"), "甲.wps", "旧版 Word"),
        (zipped(xl__workbook_xml=b""), "甲.zip", "压缩包"),
        (zipped(**{"xl/workbook.xml": b"<x/>"}), "甲.docx", "表格文件"),
        (OLE + "Workbook".encode("utf-16-le"), "甲.xls", "表格文件"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "甲.ppt", "幻灯片"),
        (zipped(**{"OFD.xml": b"<x/>"}), "甲.ofd", "OFD"),
        (WORD[: len(WORD) // 2], "甲.docx", "不完整"),
        (zipped(**{"word/document.xml": b"<x>"}), "甲.docx", "文档结构"),
        (zipped(**{"word/document.xml": b" " * 60_000_000}), "甲.docx", "恶意"),
        (zipped(**{"word/document.xml": b"<x/>", "word/media/a.bin": b"\0" * 210_000_000}), "甲.docx", "恶意"),
    ],
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(data, name, what):
    with pytest.raises(Unreadable, match=what) as caught:
        read_bytes(data, name=name)
    message = str(caught.value)
    assert message.startswith(f"{name}：")
    assert message.endswith("。")
    assert "\n" not in message


@pytest.mark.parametrize("name", ["甲.doc", "甲.rtf"])
def test_plain_text_is_read_whatever_it_is_called(name):
    document = read_bytes("全镇12个村。".encode("gb18030"), name=name)
    assert (document.text, document.format) == ("全镇12个村。", "txt")


def test_a_member_damaged_within_is_refused():
    data = bytearray(WORD)
    middle = WORD.index(b"word/document.xml") + 40
    data[middle : middle + 20] = b"\xff" * 20
    with pytest.raises(Unreadable, match="损坏"):
        read_bytes(bytes(data), name="甲.docx")


def test_too_much_text_is_refused(monkeypatch):
    monkeypatch.setenv("JIXIAO_MAX_TEXT", "1")
    with pytest.raises(Unreadable, match="文字超过 1 MB"):
        read_bytes("全镇共有12个村。".encode() * 50_000, name="甲.txt")


def test_a_file_that_is_too_big_is_not_even_read(monkeypatch, tmp_path):
    monkeypatch.setenv("JIXIAO_MAX_FILE", "1")
    with (tmp_path / "甲.txt").open("wb") as file:
        file.truncate(1 << 21)
    monkeypatch.setattr("pathlib.Path.open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(Unreadable, match="文件超过 1 MB"):
        read(tmp_path / "甲.txt")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(Unreadable, match="没有这个文件"):
        read(tmp_path / "没有.txt")
    with pytest.raises(Unreadable, match="文件夹"):
        read(tmp_path)
    with pytest.raises(Unreadable, match="打不开"):
        read(tmp_path / "a\0b")


def test_a_file_that_may_not_be_read_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text("全镇12个村。", encoding="utf-8")

    def refuse(self: object, mode: str) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(Unreadable, match="权限"):
        read(path)


def test_an_error_is_one_line_where_what_and_what_to_do():
    error = JixiaoError("没有单位", "甲.toml", "补上单位。")
    assert str(error) == "甲.toml：没有单位。补上单位。"
    assert error.args == ("没有单位", "甲.toml", "补上单位。")
