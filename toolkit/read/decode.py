"""Bytes of a text file → its characters, without the mark at their beginning.

Strict decoding in a fixed order finds what Chinese offices write (UTF-8, UTF-16, GB18030); a guessing library would
add nothing but a chance to be wrong, so where two decodings are possible the one with more everyday characters wins.
"""

import codecs

from toolkit.errors import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ALL = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85})


def decode(data: bytes, *, where: str) -> str:
    """Return the text of ``data``; raise Unreadable where it is no text, or text that was damaged."""
    text = _decoded(data, where)
    if "\0" in text:
        raise Unreadable("含有空字节（NUL），不是纯文本", where, "请在原来的软件中另存为 .docx 或 UTF-8 的 .txt。")
    if (len(text) - len(text.translate(_CONTROLS))) * 100 > len(text):
        raise Unreadable("不是文本，像是二进制文件", where, "请提供 .docx 或 .txt。")
    return text


def _decoded(data: bytes, where: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, where)
    text = _attempt(data, "utf-8")
    if text is None and _mostly_utf8(data):
        return _strict(data, "utf-8", where)
    if text is not None and "\0" not in text:
        return text
    readings = [reading for encoding in _ALL if (reading := _attempt(data, encoding)) is not None]
    if not readings:
        raise Unreadable("认不出文字编码，或是二进制文件", where, "请另存为 UTF-8 的 .txt 再试。")
    return max(readings, key=_everyday)


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        what = f"第 {e.start + 1} 个字节起不是完整的 {encoding.upper()} 文字，文件可能损坏或被截断"
        raise Unreadable(what, where, "请重新导出或下载该文件。") from e


def _mostly_utf8(data: bytes) -> bool:
    """Tell damaged UTF-8 from GB18030, in which hardly two bytes in a row are UTF-8."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    return damaged * 10 < sum(c > "\x7f" for c in text)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # gb18030 lets half a surrogate pair through
    except UnicodeError:
        return None
    return text


def _everyday(text: str) -> float:
    """Return the share of characters that GB 2312 has: nearly all of a true reading, few of a false one."""
    sample = text[:_SAMPLE]
    common = sample.encode("gb2312", "ignore").decode("gb2312").translate(_CONTROLS)
    return len(common) / max(len(sample), 1)
