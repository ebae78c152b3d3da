"""How checks quote a statement."""

import re

from toolkit.audit import Dossier
from toolkit.records import Span
from toolkit.records.facts import Statement

_GLANCE = 60  # characters


def opening(dossier: Dossier, statement: Statement) -> Span:
    """Return the first sentence of a statement, or as many clauses of it as a reader takes in at a glance."""
    text = dossier.document.text[statement.span.start : statement.span.end]
    sentence = re.split("[。；;]", text)[0]
    while len(sentence) > _GLANCE and re.search("[，、,]", sentence):
        sentence = re.split("[，、,](?=[^，、,]*$)", sentence)[0]
    return Span(statement.span.start, statement.span.start + min(len(sentence), _GLANCE))
