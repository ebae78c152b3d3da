"""Fill what is still blank in a draft that people have worked on, and touch nothing else."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.draft.docx_blank import bare, written
from toolkit.draft.docx_blank import tag as tag_of
from toolkit.draft.fill import ended
from toolkit.draft.markdown import escaped
from toolkit.errors import ConfigurationFault, reason

_BLANK = re.compile(r"\*\*【\d{1,5}\. [^【】\n]{0,2000}】\*\*<!-- ([^<>\n]{1,500}) -->")
_MARKED = re.compile(r"\s*【\d{1,5}[.．][^【】]*】\s*")
_TODO = "请指定由 jixiao draft 写出的 .md 或 .docx。"
_MOST_BYTES = 50 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Refilled:
    """The file with more of it filled; how many blanks were, and how many are left."""

    data: bytes
    filled: int
    left: int


def refill(path: Path, said: Mapping[str, str], prompts: Mapping[str, str]) -> Refilled:
    """Return a draft with what ``said`` knows in the place of what is still blank.

    ``prompts`` say whose a blank is by its words, where a program that saved the file lost its tag.
    """
    fillers = {".md": _markdown, ".docx": _docx}
    filler = fillers.get(path.suffix.lower())
    if filler is None:
        raise ConfigurationFault("不是能接着填的草稿", str(path), _TODO)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigurationFault("太大，不像是草稿", str(path), _TODO)
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationFault(f"不能读（{reason(error)}）", str(path), _TODO) from error
    return filler(data, said, path) if filler is _markdown else _docx(data, said, path, prompts)


def _markdown(data: bytes, said: Mapping[str, str], path: Path) -> Refilled:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigurationFault("文字编码不是 UTF-8", str(path), _TODO) from error
    known = [match[1] in said for match in _BLANK.finditer(text)]

    def put(match: re.Match[str]) -> str:
        answer = said.get(match[1])
        if answer is None:
            return match[0]
        before = match.string[max(0, match.start() - 1) : match.start()]
        after = match.string[match.end() : match.end() + 1]
        if before in {"", "\n"} and after in {"", "\n"}:
            return "\n\n".join(escaped(ended(line)) for line in answer.split("\n"))
        return escaped(" ".join(answer.split("\n")))

    return Refilled(data=_BLANK.sub(put, text).encode(), filled=sum(known), left=len(known) - sum(known))


def _docx(data: bytes, said: Mapping[str, str], path: Path, prompts: Mapping[str, str]) -> Refilled:
    """Fill content controls: the tag is the key, and what is still marked as a blank is one."""
    import docx
    from docx.oxml.ns import qn

    try:
        book = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ConfigurationFault("不是完好的 .docx", str(path), "请用 Word 或 WPS 重新保存。") from error
    by_tag = {tag_of(key): answer for key, answer in said.items()}
    filled = left = 0
    for control in list(book.element.body.iter(qn("w:sdt"))):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        content = control.find(qn("w:sdtContent"))
        words = "".join(t.text or "" for t in control.iter(qn("w:t")))
        if content is None or not _MARKED.fullmatch(words):
            continue
        answer = said.get(prompts.get(bare(words), "")) if tag is None else by_tag.get(tag.get(qn("w:val"), ""))
        if answer is None:
            left += 1
        else:
            _put(control, content, answer)
            filled += 1
    file = io.BytesIO()
    book.save(file)
    return Refilled(data=file.getvalue() if filled else data, filled=filled, left=left)


def _put(control: Any, content: Any, answer: str) -> None:
    """Put an answer into a control in the look of the text around it, neither yellow nor a prompt any more."""
    from docx.oxml.ns import qn

    first, *others = [run for run in content.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    for run in others:
        run.getparent().remove(run)
    text = first.find(qn("w:t"))
    alone = len([child for child in control.getparent() if child.tag in {qn("w:r"), qn("w:sdt")}]) == 1
    in_cell = control.getparent().getparent().tag == qn("w:tc")
    words = " ".join(answer.split("\n"))
    text.text = written(ended(words) if alone and not in_cell else words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for name in ("w:highlight", "w:shd", "w:showingPlcHdr"):
        for mark in [*control.iter(qn(name))]:
            mark.getparent().remove(mark)
