"""The paragraphs of one document as an archive keeps them to find what was copied: words, figures, and a signature.

Two paragraphs are one where only figures, years and the office's own name differ; these are masked in the *shape*. Its
signature is a MinHash: alike in as many places as the shapes have pieces of three characters in common.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import or_

from toolkit.archive.signature import signatures
from toolkit.archive.wordings import bare, wordings
from toolkit.knowledge import Knowledge
from toolkit.records import Block, BlockKind, Document, Quantity, Span
from toolkit.records.facts import Facts, Indicator, Mention, ScoreLine

SHORTEST = 30
"""Letters of the shortest paragraph that is kept: what is shorter is alike by accident."""

FIGURE, OWN = "#", "□"
"""What stands in a shape for a figure, and for the office's own name."""

_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d.,]*")
_MARKER = re.compile(r"(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]\s*)+")
_REGION = re.compile(r"^.{2,6}?[省市州县区](?=.{2})")
_RANK = re.compile(r"(?:人民政府|办事处|管理委员会|管委会)+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph: ``text`` is what the file has, without white space; ``start:end`` are its place in the document.

    ``figures`` are what it counts and measures, each in the base of its unit (12000元 for 1.2万元), in order.
    ``standard`` is True where it tells duties, or what a form dictates, in the words in which every office tells them,
    and where it is the form: an indicator with its target, a line of scores. Such a one is not compared, nor signed.
    """

    position: int
    start: int
    end: int
    text: str
    shape: str
    figures: tuple[str, ...]
    signature: bytes | None
    standard: bool


def paragraphs(document: Document, facts: Facts, knowledge: Knowledge) -> tuple[Paragraph, ...]:
    """Return the paragraphs that are long enough to be compared, in order; rows of tables are none."""
    own, as_read = _own_names(facts), document.settled == document.text
    found = list(_long(document))
    shapes = [shape_of(text, own) for _, _, text, _ in found]
    dictated = (*knowledge.copies.duties.words, *knowledge.copies.form.words)
    form = [_of_form(facts, block.span) or _dictated(facts, block.span, dictated) for _, block, *_ in found]
    worded = wordings(knowledge).make_up([() if formal else each[3] for formal, each in zip(form, found, strict=True)])
    standard = [*map(or_, form, worded)]
    signed = iter(signatures([shape for shape, known in zip(shapes, standard, strict=True) if not known]))
    return tuple(
        Paragraph(
            position=position,
            start=block.span.start,
            end=block.span.end,
            text=settled if as_read else _words(document.text, block),
            shape=shape,
            figures=tuple(_figure(mention.quantity) for mention in facts.within(Mention, block.span)),
            signature=None if known else next(signed),
            standard=known,
        )
        for (position, block, settled, _), shape, known in zip(found, shapes, standard, strict=True)
    )


def shape_of(text: str, own: re.Pattern[str] | None = None) -> str:
    """Return a text with its figures and the office's own name masked, and without the number that leads it."""
    if marker := _MARKER.match(text):
        text = text[marker.end() :]
    return _NUMBER.sub(FIGURE, own.sub(OWN, text) if own else text)


def _long(document: Document) -> Iterator[tuple[int, Block, str, list[str]]]:
    """Yield the paragraphs that are long enough: the number of the block, its settled words, its bare sentences."""
    for position, block in enumerate(document.blocks):
        if block.kind is BlockKind.PARAGRAPH and block.span.end - block.span.start >= SHORTEST:
            text = _words(document.settled, block)
            sentences = bare(text)
            if sum(map(len, sentences)) >= SHORTEST:
                yield position, block, text, sentences


def _words(text: str, block: Block) -> str:
    """Return a block's text without white space and what is looked through."""
    start, pieces = block.span.start, []
    for gap in block.gaps:
        pieces.append(text[start : max(gap.start, start)])
        start = max(gap.end, start)
    pieces.append(text[start : block.span.end])
    return "".join("".join(pieces).split())


def _own_names(facts: Facts) -> re.Pattern[str] | None:
    """Return a pattern of the names that the office calls itself by, the longest first."""
    organization = facts.identity and facts.identity.organization
    if not organization:
        return None
    full = _SPACE.sub("", organization)
    names = {full, _REGION.sub("", full)}
    names |= {_RANK.sub("", name) for name in names}
    known = sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, known))) if known else None


def _figure(quantity: Quantity) -> str:
    """Write a figure so that the same amount reads the same in any unit."""
    amount = quantity.base_value
    if amount is None:
        return quantity.text
    plain = f"{amount:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain + (quantity.unit.base if quantity.unit else "")


def _of_form(facts: Facts, span: Span) -> bool:
    """Tell whether a paragraph states an indicator with its target, or a line of scores: the form makes these alike."""
    return bool(facts.within(ScoreLine, span)) or any(i.target is not None for i in facts.within(Indicator, span))


def _dictated(facts: Facts, span: Span, words: Sequence[str]) -> bool:
    """Tell whether a paragraph stands right under a heading of duties, or of what a form dictates."""
    above = [heading.title for heading in facts.path(span.start) if heading.span.start < span.start and heading.level]
    return bool(above) and any(word in above[-1] for word in words)
