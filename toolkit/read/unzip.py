"""Open a zip that a stranger made: count what really comes out of it before anything is parsed."""

import io
import zipfile
import zlib

from toolkit.errors import Unreadable
from toolkit.read.limits import UNPACKED

_MOST_XML = 50 * 1024 * 1024
_MOST_RATIO = 200  # a report's tables compress to a fiftieth at best
_NO_MATTER = 1024 * 1024  # below this size a ratio says nothing
_CHUNK = 1 << 16
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_LONGEST = max(map(len, _DOCTYPE))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_SUSPECT = "大得不正常，可能是恶意文件"
_SPLIT = "请确认来源；确为报告的，请拆成几个文件"


def inspect(data: bytes, *, where: str) -> None:
    """Raise Unreadable where the archive is damaged, unpacks to too much, or has XML that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for member in archive.infolist():
                total += _unpacked(archive, member, UNPACKED.size - total, where)
    except _BROKEN as e:
        raise Unreadable("文件不完整或已损坏", where, "请用 Word 或 WPS 打开后另存，或重新下载。") from e


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, where: str) -> int:
    xml = member.filename.lower().endswith((".xml", ".rels"))
    size, tail = 0, b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            UNPACKED.suspect(UNPACKED.size + size - left, where)
            if size > _NO_MATTER and size > _MOST_RATIO * max(member.compress_size, 1):
                raise Unreadable(f"解压后是原来的 {_MOST_RATIO} 倍以上，{_SUSPECT}", where, f"{_SPLIT}。")
            if xml and size > _MOST_XML:
                raise Unreadable(f"解压后有 XML 超过 {_MOST_XML >> 20} MB，{_SUSPECT}", where, f"{_SPLIT}。")
            if xml and any(mark in tail + chunk for mark in _DOCTYPE):
                what = "XML 里定义了实体（DOCTYPE），正常的文档没有，可能是恶意文件"
                raise Unreadable(what, where, "请确认来源；确为报告的，请用 Word 或 WPS 打开后另存。")
            tail = chunk[-_LONGEST:]
    return size
