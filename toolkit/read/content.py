"""What a reader makes of bytes."""

from typing import NamedTuple

from toolkit.records.document import Block, Unread


class Content(NamedTuple):
    """A text, the blocks it is made of, and what of the file could not be read."""

    text: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
