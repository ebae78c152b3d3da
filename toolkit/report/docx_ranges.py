"""Comments at words of WordprocessingML: runs are cut where the words begin and end, and nothing else is touched."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from toolkit.records import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element = _Element

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{_MAIN}}}{name}"


_PARAGRAPH, _RUN, _TEXT, _PROPERTIES = w("p"), w("r"), w("t"), w("rPr")
_STORIES = {w("tc"), w("txbxContent")}
_THROUGH = {
    w(name) for name in ("bdo", "customXml", "dir", "hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag")
}


class Piece(NamedTuple):
    """Words of the text, and the element that prints them, ``offset`` characters into what it prints."""

    span: Span
    element: "Element"
    offset: int = 0


class Held(NamedTuple):
    """The pieces that a comment will hold, and whether they are all the words it is about."""

    pieces: tuple[Piece, ...]
    whole: bool


class Ranges:
    """The words of a document in order, to be marked; what was cut once is found again."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts = [piece.span.start for piece in pieces]
        self._parts: dict[Element, list[tuple[int, Element]]] = {}

    def held(self, span: Span) -> Held:
        """Return what stands at ``span``, or where nothing does, what follows, or else what comes before.

        A comment stays in its cell or text box. An automatic number is no text that it could hold: the words
        behind the number are held in its place.
        """
        found = self._at(span)
        words = [piece for piece in found if piece.element.tag != _PARAGRAPH]
        if not words:
            behind = bisect_left(self._starts, found[-1].span.end if found else span.start)
            near = (piece for piece in self._pieces[behind:] if piece.element.tag != _PARAGRAPH)
            return Held((next(near, None) or self._pieces[-1],), whole=False)
        story = _story(words[0].element)
        kept = [piece for piece in words if _story(piece.element) is story]
        return Held(tuple(kept), whole=len(kept) == len(words) and all(_divisible(piece.element) for piece in kept))

    def mark(self, held: Held, number: int) -> None:
        """Let the comment of that number hold the pieces."""
        first, last = held.pieces[0], held.pieces[-1]
        before = self._beginning(first.element, first.offset)
        behind = self._ending(last.element, last.offset + len(last.span))
        numbered = {w("id"): str(number)}
        before.addprevious(before.makeelement(w("commentRangeStart"), numbered))
        reference = behind.makeelement(_RUN)
        properties = behind.makeelement(_PROPERTIES)
        properties.append(behind.makeelement(w("rStyle"), {w("val"): "CommentReference"}))
        reference.append(properties)
        reference.append(behind.makeelement(w("commentReference"), numbered))
        behind.addnext(reference)
        behind.addnext(behind.makeelement(w("commentRangeEnd"), numbered))

    def _at(self, span: Span) -> list[Piece]:
        found: list[Piece] = []
        for i in range(max(bisect_right(self._starts, span.start) - 1, 0), bisect_left(self._starts, span.end)):
            whole, element, offset = self._pieces[i]
            start, end = max(whole.start, span.start), min(whole.end, span.end)
            if start < end:
                found.append(Piece(Span(start, end), element, offset + start - whole.start))
        return found

    def _beginning(self, element: "Element", offset: int) -> "Element":
        """Return what begins with the character at ``offset``: a run, or what cannot be cut and holds it."""
        if not _divisible(element):
            return _unit(element)
        part = self._cut(element, offset)
        first = next(child for child in _parent(part) if child.tag != _PROPERTIES)
        return _parent(part) if part is first else _split(part)

    def _ending(self, element: "Element", offset: int) -> "Element":
        """Return what ends before the character at ``offset``."""
        if not _divisible(element):
            return _unit(element)
        self._cut(element, offset)
        part = self._part(element, offset - 1)[1]
        following = part.getnext()
        if following is not None:
            _split(following)
        return _parent(part)

    def _part(self, element: "Element", offset: int) -> "tuple[int, Element]":
        """Return the part of ``element`` that prints the character at ``offset``, and where that part begins."""
        parts = self._parts.setdefault(element, [(0, element)])
        return parts[bisect_right(parts, offset, key=lambda part: part[0]) - 1]

    def _cut(self, element: "Element", offset: int) -> "Element":
        """Return the part of ``element`` that begins with the character at ``offset``; its last where there is none."""
        start, part = self._part(element, offset)
        words = part.text or ""
        if part.tag != _TEXT or not start < offset < start + len(words):
            return part
        rest = part.makeelement(_TEXT)
        part.text, rest.text = words[: offset - start], words[offset - start :]
        for each in (part, rest):
            each.set(SPACE, "preserve")
        part.addnext(rest)
        insort(self._parts[element], (offset, rest), key=lambda each: each[0])
        return rest


def _split(first: "Element") -> "Element":
    """Part a run in two of the same look, the second of which begins with its child ``first``."""
    run = _parent(first)
    rest = run.makeelement(_RUN)
    rest.attrib.update(run.attrib)
    rest.extend(deepcopy(properties) for properties in run.findall(_PROPERTIES))
    rest.extend([first, *first.itersiblings()])
    run.addnext(rest)
    return rest


def _divisible(element: "Element") -> bool:
    """Tell whether the element stands in a run of the page's own text, which may be cut beside or within it."""
    return _unit(element) is element.getparent() and _parent(element).tag == _RUN and not len(element)


def _unit(element: "Element") -> "Element":
    """Return what of its paragraph holds the element and may stand between the two ends of a comment.

    That is a run, or a formula, a field; for the words of a text box, the run that the box hangs on.
    """
    above = [element, *element.iterancestors()]
    paragraph = max(i for i, each in enumerate(above) if each.tag == _PARAGRAPH)
    return next(each for each in reversed(above[:paragraph]) if each.tag not in _THROUGH)


def _story(element: "Element") -> "Element | None":
    return next((each for each in element.iterancestors() if each.tag in _STORIES), None)


def _parent(element: "Element") -> "Element":
    parent = element.getparent()
    assert parent is not None
    return parent
