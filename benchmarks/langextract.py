"""The same perfect answers, tied to the text by langextract: default tokenizer, and its Unicode one.

langextract is no dependency of the project:

    .venv/bin/pip install --target build/langextract langextract==1.7.1
    PYTHONPATH=build/langextract .venv/bin/python -m benchmarks.langextract

`benchmarks.grounding` gives ours. A field counts where its place is the one it was taken from, to the character.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from click import echo

from evals.extraction.documents import Sample, own, shared
from toolkit.extract import extract
from toolkit.extract.chunks import Chunk, chunks
from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.reading import read_through
from toolkit.knowledge import load
from toolkit.records import Span
from toolkit.records.facts import Indicator

FIELDS = ("target", "actual", "completion")
OTHER = "筹"


@dataclass(frozen=True)
class Quote:
    """Words of a field, and where they were taken from."""

    field: str
    words: str
    start: int


def main() -> None:
    """Tie the fields of the small documents, whole and with a character changed."""
    from langextract.core.tokenizer import RegexTokenizer, UnicodeTokenizer

    for sample in (*own(), *shared()):
        if not sample.small:
            continue
        chunk, quotes = perfect(sample)
        echo(f"{sample.document.name}：{len(quotes)} 个字段")
        slipped = [Quote(q.field, q.words[0] + OTHER + q.words[2:], q.start) for q in quotes if len(q.words) > 4][:20]
        for name, tokenizer in (("default", RegexTokenizer()), ("unicode", UnicodeTokenizer())):
            tied, _ = tie(chunk.text, quotes, tokenizer)
            kept, took = tie(chunk.text, slipped, tokenizer)
            echo(f"  {name}：落在原处 {tied}；改一个字后 {len(slipped)} 处中 {kept} 处；{took * 1000:.0f} 毫秒")


def perfect(sample: Sample) -> tuple[Chunk, list[Quote]]:
    """Return the passage with the most indicators, and a perfect answer about it."""
    reading = read_through(sample.document, load())
    found = list(extract(sample.document, load()).of(Indicator))
    passages = chunks(reading, headings(reading))
    chunk = max(passages, key=lambda each: sum(each.span.covers(i.name_span) for i in found))
    quotes = []
    for indicator in found:
        stated = [("name", indicator.name_span)]
        stated += [(name, quantity.span) for name in FIELDS if (quantity := getattr(indicator, name))]
        quotes += [_quote(chunk, field, span) for field, span in stated]
    return chunk, quotes


def tie(text: str, quotes: Sequence[Quote], tokenizer: Any) -> tuple[int, float]:
    """Return how many quotes langextract ties to their place, and in how many seconds."""
    from langextract.core.data import Extraction
    from langextract.resolver import Resolver

    extractions = [Extraction(extraction_class=quote.field, extraction_text=quote.words) for quote in quotes]
    start = perf_counter()
    aligned = list(Resolver().align(extractions, text, 0, 0, tokenizer_inst=tokenizer))
    took = perf_counter() - start
    tied = 0
    for quote, each in zip(quotes, aligned, strict=True):
        at = each.char_interval
        tied += at is not None and (at.start_pos, at.end_pos) == (quote.start, quote.start + len(quote.words))
    return tied, took


def _quote(chunk: Chunk, field: str, span: Span) -> Quote:
    start, end = chunk.at.index(span.start), chunk.at.index(span.end - 1) + 1
    return Quote(field, chunk.text[start:end], start)


if __name__ == "__main__":
    main()
