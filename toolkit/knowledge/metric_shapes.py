"""The strict shape of metrics.toml: what kind of number a name stands for."""

from toolkit.knowledge.shapes import Capped, Entry, Source, WordList, Words


class OfficeFigure(Entry):
    """A figure that an office has one of a year, what it is called, and by `bare` names behind a word of `after`."""

    name: str
    words: Words
    bare: Words = ()
    after: Words = ()
    source: Source


class Synonyms(Entry):
    """Names that offices use for one metric; a report should keep to one of them."""

    names: Words
    source: Source


class Metrics(Entry):
    """metrics.toml: what kind of number a name stands for."""

    capped: Capped
    best_at_zero: WordList
    not_percent: WordList
    zero_explained: WordList
    amounts: WordList
    given: WordList
    felt: WordList
    risen: WordList
    generic: WordList
    deeds: WordList
    apart: WordList
    changes: WordList
    tails: WordList
    synonym: tuple[Synonyms, ...]
    office: tuple[OfficeFigure, ...]
    office_beside: WordList
    office_apart: WordList
    office_headings: WordList
