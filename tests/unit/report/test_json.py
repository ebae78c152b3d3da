import json

from tests.unit.report.audits import two_findings
from toolkit.report import AUDIT_FORMATS, EXTRACT_FORMATS, Sheet

ONE, SEVERAL = Sheet(), Sheet(several=True)


def test_one_document_is_one_object():
    result = json.loads(b"".join(EXTRACT_FORMATS["json"]([two_findings()], ONE)))
    assert (result["format"], result["document"]["name"]) == ("jixiao.extract", "例.txt")


def test_several_are_a_list_even_if_only_one_could_be_read():
    for n in (0, 1, 3):
        results = json.loads(b"".join(AUDIT_FORMATS["json"]([two_findings()] * n, SEVERAL)))
        assert [r["format"] for r in results] == ["jixiao.audit"] * n


def test_lines_hold_one_object_each():
    lines = b"".join(AUDIT_FORMATS["jsonl"]([two_findings()] * 2, SEVERAL)).decode().splitlines()
    assert [json.loads(line)["document"]["name"] for line in lines] == ["例.txt"] * 2


def test_chinese_stands_as_it_is():
    assert "办结率由受理与办结重算不出" in b"".join(AUDIT_FORMATS["jsonl"]([two_findings()], ONE)).decode()
