"""Open a zip that a stranger made: count what really comes out of it before anything is parsed."""

import io
import zipfile
import zlib

from toolkit.errors import Unreadable

_MOST = 200 * 1024 * 1024
_MOST_XML = 50 * 1024 * 1024
_MOST_RATIO = 200  # a report's tables compress to a fiftieth at best
_NO_MATTER = 1024 * 1024  # below this size a ratio says nothing
_CHUNK = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def inspect(data: bytes, *, where: str) -> None:
    """Raise Unreadable where the archive is damaged, or unpacks to more than a report ever holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for member in archive.infolist():
                total += _unpacked(archive, member, _MOST - total, where)
    except _BROKEN as e:
        raise Unreadable("文件不完整或已损坏", where, "请用 Word 或 WPS 打开后另存，或重新下载。") from e


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, where: str) -> int:
    most = min(left, _MOST_XML) if member.filename.lower().endswith((".xml", ".rels")) else left
    size = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most or (size > _NO_MATTER and size > _MOST_RATIO * max(member.compress_size, 1)):
                raise Unreadable("解压后大得不正常，可能是恶意文件", where, "请确认来源；确为报告的，请拆成几个文件。")
    return size
