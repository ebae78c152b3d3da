"""The paragraphs of one document as an archive keeps them to find what was copied: words, figures, and a signature.

Two paragraphs are one where only figures, years and the office's own name differ; these are masked in the *shape*. Its
signature is a MinHash: alike in as many places as the shapes have pieces of three characters in common.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import add

from toolkit.archive.signature import signatures
from toolkit.knowledge import Knowledge
from toolkit.records import Block, BlockKind, Document, Quantity, Span
from toolkit.records.facts import Facts, Indicator, Mention, ScoreLine

SHORTEST = 30
"""Letters of the shortest paragraph that is kept: what is shorter is alike by accident."""

FIGURE, OWN = "#", "□"
"""What stands in a shape for a figure, and for the office's own name."""

_ALIKE = 85  # of a hundred: a sentence of the standard wordings with a word of the office's own
_MOSTLY = 60  # of a hundred letters of a paragraph
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d.,]*")
_OTHERS = re.compile(r"[^\u3400-\u9fffA-Za-z。！？；!?;]+")
_ENDS = re.compile(r"[。！？；!?;]+")
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
    own = _own_names(facts)
    found = list(_long(document))
    shapes = [shape_of(text, own) for _, _, text, _ in found]
    standard = [
        _of_form(facts, block.span)
        or _dictated(facts, block.span, knowledge)
        or _in_standard_words(sentences, knowledge)
        for _, block, _, sentences in found
    ]
    signed = iter(signatures([shape for shape, known in zip(shapes, standard, strict=True) if not known]))
    return tuple(
        Paragraph(
            position=position,
            start=block.span.start,
            end=block.span.end,
            text=_words(document.text, block),
            shape=shape,
            figures=tuple(_figure(mention.quantity) for mention in facts.within(Mention, block.span)),
            signature=None if known else next(signed),
            standard=known,
        )
        for (position, block, *_), shape, known in zip(found, shapes, standard, strict=True)
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
            sentences = _bare(text)
            if sum(map(len, sentences)) >= SHORTEST:
                yield position, block, text, sentences


def _words(text: str, block: Block) -> str:
    """Return a block's text without white space and what is looked through."""
    start, pieces = block.span.start, []
    for gap in (*block.gaps, Span(block.span.end, block.span.end)):
        pieces.append(text[start : max(gap.start, start)])
        start = max(gap.end, start)
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


def _dictated(facts: Facts, span: Span, knowledge: Knowledge) -> bool:
    """Tell whether a paragraph stands right under a heading of duties, or of what a form dictates."""
    titles = [heading.title for heading in facts.path(span.start) if heading.span.start < span.start and heading.level]
    dictated = (*knowledge.copies.duties.words, *knowledge.copies.form.words)
    return any(word in title for title in titles[-1:] for word in dictated)


def _in_standard_words(sentences: list[str], knowledge: Knowledge) -> bool:
    """Tell whether most of a paragraph stands in the standard wordings, but for a few words.

    The longest sentences go first: mostly one or two of them settle it.
    """
    sentences = sorted(sentences, key=len, reverse=True)
    letters = possible = sum(map(len, sentences))
    wording, known = _wording(knowledge), 0
    for sentence in sentences:
        if wording.has(sentence):
            known += len(sentence)
        else:
            possible -= len(sentence)
        if known * 100 >= letters * _MOSTLY:
            return True
        if possible * 100 < letters * _MOSTLY:
            return False
    return False


@dataclass(frozen=True, slots=True)
class _Wording:
    """The standard sentences, and every two letters that stand together in one of them."""

    sentences: tuple[str, ...]
    twos: frozenset[str]

    def has(self, sentence: str) -> bool:
        """Tell whether a sentence is one of them, but for a few letters.

        Where two of a and b letters agree in ``_ALIKE`` of a hundred, L = (a + b)·``_ALIKE``/200 letters are the same,
        so at least 3·L - a - b - 1 of their twos are, and b is at least a·``_ALIKE``/(200 - ``_ALIKE``). What has fewer
        twos of the standard sentences need not be compared with each of them.
        """
        both = len(sentence) * 200 / (200 - _ALIKE)
        met = sum(map(self.twos.__contains__, _twos(sentence)))
        if met < both * (3 * _ALIKE - 200) / 200 - 1:
            return False
        from rapidfuzz import fuzz, process

        return process.extractOne(sentence, self.sentences, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None


@cache
def _wording(knowledge: Knowledge) -> _Wording:
    sentences = (sentence for entry in knowledge.wordings.wording for sentence in entry.sentences)
    bare = tuple(part for sentence in sentences for part in _bare(sentence))
    return _Wording(bare, frozenset(two for sentence in bare for two in _twos(sentence)))


def _twos(letters: str) -> Iterator[str]:
    return map(add, letters, letters[1:])


def _bare(text: str) -> list[str]:
    """Return the sentences of a text, nothing but letters."""
    return [*filter(None, _ENDS.split(_OTHERS.sub("", text)))]
