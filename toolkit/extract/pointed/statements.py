"""Problems, measures, deductions and conclusions that a model points at: a label, and the words each begins with."""

from collections.abc import Iterable
from itertools import pairwise

from toolkit.extract.ground import Text
from toolkit.extract.pointed.pointing import NOT_FOUND, Passage, Pointed, Subject
from toolkit.llm.answer import Row, rows_of
from toolkit.records.facts import Heading, Statement, StatementKind

_MOST, _LONGEST = 40, 60
_KINDS = {
    "问题": StatementKind.PROBLEM,
    "措施": StatementKind.MEASURE,
    "扣分": StatementKind.DEDUCTION,
    "结论": StatementKind.CONCLUSION,
}
LABELS = (*_KINDS, "原因")
_STOPS = "。；;\n"


def _read(rows: Iterable[Row], passage: Passage) -> Pointed:
    """Read rows of label and first words; a statement ends with its sentence, or where the next one begins."""
    pointed, chunk = Pointed(), passage.chunk
    text = Text(chunk.text)
    titles = [heading.span for heading in passage.headings if isinstance(heading, Heading) and not heading.run_in]
    found: dict[int, StatementKind | None] = {}
    for said, quote in rows:
        label = next((label for label in LABELS if label in said), None)  # 改进措施, 存在问题
        places = [place for place in text.places(quote) if place.start not in found]
        if label is None:
            pointed.reject(quote, f"没有“{said}”这一类", passage)
        elif not places:
            pointed.reject(quote, NOT_FOUND, passage)
        elif any(title.covers(chunk.place(places[0].start, places[0].end)) for title in titles):
            pointed.reject(quote, "这是标题", passage)
        else:
            found[places[0].start] = _KINDS.get(label)
    for start, following in pairwise([*sorted(found), len(chunk.text)]):
        kind = found[start]
        end = min([i for stop in _STOPS if (i := chunk.text.find(stop, start)) >= 0] + [following])
        if kind is None or end <= start:
            continue
        words = chunk.text[start:end]
        pointed.facts.append(
            Statement(span=chunk.place(start, end), origin=passage.origin, kind=kind, text=words.rstrip())
        )
    return pointed


STATEMENTS = Subject(prompt="statements", shape=rows_of(2, most=_MOST, longest=_LONGEST), read=_read)
