import json
from pathlib import Path

import pytest

from tests.unit.audit.stand_ins import cites, dossier_of, says, written
from toolkit.audit import run
from toolkit.audit.baseline import Baseline, sifted
from toolkit.errors import ConfigurationFault
from toolkit.records import Audit, Document, Hit
from toolkit.records.wire import audit_json

OLD = "办结率96%，占95%，共1200吨。"
VERSIONS = {"toolkit": "1", "format": 1, "knowledge": "abc"}


def audited(text: str, **found: list[str]) -> tuple[Document, Audit]:
    document = written(text)
    checks = [
        says(code, *(Hit(message="", evidence=cites(document, w)) for w in words)) for code, words in found.items()
    ]
    return document, run(checks, dossier_of(document))


def saved(document: Document, audit: Audit, **changed: object) -> dict:
    result = dict(audit_json(document, dossier_of(document).facts, audit, VERSIONS))
    return {**result, "document": {**result["document"], **changed}}


@pytest.fixture
def baseline(tmp_path):
    def write(*results: dict, lines: bool = False, several: bool = False, raw: bytes | None = None) -> Path:
        path = tmp_path / "基线.json"
        value = list(results) if several or len(results) > 1 else results[0] if results else []
        source = "\n".join(map(json.dumps, results)) if lines else json.dumps(value, indent=2)
        path.write_bytes(source.encode() if raw is None else raw)
        return path

    return write


def test_only_what_is_new_is_left_and_what_is_gone_is_named(baseline):
    earlier = Baseline.of(baseline(saved(*audited(OLD, RT01=["96%"], RT02=["95%"], SM01=["1200"])))).audits[0]
    document, audit = audited("另起一段。" + OLD.replace("1200", "1300"), RT01=["96%"], RT02=["占"], SM01=["1300"])
    since = sifted(audit, earlier)
    assert [document.quote(f.hit.evidence[0].span) for f in since.findings] == ["占", "1300"]
    assert since.since is not None
    assert [f.code for f in since.since.known] == ["RT01"]
    assert [g.code for g in since.since.gone] == ["RT02", "SM01"]


def test_a_check_that_was_not_run_has_nothing_gone(baseline):
    earlier = Baseline.of(baseline(saved(*audited(OLD, RT01=["96%"], RT02=["95%"])))).audits[0]
    _, audit = audited(OLD, RT02=["95%"])
    since = sifted(audit, earlier).since
    assert since is not None
    assert (len(since.known), since.gone) == (1, ())


def test_what_was_known_to_the_baseline_stays_known(baseline):
    first = Baseline.of(baseline(saved(*audited(OLD, RT01=["96%"])))).audits[0]
    document, audit = audited(OLD, RT01=["96%", "95%"])
    second = Baseline.of(baseline(saved(document, sifted(audit, first)))).audits[0]
    assert sifted(audit, second).findings == ()


@pytest.mark.parametrize("shape", [{}, {"several": True}, {"lines": True}])
def test_an_object_a_list_and_lines_are_read(baseline, shape):
    results = [saved(*audited(OLD, RT01=["96%"]), name=name, sha256=name) for name in ("甲.txt", "乙.txt")]
    kept = results[:1] if not shape else results
    assert [a.document.name for a in Baseline.of(baseline(*kept, **shape)).audits] == ["甲.txt", "乙.txt"][: len(kept)]


def test_a_document_is_known_by_its_bytes_its_path_or_its_name(baseline):
    document, audit = audited(OLD, RT01=["96%"])

    def found(*known: dict, alone: bool = False) -> str | None:
        results = [
            saved(document, audit, **{"name": "丙.txt", "path": None, "sha256": str(n), **k})
            for n, k in enumerate(known)
        ]
        earlier = Baseline.of(baseline(*results, several=True)).earlier(document, alone=alone)
        return earlier.document.sha256 if earlier else None

    name, sha = document.name, document.sha256
    assert found({"name": name}, {"sha256": sha}) == sha
    assert found({"name": name}, {}) == "0"
    assert found({}, {}) is None
    assert found({"name": name}, {"name": name}) is None  # which of the two it was nobody can tell
    assert found({}, alone=True) == "0"
    assert found({}, {}, alone=True) is None
    assert found({}) is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "不是 JSON"),
        (b"{", "不是 JSON"),
        (b"\xff\xfe\x00", "不是 JSON"),
        (b"[" * 100_000, "不是 JSON"),
        (b"{}\n{", "不是"),
        (b"3", "不是 jixiao audit 的结果"),
        (b"[{}]", "不是 jixiao audit 的结果"),
        (b'{"format": "jixiao.extract", "version": 1, "document": {}}', "不是 jixiao audit 的结果"),
    ],
)
def test_a_broken_file_is_refused_in_one_line(baseline, source, said):
    with pytest.raises(ConfigurationFault) as refused:
        Baseline.of(baseline(raw=source))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_later_format_is_refused(baseline):
    with pytest.raises(ConfigurationFault, match="不是 jixiao audit 的结果"):
        Baseline.of(baseline({**saved(*audited(OLD, RT01=["96%"])), "version": 2}))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigurationFault, match="读不了基线（不存在）"):
        Baseline.of(tmp_path / "没有.json")
    with pytest.raises(ConfigurationFault, match="读不了基线"):
        Baseline.of(tmp_path)
