"""The files that an archive is made of: below folders, named one by one, inside packed files, at other addresses."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.archive.packed import PACKED, unpacked
from toolkit.archive.source import INSIDE, filesystem, is_address, label, opened
from toolkit.errors import JixiaoError, UsageFault, reason

_WORDS = ("docx", "doc", "wps", "rtf", "odt", "pdf", "html", "htm", "xhtml", "md", "markdown", "txt", "text")
DOCUMENTS = frozenset((*_WORDS, "xlsx", "xlsm", "xls", "et", "ods"))
PICTURES = frozenset(("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "gif"))
_PASSING = ("~$", ".", "__MACOSX/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file: the root it was found under and its path there; ``stamp`` changes when its bytes do.

    ``document`` is the digest of its bytes where finding it meant reading it; ``why`` says why it cannot be read.
    ``turn`` is its place in a packed file that is read from front to back.
    """

    root: str
    path: str
    size: int = 0
    stamp: str = ""
    turn: int = 0
    document: str | None = None
    why: str | None = None


Memory = Callable[[str, str, str], Iterable[Found]]
"""Tells what a packed file (root, path) held when it was last opened with that stamp; nothing, if never."""


class Finder:
    """Walks what was named, and counts what it passes over.

    ``scopes`` are the roots, or single files of a root, that were looked through; ``closed`` folders were not let in.
    """

    def __init__(self, memory: Memory, *, pictures: bool = False, apart: Path | None = None) -> None:
        self._suffixes = DOCUMENTS | PICTURES if pictures else DOCUMENTS
        self._memory = memory
        self._apart = apart.resolve() if apart else None
        self.passed_over = 0
        self.scopes: list[tuple[str, str | None]] = []
        self.closed: list[tuple[str, str]] = []

    def find(self, sources: Iterable[str]) -> Iterator[Found]:
        """Yield every file, in an order that is always the same."""
        for source in sources:
            if is_address(source):
                yield from self._at(source)
            elif Path(source).is_dir():
                yield from self._below(Path(source).absolute())
            else:
                path = Path(source).absolute()
                root, name = label(path.parent), label(path.name)
                self.scopes.append((root, name))
                yield from self._file(root, name, path, named=True)

    def _below(self, folder: Path) -> Iterator[Found]:
        root = label(folder)
        self.scopes.append((root, None))
        closed: list[Found] = []

        def refused(error: OSError) -> None:
            path = label(Path(error.filename).relative_to(folder))
            if path == ".":
                raise UsageFault(f"打不开（{reason(error)}）", str(folder), "请检查目录与权限。") from error
            self.closed.append((root, path))
            closed.append(Found(root=root, path=path, why=f"目录打不开（{reason(error)}）"))

        for place, folders, names in os.walk(folder, onerror=refused):
            here = Path(place)
            folders[:] = sorted(name for name in folders if name[0] != "." and here / name != self._apart)
            for name in sorted(names):
                path = here / name
                yield from self._file(root, label(path.relative_to(folder)), path)
        yield from closed

    def _file(self, root: str, path: str, place: Path, *, named: bool = False) -> Iterator[Found]:
        if not named and not self.wanted(path) and not _is_packed(path):
            self.passed_over += 1
            return
        try:
            state = place.stat()
        except OSError as error:
            yield Found(root=root, path=path, why=f"打不开（{reason(error)}）")
            return
        found = Found(root=root, path=path, size=state.st_size, stamp=str(state.st_mtime_ns))
        if not place.is_file():
            yield replace(found, why="不是普通文件")
        else:
            yield from self._inside(found) if _is_packed(path) else [found]

    def _at(self, address: str) -> Iterator[Found]:
        """Yield the files at an address; what changes when one does is the file system's to say."""
        self.scopes.append((address, None))
        system, base = filesystem(address)
        try:
            files = system.find(base, detail=True)
            there = bool(files) or system.exists(base)
        except Exception as error:  # file systems of others raise what they like
            raise UsageFault(f"打不开（{type(error).__name__}）", address, "请检查地址与权限。") from error
        if not there:  # nor are the files gone that were there before
            raise UsageFault("没有这个地址，或连不上", address, "请检查地址与网络。")
        for place in sorted(files):
            path = label(place.removeprefix(base).lstrip("/"))
            about = files[place]
            stamp = next(
                (str(about[key]) for key in ("ETag", "mtime", "LastModified", "created") if about.get(key)), ""
            )
            found = Found(root=address, path=path, size=about.get("size") or 0, stamp=stamp)
            if _is_packed(path or place):
                yield from self._inside(found)
            elif self.wanted(path or place):
                yield found
            else:
                self.passed_over += 1

    def _inside(self, outer: Found) -> Iterator[Found]:
        """Yield what a packed file holds: from memory, where it is the same as before."""
        stamp = f"{outer.stamp}:{outer.size}"
        known = list(self._memory(outer.root, outer.path, stamp))
        if known:
            yield from known
            return
        try:
            with opened(outer.root, outer.path) as file:
                for member in unpacked(file, outer.path).members(self.wanted):
                    yield Found(
                        root=outer.root,
                        path=f"{outer.path}{INSIDE}{member.name}",
                        size=member.size,
                        stamp=stamp,
                        turn=member.turn,
                        document=member.document,
                        why=member.why,
                    )
        except JixiaoError as error:
            self.closed.append((outer.root, f"{outer.path}!"))
            yield replace(outer, why=error.what)

    def wanted(self, path: str) -> bool:
        """Tell whether a name is a document's; what programs leave behind beside documents is none."""
        name = path.rpartition("/")[2]
        return not name.startswith(_PASSING) and name.rpartition(".")[2].lower() in self._suffixes


def _is_packed(path: str) -> bool:
    return path.lower().endswith(PACKED) and not path.rpartition("/")[2].startswith(_PASSING)
