"""In which part of the report something stands, by the words of its headings."""

from toolkit.audit import Dossier
from toolkit.knowledge.patterns import one_of


def in_section(dossier: Dossier, offset: int, *roles: str) -> bool:
    """Tell whether a heading above ``offset`` has a word of one of the outline's roles (problems, measures …)."""
    outline = dossier.knowledge.outline
    heads = [one_of(outline.roles[role]) for role in roles]
    alone = {word for role in roles for word in outline.headings.alone.get(role, ())}
    path = dossier.facts.path(offset)
    return any(h.title in alone or any(words.search(h.title) for words in heads) for h in path)
