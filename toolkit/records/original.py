"""The file that a text was read from, and where in the file each stretch of the text stands."""

from dataclasses import dataclass

from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of the text, and the XML element that prints them.

    ``node`` counts the elements of the file's main part in the order of the file, its root being 0; the words
    begin ``offset`` characters into what the element prints. A paragraph prints its automatic number.
    """

    span: Span
    node: int
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A .docx as it was read, and its anchors by place. Blanks have none: the text may have other ones."""

    data: bytes
    anchors: tuple[Anchor, ...]
