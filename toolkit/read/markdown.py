"""Markdown → the text that its marks stand for, line by line; what are paragraphs is told as in plain text."""

import re

from toolkit.read.assemble import assemble
from toolkit.read.content import Content
from toolkit.read.decode import decode
from toolkit.records.settle import settle

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(?:`{3,}|~{3,})[\w-]*\s*")
_LEAD = re.compile(r"\s{0,3}(?:>\s?)*(?:#{1,6}\s+|[*+-]\s+(?:\[[ xX]\]\s+)?)?")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([^()\n]{0,2000}\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# An odd star is a multiplication sign or a note, and an underscore within a word belongs to it.
_MARKED = re.compile(r"(?<!\\)(\*{2,3}|(?<!\d)\*|~~|`{1,2}|(?<!\w)_{1,3})(?=[^\s*~`_])([^\n*~`_]{1,2000})(?<!\s)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!~>|-])")


def markdown(data: bytes, where: str) -> Content:
    """Return the text and the blocks; raise Unreadable."""
    source = _COMMENT.sub("", decode(data, where=where)).replace("\r\n", "\n")
    text = "\n".join(_plain(line) for line in source.split("\n") if not _FENCE.fullmatch(line))
    return Content(text, assemble(text, settle(text)))


def _plain(line: str) -> str:
    lead = _LEAD.match(line)
    words = line[lead.end() :] if lead else line
    if lead and "#" in lead[0]:
        opened = words.rstrip().rstrip("#")
        words = opened.rstrip() if opened.endswith(" ") else words
    words = _LINK.sub(r"\1", _PICTURE.sub("", _BREAK.sub(" ", words)))
    words = _TAG.sub("", words)
    for _ in range(3):  # marks within marks
        words = _MARKED.sub(r"\2", words)
    return _ESCAPED.sub(r"\1", words)
