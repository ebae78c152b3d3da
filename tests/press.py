"""Print paragraphs and tables to PDF and HTML for tests, the way that an office's programs lay them out."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

Table = Sequence[Sequence[str | None]]
FONT, TITLE = "STSong-Light", 18
MARGIN, PITCH, GUTTER, PADDING = 72, 1.75, 24, 4
NEVER_FIRST = "，。；：、！？）》”％%"

registerFont(UnicodeCIDFont(FONT))


def wrapped(words: str, width: float, size: float, indent: float = 0) -> list[str]:
    """Break a paragraph into lines, no closing mark at a line's beginning and no figure cut."""
    lines, line, room = [], "", width - indent
    for word in _words(words):
        if stringWidth(line + word, FONT, size) > room and line and word not in NEVER_FIRST:
            lines.append(line)
            line, room = "", width
        line += word
    return [*lines, line]


def _words(words: str) -> list[str]:
    found: list[str] = []
    for char in words:
        if found and char < "\x7f" and found[-1][-1] < "\x7f" and char != " ":
            found[-1] += char
        else:
            found.append(char)
    return found


class Press:
    """A canvas that begins a new column or page where the old one is full."""

    def __init__(
        self,
        *,
        size: float = 12,
        columns: int = 1,
        page: tuple[float, float] = A4,
        head: str = "",
        foot: str = "— {} —",
        rotate: int = 0,
        ruled: bool = True,
    ) -> None:
        self.data = io.BytesIO()
        self.canvas = Canvas(self.data, pagesize=page[::-1] if rotate else page, invariant=1)
        self.size, self.columns, self.head, self.foot, self.rotate, self.ruled = (
            size,
            columns,
            head,
            foot,
            rotate,
            ruled,
        )
        self.page_width, self.height = page[::-1] if rotate else page
        self.width = (self.page_width - 2 * MARGIN - GUTTER * (columns - 1)) / columns
        self.pitch = PITCH * size
        self.number, self.column, self.open = 0, 0, False
        self._new_page()

    def _new_page(self) -> None:
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.column, self.y = 0, self.height - MARGIN
        self.top = self.y
        if self.rotate:  # words drawn sideways on a page that is turned when shown
            self.canvas.setPageRotation(90)
            self.canvas.translate(self.height, 0)
            self.canvas.rotate(90)
        if self.head:
            self.write(MARGIN, self.height - 40, self.head, 9)
        if self.foot:
            self.write(self.page_width / 2 - 12, 30, self.foot.format(self.number), 9)

    def room(self, height: float) -> bool:
        """Make room for so much; tell whether a new page was begun."""
        if self.y - height >= MARGIN:
            return False
        self.close()
        if self.column + 1 < self.columns:
            self.column, self.y = self.column + 1, self.top
            return False
        self._new_page()
        return True

    @property
    def left(self) -> float:
        """The left edge of the column."""
        return MARGIN + self.column * (self.width + GUTTER)

    def write(self, x: float, y: float, words: str, size: float | None = None) -> None:
        """Put words at a place."""
        self.canvas.setFont(FONT, size or self.size)
        self.canvas.drawString(x, y, words)

    def title(self, words: str) -> None:
        """Print a line in the middle, over all columns."""
        for line in wrapped(words, self.page_width - 2 * MARGIN, TITLE):
            self.y -= TITLE * PITCH
            self.write((self.page_width - stringWidth(line, FONT, TITLE)) / 2, self.y, line, TITLE)
        self.top = self.y

    def paragraph(self, words: str) -> None:
        """Print a paragraph whose first line steps in."""
        indent = 2 * self.size
        for line in wrapped(words, self.width, self.size, indent):
            self.room(self.pitch)
            self.y -= self.pitch
            self.write(self.left + indent, self.y, line)
            indent = 0

    def table(self, rows: Table, *, head: bool = True, split: bool = False) -> None:
        """Print a table; its head stands again on every page, and with ``split`` rows may be cut at a page's end."""
        cell_width = self.width / len(rows[0])
        for n, row in enumerate(rows):
            cells = [wrapped(words or "", cell_width - 2 * PADDING, self.size) for words in row]
            high = max(map(len, cells))
            if split and self.y - MARGIN > self.pitch + PADDING:
                fits = max(1, min(high, int((self.y - MARGIN - PADDING) / self.pitch)))
                self._row([c[:fits] for c in cells], fits, row, rows[n + 1 : n + 2])
                cells, high = [c[fits:] for c in cells], high - fits
            if high and self.room(high * self.pitch + PADDING) and head and n:
                self._row([[words or ""] for words in rows[0]], 1, rows[0], rows[1:2])
            if high:
                self._row(cells, high, row, rows[n + 1 : n + 2])

    def close(self) -> None:
        """Draw the rule under the part of a table that ends a page."""
        if self.open and self.ruled:
            self.canvas.line(self.left, self.y, self.left + self.width, self.y)

    def _row(self, cells: Sequence[list[str]], high: int, row: Sequence[str | None], below: Table) -> None:
        self.open = True
        width, top = self.width / len(cells), self.y
        self.y -= high * self.pitch + PADDING
        for i, lines in enumerate(cells):
            x = self.left + i * width
            for n, line in enumerate(lines, 1):
                self.write(x + PADDING, top - n * self.pitch + PADDING, line)
            if self.ruled:
                self.canvas.line(x, top, x, self.y)
                if row[i] is not None:
                    self.canvas.line(x, top, x + width, top)
                if not below or below[0][i] is not None:
                    self.canvas.line(x, self.y, x + width, self.y)
        if self.ruled:
            self.canvas.line(self.left + self.width, top, self.left + self.width, self.y)
        self.open = bool(below)

    def finish(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self.data.getvalue()


def pdf_of(parts: Sequence[str | Table], **options: object) -> bytes:
    """Print a title and what follows it."""
    press = Press(**options)  # type: ignore[arg-type]
    press.title(str(parts[0]))
    for part in parts[1:]:
        if isinstance(part, str):
            press.paragraph(part)
        else:
            press.table(part)
    return press.finish()


def html_of(parts: Sequence[str | Table]) -> bytes:
    """Write a page with a head of its own, a paragraph or a table for each part."""
    body = "\n".join(_table(part) if not isinstance(part, str) else f"<p>{html.escape(part)}</p>" for part in parts)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>信息公开</title><style>p { color: red }</style>'
        f"</head>\n<body><script>var total = '100万元';</script>\n{body}\n</body></html>"
    ).encode()


def _table(rows: Table) -> str:
    below = [[0] * len(rows[0]) for _ in rows]
    for n in range(len(rows) - 2, -1, -1):
        below[n] = [below[n + 1][i] + 1 if rows[n + 1][i] is None else 0 for i in range(len(rows[0]))]
    written = "\n".join(
        "<tr>"
        + "".join(
            f'<td rowspan="{below[n][i] + 1}">{html.escape(words)}</td>'
            for i, words in enumerate(row)
            if words is not None
        )
        + "</tr>"
        for n, row in enumerate(rows)
    )
    return f"<table>{written}</table>"
