"""In which part of the report something stands, by the words of its headings."""

from toolkit.audit import Dossier
from toolkit.knowledge.patterns import one_of


def in_section(dossier: Dossier, offset: int, *roles: str) -> bool:
    """Tell whether a heading above ``offset`` has a word of one of the outline's roles (problems, measures …)."""
    heads = [one_of(dossier.knowledge.outline.roles[role]) for role in roles]
    return any(words.search(heading.title) for heading in dossier.facts.path(offset) for words in heads)
