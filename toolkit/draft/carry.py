"""What of last year's report carries over: words that stand, years that roll, and what must not come along."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.draft.keys import Keys
from toolkit.knowledge import Knowledge
from toolkit.records import BlockKind, Dimension, Document, Finding, Span
from toolkit.records.draft import Blank, Filled, Note, Run
from toolkit.records.facts import (
    BudgetLine,
    Claim,
    Facts,
    Heading,
    Indicator,
    Mention,
    ScoreLine,
    Statement,
    TotalScore,
)

SENTENCE = re.compile(r"[^。；;！？!?]+[。；;！？!?]?")
"""A sentence, or a part of one that a semicolon ends."""
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_RESULT = re.compile(
    r"同比|增长|下降|提高了|完成|实现了|达到|累计|全年|截至|获得|荣获|取得|建成|新建|举办|投入|发放|拨付|整改|[办开]展|组织[^，。；]*[场次期]"
)
_PRAISE = re.compile(r"同比|完成了|实现了|提高了|荣获|获得了|取得了|圆满|成效显著")
_TURNS = re.compile(
    r"比上年|比预算|[同环]比|相比|增|减|降|[升节]|超|持平|因|由于|未|没有|主要|用于|全部|均|已|完成(?!率)|达|齐|规范"
)
_SCORED = re.compile(r"[（(][^（）()]*得[^（）()]{0,6}分[^（）()]*[)）]")
_ITEM = re.compile(r"\s*[（(]?\d+[)）.．、]")
_ONE_OF = re.compile(r"^(?:(?:[一二三四五六七八九十]+是|第?[一二三四五六七八九十]+[，,])|下一步[，,]?[将要拟]?)")
_POINTS = re.compile(
    r"^[^，。；]{0,20}(?:如下|[见详]{1,2}(?:下|附)?表\d*)[:：。]?$|^附?表\s*[\d一二三四五六七八九十]|^[^。；]*单位[:：]\S{1,8}$"
)
_STOPS = re.compile(r"[，。；：、,;:（）()《》“”]")
_NO_NAME = re.compile(r"\d|^[个名户家处]|^依次|[设有占共和的]$")
_AIMED = "目标"
_LONGEST_NAME = 16
_OUTDATED = "TM03"  # the check that finds phrases out of force
_TELLING = 3  # letters around a figure that tell what it is
_ASKED = (Indicator, ScoreLine, TotalScore, Statement, Heading)  # what the draft asks about or takes over
_FULL = re.compile(r"(?:满分|分值)?([\d.]+)分")
THIS_YEAR = "本年数"
"""What a blank asks for where the words before it name the figure."""
DROPPED = "上年的情况没有带入，请按本年实际改写"


def _ended(runs: list[Run]) -> list[Run]:
    """Return runs with a full stop where the sentence that followed the semicolon did not come along.

    The colon between a heading and what stands in its line goes.
    """
    if runs and isinstance(first := runs[0], Filled) and first.text.startswith(("：", ":")):
        runs = [replace(first, text=first.text[1:]), *runs[1:]]
    if runs and isinstance(last := runs[-1], Filled) and last.text.endswith(("；", ";")):
        return [*runs[:-1], replace(last, text=f"{last.text[:-1]}。")]
    return runs


def _label(mention: Mention) -> str:
    """Return what the report calls a figure, or nothing where that is no name."""
    label = plain(mention.label).lstrip("有设共为")
    named = 1 < len(label) <= _LONGEST_NAME and not _STOPS.search(label) and not _NO_NAME.search(label)
    return label if named else ""


def plain(text: str) -> str:
    """Return words with the line breaks and blanks of the file looked through."""
    return _SPACE.sub("", text).strip()


def unnumbered(words: str) -> str:
    """Return an item without the 一是 or 下一步将 that it stands behind."""
    return _ONE_OF.sub("", words)


class Carrier:
    """Carries words of one document into another year; ``notes`` gathers what the writer must look at."""

    def __init__(  # noqa: PLR0913, PLR0917 — what carries over rests on all of them
        self,
        document: Document,
        facts: Facts,
        knowledge: Knowledge,
        year: int,
        keys: Keys,
        findings: Sequence[Finding] = (),
        known: Mapping[Span, Blank] | None = None,
        budget: Mapping[Span, Blank] | None = None,
    ) -> None:
        self.document, self.facts, self.year, self.keys = document, facts, year, keys
        self.last = (facts.identity.year if facts.identity else None) or year - 1
        self.notes: list[Note] = []
        self._known = known or {}  # blanks that a figure has already, by its place
        self._budget = budget or {}  # the same of the budget lines in the text
        self._stale = [
            phrase for entry in knowledge.phrases.phrase if entry.until < date(year, 7, 1) for phrase in entry.phrases
        ]
        self._fixes = sorted((fix for f in findings for fix in f.hit.fixes), key=lambda fix: fix.span.start)
        self._outdated = [evidence.span for f in findings if f.code == _OUTDATED for evidence in f.hit.evidence]
        self._years = {
            f"{self.last}年": f"{year}年",
            str(self.last).translate(_HAN) + "年": str(year).translate(_HAN) + "年",
            str(self.last).translate(_HAN).replace("〇", "○") + "年": str(year).translate(_HAN) + "年",
        }
        spaced = (r"\s*".join(map(re.escape, words)) for words in self._years)
        self._year = re.compile(
            "|".join([*spaced, rf"(?<!\d){self.last % 100:02}年(?=度|[春秋初末底上下]|\d{{1,2}}月)"])
        )

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
        for match in SENTENCE.finditer(self.document.text, span.start, span.end):
            sentence = Span(*match.span())
            if not match.group().strip():
                continue
            if stale := self.stale(sentence):
                runs += self._rewritten(sentence)
                self.notes.append(Note(text=f"过时的提法没有带入：“{stale}”", source=(sentence,)))
            elif self.is_result(sentence):
                self.drop(sentence)
            else:
                runs += self.rolled(sentence)
        return _ended(runs)

    def _rewritten(self, sentence: Span) -> list[Run]:
        """Return a blank for a numbered item that is out of date: the list goes on, and the item is asked for."""
        number = _ITEM.match(self.document.text, sentence.start, sentence.end)
        if number is None:
            return []
        chapter = self.chapter(sentence)
        blank = Blank(
            key=self.keys.own(f"{chapter}.改写", sentence),
            asks=f"“{chapter}”中的这一项：原文用了过时的提法，请按现行规定改写，原文见起草说明",
            brief="这一项原文用了过时的提法，请按现行规定改写，原文见起草说明",
            source=(sentence,),
        )
        return [Filled(text=plain(number.group()), source=(Span(*number.span()),)), blank]

    def asking(self, span: Span) -> list[Run]:
        """Return the sentences that only list figures, with a blank for each; those that say more do not stand."""
        runs: list[Run] = []
        for match in SENTENCE.finditer(self.document.text, span.start, span.end):
            sentence = Span(*match.span())
            words = plain(match.group())
            figures = self.facts.within(Mention, sentence)
            if not words or self._asked_elsewhere(sentence, budget=False):
                continue
            if figures and not _TURNS.search(words) and not self.stale(sentence):
                runs += self.rolled(sentence)
            else:
                self.drop(sentence)
        return _ended(runs)

    def explaining(self, span: Span) -> list[Run]:
        """Return the sentences whose figures have blanks already: they explain an indicator."""
        runs: list[Run] = []
        for match in SENTENCE.finditer(self.document.text, span.start, span.end):
            sentence = Span(*match.span())
            figures = self.facts.within(Mention, sentence)
            if any(m.quantity.span in self._known for m in figures) and not self.stale(sentence):
                runs += self.rolled(sentence)
            else:
                self.drop(sentence)
        return _ended(runs)

    def drop(self, sentence: Span) -> None:
        """Note a sentence that does not carry over, where no blank asks for what it said."""
        words = plain(self.document.quote(sentence))
        if not self._asked_elsewhere(sentence) and _STOPS.sub("", words) and not _POINTS.search(words):
            self.notes.append(Note(text=DROPPED, source=(sentence,)))

    def leave(self, paragraph: Span) -> None:
        """Note what of a paragraph that is not used no blank asks for."""
        open_: list[Span] = []
        for match in SENTENCE.finditer(self.document.text, paragraph.start, paragraph.end):
            sentence = Span(*match.span())
            if self._asked_elsewhere(sentence):
                continue
            if open_ and open_[-1].end == sentence.start:
                open_[-1] = Span(open_[-1].start, sentence.end)
            else:
                open_.append(sentence)
        for stretch in open_:
            self.drop(stretch)

    def _asked_elsewhere(self, sentence: Span, *, budget: bool = True) -> bool:
        """Tell whether a sentence is the statement of an indicator, a score, a budget line, or a problem.

        Beside the figures of a ``budget`` line there may be others, which nothing asks for.
        """
        if any(fact.span.overlaps(sentence) for kind in _ASKED for fact in self.facts.of(kind)):
            return True
        if not budget or not any(line.span.overlaps(sentence) for line in self.facts.of(BudgetLine)):
            return False
        return all(m.quantity.span in self._budget for m in self.facts.within(Mention, sentence))

    def stale(self, span: Span) -> str | None:
        """Return a phrase of the stretch that is out of force in the new year."""
        words = plain(self.document.quote(span))
        told = (plain(self.document.quote(found)) for found in self._outdated if span.covers(found))
        return next((phrase for phrase in self._stale if phrase in words), next(told, None))

    def is_result(self, span: Span) -> bool:
        """Tell whether a sentence says what was reached, and not what there is."""
        figures = [m.quantity for m in self.facts.within(Mention, span)]
        money = any(one.unit is not None and one.unit.dimension is Dimension.MONEY for one in figures)
        words = plain(self.document.quote(span))
        if not figures:
            return _PRAISE.search(words) is not None
        return money or _RESULT.search(words) is not None

    def rolled(self, span: Span) -> list[Run]:
        """Return words with the year moved on; figures in them become blanks, names of documents are asked about."""
        runs: list[Run] = []
        cuts: list[tuple[Span, Run]] = []
        text = self.document.settled
        quoted = [Span(*m.span()) for m in _QUOTED.finditer(text, span.start, span.end)]
        for match in self._year.finditer(text, span.start, span.end):
            at = Span(*match.span())
            if any(name.covers(at) for name in quoted):
                title = next(name for name in quoted if name.covers(at))
                self.notes.append(Note(text="文件名称里的年份没有改，请核对本年是否另有文件", source=(title,)))
            else:
                new = self._years.get("".join(match.group().split()), f"{self.year}年")
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
            if words := plain(self._mended(piece)):
                yield Filled(text=words, source=(piece,))
            edge = min(end, span.end)

    def _mended(self, span: Span) -> str:
        """Return words with what the audit can mend in one way only: slips of characters and marks, never a figure."""
        text, words, edge = self.document.text, "", span.start
        for fix in self._fixes:
            if edge <= fix.span.start and fix.span.end <= span.end:
                words += text[edge : fix.span.start] + fix.text
                edge = fix.span.end
        return words + text[edge : span.end]

    def heading(self, span: Span) -> str:
        """Return a heading for the new year: its year rolls, and of a score behind it only the full one stays."""
        match = _SCORED.search(self.document.settled, span.start, span.end)
        end = match.start() if match else span.end
        words = "".join(
            run.text if isinstance(run, Filled) else run.last or "" for run in self.rolled(Span(span.start, end))
        )
        full = _FULL.match(plain(match.group())[1:]) if match else None
        return f"{words}（{full[1]}分）" if full else words

    def _asked(self, mention: Mention) -> Blank:
        if known := self._known.get(mention.quantity.span) or self._budget.get(mention.quantity.span):
            return known
        name, unit = self._name(mention), mention.quantity.unit.name if mention.quantity.unit else None
        return Blank(
            key=self.keys.own(f"{self.chapter(mention.span)}.{name}", mention.span),
            asks=f"{self.year}年{name}",
            brief=THIS_YEAR,
            unit=unit,
            last=mention.quantity.text,
            source=(mention.quantity.span,),
            places=mention.quantity.places,
        )

    def chapter(self, span: Span) -> str:
        """Return the title of the innermost heading over a place."""
        over = [h.title for h in self.facts.of(Heading) if h.body.covers(span)]
        return plain(over[-1]) if over else "正文"

    def _name(self, mention: Mention) -> str:
        """Return what a figure is called; where nothing names it, the words around it."""
        label = _label(mention) or self._share(mention)
        if label and not label.endswith(_AIMED):
            return label
        text, at = self.document.settled, mention.quantity.span
        near = Span(max(0, at.start - 2 * _LONGEST_NAME), at.end + _LONGEST_NAME)
        ahead = [m for m in self.facts.within(Mention, near) if m.quantity.span.end <= at.start]
        behind = [m for m in self.facts.within(Mention, near) if m.quantity.span.start >= at.end]
        block = self.document.block(at.start)
        start = max([at.start - _LONGEST_NAME, block.span.start if block else 0, *(m.quantity.span.end for m in ahead)])
        end = min([at.end + _LONGEST_NAME, *(m.quantity.span.start for m in behind)])
        before = _STOPS.split(plain(text[start : at.start]))[-1]
        after = _STOPS.split(plain(text[at.end : end]))[0].rstrip("和及与有")
        before, after = (re.sub(r"[\d.%]+", "", words) for words in (before, after))
        whose = _label(ahead[-1]) if ahead and len(before + after) < _TELLING else ""
        if label:
            unit = mention.quantity.unit
            of = next((_label(m) for m in reversed(ahead) if m.quantity.unit == unit), "")
            return f"{of}的{label.removeprefix('完成')}" if of else label
        if whose and not before + after:
            return whose
        return f"{whose}“{before}（　）{after}”处的数"

    def _share(self, mention: Mention) -> str:
        """Return what a percentage is the share of; of shares in a row, each is that of the amount in its place."""
        if not mention.quantity.percent:
            return ""
        sentence = self._sentence(mention.span)
        told = self.facts.within(Mention, sentence)
        row = [m for m in told if m.quantity.percent]
        amounts = [m for m in told if not m.quantity.percent and m.span.start < row[0].span.start]
        between = self.document.settled[amounts[-1].span.end : row[0].span.start] if amounts else ""
        label = ""
        if re.search("依次|分别", between) and 1 < len(row) <= len(amounts):
            label = _label(amounts[row.index(mention) - len(row)])
        elif len(row) == 1:
            claims = self.facts.within(Claim, sentence)
            mine = [c for c in claims if (value := c.one("value")) and value.span == mention.quantity.span]
            labels = {plain(part.label) for claim in mine for part in claim.all("part")}
            label = labels.pop() if len(labels) == 1 else ""
            label = "" if _NO_NAME.search(label) else label
        return f"{label}所占百分比" if label else ""

    def _sentence(self, span: Span) -> Span:
        block = self.document.block(span.start)
        within = block.span if block else span
        found = (Span(*match.span()) for match in SENTENCE.finditer(self.document.text, within.start, within.end))
        return next((sentence for sentence in found if sentence.covers(span)), within)
