"""A draft as JSON: what `jixiao draft --format json` prints."""

from collections.abc import Iterable

from toolkit.records.document import Document
from toolkit.records.draft import Blank, Draft, DraftSection, Paragraph, Run
from toolkit.records.span import Span
from toolkit.records.wire import draft_shapes as shapes
from toolkit.records.wire.extract import quote_json
from toolkit.records.wire.shapes import VERSION, Quote


def draft_json(document: Document, draft: Draft) -> shapes.Draft:
    """Return a draft, plain dictionaries and strings; places are those of last year's report."""
    made: shapes.Draft = {
        "format": "jixiao.draft",
        "version": VERSION,
        "year": draft.year,
        "organization": draft.organization,
        "sections": [_section(document, section) for section in draft.sections],
        "notes": [{"code": n.code, "text": n.text, "source": _source(document, n.source)} for n in draft.notes],
    }
    if draft.trends:
        made["trend_years"] = [*draft.years]
        made["trends"] = [
            {"name": one.name, "values": [*one.values], "source": _source(document, one.source)} for one in draft.trends
        ]
    return made


def _section(document: Document, section: DraftSection) -> shapes.DraftSection:
    runs: list[shapes.DraftRun] = []
    for part in section.content:
        if isinstance(part, Paragraph):
            runs += [*(_run(document, run) for run in part.runs), {"text": "\n"}]
            continue
        for row in part.rows:
            for i, cell in enumerate(row):
                runs += [*([] if not i else [_words("\t")]), *(_run(document, run) for run in cell)]
            runs.append({"text": "\n"})
    return {"heading": section.heading, "level": section.level, "runs": runs}


def _words(text: str) -> shapes.DraftRun:
    return {"text": text}


def _run(document: Document, run: Run) -> shapes.DraftRun:
    if isinstance(run, Blank):
        found: shapes.DraftRun = {"blank": run.asks, "hint": run.hint, "key": run.key}
        return {**found, "source": _source(document, run.source)} if run.source else found
    if run.fact is not None:
        return {"text": run.text, "fact": run.fact}
    return {"text": run.text, "source": _source(document, run.source)} if run.source else {"text": run.text}


def _source(document: Document, spans: Iterable[Span]) -> list[Quote]:
    return [quote_json(document, span) for span in spans]
