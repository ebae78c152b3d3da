"""Files in, one after another; results out, whole or not at all."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from itertools import chain, count
from os.path import realpath
from pathlib import Path
from typing import Generic, TypeVar

import click

from toolkit.cli.ending import Ending
from toolkit.cli.progress import progress
from toolkit.cli.tell import tell
from toolkit.errors import ConfigurationFault, JixiaoError, ModelFault, reason
from toolkit.records import Document
from toolkit.report.subject import Contents, R, Sheet, Writer

T = TypeVar("T")

A_PATH: click.Path = click.Path(path_type=Path)

files_argument = click.argument("files", nargs=-1, required=True, metavar="文件…", type=A_PATH)
out_option = click.option("-o", "--out", type=A_PATH, metavar="文件", help="写入文件，不写到标准输出")
together_option = click.option("--together", is_flag=True, help="把几个文件当作一份材料（报告和它的自评表），对照着读")
knowledge_option = click.option(
    "--knowledge", type=A_PATH, metavar="目录", help="叠加本地的知识文件（单位、指标、栏目等）"
)
rubric_option = click.option("--rubric", type=A_PATH, metavar="文件", help="按这张评分表（.toml）核对得分，不用自带的")


class Round(Generic[R]):
    """The files in their order. What is wrong with one is told on standard error and never stops the others.

    Where ``whole`` is given, the files are read first and make one result together. ``beside`` are files that the
    command reads too, and must not overwrite. ``stopped`` tells afterwards that some were not even begun.
    """

    def __init__(
        self,
        files: Sequence[Path],
        each: Callable[[Document], R],
        out: Path | None,
        whole: Callable[[Sequence[Document]], Document] | None = None,
        *,
        beside: Sequence[Path] = (),
    ) -> None:
        self.files = files
        self.inputs = (*files, *beside)
        self.each = each
        self.out = out
        self.whole = whole
        self.ending = Ending.CLEAN
        self.stopped = False
        self.told: list[str] = []

    def write(
        self,
        writer: Writer[R],
        paged: str | None = None,
        contents: Contents[R] | None = None,
        ending: Callable[[], Ending] = lambda: Ending.CLEAN,
    ) -> None:
        """Write all results to standard output as they come, or to a file when they are complete.

        Where there are none, the file stays as it was.

        ``paged`` is how the names of files end in a format that has one for each document: several of them, or
        an ``out`` that is a folder, are written into the folder. ``contents`` lists them, where there are several;
        ``ending`` is how the command will end, as far as the results tell.
        """
        several = len(self.files) > 1 and self.whole is None
        if paged and self.out is not None and (several or self.out.is_dir()):
            self._write_pages(writer, self.out, paged, contents if several else None)
            return
        on_screen = self.out is None and sys.stdout.isatty()
        results = (result for _, result in self._results(quiet=on_screen))
        sheet = Sheet(
            several=several,
            colour=on_screen,
            day=_today(),
            told=self.told,
            ending=lambda: int(self.ending or ending()),
        )
        if self.out is not None:
            admit(self.out, self.inputs)
            first = next(results, None)
            if first is not None:
                self._tried(self.out, partial(write_file, writer(chain([first], results), sheet), self.out))
            return
        chunks = writer(results, sheet)
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()

    def _write_pages(self, writer: Writer[R], folder: Path, suffix: str, contents: Contents[R] | None) -> None:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise ConfigurationFault(f"不能作为目录（{reason(error)}）", str(folder), "请用 -o 指定目录。") from error
        sheet = Sheet(day=_today(), contents=contents.name if contents else None, told=self.told)
        names = _page_names(self.files, suffix, [contents.name] if contents else [])
        if contents:
            admit(folder / contents.name, self.inputs)
        shown = 0
        for path, result in self._results(quiet=False):
            page = folder / names[path]
            if self._tried(path, partial(self._write_page, writer([result], sheet), page)) and contents:
                contents.add(page.name, result)
                shown += 1
        if contents and shown:
            write_file(contents.write(sheet), folder / contents.name)

    def _write_page(self, page: Iterator[bytes], out: Path) -> bool:
        admit(out, self.inputs)
        write_file(page, out)
        return True

    def _results(self, *, quiet: bool) -> Iterator[tuple[Path, R]]:
        """Yield the result of every file that could be read.

        An interrupt, or a model that cannot be asked at all, ends the round and keeps what is done.
        """
        from toolkit.pipeline import read_file

        done = 0
        try:
            # Results that go to the screen as they come would be written into a bar over all files.
            with progress(1 if quiet else len(self.files)) as advance:
                parts: list[Document] = []
                for path in self.files:
                    document = self._tried(path, partial(read_file, path))
                    if quiet:
                        advance()
                    if document is not None and self.whole is not None:
                        parts.append(document)
                    elif document is not None:
                        result = self._tried(path, partial(self.each, document))
                        if result is not None:
                            done += 1
                            yield path, result
                    if not quiet:
                        advance()
                if parts and self.whole is not None:
                    joined = self.whole(parts)
                    result = self._tried(self.files[0], partial(self.each, joined))
                    if result is not None:
                        yield self.files[0], result
        except KeyboardInterrupt:
            self.ending, self.stopped = Ending.INTERRUPTED, True
            tell(f"已中断：{len(self.files)} 个文件完成 {done} 个")
        except ModelFault as fault:
            self.stopped = True
            self._tell(str(fault))

    def _tried(self, path: Path, work: Callable[[], T]) -> T | None:
        """Do one file's work, or tell what is wrong with it."""
        try:
            return work()
        except ModelFault:
            raise
        except JixiaoError as error:
            self._tell(str(error))
        except Exception as error:  # noqa: BLE001 — a fault of ours in one file must not lose the others
            self._tell(f"{path}：程序出错（{type(error).__name__}: {error}）。请把这一行告诉维护者")
        return None

    def _tell(self, line: str) -> None:
        self.ending = Ending.WRONG
        self.told.append(" ".join(line.split()))
        tell(self.told[-1])


