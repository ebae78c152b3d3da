"""How surely and how fast a model's words are tied to the text: perfect answers, slips of the pen, changed digits.

    .venv/bin/python -m benchmarks.grounding

The perfect answers are made of what the grammar reads (every field right, by the evals), and each field must come back
to the very place it was taken from. Quotes are changed by one character, at every place where that can be done.
"""

from collections.abc import Iterator
from time import perf_counter

from click import echo

from evals.extraction.documents import Sample, own, shared
from toolkit.extract import extract
from toolkit.extract.chunks import Chunk, chunks
from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.reading import read_through
from toolkit.extract.ground import Text
from toolkit.extract.pointed.indicators import INDICATORS
from toolkit.extract.pointed.pointing import Passage
from toolkit.knowledge import load
from toolkit.records import Quantity
from toolkit.records.facts import Indicator, Origin

FIELDS = ("target", "actual", "completion")
LEAD = 4  # characters that a quote of an actual value brings along: “满意度为”
OTHER = "筹"
FIGURES = "〇零一二三四五六七八九十百千万亿两半"
ROUNDS = 20


def main() -> None:
    """Measure the small documents: our own section of nine indicators, and the real one where it is."""
    for sample in (*own(), *shared()):
        if sample.small:
            measure(sample)


def measure(sample: Sample) -> None:
    """Print the figures of one document."""
    document, knowledge = sample.document, load()
    gold = list(extract(document, knowledge).of(Indicator))
    reading = read_through(document, knowledge)
    outline = headings(reading)
    passages = [chunk for chunk in chunks(reading, outline) if any(chunk.span.covers(i.name_span) for i in gold)]
    tied = stated = 0
    quotes: list[tuple[Chunk, str]] = []
    for chunk in passages:
        mine = [indicator for indicator in gold if chunk.span.covers(indicator.name_span)]
        rows = [_row(indicator, document.text) for indicator in mine]
        origin = Origin(engine="llm", model="perfect", prompt="indicators")
        found = {
            fact.name_span: fact
            for fact in INDICATORS.read(rows, Passage(reading, outline, chunk, origin)).facts
            if isinstance(fact, Indicator)
        }
        for indicator in mine:
            tied += indicator.name_span in found
            stated += 1
            for name in FIELDS:
                wanted: Quantity | None = getattr(indicator, name)
                got: Quantity | None = getattr(found.get(indicator.name_span), name, None)
                stated += wanted is not None
                tied += wanted is not None and got is not None and got.span == wanted.span
        quotes += [(chunk, words) for row in rows for words in (row[0], row[2]) if words]
    echo(f"{document.name}：{len(gold)} 个指标，完美回答的 {stated} 个字段中 {tied} 个落在原处")
    slips(quotes)


def slips(quotes: list[tuple[Chunk, str]]) -> None:
    """Change one character of each quote, a letter or a digit, and look for it."""
    letters = right = digits = accepted = 0
    slipped = []
    for chunk, quote in quotes:
        text = Text(chunk.text)
        meant = text.places(quote)
        for changed in _changed(quote, digit=False):
            letters += 1
            found = text.places(changed)
            right += bool(found) and any(found[0].start == p.start and found[0].end == p.end for p in meant)
            slipped.append((chunk, changed))
        for changed in _changed(quote, digit=True):
            digits += 1
            accepted += bool(text.places(changed))
    twenty = slipped[:: max(1, len(slipped) // 20)][:20]
    took = min(_timed(twenty) for _ in range(ROUNDS))
    echo(f"  改一个字：{letters} 次中 {right} 次仍在原处；改一个数字：{digits} 次中接受 {accepted} 次")
    echo(f"  {len(twenty)} 处改过字的引文一共用 {took * 1000:.1f} 毫秒")


def _timed(quotes: list[tuple[Chunk, str]]) -> float:
    start = perf_counter()
    texts = {id(chunk): Text(chunk.text) for chunk, _ in quotes}
    for chunk, quote in quotes:
        texts[id(chunk)].places(quote)
    return perf_counter() - start


def _row(indicator: Indicator, text: str) -> tuple[str, str, str]:
    """Answer as a perfect model would; the completion rate is the grammar's to find."""
    target, actual = indicator.target, indicator.actual
    lead = text[actual.span.start - LEAD : actual.span.start].rsplit("\n", maxsplit=1)[-1] if actual else ""
    return (
        indicator.name,
        target.text if target else "",
        lead + actual.text if actual else "",
    )


def _changed(quote: str, *, digit: bool) -> Iterator[str]:
    for i, char in enumerate(quote):
        if digit and char.isdigit():
            yield quote[:i] + str((int(char) + 1) % 10) + quote[i + 1 :]
        elif not digit and char.isalpha() and not char.isascii() and char not in FIGURES:
            yield quote[:i] + OTHER + quote[i + 1 :]


if __name__ == "__main__":
    main()
