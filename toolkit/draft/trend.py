"""Indicators over several years, from earlier reports or what was extracted of them, for the writer to look at."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.draft.carry import plain
from toolkit.errors import ConfigurationFault, reason
from toolkit.records import Audit
from toolkit.records.draft import Note
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


def trend(facts: Facts, audit: Audit, earlier: Iterable[Earlier]) -> Iterator[Note]:
    """Yield a line for each indicator that several years have, and one for each kind of finding that came again."""
    years = sorted(earlier, key=lambda one: one.year)
    last = facts.identity.year if facts.identity else None
    for indicator in facts.of(Indicator):
        name = plain(indicator.name)
        told = {one.year: one.actuals[name] for one in years if name in one.actuals}
        if told and indicator.actual is not None and last is not None:
            told[last] = plain(indicator.actual.text)
            line = "，".join(f"{year}年{value}" for year, value in sorted(told.items()))
            yield Note(text=f"指标历年实际值：{name}：{line}", source=(indicator.name_span,))
    again: dict[str, list[int]] = {}
    for one in years:
        for code in one.codes & {finding.code for finding in audit.findings}:
            again.setdefault(code, []).append(one.year)
    for code, found in sorted(again.items()):
        yield Note(text=f"往年也有的问题：{'、'.join(f'{year}年' for year in found)}的审核已经指出", code=code)
