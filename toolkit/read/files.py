"""A path or bytes → a `Document`: which reader, and what to say where there is none."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from toolkit.errors import Unreadable, reason
from toolkit.read.assemble import assemble
from toolkit.read.content import Content
from toolkit.read.decode import decode
from toolkit.read.limits import FILE, LINES, NUMBERS, TEXT
from toolkit.read.sniff import sniff
from toolkit.records.blanks import ahead_of_notes, passed_over
from toolkit.records.document import Document
from toolkit.records.settle import settle

Reader = Callable[[bytes, str], Content]
"""Reads bytes; the second argument is the file's name for messages."""

_LATER = "目前能读 .docx、.doc、.wps、.pdf、.xlsx、.xls、.html、.md、.txt 和图片。"
_SAVE_AS = "请在 Word 或 WPS 中另存为 .docx 再试。"
_UNSUPPORTED = {
    "xml": ("是 XML 或网页存档", _SAVE_AS),
    "macros": ("带有宏", "请在 Word 或 WPS 中另存为不带宏的 .docx。"),
    "encrypted": ("设有打开密码", "请在 Word 或 WPS 中取消密码后另存。"),
    "broken zip": ("压缩包不完整，文件可能损坏或没有下载完", "请重新导出或下载该文件。"),
    "broken office": (
        "是旧版 Office 文件的开头，里面却没有文档，文件可能损坏",
        "请重新导出，或在原来的软件中另存为 .docx。",
    ),
    "pptx": ("是幻灯片", _LATER),
    "ppt": ("是幻灯片", _LATER),
    "ofd": ("是 OFD 版式文件", "请用 OFD 阅读器另存为 .docx，或把文字复制到 .txt。"),
    "caj": ("是 CAJ 文件", "请用 CAJViewer 把文字复制到 .txt。"),
    "archive": ("是压缩包", "请先解压，再给出里面的 .docx 或 .txt。"),
}
"""format → what it is, what to do"""

