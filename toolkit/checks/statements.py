"""The statements of a report, as checks name and quote them."""

import re

from toolkit.audit import Dossier
from toolkit.records import Span
from toolkit.records.facts import Statement, StatementKind

_GLANCE = 60  # characters


def said(dossier: Dossier, kind: StatementKind) -> list[Statement]:
    """Return the statements of a kind."""
    return [statement for statement in dossier.facts.of(Statement) if statement.kind is kind]


def opening(dossier: Dossier, statement: Statement) -> Span:
    """Return the first sentence of a statement, or as many clauses of it as a reader takes in at a glance."""
    text = dossier.document.text[statement.span.start : statement.span.end]
    sentence = re.split("[。；;]", text)[0]
    while len(sentence) > _GLANCE and re.search("[，、,]", sentence):
        sentence = re.split("[，、,](?=[^，、,]*$)", sentence)[0]
    return Span(statement.span.start, statement.span.start + min(len(sentence), _GLANCE))
