"""What a file really is, by its bytes: its suffix may say anything."""

import io
import zipfile
import zlib

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "pptx",
}
_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
_XML = (b"<?xml", b"MIME-Version:")
_NEAR = 1024


def sniff(data: bytes) -> str:
    """Return the format of ``data``: ``text`` where nothing says otherwise."""
    if (data.startswith(b"BM") and data[6:10] == bytes(4)) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:_NEAR]:
        return "pdf"
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    head = data[:_NEAR].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.lower().startswith(_HTML) or (head.startswith(b"<?xml") and b"<html" in head):
        return "html"
    return "xml" if head.startswith(_XML) else "text"


def _ole(data: bytes) -> str:
    """Tell an encrypted Office file from the formats before 2007; the names of streams are in UTF-16."""
    streams = (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint", "ppt"),
    )
    return next((kind for name, kind in streams if name.encode("utf-16-le") in data), "broken office")


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            said = _start(archive, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "broken zip"
    if "word/vbaProject.bin" in names:
        return "macros"
    return _MIMETYPES.get(said) or next((kind for part, kind in _PARTS.items() if part in names), "archive")


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_NEAR)