_SUFFIXES = {
    "htm": "html",
    "xhtml": "html",
    "mht": "xml",
    "mhtml": "xml",
    "markdown": "md",
    "et": "xls",
    "xlsm": "xlsx",
}
_TEXT_SUFFIXES = {"", "txt", "text"}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+")
_BINARY = {"docx": " Word 文档", "pdf": " PDF", "xlsx": " Excel 表格", "xls": " Excel 表格"} | dict.fromkeys(
    ("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "gif"), "图片"
)


def _txt(data: bytes, where: str) -> Content:
    text = decode(data, where=where)
    return Content(text, assemble(text, settle(text)))


def _html(data: bytes, where: str) -> Content:
    from toolkit.read.html import html

    return html(data, where)


def _markdown(data: bytes, where: str) -> Content:
    from toolkit.read.markdown import markdown

    return markdown(data, where)


def _docx(data: bytes, where: str) -> Content:
    from toolkit.read.docx import docx

    return docx(data, where)


def _pdf(data: bytes, where: str) -> Content:
    from toolkit.read.pdf import pdf

    return pdf(data, where)


def _image(data: bytes, where: str) -> Content:
    from toolkit.read.image import image

    return image(data, where)


def _doc(data: bytes, where: str) -> Content:
    from toolkit.read.office import converted

    return _docx(converted(data, "doc", where), where)


def _rtf(data: bytes, where: str) -> Content:
    from toolkit.read.office import converted

    return _docx(converted(data, "rtf", where), where)


def _odt(data: bytes, where: str) -> Content:
    from toolkit.read.office import converted

    return _docx(converted(data, "odt", where), where)


def _ods(data: bytes, where: str) -> Content:
    from toolkit.read.office import converted

    return _xlsx(converted(data, "ods", where), where)


def _xlsx(data: bytes, where: str) -> Content:
    from toolkit.read.sheet import xlsx

    return xlsx(data, where)


def _xls(data: bytes, where: str) -> Content:
    from toolkit.read.sheet import xls

    return xls(data, where)


READERS: dict[str, Reader] = {
    "txt": _txt,
    "html": _html,
    "md": _markdown,
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "xls": _xls,
    "image": _image,
    "doc": _doc,
    "rtf": _rtf,
    "odt": _odt,
    "ods": _ods,
}
_OF_TEXT = {"txt", "html", "md"}
_CONVERTED = {"doc", "rtf", "odt", "ods"}


def read(source: Path) -> Document:
    """Return the document in the file at ``source``; raise Unreadable."""
    where = _words(source)
    return read_bytes(contents(source, where), name=Path(where).name, path=where)


def contents(source: Path, where: str) -> bytes:
    """Return what the file at ``source`` holds; raise Unreadable."""
    try:
        FILE.admit(source.stat().st_size, where)
        with source.open("rb") as file:
            return file.read(FILE.size + 1)  # a device or a pipe has no size, and may have no end
    except FileNotFoundError as e:
        raise Unreadable("没有这个文件", where, "请检查路径与文件名。") from e
    except IsADirectoryError as e:
        raise Unreadable("是文件夹，不是文件", where, "请给出文件夹里的文件。") from e
    except PermissionError as e:
        raise Unreadable("没有读取权限", where, "请检查文件权限。") from e
    except OSError as e:
        raise Unreadable(f"打不开（{reason(e)}）", where, "请检查路径与文件。") from e
    except ValueError as e:
        raise Unreadable(f"打不开（{e}）", where, "请检查路径与文件。") from e


def _words(path: Path) -> str:
    """Return a path as text: where it has bytes that are none, no format could hold them."""
    return os.fsencode(path).decode("utf-8", "replace")


def read_bytes(data: bytes, *, name: str, format: str | None = None, path: str | None = None) -> Document:
    """Return the document in ``data``, of ``format`` where that is known; raise Unreadable."""
    where = path or name
    FILE.admit(len(data), where)
    kind = format or _format(data, name, where)
    if kind in _OF_TEXT:
        TEXT.admit(len(data), where)
        LINES.admit(max(data.count(b"\n"), data.count(b"\r")), where)
    text, blocks, unread, legibility = READERS[kind](data, where)
    if not blocks:
        raise Unreadable("没有文字", where, "请检查是否给错了文件。")
    TEXT.admit(len(text.encode("utf-8", "surrogatepass")), where)
    LINES.admit(len(blocks), where)
    NUMBERS.admit(sum(1 for _ in _NUMBER.finditer(text)), where)
    return Document(
        name=name,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        text=text,
        settled=passed_over(text, settle(text)),
        blocks=ahead_of_notes(text, blocks),
        unread=unread,
        legibility=legibility,
    )


def _as_text(data: bytes, suffix: str, where: str) -> str:
    """Take plain text for what it is, whatever it is called; LibreOffice would make letters of any bytes."""
    try:
        decode(data, where=where)
    except Unreadable as e:
        raise Unreadable(f"不是 .{suffix} 文件，也不是文字", where, "文件可能损坏，请重新导出或下载该文件。") from e
    return "txt"


def _format(data: bytes, name: str, where: str) -> str:
    """Return the reader's key: what the bytes show goes before what the suffix says."""
    if not data:
        raise Unreadable("是空文件", where, "请检查是否给错了文件。")
    shown = sniff(data)
    suffix = Path(name).suffix.lower().removeprefix(".")
    said = _SUFFIXES.get(suffix, suffix)
    if shown == "text" and suffix not in _TEXT_SUFFIXES:
        if said in _BINARY:
            what = f"不是{_BINARY[said]}，后缀却是 .{suffix}"
            raise Unreadable(what, where, "如果是纯文本，请把后缀改为 .txt；否则重新导出。")
        shown = _as_text(data, suffix, where) if said in _CONVERTED else said
    if shown in READERS or shown == "text":
        return "txt" if shown == "text" else shown
    what, todo = _UNSUPPORTED.get(shown, (f"不支持 .{suffix} 格式", _LATER))
    raise Unreadable(what, where, todo)
