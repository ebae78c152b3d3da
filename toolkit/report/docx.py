"""An audit as the reviewer's copy: the .docx that was audited, each finding a comment at the words."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolkit.records import Original, Span
from toolkit.report.docx_notes import Notes
from toolkit.report.docx_pages import typeset
from toolkit.report.docx_ranges import Held, Piece, Ranges
from toolkit.report.reckoning import reckoning
from toolkit.report.remark import remark
from toolkit.report.subject import Audited, Sheet

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.parts.comments import CommentsPart

_MADE_ON = (1980, 1, 1, 0, 0, 0)  # the first day of a zip: the same audit gives the same bytes


def write_docx(results: Iterable[Audited], sheet: Sheet) -> Iterator[bytes]:
    """Yield a copy of each document; where it was no .docx, one made of its text."""
    for result in results:
        copy, pieces = typeset(result) if result.original is None else _opened(result.original)
        words = _words(copy)
        _comment(copy, Ranges(pieces), result)
        if _words(copy) != words:
            raise AssertionError("the comments changed the text")
        yield _packed(copy, result.original)


def _opened(original: Original) -> "tuple[Opened, list[Piece]]":
    import docx as python_docx

    copy = python_docx.Document(io.BytesIO(original.data))
    nodes = list(copy.element.iter())
    return copy, [Piece(anchor.span, nodes[anchor.node], anchor.offset) for anchor in original.anchors]


def _words(copy: "Opened") -> str:
    from lxml.etree import tostring

    return tostring(copy.element, method="text", encoding="unicode")


def _comment(copy: "Opened", ranges: Ranges, result: Audited) -> None:
    """Put the summary at the title and each finding at its words.

    The marks are set from the last finding to the first, so that at the same words the first is read first.
    """
    title = result.facts.identity.span if result.facts.identity else Span(0, 0)
    notes: list[tuple[Held, list[str]]] = [(ranges.held(title), list(_summary(result)))]
    for finding in result.audit.findings:
        evidence = finding.hit.evidence
        held = ranges.held(evidence[0].span if evidence else title)
        notes.append((held, list(remark(result, finding, whole=held.whole))))
    comments = Notes(_comments(copy).element)
    numbered = [(held, comments.add(lines)) for held, lines in notes]
    for held, number in reversed(numbered):
        ranges.mark(held, number)


def _comments(copy: "Opened") -> "CommentsPart":
    """Return the part that holds the comments; it is made where there is none."""
    return copy.part._comments_part


def _summary(result: Audited) -> Iterator[str]:
    yield f"审核摘要（jixiao {result.versions['toolkit']}）"
    for each in reckoning(result):
        yield f"{each.name} {'；'.join(each.lines)}"


def _packed(copy: "Opened", original: Original | None) -> bytes:
    """Return the file; every part that holds no comment has the bytes it had."""
    saved, packed = io.BytesIO(), io.BytesIO()
    copy.save(saved)
    part = str(copy.part.partname).lstrip("/")
    folder, _, name = part.rpartition("/")
    changed = {part, f"{folder}/_rels/{name}.rels", "[Content_Types].xml", str(_comments(copy).partname).lstrip("/")}
    before = zipfile.ZipFile(io.BytesIO(original.data)) if original else None
    kept = set(before.namelist()) - changed if before else set()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            entry = zipfile.ZipInfo(each, _MADE_ON)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, before.read(each) if before and each in kept else source.read(each))
    return packed.getvalue()
