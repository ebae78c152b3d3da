"""Where the bytes of a file are: on a disk, at another address, or inside a packed file; said in two words.

``root`` is a folder (absolute) or an address such as ``s3://bucket/reports``; ``path`` is below it, and
``2023.zip!/石桥县教育局.docx`` is inside a packed file. Both are text, whatever bytes a name was made of.
"""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from weakref import finalize

from toolkit.archive.packed import PACKED, Packed, unpacked
from toolkit.archive.parts import missing
from toolkit.errors import ConfigurationFault, Unreadable
from toolkit.read import contents
from toolkit.read.limits import FILE

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

INSIDE = "!/"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_BYTE = re.compile(rb"\\x([0-9a-f]{2})")


def is_address(source: str) -> bool:
    """Tell whether a source is an address and not a path."""
    return _ADDRESS.match(source) is not None


def label(path: Path | str) -> str:
    r"""Return a path as text: bytes that are none stand as ``\xb3``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def local(root: str, path: str) -> Path:
    """Return the path that two labels stand for."""
    plain = Path(root, path)
    if plain.exists() or "\\x" not in path + root:
        return plain
    return Path(os.fsdecode(_BYTE.sub(lambda byte: bytes([int(byte[1], 16)]), os.fsencode(plain))))


def split(path: str) -> tuple[str, str | None]:
    """Return the path of a packed file and the name inside it; of any other file its path, and None."""
    outer, inside, name = path.partition(INSIDE)
    return (outer, name) if inside and outer.lower().endswith(PACKED) else (path, None)


def read(root: str, path: str) -> bytes:
    """Return the bytes of a file, at most one more than a file may have; raise Unreadable."""
    outer, name = split(path)
    if name is not None:
        return _packed(root, outer, _stamp(root, outer)).read(name)
    if not is_address(root):
        return contents(local(root, path), path)
    with opened(root, path) as file:
        return file.read(FILE.size + 1)


def opened(root: str, path: str) -> BinaryIO:
    """Open a file, wherever it is; raise Unreadable."""
    try:
        if is_address(root):
            system, base = filesystem(root)
            file: BinaryIO = system.open(f"{base.rstrip('/')}/{path}" if path else base, "rb")
            return file
        return local(root, path).open("rb")
    except Exception as error:  # file systems of others raise what they like
        raise Unreadable(f"打不开（{type(error).__name__}）", path, "请检查地址与权限。") from error


def filesystem(address: str) -> "tuple[AbstractFileSystem, str]":
    """Return what reads at an address, and the path there."""
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise missing("archive", error) from None
    try:
        found: tuple[Any, str] = url_to_fs(address)
    except ImportError as error:
        raise ConfigurationFault(
            "读这种地址还缺少一个库", address, f"请按提示安装：{' '.join(str(error).split())}"
        ) from None
    except ValueError as error:
        raise ConfigurationFault(f"不认得这种地址（{error}）", address, "请写成目录，或 fsspec 认得的地址。") from None
    return found


@lru_cache(maxsize=1)
def _packed(root: str, outer: str, _: int) -> Packed:
    """Keep the last packed file open: its neighbours are asked for next."""
    file = opened(root, outer)
    packed = unpacked(file, outer)
    finalize(packed, file.close)
    return packed


def _stamp(root: str, outer: str) -> int:
    """Return what changes when a packed file does."""
    if is_address(root):
        return 0
    try:
        return local(root, outer).stat().st_mtime_ns
    except OSError:
        return 0
