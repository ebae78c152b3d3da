"""The strict shape of years.toml: how a report speaks of the year before."""

from toolkit.knowledge.shapes import Entry, WordList


class Years(Entry):
    """years.toml: how a report speaks of the year before."""

    renamed: WordList
    before: WordList
    opening: WordList
    results: WordList
    standing: WordList
    standing_headings: WordList
    planned_headings: WordList
    unchanged: WordList
    causes: WordList
    review: WordList
    reviewed: WordList
    answered: WordList
