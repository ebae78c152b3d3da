"""Facts as CSV: all kinds in one table, for spreadsheets and statistics programs."""

import csv
import io
from collections.abc import Iterable, Iterator

from toolkit.report.subject import Extracted, Sheet
from toolkit.report.table import TABLES, facts_of, harmless

HEADINGS = ("文件", "类别", *dict.fromkeys(h for table in TABLES for h in table.headings if h != "文件"))


def write_csv(results: Iterable[Extracted], sheet: Sheet) -> Iterator[bytes]:
    """Yield the heading and a row for each fact; the mark at the front tells Excel that this is UTF-8."""
    line = io.StringIO()
    writer = csv.DictWriter(line, HEADINGS)
    writer.writeheader()
    yield b"\xef\xbb\xbf"
    for result in results:
        name, facts = facts_of(result)
        for table in TABLES:
            for row in table.rows(name, facts):
                cells = zip(table.headings, map(harmless, row), strict=True)
                writer.writerow({"类别": table.name, **dict(cells)})
        yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    """Empty the buffer and return what it held."""
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode("utf-8", "backslashreplace")
