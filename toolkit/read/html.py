"""A web page → its text as a browser shows it, its paragraphs and its table rows."""

import codecs
import re
from typing import TYPE_CHECKING

from toolkit.errors import Unreadable
from toolkit.read.content import Content
from toolkit.read.decode import decode
from toolkit.read.html_tables import parts_a_page, rows
from toolkit.read.html_words import hidden, is_block, on_one_line, words
from toolkit.read.numerals import printed
from toolkit.read.scroll import Scroll

if TYPE_CHECKING:
    from toolkit.read.html_words import Element

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
_KNOWN = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb2312", "gbk", "gb18030", "ascii", "iso8859-1"}
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_HEAD = 4096
_WHOLE = re.compile(r"-?\d{1,6}")
_NUMBERING = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def html(data: bytes, where: str) -> Content:
    """Return the text and the blocks; raise Unreadable."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    source = _decoded(data, where)
    declaration = _DECLARED.match(source)
    parser = HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    page = _Page()
    try:
        page.put(document_fromstring(source[declaration.end() if declaration else 0 :], parser))
    except (LxmlError, ValueError, AssertionError) as e:
        raise Unreadable("网页里没有内容", where, "请在浏览器中打开，把正文复制到 .txt。") from e
    except RecursionError as e:
        raise Unreadable("网页的结构嵌套过深", where, "请在浏览器中打开，把正文复制到 .txt。") from e
    return Content(page.scroll.text, tuple(page.scroll.blocks))


def _decoded(data: bytes, where: str) -> str:
    """Return the text, by the declared encoding where that is one that the bytes do not show by themselves."""
    declared = _CHARSET.search(data[:_HEAD])
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else ""
        if name and name not in _KNOWN:
            return data.decode(name).replace("\0", "")
    except (LookupError, UnicodeDecodeError):
        pass
    return decode(data, where=where)


class _Page:
    """The text as it grows, element by element."""

    def __init__(self) -> None:
        self.scroll = Scroll()
        self._found: list[str] = []
        self._paragraphs = 0
        self._numbers: dict[Element, int] = {}

    def put(self, element: "Element") -> None:
        """Add what a browser shows of an element."""
        if hidden(element):
            return
        if element.tag == "br":
            self._found.append("\n")
        elif element.tag == "table":
            self._end()
            self._table(element)
        elif is_block(element):
            self._end()
            self._found.append(self._number(element))
            self._inside(element)
            self._end()
        else:
            self._inside(element)

    def _inside(self, element: "Element") -> None:
        self._found.append(words(element.text, element))
        for child in element:
            self.put(child)
            self._found.append(words(child.tail, element))

    def _end(self) -> None:
        """End the paragraph."""
        text = "\n".join(line.strip(" ") for line in "".join(self._found).split("\n")).strip("\n")
        self._found = []
        if text.strip():
            self._paragraphs += 1
            self.scroll.paragraph(text, f"第{self._paragraphs}段")

    def _table(self, table: "Element") -> None:
        for caption in table.findall("caption"):
            self.put(caption)
        own = self.scroll.table()
        for n, cells in enumerate(rows(table), 1):
            if parts_a_page(cells):
                for cell in cells:
                    if cell is not None:
                        self.put(cell)
            else:
                self.scroll.row(["" if cell is None else on_one_line(cell) for cell in cells], own, f"表{own} 第{n}行")

    def _number(self, element: "Element") -> str:
        """Return the number that a browser prints before an item of a list."""
        above = element.getparent()
        if element.tag != "li" or above is None or above.tag != "ol":
            return ""
        first = above.get("start", "")
        number = self._numbers.get(above, int(first) if _WHOLE.fullmatch(first) else 1)
        self._numbers[above] = number + 1
        return printed(number, _NUMBERING.get(above.get("type", ""), "decimal")) + "."
