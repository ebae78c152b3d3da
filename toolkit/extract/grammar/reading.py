"""A document read once: flows, figures, dates and sentences, for every production to use."""

from dataclasses import dataclass

from toolkit.extract.grammar.dates import Dated, dates
from toolkit.extract.grammar.flow import Flow, flow_of
from toolkit.extract.grammar.lexicon import Lexicon, lexicon
from toolkit.extract.grammar.quantities import Malformed, Token, quantities
from toolkit.extract.grammar.sentences import Sentence, sentences
from toolkit.knowledge import Knowledge
from toolkit.records import Block, Document


@dataclass(frozen=True, slots=True, eq=False)
class BlockReading:
    """One block: its flow, the dates and figures in it, and its sentences."""

    block: Block
    flow: Flow
    dated: list[Dated]
    tokens: list[Token]
    malformed: list[Malformed]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A whole document, block by block."""

    document: Document
    knowledge: Knowledge
    lexicon: Lexicon
    blocks: tuple[BlockReading, ...]


def read_through(document: Document, knowledge: Knowledge) -> Reading:
    """Read every block of a document."""
    words = lexicon(knowledge)
    blocks: list[BlockReading] = []
    last: Sentence | None = None
    for block in document.blocks:
        flow = flow_of(document, block)
        dated = dates(flow)
        tokens, malformed = quantities(flow, words, dated)
        cut = tuple(sentences(flow, tokens, dated, words, last))
        last = cut[-1] if cut else last
        blocks.append(BlockReading(block, flow, dated, tokens, malformed, cut))
    return Reading(document, knowledge, words, tuple(blocks))
