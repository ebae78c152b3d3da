"""What the packed streams of a PDF really hold, counted before anything reads them."""

import re
import zlib

from toolkit.read.limits import UNPACKED

_CHUNK = 1 << 18
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_ENTRIES = 600  # bytes before a stream that describe it


def inspect_streams(data: bytes, where: str) -> None:
    """Raise Unreadable where what is packed in a PDF is more than a report ever holds; pictures are never unpacked."""
    total, view = 0, memoryview(data)
    for found in _STREAM.finditer(data):
        entries = data[max(0, found.start() - _ENTRIES) : found.start()]
        if not _PICTURE.search(entries, entries.rfind(b"obj") + 1):
            total += _unpacked(view, found.end(), UNPACKED.size - total)
        UNPACKED.suspect(total, where)


def _unpacked(data: memoryview, at: int, most: int) -> int:
    """Return the size of the stream at ``at``, or 0 where it is not deflated; stop soon after ``most``."""
    unpack = zlib.decompressobj()
    size = 0
    waiting: bytes | memoryview = data[at : at + _CHUNK]
    try:
        while waiting and not unpack.eof and size <= most:
            size += len(unpack.decompress(waiting, _CHUNK))
            waiting = unpack.unconsumed_tail
            if not waiting:
                at += _CHUNK
                waiting = data[at : at + _CHUNK]
    except zlib.error:
        return size
    return size
