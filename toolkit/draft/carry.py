"""What of last year's report carries over: words that stand, years that roll, and what must not come along."""

import re
from collections.abc import Iterator
from datetime import date

from toolkit.draft.keys import Keys
from toolkit.knowledge import Knowledge
from toolkit.records import BlockKind, Document, Span
from toolkit.records.draft import Blank, Filled, Note, Run
from toolkit.records.facts import Facts, Heading, Mention

_SENTENCE = re.compile(r"[^。；;！？!?]+[。；;！？!?]?")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_PEOPLE = ("人", "名", "个", "家", "所", "处", "村", "社区")
_RESULT = re.compile(r"同比|增长|下降|提高了|完成了|实现了|达到|累计|全年|截至|获得|荣获|取得")


def plain(text: str) -> str:
    """Return words with the line breaks and blanks of the file looked through."""
    return _SPACE.sub("", text).strip()


class Carrier:
    """Carries words of one document into another year; ``notes`` gathers what the writer must look at."""

    def __init__(self, document: Document, facts: Facts, knowledge: Knowledge, year: int, keys: Keys) -> None:
        self.document, self.facts, self.year, self.keys = document, facts, year, keys
        self.last = (facts.identity.year if facts.identity else None) or year - 1
        self.notes: list[Note] = []
        self._stale = [
            phrase for entry in knowledge.phrases.phrase if entry.until < date(year, 7, 1) for phrase in entry.phrases
        ]
        self._years = {
            f"{self.last}年": f"{year}年",
            str(self.last).translate(_HAN) + "年": str(year).translate(_HAN) + "年",
            str(self.last).translate(_HAN).replace("〇", "○") + "年": str(year).translate(_HAN) + "年",
        }
        spaced = (r"\s*".join(map(re.escape, words)) for words in self._years)
        self._year = re.compile("|".join(spaced))

    def paragraphs(self, span: Span) -> Iterator[Span]:
        """Yield the paragraphs inside a stretch, table rows left out."""
        for block in self.document.blocks:
            if block.kind is BlockKind.PARAGRAPH and block.span.overlaps(span):
                start, end = max(block.span.start, span.start), min(block.span.end, span.end)
                if self.document.text[start:end].strip():
                    yield Span(start, end)

    def standing(self, span: Span) -> list[Run]:
        """Return the sentences of a paragraph that hold in the new year too, figures of people and places as blanks."""
        runs: list[Run] = []
        for match in _SENTENCE.finditer(self.document.text, span.start, span.end):
            sentence = Span(*match.span())
            if not match.group().strip():
                continue
            if stale := self.stale(sentence):
                self.notes.append(Note(text=f"过时的提法没有带入：“{stale}”", code="TM03", source=(sentence,)))
            elif self._is_result(sentence):
                self.notes.append(Note(text="上年的情况没有带入，请按本年实际改写", source=(sentence,)))
            else:
                runs += self.rolled(sentence)
        return runs

    def stale(self, span: Span) -> str | None:
        """Return a phrase of the stretch that is out of force in the new year."""
        words = plain(self.document.quote(span))
        return next((phrase for phrase in self._stale if phrase in words), None)

    def _is_result(self, span: Span) -> bool:
        figures = self.facts.within(Mention, span)
        people = all(m.quantity.unit is not None and m.quantity.unit.name in _PEOPLE for m in figures)
        return bool(figures) and (not people or _RESULT.search(plain(self.document.quote(span))) is not None)

    def rolled(self, span: Span) -> list[Run]:
        """Return words with the year moved on; figures in them become blanks, names of documents are asked about."""
        runs: list[Run] = []
        cuts: list[tuple[Span, Run]] = []
        text = self.document.text
        quoted = [Span(*m.span()) for m in _QUOTED.finditer(text, span.start, span.end)]
        for match in self._year.finditer(text, span.start, span.end):
            at = Span(*match.span())
            if any(name.covers(at) for name in quoted):
                title = next(name for name in quoted if name.covers(at))
                self.notes.append(Note(text="文件名称里的年份没有改，请核对本年是否另有文件", source=(title,)))
            else:
                new = self._years[plain(match.group()).replace(" ", "")]
                cuts.append((at, Filled(text=new)))
        for mention in self.facts.within(Mention, span):
            at = mention.quantity.span
            if not any(name.covers(at) for name in quoted):
                cuts.append((at, self._asked(mention)))
        edge = span.start
        for at, run in sorted(cuts, key=lambda cut: cut[0]):
            if at.start >= edge:
                runs += self._said(Span(edge, at.start))
                runs.append(run)
                edge = at.end
        return [*runs, *self._said(Span(edge, span.end))]

    def _said(self, span: Span) -> Iterator[Filled]:
        """Yield the words of a stretch, page footers inside it left out."""
        block = self.document.block(span.start)
        gaps = [gap for gap in (block.gaps if block else ()) if gap.overlaps(span)]
        edge = span.start
        for start, end in [*((gap.start, gap.end) for gap in gaps), (span.end, span.end)]:
            piece = Span(edge, max(edge, min(start, span.end)))
            if words := plain(self.document.quote(piece)):
                yield Filled(text=words, source=(piece,))
            edge = min(end, span.end)

    def _asked(self, mention: Mention) -> Blank:
        name = mention.label or plain(self.document.text[max(0, mention.span.start - 8) : mention.span.start])
        unit = mention.quantity.unit.name if mention.quantity.unit else None
        return Blank(
            key=self.keys.own(f"{self._chapter(mention.span)}.{name}", mention.span),
            asks=f"{self.year}年{name}",
            unit=unit,
            last=mention.quantity.text,
            source=(mention.quantity.span,),
            places=mention.quantity.places,
        )

    def _chapter(self, span: Span) -> str:
        """Return the title of the innermost heading over a place."""
        over = [h.title for h in self.facts.of(Heading) if h.body.covers(span)]
        return plain(over[-1]) if over else "正文"
