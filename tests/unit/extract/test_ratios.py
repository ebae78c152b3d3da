import pytest

from tests.unit.extract.reading import claims, row
from toolkit.audit import catalogue
from toolkit.extract.grammar.ratios import ratios
from toolkit.knowledge import load
from toolkit.pipeline import audit_document
from toolkit.read import read_bytes

# checks.md, "Which base a rate has": true sentences, with the operands that are right.
BASES = [
    row("问卷", "发放问卷500份，回收有效问卷480份，满意456份，满意率95%", "456份", "480份"),
    row("培训", "应参加培训120人，实际参加114人，考核合格108人，合格率94.74%", "108人", "114人"),
    row("抽检", "抽检样品250批次，完成检验240批次，合格234批次，合格率97.5%", "234批次", "240批次"),
    row("整改", "受理投诉96件，查证属实40件，整改38件，整改率95%", "38件", "40件"),
    row("接种", "适龄儿童620人，应接种600人，接种588人，接种率98%", "588人", "600人"),
    row("办结", "收到建议52件，应办50件，办结49件，办结率98%", "49件", "50件"),
    row("定量指标", "设置指标24个，其中定量指标20个，完成19个，定量指标完成率95%", "19个", "20个"),
    row("考核优秀", "编制60人，在职54人，年度考核优秀9人，优秀率16.67%", "9人", "54人"),
    row("按期完成", "签订合同35份，到期30份，按期完成27份，按期完成率90%", "27份", "30份"),
    row("节支", "采购预算200万元，中标金额186万元，节支率7%", "186万元", "200万元"),
]


@pytest.mark.parametrize(("text", "operands"), BASES)
def test_the_base_a_rate_has(text, operands):
    (claim,) = claims(ratios, f"{text}。")
    assert claim.startswith("part {}, whole {}, value ".format(*operands))
    assert ("complement" in claim) == ("节支" in text)
    assert "guessed" not in claim


@pytest.mark.parametrize(("text", "operands"), BASES)
def test_true_sentences_stay_silent(text, operands):
    document = read_bytes(f"{text}。".encode(), name="例.txt")
    audit = audit_document(document, load(), catalogue(), strict=True).audit
    assert [f.hit.message for f in audit.findings if f.severity.value != "info"] == []
    assert {v.code for v in audit.verified} >= {"RT01"}
    verified = [document.quote(e.span) for v in audit.verified if v.code == "RT01" for e in v.clear.evidence]
    assert all(any(operand in quote for quote in verified) for operand in operands)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "part and whole by the words of the rate",
            "共调查83人，满意74人，满意度89.16%。",
            "part 74人, whole 83人, value 89.16% (named)",
        ),
        row(
            "the rate that fixes its base",
            "受理诉求480件，办结422件，办结率100%。",
            "part 422件, whole 480件, value 100% (fixed)",
        ),
        row(
            "the base that the label names",
            "受理工单480件，归档工单422件，及时处理422件，归档工单及时处理率100%。",
            "part 422件, whole 422件, value 100% (named)",
        ),
        row(
            "of the amount just named",
            "完成19.84亿元，为年初预算19.20亿元的103.3%。",
            "part 19.84亿元, whole 19.20亿元, value 103.3% (ordered)",
        ),
        row(
            "of an amount named before",
            "年初预算为126.50万元，支出决算为138.77万元，完成年初预算的109.70%。",
            "part 138.77万元, whole 126.50万元, value 109.70% (named)",
        ),
        row(
            "times what was before",
            "充电桩由36处增至90处，是原来的2.5倍。",
            "part 90处, whole 36处, value 2.5倍 (ordered)",
        ),
        row(
            "times last year's amount",
            "旅游收入5.2亿元，是上年2.6亿元的2倍。",
            "part 5.2亿元, whole 2.6亿元, value 2倍 (ordered)",
        ),
        row(
            "a ratio without a sign",
            "男105人、女100人，性别比105.00。",
            "part 105人, whole 100人, value 105.00 (named)",
        ),
        row(
            "what is left is meant",
            "抽查200户，不合格12户，合格率94%。",
            "part 12户, whole 200户, value 94% (named, complement)",
        ),
        row(
            "what was saved, named",
            "采购预算200万元，节约14万元，节支率7%。",
            "part 14万元, whole 200万元, value 7% (named)",
        ),
        row(
            "grades that may be added",
            "很满意210份、满意180份、基本满意60份，有效问卷480份，满意度81.25%。",
            "part 210份, part 180份, whole 480份, value 81.25% (named)",
        ),
        row(
            "a change named as a rate, by its amount",
            "年初预算100万元，追加20万元，预算调整率20%。",
            "part 20万元, whole 100万元, value 20% (named)",
        ),
        row(
            "a change named as a rate, by both amounts",
            "年初预算100万元，调整后预算120万元，预算调整率20%。",
            "base 100万元, current 120万元, value 20% (ordered)",
        ),
        row(
            "a court's base is more than the new cases",
            "旧存20件，新收180件，结案190件，结案率95%。",
            "part 190件, whole 180件, value 95% (guessed)",
        ),
        row(
            "points of a score",
            "分值10分，得分9.6分，得分率96%。",
            "part 9.6分, whole 10分, value 96% (fixed)",
        ),
        row(
            "the figure before the part, where nothing names the whole",
            "全年收入300万元，支出270万元，支出进度90%。",
            "part 270万元, whole 300万元, value 90% (ordered)",
        ),
        row(
            "operands in the sentence before",
            "受理96件，办结90件。办结率93.75%。",
            "part 90件, whole 96件, value 93.75% (fixed)",
        ),
        row(
            "words that say that something is weighed",
            "按折半计算，受理96件，办结90件，办结率93.75%。",
            "part 90件, whole 96件, value 93.75% (guessed)",
        ),
        row("a rate alone", "预算执行率98%。", "value 98% (guessed)"),
        row("a limit is no statement", "办结率95%以上。"),
        row("a range is no statement", "完成率为95%至98%。"),
        row("an increase is growth and no ratio", "收入120万元，比上年增长20%。"),
    ],
)
def test_ratios(text, expected):
    assert claims(ratios, text) == expected
