"""The file that a document was read from, once more: to be copied with something added."""

import hashlib
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.read.files import contents
from toolkit.records import Document, Original


def original(document: Document) -> Original | None:
    """Return the .docx that a document was read from; None where it was none, several, or no file.

    Raise Unreadable where the file is no longer the one that was read.
    """
    if document.format != "docx" or document.path is None or document.breaks:
        return None
    from toolkit.read.docx_anchors import docx_anchors

    data = contents(Path(document.path), document.path)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise Unreadable("读过之后又有改动", document.path, "请关闭正在编辑它的程序，再运行一次。")
    return Original(data=data, anchors=docx_anchors(data, document.path))
