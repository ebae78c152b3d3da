"""Indicators over several years, from earlier reports or what was extracted of them, for the writer to look at."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit.draft.carry import plain
from toolkit.errors import ConfigurationFault, reason
from toolkit.records import Audit
from toolkit.records.draft import Draft, Note, Trend
from toolkit.records.facts import Facts, Indicator

_MOST_BYTES = 50 << 20
_TODO = "请给往年的报告，或 jixiao extract、jixiao audit --format json 写出的结果。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is known of an earlier year: indicators' actual values as printed, and what an audit found."""

    year: int
    actuals: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()


def of_facts(facts: Facts, where: str) -> Earlier:
    """Return what a report of an earlier year says."""
    year = facts.identity.year if facts.identity else None
    if year is None:
        raise ConfigurationFault("读不出是哪一年度的", where, _TODO)
    return Earlier(year=year, actuals={plain(i.name): plain(i.actual.text) for i in facts.of(Indicator) if i.actual})


def of_json(path: Path) -> list[Earlier]:
    """Read results of earlier commands, of one document or of several."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigurationFault("太大", str(path), _TODO)
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationFault(f"不能读（{reason(error)}）", str(path), _TODO) from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationFault("不是完好的 JSON", str(path), _TODO) from error
    try:
        return [_of_result(one) for one in (found if isinstance(found, list) else [found])]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ConfigurationFault("不是 extract 或 audit 的结果", str(path), _TODO) from error


def _of_result(result: Any) -> Earlier:
    if result["format"] not in {"jixiao.extract", "jixiao.audit"}:
        raise ValueError(result["format"])
    listed = [one for one in result.get("indicators", ()) if one["actual"]]
    return Earlier(
        year=int(result["document"]["year"]),
        actuals={plain(str(one["name"])): plain(str(one["actual"]["text"])) for one in listed},
        codes=frozenset(str(finding["code"]) for finding in result.get("findings", ())),
    )


def trended(draft: Draft, facts: Facts, audit: Audit, earlier: Iterable[Earlier]) -> Draft:
    """Return the draft with the indicators that several years have, and a note on each finding that came again."""
    known = sorted(earlier, key=lambda one: one.year)
    last = facts.identity.year if facts.identity else None
    if not known or last is None:
        return draft
    measured = [one for one in known if one.actuals]
    trends = [
        Trend(name=name, values=(*before, plain(one.actual.text)), source=(one.name_span,))
        for one in facts.of(Indicator)
        if one.actual and any(before := [past.actuals.get(name := plain(one.name)) for past in measured])
    ]
    years = (*(one.year for one in measured), last)
    return replace(draft, notes=(*draft.notes, *_again(audit, known)), years=years, trends=tuple(trends))


def _again(audit: Audit, known: Iterable[Earlier]) -> Iterator[Note]:
    again: dict[str, list[int]] = {}
    for one in known:
        for code in one.codes & {finding.code for finding in audit.findings}:
            again.setdefault(code, []).append(one.year)
    for code, found in sorted(again.items()):
        yield Note(text=f"往年也有的问题：{'、'.join(f'{year}年' for year in found)}的审核已经指出", code=code)
