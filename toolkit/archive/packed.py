"""Packed files that a stranger made: what is in them, read without a byte going to the disk.

Names are labels and nothing else; links, devices and packed files inside packed files are told and not followed.
Every byte is counted as it comes out, against the limits of a single file and of how far a file may expand.
"""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import SEEK_END
from itertools import count
from lzma import LZMAError
from typing import BinaryIO, Protocol, TypeVar

from toolkit.errors import JixiaoError, Unreadable
from toolkit.read.limits import FILE

T = TypeVar("T")
_STREAMS = (".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
PACKED = (".zip", ".tar", *_STREAMS)
_OTHERS = (*PACKED, ".rar", ".7z", ".gz")
MOST = 1_000_000
"""Members of one packed file."""

_MOST_RATIO = 200
_NO_MATTER = 1 << 20
_CHUNK = 1 << 18
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_NESTED = "是压缩包里的压缩包，没有再打开"
_BLOATED = f"解压后是原来的 {_MOST_RATIO} 倍以上，大得不正常，可能是恶意文件"
_AGAIN = "请用解压软件确认能打开，或重新打包。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a packed file: its name as it should be read, where it stands, and the digest of its bytes."""

    name: str
    size: int
    turn: int
    document: str | None = None
    why: str | None = None


Wanted = Callable[[str], bool]
"""Tells whether a name is one that is worth reading."""


class Packed(Protocol):
    """A packed file that is open."""

    def members(self, wanted: Wanted) -> Iterator[Member]:
        """Yield its files in their order, those that are wanted with a digest, those that cannot be read with why."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raise Unreadable."""


def is_stream(outer: str) -> bool:
    """Tell whether a packed file can only be read from front to back."""
    return outer.lower().endswith(_STREAMS)


def unpacked(file: BinaryIO, where: str) -> Packed:
    """Return a packed file that is open; raise Unreadable."""
    try:
        return Zip(file, where) if where.lower().endswith(".zip") else Tar(file, where)
    except _BROKEN as error:
        file.close()
        raise Unreadable("压缩包不完整或已损坏", where, _AGAIN) from error


class Zip:
    """A zip, which says at its end what it holds."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._where = where
        self._archive = zipfile.ZipFile(file)
        infos = (info for info in self._archive.infolist() if not info.is_dir())
        self._infos = dict(_named((_name(info), info) for info in infos))
        if len(self._infos) > MOST:
            raise Unreadable(f"压缩包里的文件超过 {MOST} 个", where, "请拆成几个压缩包。")

    def members(self, wanted: Wanted) -> Iterator[Member]:
        """Yield its files in the order of the list at its end."""
        for turn, (name, info) in enumerate(self._infos.items()):
            if name.lower().endswith(_OTHERS):
                yield Member(name=name, size=info.file_size, turn=turn, why=_NESTED)
            elif wanted(name):
                yield _member(name, turn, partial(self.read, name))

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        info = self._infos.get(name)
        if info is None:
            raise Unreadable("压缩包里没有这个文件", f"{self._where}!/{name}", "请再运行一次。")
        if info.flag_bits & 1:
            raise Unreadable("设有密码", f"{self._where}!/{name}", "请解密后重新打包。")
        try:
            with self._archive.open(info) as stream:
                return _bounded(stream, f"{self._where}!/{name}", info.compress_size)
        except _BROKEN as error:
            raise Unreadable("在压缩包里已损坏", f"{self._where}!/{name}", _AGAIN) from error


class Tar:
    """A tar, compressed or not, which is read from front to back."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._where = where
        self._file = file
        self._most = _MOST_RATIO * max(file.seek(0, SEEK_END), _NO_MATTER)
        file.seek(0)
        self._archive = tarfile.open(  # noqa: SIM115 — it closes with the file
            fileobj=file, mode="r:*", encoding="utf-8", errors="surrogateescape"
        )
        self._infos: dict[str, tarfile.TarInfo] | None = None

    def members(self, wanted: Wanted) -> Iterator[Member]:
        """Yield its files as they come."""
        try:
            for turn, (name, info) in enumerate(self._walk()):
                if not info.isreg():
                    yield Member(name=name, size=0, turn=turn, why="是链接或设备，不是文件")
                elif name.lower().endswith(_OTHERS):
                    yield Member(name=name, size=info.size, turn=turn, why=_NESTED)
                elif wanted(name):
                    yield _member(name, turn, partial(self._bytes, name, info))
        except _BROKEN as error:
            raise Unreadable("压缩包不完整或已损坏", self._where, _AGAIN) from error

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; quick where the tar is not compressed, or where files are read in their order."""
        try:
            if self._infos is None:
                self._infos = dict(self._walk())
        except _BROKEN as error:
            raise Unreadable("压缩包不完整或已损坏", self._where, _AGAIN) from error
        info = self._infos.get(name)
        if info is None or not info.isreg():
            raise Unreadable("压缩包里没有这个文件", f"{self._where}!/{name}", "请再运行一次。")
        return self._bytes(name, info)

    def _walk(self) -> Iterator[tuple[str, tarfile.TarInfo]]:
        for turn, pair in enumerate(_named((_shown(info.name), info) for info in self._archive if not info.isdir())):
            if turn >= MOST:
                raise Unreadable(f"压缩包里的文件超过 {MOST} 个", self._where, "请拆成几个压缩包。")
            if pair[1].offset_data + pair[1].size > self._most:  # to go on would mean to unpack it
                raise Unreadable(_BLOATED, self._where, "请确认来源。")
            yield pair

    def _bytes(self, name: str, info: tarfile.TarInfo) -> bytes:
        try:
            stream = self._archive.extractfile(info)
            if stream is None:
                raise Unreadable("压缩包里没有这个文件", f"{self._where}!/{name}", "请再运行一次。")
            with stream:
                return _bounded(stream, f"{self._where}!/{name}", info.size)
        except _BROKEN as error:
            raise Unreadable("在压缩包里已损坏", f"{self._where}!/{name}", _AGAIN) from error


def _member(name: str, turn: int, bytes_of: Callable[[], bytes]) -> Member:
    try:
        data = bytes_of()
    except JixiaoError as error:
        return Member(name=name, size=0, turn=turn, why=error.what)
    return Member(name=name, size=len(data), turn=turn, document=sha256(data).hexdigest())


def _bounded(stream: "Stream", where: str, packed: int) -> bytes:
    """Read a stream that may be made to have no end."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > _NO_MATTER and size > _MOST_RATIO * max(packed, 1):
            raise Unreadable(_BLOATED, where, "请确认来源。")
        FILE.admit(size, where)
        chunks.append(chunk)
    return b"".join(chunks)


class Stream(Protocol):
    """Something to read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes."""


def _name(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: what does not say that it is UTF-8 was mostly written on a Chinese Windows."""
    if info.flag_bits & 0x800:
        return _shown(info.filename)
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return _shown(info.filename)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _shown(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _shown(info.filename)


def _shown(name: str) -> str:
    """Return a name without what climbs out of its folder; it is a label, and never a path that is written to."""
    text = name.replace("\\", "/").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "/".join(part for part in text.split("/") if part not in {"", ".", ".."}) or "?"


def _named(pairs: Iterator[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """Number the names that come twice."""
    taken: set[str] = set()
    for name, thing in pairs:
        stem, dot, suffix = name.rpartition(".")
        others = (f"{stem}#{n}{dot}{suffix}" for n in count(2))
        free = name if name not in taken else next(other for other in others if other not in taken)
        taken.add(free)
        yield free, thing