def _page_names(files: Sequence[Path], suffix: str, kept: Sequence[str]) -> dict[Path, str]:
    """Name a page for each file as the file is named; files of one name, or of a ``kept`` one, take a number."""
    names: dict[Path, str] = {}
    for path in files:
        taken = {*kept, *names.values()}
        stem = path.stem if path.stem != "-" else "标准输入"
        tries = (f"{stem}-{n}{suffix}" for n in count(2))
        if path not in names:
            names[path] = next(name for name in chain([f"{stem}{suffix}"], tries) if name not in taken)
    return names


def _today() -> date:
    return datetime.now().astimezone().date()


def admit(out: Path, inputs: Sequence[Path]) -> None:
    """Refuse a place that is an input, or a folder."""
    if realpath(out) in map(realpath, inputs):
        raise ConfigurationFault("输出会覆盖要读的文件", str(out), "请用 -o 指定另一个文件名。")
    if out.is_dir():
        raise ConfigurationFault("是一个目录", str(out), "请用 -o 指定文件名。")


def write_file(chunks: Iterator[bytes], out: Path) -> None:
    """Put a complete file in the place of the old one, or leave the old one as it was."""
    target = Path(realpath(out))
    replaces = target.is_file() or not target.exists()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}") if replaces else target
    try:
        with unfinished.open("wb") as file:
            file.writelines(chunks)
        if replaces:
            unfinished.replace(target)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigurationFault("目录不存在", str(out.parent), "请先建立目录，或换一个地方。") from error
    except OSError as error:
        raise ConfigurationFault(
            f"不能写入（{reason(error)}）", str(out), "请检查是否有权限、磁盘是否已满。"
        ) from error
    finally:
        if replaces:
            with suppress(OSError):
                unfinished.unlink()
