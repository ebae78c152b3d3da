"""What a reader makes of bytes."""

from typing import NamedTuple

from toolkit.records.document import Block, Legibility, Unread


class Content(NamedTuple):
    """A text, the blocks it is made of, what of the file could not be read, and how surely what was recognized."""

    text: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    legibility: tuple[Legibility, ...] = ()
