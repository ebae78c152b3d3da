"""The lines of a text, and what each shows by itself: how wide it is, how it starts, how it ends."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Start(StrEnum):
    """How a line starts."""

    PLAIN = "plain"
    MARKER = "marker"
    """A list or heading marker that cannot be anything else: （一） 1. (2) ① 第三章"""
    NUMERAL = "numeral"
    """一、 — or the end of a word that was cut, as in 统｜一、"""
    DECIMAL = "decimal"
    """1.2023年 — an item that starts with a number, or a number with a point"""
    RUN_IN = "run-in"
    """一是 首先 第二， — an item, on a line of its own or within a paragraph"""


_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"第{_CHINESE}[章节部条编篇]|\({_CHINESE}\)|\(\d{{1,2}}\)|\d{{1,2}}[、)]|\d{{1,2}}\.(?!\s*\d)"
    r"|\d{1,2}\.(?=\s*20\d\d\s?年)|[①-⒛㈠-㈩❶-❿➀-➓]|附件\s?\d{0,2}(?:$|[::、.])"
)
_NUMERAL = re.compile(rf"{_CHINESE}\s?[、.]")
_DECIMAL = re.compile(r"\d{1,2}\.")
_RUN_IN = re.compile(rf"{_CHINESE}(?:是|要)|其{_CHINESE}[,、]|第{_CHINESE}[,、]|首先|其次|再次|最后,|此外,")
_KINDS = (
    (_MARKER, Start.MARKER),
    (_NUMERAL, Start.NUMERAL),
    (_DECIMAL, Start.DECIMAL),
    (_RUN_IN, Start.RUN_IN),
)
_CLOSING = "\"'”’)》」』】]"
_CLAUSE = re.compile(r"[,、;。!?]")
_TITLE = re.compile(r"--[^,、;!?]*|[^,、;!?]*(?:报告|总结|方案|说明|通知|汇报|报告书)(?:\(.{1,12}\))?")
CENTRED = 6  # columns; a line that steps in so far is set in the middle
_TAB = 4


def width(text: str) -> int:
    """Return the columns that ``text`` takes in print: two for a Chinese character, one for a Latin one."""
    return len(text.encode("gbk", "replace"))


@dataclass(eq=False, kw_only=True)
class Line:
    """A line that is not blank: where it stands without the blanks around it, and its settled words."""

    start: int
    end: int
    words: str
    indent: int
    width: int
    blank: bool
    """a blank line stands before it"""
    feed: bool
    """a form feed stands before it"""
    tabs: int = 0
    """tabs before its first word: in a table row, empty cells"""

    @cached_property
    def opening(self) -> Start:
        """Tell how the line starts."""
        return next((kind for pattern, kind in _KINDS if pattern.match(self.words)), Start.PLAIN)

    @cached_property
    def body(self) -> int:
        """Return where the words after a marker start."""
        found = next((m for pattern, _ in _KINDS[:3] if (m := pattern.match(self.words))), None)
        return found.end() if found else 0

    @cached_property
    def ending(self) -> str:
        """Return the last character, closing quotes and brackets looked through where a full stop stands before."""
        inner = self.words.rstrip(_CLOSING)
        return inner[-1] if inner and inner[-1] in "。!?" else self.words[-1]

    @property
    def finished(self) -> bool:
        """Tell whether a sentence ends here, or at least a part of one that is listed."""
        return self.ending in "。!?;:" or (self.ending == "." and self.words[-2:-1] > "\u2e80")

    @cached_property
    def clauses(self) -> bool:
        """Tell whether commas or stops stand within, as in a sentence and seldom in a heading."""
        return _CLAUSE.search(self.words, self.body) is not None

    @cached_property
    def title(self) -> bool:
        """Tell whether the words, or those after the last full stop, are a report's title or the line below it."""
        return _TITLE.fullmatch(self.words.rpartition("。")[2]) is not None


def ruled(text: str, settled: str) -> list[Line]:
    """Return the lines that are not blank."""
    found: list[Line] = []
    at, blank, feed = 0, False, False
    for raw in settled.splitlines(keepends=True):
        words = raw.strip()
        feed = feed or raw.startswith("\f")
        if words:
            start = at + raw.index(words)
            lead = text[at:start].strip("\r\n\f\v")
            indent = width(lead) + (_TAB - 1) * lead.count("\t")
            own = width(text[start : start + len(words)])
            wide = own + (indent if indent < CENTRED else 0)
            found.append(
                Line(
                    start=start,
                    end=start + len(words),
                    words=words,
                    indent=indent,
                    width=wide,
                    blank=blank,
                    feed=feed,
                    tabs=lead.count("\t"),
                )
            )
        blank, feed = not words, raw.endswith("\f") or (feed and not words)
        at += len(raw)
    return found
