"""A draft made of facts, written, and read back: it gives the facts that it was made from."""

from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.draft import DRAFT_FORMATS
from toolkit.draft.facts import Given
from toolkit.draft.fill import fill
from toolkit.knowledge import load
from toolkit.pipeline import draft_document, extract_document, read_file
from toolkit.read import read_bytes
from toolkit.records.draft import Blank
from toolkit.records.facts import Indicator, ScoreLine

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    read_file(ROOT / "examples" / name)
    for name in ("松汀镇2023年自评报告.txt", "云溪镇2023年自评报告.txt", "石桥县教育局2023年自评报告.docx")
]
DRAFTS = [draft_document(document, load(), 2024) for document in DOCUMENTS]
FORMS = [
    {key: b for key, b in draft.form().items() if key.startswith(("指标", "得分")) and b.unit and not b.formula}
    for draft in DRAFTS
]


def figure(blank: Blank) -> st.SearchStrategy[str]:
    most = (
        blank.most.value if blank.most and blank.most.value is not None else Decimal(99 if blank.unit == "%" else 9000)
    )
    places = blank.places
    return st.decimals(Decimal(2) if most > 2 else Decimal(0), most, places=places).map(lambda d: f"{d:f}")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_draft_gives_back_the_facts_that_it_was_made_from(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(DRAFTS) - 1))
    suffix = data.draw(st.sampled_from(["markdown", "docx"]))
    facts = {key: data.draw(figure(blank)) for key, blank in FORMS[n].items()}
    filling = fill(DRAFTS[n], [Given(key=key, text=text, where="表") for key, text in facts.items()], load())
    # A part greater than its whole is refused: whatever else was given stands.
    written = b"".join(DRAFT_FORMATS[suffix](DOCUMENTS[n], filling.draft))
    read = extract_document(read_bytes(written, name=f"草稿.{'md' if suffix == 'markdown' else suffix}"), load()).facts
    found = {"".join(i.name.split()): i for i in read.of(Indicator)}
    scores = {"".join(s.name.split()): s for s in read.of(ScoreLine)}
    for key, said in filling.said.items():
        kind, name, field = key.split(".", 2) if key.count(".") == 2 else ("", "", "")
        value = (
            Decimal("".join(c for c in said if c in "0123456789.-")) if field in {"实际值", "完成率", "得分"} else None
        )
        if kind == "指标" and field in {"实际值", "完成率"}:
            quantity = found[name].actual if field == "实际值" else found[name].completion
            assert quantity is not None, (key, said)
            assert quantity.value == value, (key, said)
        elif kind == "得分" and field == "得分":
            got = scores[name].got
            assert got is not None, (key, said)
            assert got.value == value, (key, said)
