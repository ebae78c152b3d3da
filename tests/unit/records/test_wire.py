import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.unit.audit.stand_ins import at, cites, ledger, written
from toolkit.records import (
    Audit,
    Bygone,
    Clear,
    Dimension,
    Finding,
    Hit,
    Op,
    Quantity,
    Recomputation,
    Severity,
    Since,
    Tally,
    Unable,
    Unchecked,
    Unit,
    Unread,
    Unused,
    Verified,
    Waived,
    Waiver,
)
from toolkit.records.facts import (
    BudgetLine,
    Coverage,
    Facts,
    Form,
    Identity,
    Indicator,
    KnownItem,
    Operand,
    Origin,
    RatioClaim,
    RubricFit,
    ScoreLine,
    Statement,
    StatementKind,
    TotalScore,
)
from toolkit.records.wire import audit_json, extract_json, schema, shapes

DOCUMENT = written("""石桥镇2023年自评报告
办结率目标≥90%，受理80件，办结76件，办结率95.0%。
总分95分，预算1200万元。
问题：进度慢。措施：按月调度。
""")
PERCENT = Unit(name="%", base="%", factor=Decimal(1), dimension=Dimension.RATIO, family="%")
WAN = Unit(name="万元", base="元", factor=Decimal(10000), dimension=Dimension.MONEY, family="元")


def number(words: str, value: str, unit: Unit | None = None, op: Op = Op.EQ, upper: str | None = None) -> Quantity:
    far = None if upper is None else Decimal(upper)
    return Quantity(value=Decimal(value), unit=unit, span=at(DOCUMENT, words), text=words, op=op, upper=far)


def facts() -> Facts:
    line = at(DOCUMENT, "办结率目标≥90%")
    claim = at(DOCUMENT, "受理80件，办结76件，办结率95.0%")
    total = at(DOCUMENT, "总分95分")
    title = Identity(
        span=at(DOCUMENT, "石桥镇2023年自评报告"),
        title="石桥镇2023年自评报告",
        organization="石桥镇",
        year=2023,
        form=Form.DEPARTMENT,
    )
    entries = [
        title,
        Indicator(
            span=line,
            level1="产出指标",
            category=None,
            name="办结率",
            name_span=line,
            target=number("≥90%", "90", PERCENT, Op.GE),
            actual=number("95.0%", "95.0", PERCENT),
            full=number("95", "1E+1"),
        ),
        RatioClaim(
            span=claim,
            label="办结率",
            text="办结率95.0%",
            operands=(
                Operand(role="part", quantity=number("76件", "76")),
                Operand(role="value", quantity=number("95.0%", "95.0", PERCENT)),
            ),
            origin=Origin(engine="llm", model="m", prompt="p"),
        ),
        ScoreLine(span=total, section=None, name="小计", name_span=total, full=None, got=None, summary=True),
        ScoreLine(span=total, section="产出", name="办结", name_span=total, full=number("95", "95"), got=None),
        TotalScore(span=total, full=None, got=number("95", "95")),
        BudgetLine(span=at(DOCUMENT, "预算1200万元"), name="预算", budgeted=number("1200万元", "1200", WAN)),
        Statement(span=at(DOCUMENT, "进度慢"), kind=StatementKind.PROBLEM, text="进度慢"),
        Statement(span=at(DOCUMENT, "按月调度"), kind=StatementKind.MEASURE, text="按月调度"),
        Statement(span=at(DOCUMENT, "总分"), kind=StatementKind.CONCLUSION, text="总分"),
    ]
    unread = (Unread(span=at(DOCUMENT, "进度慢"), why="没有数"),)
    return Facts.of_entries(entries, Coverage(figures=6, in_facts=5, unread=unread))


def audit() -> Audit:
    hit = Hit(
        message="对不上",
        evidence=cites(DOCUMENT, "95.0%", "76件"),
        recomputation=Recomputation(formula="76 ÷ 80 × 100%", stated="95.0%", recomputed="95%"),
    )
    finding = Finding(code="RT01", name="ratio-inconsistent", severity=Severity.ERROR, fingerprint="0" * 16, hit=hit)
    other = replace(finding, fingerprint="1" * 16)
    waiver = Waiver(fingerprint="1" * 16, code="RT01", reason="另有口径", by="王芳", date=date(2024, 3, 15))
    past = replace(waiver, fingerprint="2" * 16, until=date(2024, 4, 1), document="报告.txt")
    return Audit(
        findings=(finding,),
        waived=(Waived(finding=other, waiver=waiver),),
        unused=(Unused(waiver=past, expired=True),),
        since=Since(known=(other,), gone=(Bygone(code="SM01", fingerprint="3" * 16),)),
        verified=(Verified(code="RT01", clear=Clear(evidence=cites(DOCUMENT, "80件"))),),
        unable=(Unchecked(code="SM01", unable=Unable(missing="合计", evidence=())),),
        tallies=(Tally(code="RT01", findings=1, verified=1, unable=0),),
        checked=3,
    )


VERSIONS: shapes.Versions = {"toolkit": "1", "format": 1, "knowledge": "abc"}


def both() -> dict[str, dict]:
    return {
        "extract": dict(extract_json(DOCUMENT, facts())),
        "audit": dict(audit_json(DOCUMENT, facts(), audit(), VERSIONS)),
    }


