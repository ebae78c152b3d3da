"""An audited document as rows of the store's tables; a function of the document alone, the same wherever it runs."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from toolkit.archive.columns import Columns, by_column, height
from toolkit.archive.paragraphs import paragraphs
from toolkit.archive.reading import kept
from toolkit.archive.task import Edition
from toolkit.audit import consistency, office
from toolkit.knowledge import Knowledge
from toolkit.records import Document, Evidence, Quantity, Recomputation, Severity, Span
from toolkit.records.facts import (
    BudgetLine,
    Claim,
    Fact,
    Indicator,
    Operand,
    Origin,
    ScoreLine,
    Statement,
    TotalScore,
)
from toolkit.report import Audited

Row = dict[str, Any]
"""A row by column; bytes stand in base64, as JSON must have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A document that was read and audited, with what it was worked through with."""

    audited: Audited
    knowledge: Knowledge
    edition: Edition

    @property
    def document(self) -> Document:
        """The document."""
        return self.audited.document

    @property
    def year(self) -> int | None:
        """The year that it reports on."""
        identity = self.audited.facts.identity
        return identity.year if identity else None

    def facts(self, kind: type[Any]) -> Iterator[tuple[int, Any]]:
        """Yield the facts of one kind with their number."""
        yield from enumerate(self.audited.facts.of(kind))


def columns_of(worked: Worked) -> Iterator[tuple[str, Columns]]:
    """Yield every row that a document makes, by table and column."""
    tables = {table: build(worked) for table, build in COLUMNS.items()}
    tables |= {table: by_column([*build(worked)]) for table, build in BUILDERS.items()}
    for table, columns in tables.items():
        if rows := height(columns):
            yield table, {"document": [worked.document.sha256] * rows, "year": [worked.year] * rows, **columns}


def _documents(worked: Worked) -> Iterator[Row]:
    audit, found, edition = worked.audited.audit, worked.audited.facts, worked.edition
    identity = found.identity
    weights = [finding.severity for finding in audit.findings]
    agreed = consistency(audit, found)
    total = next(iter(found.of(TotalScore)), None)
    helped = worked.audited.assistance
    usage = helped.total if helped else None
    yield {
        "key": edition.key(worked.document.sha256),
        "format": worked.document.format,
        "title": identity.title if identity else None,
        "organization": identity.organization if identity else None,
        "office": office(identity.organization) if identity and identity.organization else None,
        "form": identity.form.value if identity else None,
        "characters": len(worked.document.text),
        "figures": found.coverage.figures,
        "in_facts": found.coverage.in_facts,
        "checked": audit.checked,
        "errors": weights.count(Severity.ERROR),
        "warnings": weights.count(Severity.WARNING),
        "infos": weights.count(Severity.INFO),
        "verified": len(audit.verified),
        "unable": len(audit.unable),
        "crashes": sum(tally.crash is not None for tally in audit.tallies),
        "recomputed": agreed.recomputed,
        "held": len(agreed.held),
        "consistency": agreed.score,
        "full": _digits(total.full) if total else None,
        "got": _digits(total.got) if total else None,
        "toolkit": edition.toolkit,
        "knowledge": edition.knowledge,
        "settings": edition.settings,
        "model": edition.model,
        "prompts": edition.prompts,
        "calls": usage.calls if usage else 0,
        "prompt_tokens": usage.prompt_tokens if usage else 0,
        "completion_tokens": usage.completion_tokens if usage else 0,
        "cost": _plain(usage.cost) if usage else None,
        "rejected": len(helped.rejected) if helped else 0,
        "failed_passages": len(helped.failed) if helped else 0,
    }


def _indicators(worked: Worked) -> Iterator[Row]:
    for position, fact in worked.facts(Indicator):
        yield {
            "position": position,
            "level1": fact.level1,
            "category": fact.category,
            "name": fact.name,
            **_quantity("target", fact.target),
            **_quantity("actual", fact.actual),
            **_quantity("completion", fact.completion),
            **_marks(fact),
            "deviation": fact.deviation,
            "period": fact.period,
            "forecast": fact.forecast,
            **_stands(worked.document, fact),
        }


def _scores(worked: Worked) -> Iterator[Row]:
    for position, fact in worked.facts(ScoreLine):
        yield {
            "position": position,
            "section": fact.section,
            "name": fact.name,
            **_marks(fact),
            "reason": fact.reason,
            "summary": fact.summary,
            **_stands(worked.document, fact),
        }


def _budget(worked: Worked) -> Iterator[Row]:
    for position, fact in worked.facts(BudgetLine):
        yield {
            "position": position,
            "name": fact.name,
            "fund": fact.fund,
            "period": fact.period,
            **_quantity("budgeted", fact.budgeted),
            **_quantity("income", fact.income),
            **_quantity("spent", fact.spent),
            **_quantity("rate", fact.rate),
            **_stands(worked.document, fact),
        }


def _findings(worked: Worked) -> Iterator[Row]:
    for position, finding in enumerate(worked.audited.audit.findings):
        hit = finding.hit
        yield {
            "position": position,
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity.value,
            "certainty": hit.certainty.value,
            "message": hit.message,
            "suggestion": hit.suggestion,
            **_reckoned(hit.recomputation),
            "fingerprint": finding.fingerprint,
            "evidence": [{"role": each.role, **_place(worked.document, each.span)} for each in hit.evidence],
            **_first(worked.document, hit.evidence),
            **_origin(hit.origin),
        }


def _tallies(worked: Worked) -> Iterator[Row]:
    for tally in worked.audited.audit.tallies:
        if tally.findings or tally.verified or tally.unable or tally.crash:
            yield {
                "code": tally.code,
                "findings": tally.findings,
                "verified": tally.verified,
                "unable": tally.unable,
                "crash": tally.crash,
            }


def _readings(worked: Worked) -> Iterator[Row]:
    yield {"reading": b64encode(kept(worked.audited)).decode()}


BUILDERS: dict[str, Callable[[Worked], Iterator[Row]]] = {
    "indicators": _indicators,
    "scores": _scores,
    "budget": _budget,
    "findings": _findings,
    "tallies": _tallies,
    "readings": _readings,
    "documents": _documents,
}
"""What makes the rows of the tables of which a report has a few; ``document`` and ``year`` are added to every one."""


def _claims(worked: Worked) -> Columns:
    claims = worked.audited.facts.of(Claim)
    stated = [claim.one("value") or claim.one("total") or claim.one("stated") for claim in claims]
    return {
        "position": list(range(len(claims))),
        "kind": [claim.kind for claim in claims],
        "label": [claim.label for claim in claims],
        "text": [claim.text for claim in claims],
        "stated": [_digits(quantity) for quantity in stated],
        "stated_value": [_value(quantity) for quantity in stated],
        "stated_unit": [quantity.unit.name if quantity and quantity.unit else None for quantity in stated],
        "operands": [[_operand(operand) for operand in claim.operands] for claim in claims],
        **_all_stand(worked.document, claims),
    }


def _statements(worked: Worked) -> Columns:
    statements = worked.audited.facts.of(Statement)
    return {
        "position": list(range(len(statements))),
        "kind": [statement.kind.value for statement in statements],
        "text": [statement.text for statement in statements],
        **_all_stand(worked.document, statements),
    }


def _verified(worked: Worked) -> Columns:
    verified = worked.audited.audit.verified
    clear = [each.clear for each in verified]
    reckoned = [each.recomputation for each in clear]
    return {
        "position": list(range(len(verified))),
        "code": [each.code for each in verified],
        "formula": [each and each.formula for each in reckoned],
        "stated": [each and each.stated for each in reckoned],
        "recomputed": [each and each.recomputed for each in reckoned],
        **_places(worked.document, [each.evidence[0].span if each.evidence else None for each in clear]),
    }


def _paragraphs(worked: Worked) -> Columns:
    found = paragraphs(worked.document, worked.audited.facts, worked.knowledge)
    return {
        "position": [paragraph.position for paragraph in found],
        "start": [paragraph.start for paragraph in found],
        "end": [paragraph.end for paragraph in found],
        "text": [paragraph.text for paragraph in found],
        "shape": [paragraph.shape for paragraph in found],
        "figures": [paragraph.figures for paragraph in found],
        "signature": [paragraph.signature and b64encode(paragraph.signature).decode() for paragraph in found],
        "standard": [paragraph.standard for paragraph in found],
    }


COLUMNS: dict[str, Callable[[Worked], Columns]] = {
    "claims": _claims,
    "statements": _statements,
    "verified": _verified,
    "paragraphs": _paragraphs,
}
"""What makes the rows of the tables of which a report has hundreds: by column, which takes a third of the time."""


def _marks(fact: Indicator | ScoreLine) -> Row:
    return {
        "full": _digits(fact.full),
        "got": _digits(fact.got),
        "full_value": _value(fact.full),
        "got_value": _value(fact.got),
    }


def _quantity(name: str, quantity: Quantity | None) -> Row:
    if quantity is None:
        return {}
    measures = {f"{name}_{key}": value for key, value in _measures(quantity).items()}
    return {name: quantity.text, **measures}


def _operand(operand: Operand) -> Row:
    quantity = operand.quantity
    return {
        "role": operand.role,
        "label": operand.label or None,
        "text": quantity.text,
        **_measures(quantity),
        "start": quantity.span.start,
        "end": quantity.span.end,
    }


def _measures(quantity: Quantity) -> Row:
    unit = quantity.unit
    return {
        "digits": _plain(quantity.value),
        "value": _double(quantity.value),
        "upper": _double(quantity.upper),
        "unit": unit.name if unit else None,
        "op": quantity.op.value,
        "base": _double(quantity.base_value),
        "base_unit": unit.base if unit else None,
    }


def _digits(quantity: Quantity | None) -> str | None:
    return _plain(quantity.value) if quantity else None


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _value(quantity: Quantity | None) -> float | None:
    return _double(quantity.value) if quantity else None


def _double(number: Decimal | None) -> float | None:
    double = None if number is None else float(number)
    return double if double is not None and isfinite(double) else None


def _stands(document: Document, fact: Fact) -> Row:
    return {**_place(document, fact.span), **_origin(fact.origin)}


def _first(document: Document, evidence: tuple[Evidence, ...]) -> Row:
    return _place(document, evidence[0].span) if evidence else {}


def _all_stand(document: Document, facts: Sequence[Fact]) -> Columns:
    origins = [_origin(fact.origin) for fact in facts]
    return {**_places(document, [fact.span for fact in facts]), **by_column(origins)}


def _place(document: Document, span: Span) -> Row:
    return {
        "start": span.start,
        "end": span.end,
        "place": document.place(span),
        "quote": document.quote(span),
    }


def _places(document: Document, spans: Sequence[Span | None]) -> Columns:
    places = iter(document.places(span for span in spans if span is not None))
    return {
        "start": [None if span is None else span.start for span in spans],
        "end": [None if span is None else span.end for span in spans],
        "place": [None if span is None else next(places) for span in spans],
        "quote": [None if span is None else document.quote(span) for span in spans],
    }


def _origin(origin: Origin) -> Row:
    engine = "llm" if origin.engine == "llm" else "grammar"
    return {"engine": engine, "model": origin.model, "prompt": origin.prompt}


def _reckoned(recomputation: Recomputation | None) -> Row:
    if recomputation is None:
        return {}
    return {
        "formula": recomputation.formula,
        "stated": recomputation.stated,
        "recomputed": recomputation.recomputed,
    }
