"""What stands behind a report's last section: enclosures, who signs, and the date, which is asked for."""

import re
from collections.abc import Iterator

from toolkit.draft.carry import Carrier, plain
from toolkit.records import BlockKind
from toolkit.records.draft import Blank, Filled, Run

DATE = "落款.日期"
"""The key of the day under the report."""

_MOST = 8  # paragraphs behind the last sentence
_DATE = re.compile(r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日")
_ENCLOSED = re.compile(r"附件(?:\d+)?(?:[:：].*)?|附表(?:\d+)?[:：].*")
_SIGNED = 30  # letters of a name


def closing(carrier: Carrier) -> Iterator[tuple[Run, ...]]:
    """Yield the lines at the end of the report in order; the day is a blank."""
    document, identity = carrier.document, carrier.facts.identity
    own = plain(identity.organization or "") if identity else ""
    lines: list[tuple[Run, ...]] = []
    for block in list(reversed(document.blocks))[:_MOST]:
        words = plain(document.quote(block.span))
        if block.kind is not BlockKind.PARAGRAPH or not (words and words[-1] not in "。；！"):
            break
        if _DATE.fullmatch(plain(document.settled[block.span.start : block.span.end])):
            asks = f"{carrier.year}年度报告的落款日期"
            lines.append((Blank(key=DATE, asks=asks, last=words, source=(block.span,)),))
        elif _ENCLOSED.match(words):
            lines.append(tuple(carrier.rolled(block.span)))
        elif own and len(words) <= _SIGNED and (words in own or own in words):
            lines.append((Filled(text=words, source=(block.span,)),))
        elif any(letter.isalpha() for letter in words):
            break
    yield from reversed(lines)