@pytest.mark.parametrize(("what", "shape"), [("extract", shapes.Extract), ("audit", shapes.Audit)])
def test_what_is_written_is_what_the_schema_says(what, shape):
    written_out = json.loads(json.dumps(both()[what], ensure_ascii=False))
    assert TypeAdapter(shape).validate_python(written_out, strict=True, extra="forbid") == written_out
    del written_out["document"]["year"]
    with pytest.raises(ValidationError):
        TypeAdapter(shape).validate_python(written_out)


@pytest.mark.parametrize(("what", "shape"), [("extract", shapes.Extract), ("audit", shapes.Audit)])
def test_keys_stand_in_the_order_of_the_contract(what, shape):
    # What a model adds stands only where one was asked.
    assert list(both()[what]) == [key for key in get_type_hints(shape) if key in shape.__required_keys__]
    assert list(schema(what)["properties"]) == list(get_type_hints(shape))


def test_rows_have_their_keys_in_the_order_of_the_contract():
    (indicator,) = both()["extract"]["indicators"]
    assert " ".join(indicator) == (
        "level1 category name target actual completion full got deviation period forecast start end quote origin"
    )
    assert " ".join(indicator["target"]) == "text value upper unit op start end quote"
    (finding,) = both()["audit"]["findings"]
    assert " ".join(finding) == (
        "code name severity certainty message suggestion evidence recomputation origin fingerprint"
    )
    assert " ".join(finding["evidence"][0]) == "role start end quote place"


def test_what_does_not_count_is_written_with_the_reason():
    result = both()["audit"]
    assert [(w["fingerprint"][0], w["waiver"]["by"], w["waiver"]["date"]) for w in result["waived"]] == [
        ("1", "王芳", "2024-03-15")
    ]
    (unused,) = result["unused_waivers"]
    assert (unused["fingerprint"][0], unused["waiver"]["until"], unused["expired"]) == ("2", "2024-04-01", True)
    assert result["baseline"] == {
        "known": [{"code": "RT01", "fingerprint": "1" * 16}],
        "gone": [{"code": "SM01", "fingerprint": "3" * 16}],
    }


def test_the_scoring_form_says_which_line_is_which_item():
    line = facts().of(ScoreLine)[0]
    known = KnownItem(entry="部门预算资金支出率", block="整体效能", line=line)
    part = KnownItem(entry="整体效能", block=None, line=line, part=True)
    fit = RubricFit(span=line.span, id="一", title="评分表", known=(known, part), unknown=(line,), absent=("数据质量",))
    told = audit_json(DOCUMENT, ledger(*facts().entries, fit), audit(), VERSIONS)["rubric"]
    assert told is not None
    quote = {"start": line.name_span.start, "end": line.name_span.end, "quote": DOCUMENT.quote(line.name_span)}
    assert told["matched"] == [{"item": "部门预算资金支出率", **quote}]
    assert told["unknown"] == [quote]
    assert told["absent"] == ["数据质量"]
    assert both()["audit"]["rubric"] is None


def test_every_place_gives_back_its_quote():
    for result in both().values():
        places = list(quotes(result))
        assert len(places) >= 3
        assert [p for p in places if DOCUMENT.text[p["start"] : p["end"]] != p["quote"]] == []


def quotes(value: object):
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from quotes(each)


@pytest.mark.parametrize(
    ("value", "written_as"), [("95.0", "95.0"), ("1E+4", "10000"), ("0.00000001", "0.00000001"), ("-3", "-3")]
)
def test_numbers_are_digits_without_exponent(value, written_as):
    line = BudgetLine(span=at(DOCUMENT, "预算"), name="预算", spent=number("95", value, upper=value))
    (budget,) = extract_json(DOCUMENT, ledger(line))["budget"]
    assert (budget["spent"]["value"], budget["spent"]["upper"]) == (written_as, written_as)
    assert budget["income"] is None


def test_a_qualitative_target_has_no_value_and_no_unit():
    target = Quantity(value=None, unit=None, span=at(DOCUMENT, "总分"), text="总分", op=Op.QUALITATIVE)
    line = BudgetLine(span=at(DOCUMENT, "预算"), name="预算", rate=target)
    rate = extract_json(DOCUMENT, ledger(line))["budget"][0]["rate"]
    assert (rate["value"], rate["unit"], rate["op"]) == (None, "", "qualitative")


def test_lines_that_add_up_others_are_left_out():
    assert [s["name"] for s in both()["extract"]["scores"]] == ["办结"]


def test_problems_and_measures_are_told_apart():
    result = both()["extract"]
    assert [p["text"] for p in result["problems"]] == ["进度慢"]
    assert [m["text"] for m in result["measures"]] == ["按月调度"]


def test_the_text_goes_with_facts_and_not_with_audits():
    assert both()["extract"]["document"]["text"] == DOCUMENT.text
    assert "text" not in both()["audit"]["document"]
    assert both()["audit"]["document"]["characters"] == len(DOCUMENT.text)


def test_a_document_without_title_has_none():
    about = extract_json(DOCUMENT, ledger())
    assert (about["document"]["title"], about["document"]["year"], about["total_score"]) == (None, None, None)


def test_the_model_that_pointed_at_a_fact_is_named():
    (claim,) = both()["extract"]["claims"]
    assert claim["origin"] == {"engine": "llm", "model": "m", "prompt": "p"}
    assert (claim["kind"], [o["role"] for o in claim["operands"]]) == ("ratio", ["part", "value"])
