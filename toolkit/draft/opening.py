"""What stands between a report's title and its first heading: on what it was written, and to whom."""

import re
from collections.abc import Iterator

from toolkit.draft.carry import SENTENCE, Carrier, plain
from toolkit.records import Span
from toolkit.records.draft import Blank, Filled, Note, Run

_NAMED = re.compile(r"《[^》]*》(?:\s*[（(][^（）()]*号\s*[)）])?")
_DATED = re.compile(r"\d{4}")
_ENDS = ("。", "：", ":")


def opening(carrier: Carrier, span: Span) -> Iterator[tuple[Run, ...]]:
    """Yield the paragraphs of a stretch that are sentences or an address; a document of a certain year is asked for."""
    for paragraph in carrier.paragraphs(span):
        if not plain(carrier.document.quote(paragraph)).endswith(_ENDS):
            continue
        runs: list[Run] = []
        for match in SENTENCE.finditer(carrier.document.text, paragraph.start, paragraph.end):
            sentence = Span(*match.span())
            if stale := carrier.stale(sentence):
                carrier.notes.append(Note(text=f"过时的提法没有带入：“{stale}”", source=(sentence,)))
            elif carrier.is_result(sentence):
                carrier.drop(sentence)
            else:
                runs += _said(carrier, sentence)
        if any(isinstance(run, Blank) or run.text.strip() for run in runs):
            yield tuple(runs)


def _said(carrier: Carrier, sentence: Span) -> Iterator[Run]:
    """Yield a sentence with the year moved on, and a blank where it names a document of a year."""
    edge = sentence.start
    for match in _NAMED.finditer(carrier.document.settled, sentence.start, sentence.end):
        if not _DATED.search(match.group()):
            continue
        named = Span(*match.span())
        yield from carrier.rolled(Span(edge, named.start))
        last = plain(carrier.document.quote(named))
        yield Blank(
            key=carrier.keys.own("开头.文件", named),
            asks=f"{carrier.year}年度自评所依据的文件：名称和文号",
            brief="文件名称和文号",
            last=last,
            source=(named,),
        )
        edge = named.end
    if edge < sentence.end:
        yield from (run for run in carrier.rolled(Span(edge, sentence.end)) if not _empty(run))


def _empty(run: Run) -> bool:
    return isinstance(run, Filled) and not run.text
