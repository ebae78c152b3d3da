"""A few lines of a report → its draft."""

from pathlib import Path

from toolkit.draft.format import DRAFT_FORMATS
from toolkit.knowledge import load
from toolkit.pipeline import draft_document
from toolkit.read import read_bytes
from toolkit.records import Document
from toolkit.records.draft import Blank, Draft, Table

ROOT = Path(__file__).parents[3]
TITLE = "石桥镇人民政府2023年度部门整体支出绩效自评报告"


def read(*lines: str) -> Document:
    """Return a report with our title."""
    return read_bytes("\n".join([TITLE, *lines]).encode(), name="自评报告.txt")


def drafted(*lines: str, folder: Path | None = None) -> Draft:
    """Return the draft of a report for 2024."""
    return draft_document(read(*lines), load(), 2024, templates=folder)


def told(draft: Draft) -> str:
    """Return everything that a draft says; a blank is 〔what it asks〕."""
    lines = []
    for section in draft.sections:
        lines.append(section.heading)
        for part in section.content:
            rows = part.rows if isinstance(part, Table) else ((part.runs,),)
            for row in rows:
                cells = ("".join(f"〔{r.asks}〕" if isinstance(r, Blank) else r.text for r in cell) for cell in row)
                lines.append("|".join(cells))
    return "\n".join(lines)


def written(form: str, *lines: str) -> bytes:
    """Return a draft in one of the formats."""
    document = read(*lines)
    return b"".join(DRAFT_FORMATS[form](document, draft_document(document, load(), 2024)))
