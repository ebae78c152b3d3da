"""A document and its facts as JSON: what `jixiao extract` prints."""

from decimal import Decimal

from toolkit.records.document import Document
from toolkit.records.facts import (
    BudgetLine,
    Claim,
    Facts,
    Indicator,
    Origin,
    ScoreLine,
    StatementKind,
    TotalScore,
)
from toolkit.records.quantity import Quantity
from toolkit.records.span import Span
from toolkit.records.wire import shapes


def extract_json(document: Document, facts: Facts) -> shapes.Extract:
    """Return everything read off one document, plain dictionaries and strings."""
    total = next(iter(facts.of(TotalScore)), None)
    return {
        "format": "jixiao.extract",
        "version": shapes.VERSION,
        "document": {
            **document_json(document, facts),
            "text": document.text,
            "legibility": [
                {"start": each.span.start, "end": each.span.end, "confidence": format(each.confidence, "f")}
                for each in document.legibility
            ],
        },
        "indicators": [_indicator(document, i) for i in facts.of(Indicator)],
        "scores": [_score(document, s) for s in facts.of(ScoreLine) if not s.summary],
        "total_score": None if total is None else _total(document, total),
        "budget": [_budget(document, b) for b in facts.of(BudgetLine)],
        "claims": [_claim(document, c) for c in facts.of(Claim)],
        "problems": _statements(document, facts, StatementKind.PROBLEM),
        "measures": _statements(document, facts, StatementKind.MEASURE),
        "coverage": {
            "figures": facts.coverage.figures,
            "in_facts": facts.coverage.in_facts,
            "unread": [{**quote_json(document, u.span), "why": u.why} for u in facts.coverage.unread],
        },
    }


def document_json(document: Document, facts: Facts) -> shapes.Document:
    """Return what file it is, and of whom and when it says to be."""
    identity = facts.identity
    return {
        "name": document.name,
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "title": identity.title if identity else None,
        "organization": identity.organization if identity else None,
        "year": identity.year if identity else None,
        "characters": len(document.text),
    }


def quote_json(document: Document, span: Span) -> shapes.Quote:
    """Return a place with its words."""
    return {"start": span.start, "end": span.end, "quote": document.quote(span)}


def origin_json(origin: Origin) -> shapes.Origin:
    """Return who read it."""
    return {
        "engine": "llm" if origin.engine == "llm" else "grammar",
        "model": origin.model,
        "prompt": origin.prompt,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _bare(quantity: Quantity | None) -> str | None:
    return None if quantity is None else _number(quantity.value)


def _quantity(document: Document, quantity: Quantity | None) -> shapes.Quantity | None:
    return None if quantity is None else _measure(document, quantity)


def _measure(document: Document, quantity: Quantity) -> shapes.Quantity:
    return {
        "text": quantity.text,
        "value": _number(quantity.value),
        "upper": _number(quantity.upper),
        "unit": quantity.unit.name if quantity.unit else "",
        "op": quantity.op.value,
        **quote_json(document, quantity.span),
    }


def _indicator(document: Document, indicator: Indicator) -> shapes.Indicator:
    return {
        "level1": indicator.level1,
        "category": indicator.category,
        "name": indicator.name,
        "target": _quantity(document, indicator.target),
        "actual": _quantity(document, indicator.actual),
        "completion": _quantity(document, indicator.completion),
        "full": _bare(indicator.full),
        "got": _bare(indicator.got),
        "deviation": indicator.deviation,
        "period": indicator.period,
        "forecast": indicator.forecast,
        **quote_json(document, indicator.span),
        "origin": origin_json(indicator.origin),
    }


def _score(document: Document, line: ScoreLine) -> shapes.Score:
    return {
        "section": line.section,
        "name": line.name,
        "full": _bare(line.full),
        "got": _bare(line.got),
        "reason": line.reason,
        **quote_json(document, line.span),
        "origin": origin_json(line.origin),
    }


def _total(document: Document, total: TotalScore) -> shapes.TotalScore:
    return {"full": _bare(total.full), "got": _bare(total.got), **quote_json(document, total.span)}


def _budget(document: Document, line: BudgetLine) -> shapes.Budget:
    return {
        "name": line.name,
        "fund": line.fund,
        "period": line.period,
        "budgeted": _quantity(document, line.budgeted),
        "income": _quantity(document, line.income),
        "spent": _quantity(document, line.spent),
        "rate": _quantity(document, line.rate),
        **quote_json(document, line.span),
        "origin": origin_json(line.origin),
    }


def _claim(document: Document, claim: Claim) -> shapes.Claim:
    return {
        "kind": claim.kind,
        "text": claim.text,
        "operands": [{"role": o.role, **_measure(document, o.quantity)} for o in claim.operands],
        **quote_json(document, claim.span),
        "origin": origin_json(claim.origin),
    }


def _statements(document: Document, facts: Facts, kind: StatementKind) -> list[shapes.Statement]:
    return [{"text": s.text, **quote_json(document, s.span)} for s in facts.said(kind)]
