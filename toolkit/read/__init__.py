"""A file in, a `Document` out: its text as it stands, settled, and cut into paragraphs and rows."""

from toolkit.read.files import contents, read, read_bytes
from toolkit.read.original import original
from toolkit.read.together import together

__all__ = ["contents", "original", "read", "read_bytes", "together"]
