"""Audits as a SARIF 2.1.0 log: one run, which other programs show beside those of their own tools."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.records import Certainty, Evidence, Finding, Recomputation, Severity, Unchecked, Verified
from toolkit.report.sarif_places import NEWLINES, Places, artifact
from toolkit.report.signs import legible
from toolkit.report.subject import Audited, Sheet
from toolkit.report.wording import arithmetic

if TYPE_CHECKING:
    from toolkit.audit import Check

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
FINGERPRINT = "jixiao/v1"
SUCCESSES = (0, 1)  # exit codes of a run that read all files and finished all checks

_RELEASE = re.compile(r"\d+\.\d+\.\d+")
_LINK = re.compile(r"\[(?=[^\]]*\]\()")

Shape = dict[str, Any]


def write_sarif(results: Iterable[Audited], sheet: Sheet) -> Iterator[bytes]:
    """Yield one log for all documents."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(results, sheet)]}
    yield json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"


def _run(results: Iterable[Audited], sheet: Sheet) -> Shape:
    titles: dict[str, str] = {}
    versions: Mapping[str, object] = {}
    artifacts: list[Shape] = []
    notifications: list[Shape] = []
    found: list[Shape] = []
    for i, result in enumerate(results):
        titles.update(result.titles)
        versions = dict(result.versions)
        artifacts.append(artifact(result))
        places = Places(result, i)
        found += _results(result, places)
        notifications += _notifications(result, places)
    codes = {each["ruleId"]: None for each in found} | titles
    order = {code: i for i, code in enumerate(sorted(codes))}
    notifications += ({"level": "error", "message": _message(line)} for line in sheet.told)
    ending = sheet.ending()
    return {
        "tool": {"driver": _driver(order, titles, versions)},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": NEWLINES,
        "invocations": [
            {
                "executionSuccessful": ending in SUCCESSES,
                "exitCode": ending,
                "toolExecutionNotifications": notifications,
            }
        ],
        "artifacts": artifacts,
        "results": [{"ruleIndex": order[each["ruleId"]], **each} for each in found],
    }


def _driver(codes: Iterable[str], titles: Mapping[str, str], versions: Mapping[str, object]) -> Shape:
    from toolkit import __version__
    from toolkit.audit import catalogue

    checks = {check.code: check for check in catalogue()}
    return {
        "name": "jixiao",
        "fullName": "jixiao 绩效自评报告审核",
        "version": __version__,
        **({"semanticVersion": __version__} if _RELEASE.fullmatch(__version__) else {}),
        "language": "zh-CN",
        "rules": [_rule(code, titles.get(code, code), checks.get(code)) for code in codes],
        "properties": {name: version for name, version in versions.items() if name != "toolkit"},
    }


def _rule(code: str, title: str, check: "Check | None") -> Shape:
    if check is None:
        return {"id": code, "shortDescription": {"text": title}}
    from toolkit.audit import Page
    from toolkit.report.manual import marked_up

    manual = marked_up(check)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in check.name.split("-")),
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": Page.of(check.page).what},
        "help": {"text": check.page, "markdown": manual},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
    }


def _results(result: Audited, places: Places) -> Iterator[Shape]:
    for finding in result.audit.findings:
        yield _finding(finding, places)
    for verified in result.audit.verified:
        yield _verified(verified, places)
    for unable in result.audit.unable:
        yield _unable(unable, places)


def _finding(finding: Finding, places: Places) -> Shape:
    """Return what is at fault; what is only possible asks for a person's review, and so has no level."""
    hit = finding.hit
    certain = hit.certainty is Certainty.CERTAIN
    return {
        "ruleId": finding.code,
        "kind": "fail" if certain else "review",
        "level": LEVELS[finding.severity] if certain else "none",
        "message": _message(hit.message, hit.recomputation, hit.suggestion),
        **_locations(hit.evidence, places),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {"severity": finding.severity.value, "certainty": hit.certainty.value},
    }


def _verified(verified: Verified, places: Places) -> Shape:
    clear = verified.clear
    return {
        "ruleId": verified.code,
        "kind": "pass",
        "level": "none",
        "message": _message("核对无误", clear.recomputation),
        **_locations(clear.evidence, places),
    }


def _unable(unchecked: Unchecked, places: Places) -> Shape:
    return {
        "ruleId": unchecked.code,
        "kind": "review",
        "level": "none",
        "message": _message(f"未能检查，缺少：{unchecked.unable.missing}"),
        **_locations(unchecked.unable.evidence, places),
    }


def _notifications(result: Audited, places: Places) -> Iterator[Shape]:
    for tally in result.audit.tallies:
        if tally.crash:
            yield {
                "level": "error",
                "message": _message(f"检查项 {tally.code} 出错：{tally.crash}"),
                "associatedRule": {"id": tally.code},
                "locations": [places.whole()],
            }
    for unread in result.facts.coverage.unread:
        yield {
            "level": "note",
            "message": _message(f"没有读出：{unread.why}"),
            "locations": [places.at(unread.span)],
        }


def _locations(evidence: Sequence[Evidence], places: Places) -> Shape:
    """Return where the words at fault stand and, apart from them, what they are held against."""
    if not evidence:
        return {"locations": [places.whole()]}
    first, *others = evidence
    related = [{"id": i, **places.at(each.span), "message": _message(each.role)} for i, each in enumerate(others, 1)]
    return {"locations": [places.at(first.span)], **({"relatedLocations": related} if related else {})}


def _message(words: str, recomputation: Recomputation | None = None, suggestion: str | None = None) -> Shape:
    """Return the words as plain text; in SARIF, braces and bracketed links would mean something."""
    lines = [words]
    if recomputation:
        lines.append(f"验算：{arithmetic(recomputation)}")
    if suggestion:
        lines.append(f"建议：{suggestion}")
    text = legible("\n".join(lines)).replace("{", "{{").replace("}", "}}")
    return {"text": _LINK.sub(r"\\[", text)}
