"""A .docx → its text as the reader of the page sees it, and its paragraphs and table rows."""

import io
from typing import TYPE_CHECKING, cast

from toolkit.errors import Unreadable
from toolkit.read.content import Content
from toolkit.read.docx_names import children, switched_on, w
from toolkit.read.docx_numbering import Numbering
from toolkit.read.docx_tables import rows
from toolkit.read.docx_words import Words
from toolkit.read.scroll import Scroll
from toolkit.read.unzip import inspect
from toolkit.records.settle import settle

if TYPE_CHECKING:
    from docx.document import Document as Opened

    from toolkit.read.docx_names import Element

_PARAGRAPH, _TABLE = w("p"), w("tbl")


def docx(data: bytes, where: str) -> Content:
    """Return the text and the blocks; raise Unreadable."""
    pages, _ = walked(data, where)
    return Content(pages.text, tuple(pages.blocks))


def walked(data: bytes, where: str) -> "tuple[Pages, Element]":
    """Return what the walk through the body came to, and the root it walked below; raise Unreadable."""
    inspect(data, where=where)
    opened = _open(data, where)
    pages = Pages(_numbering(opened))
    try:
        pages.put(cast("Element", opened.element.body))
    except RecursionError as e:
        raise Unreadable("表格或文本框嵌套过深", where, "请在 Word 或 WPS 中另存后再试。") from e
    return pages, cast("Element", opened.element)


def _open(data: bytes, where: str) -> "Opened":
    import docx as python_docx

    try:
        opened = python_docx.Document(io.BytesIO(data))
        if opened.element.body is not None:
            return opened
    except Exception as e:  # a damaged package breaks the library in any way it likes
        raise Unreadable(
            "不是通常的 Word 文档结构（例如带宏，或内部引用缺失）", where, "请用 Word 或 WPS 打开后另存为 .docx。"
        ) from e
    raise Unreadable("没有正文", where, "请用 Word 或 WPS 打开后另存为 .docx。")


def _numbering(opened: "Opened") -> Numbering:
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        rules = opened.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except (KeyError, ValueError):
        rules = None
    return Numbering(getattr(rules, "element", None), cast("Element", opened.styles.element))


class Pages(Scroll):
    """The text as it grows, block by block; ``printed`` is its words by the elements that print them, in order."""

    def __init__(self, numbering: Numbering) -> None:
        super().__init__()
        self._numbering = numbering
        self._words = Words()
        self._paragraphs = 0
        self._carried = ""
        self._since = 0

    @property
    def printed(self) -> "list[tuple[Element, str]]":
        """Each element that prints something, with its words; a paragraph prints its automatic number."""
        return self._words.printed

    def put(self, container: "Element", place: str | None = None) -> None:
        """Add what stands in a body, a text box or a cell, in order."""
        for child in children(container):
            if child.tag == _PARAGRAPH:
                self._paragraph(child, place)
            elif child.tag == _TABLE:
                self._table(child)

    def _paragraph(self, paragraph: "Element", place: str | None) -> None:
        words, boxes = self._read(paragraph)
        if settle(words).strip():
            self._paragraphs += 1
            self.paragraph(words, place or f"第{self._paragraphs}段")
        for box in boxes:
            self.put(box)

    def _read(self, paragraph: "Element") -> "tuple[str, list[Element]]":
        """Return the words with the number before them; none yet where the paragraph's end was deleted."""
        if not self._carried:
            self._since = len(self.printed)
        words, boxes = self._words.of(paragraph)
        words, self._carried = self._carried + words, ""
        if switched_on(paragraph, "pPr", "rPr", "del"):
            self._carried = words
            return "", boxes
        label = self._numbering.label(paragraph)
        if not words.strip():
            return "", boxes
        if label:
            self.printed.insert(self._since, (paragraph, label))
        return label + words, boxes

    def _table(self, table: "Element") -> None:
        own = self.table()
        for n, row in enumerate(rows(table), 1):
            place = f"表{own} 第{n}行"
            cells = [cell for cell in row if cell is not None]
            if len(cells) == 1 and len(cells[0].findall(_PARAGRAPH)) > 1:
                self.put(cells[0], place)  # a frame around paragraphs
            else:
                self._row(row, own, place)

    def _row(self, row: "list[Element | None]", table: int, place: str) -> None:
        inner: list[Element] = []
        words = ["" if cell is None else self._cell(cell, inner) for cell in row]
        self.row(words, table, place)
        for element in inner:
            if element.tag == _TABLE:
                self._table(element)
            else:
                self.put(element)

    def _cell(self, cell: "Element", inner: "list[Element]") -> str:
        """Return the words of a cell on one line; what stands in it beside paragraphs goes to ``inner``."""
        found = []
        for child in children(cell):
            if child.tag == _PARAGRAPH:
                words, boxes = self._read(child)
                found += words.split()
                inner += boxes
            elif child.tag == _TABLE:
                inner.append(child)
        return " ".join(found)
