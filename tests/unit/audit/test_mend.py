import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.audit.stand_ins import at, dossier_of, says, written
from toolkit.audit import fixes, run
from toolkit.audit.mend import is_numeric, mended
from toolkit.checks.structure.heading_style_mix import heading_style_mix
from toolkit.checks.text.collocation_register import collocation_register
from toolkit.checks.text.punctuation_role import punctuation_role
from toolkit.checks.text.width_spacing import width_spacing
from toolkit.knowledge import load
from toolkit.pipeline import audit_document
from toolkit.records import Document, Hit, Replacement, Span

TEXT_CHECKS = (heading_style_mix, collocation_register, punctuation_role, width_spacing)
LETTERS = "一二三十百万两半零〇0123456789０１９ⅡIVⅣ①%％‰.．,，、。；;:：()（） \u3000\n等工作和的与贵局ＡＢab"

PARTS = (
    "负责民政、消防、兵役等工作、组织开展检查",
    "3次",
    "项目12个,完成",
    "全面,推进",
    "(二)管理",
    "（一）管理\n",
    "五 六",
    "，，",
    "1-12月",
    "９５％",
    "ＡＢ级",
    "II级",
    "进行开展检查",
    "百 万",
    "落 实各项",
    "。",
    "\n",
    "1.",
    "2、",
    "一、",
    "％,",
    "三,四",
)


def wished(document: Document, *replacements: Replacement) -> tuple[Replacement, ...]:
    hit = Hit(message="", evidence=(), fixes=replacements)
    return fixes(document, run([says("TX02", hit)], dossier_of(document)).findings)


def digits(text: str) -> str:
    return "".join(letter for letter in text if is_numeric(letter))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("完成3件", "3", "8"),
        ("完成３件", "３", "3"),
        ("完成三件", "三", "3"),
        ("完成两件", "两", "二"),
        ("完成Ⅱ级", "Ⅱ", "II"),
        ("完成II级", "II", "Ⅱ"),
        ("达到95％左右", "％", "%"),
        ("共1,234件", ",", "，"),
        ("共1,234件", ",", ""),
        ("三 百件", " ", ""),
        ("第3 5件", " ", ""),
        ("甲3、5件", "、", "，"),
        ("甲乙", "乙", "乙"),
        ("甲\n乙", "\n", ""),
        ("甲\n乙", "乙", "\n乙"),
    ],
)
def test_what_is_or_could_be_part_of_a_number_stays(text, old, new):
    document = written(text)
    assert wished(document, Replacement(span=at(document, old), text=new)) == ()


def test_two_fixes_that_touch_do_not_join_what_each_alone_would_leave_apart():
    document = written("共3，，5件")
    assert wished(document, *(Replacement(span=Span(n, n + 1), text="") for n in (2, 3))) == ()


def test_of_fixes_that_overlap_the_first_is_taken_and_one_outside_the_text_is_not():
    document = written("甲乙丙丁")
    first = Replacement(span=Span(0, 2), text="子")
    assert wished(document, Replacement(span=Span(1, 3), text="丑"), first, Replacement(span=Span(3, 9), text="")) == (
        first,
    )
    assert mended(document.text, (first,)) == "子丙丁"


def test_fixes_stand_in_the_order_of_the_text():
    document = written("甲,乙,丙")
    late, early = (Replacement(span=Span(n, n + 1), text="，") for n in (3, 1))
    assert mended(document.text, wished(document, late, early)) == "甲，乙，丙"


@given(st.text(LETTERS, max_size=60), st.data())
def test_no_fix_that_anybody_could_wish_for_changes_a_number(text, data):
    document = written(text.strip() or "甲")
    text = document.text
    place = st.integers(0, len(text) - 1)
    hoped = [
        Replacement(span=Span(start, min(start + length, len(text))), text=new)
        for start, length, new in data.draw(
            st.lists(st.tuples(place, st.integers(0, 3), st.text(LETTERS, max_size=2)), max_size=8)
        )
    ]
    taken = wished(document, *hoped)
    after = mended(text, taken)
    assert digits(after) == digits(text)
    assert after.count("\n") == text.count("\n")
    # Numbers as a reader sees them: what one unbroken run of digits and points says is said afterwards too.
    assert numbers(after) == numbers(text)


def numbers(text: str) -> list[str]:
    """Return the numbers: digits with the points and commas inside them."""
    found, current = [], ""
    for i, letter in enumerate(text):
        inside = letter in ".,．，" and 0 < i < len(text) - 1 and is_numeric(text[i - 1]) and is_numeric(text[i + 1])
        if is_numeric(letter) or inside:
            current += letter
        elif current:
            found.append(current)
            current = ""
    return [*found, current] if current else found


@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=14,
    )
)
def test_the_checks_of_the_text_mend_without_touching_a_number(parts):
    document = written("".join(parts).strip() or "甲")
    result = audit_document(document, load(), TEXT_CHECKS, strict=True)
    after = mended(document.text, fixes(document, result.audit.findings))
    assert digits(after) == digits(document.text)
    assert numbers(after) == numbers(document.text)


def mended_by(check, text: str) -> str:
    document = written(text)
    return mended(text, fixes(document, audit_document(document, load(), [check], strict=True).audit.findings))


@pytest.mark.parametrize(
    ("check", "text", "after"),
    [
        (punctuation_role, "负责民政、消防等工作、组织开展防汛演练。", "负责民政、消防等工作，组织开展防汛演练。"),
        (punctuation_role, "按时完成，，质量合格。", "按时完成，质量合格。"),
        (
            punctuation_role,
            "按时完成，。质量合格。",
            "按时完成，。质量合格。",
        ),  # which of the two is meant nobody knows
        (punctuation_role, "各项工作，", "各项工作，"),  # the paragraph may go on in the next one
        (width_spacing, "全年,完成;如下:好", "全年，完成；如下：好"),
        (width_spacing, "安排项目ＡＢ级１２个。", "安排项目ＡＢ级１２个。".replace("ＡＢ", "AB")),
        (width_spacing, "报送1-12月的Ⅱ级和II级的项目。", "报送1-12月的Ⅱ级和II级的项目。"),
        (
            width_spacing,
            "本镇认真落 实各项政策，不断提高服务群众的水平。",
            "本镇认真落实各项政策，不断提高服务群众的水平。",
        ),
        (
            width_spacing,
            "本镇开展“邻里同心 共建家园”活动，不断提高服务水平。",
            "本镇开展“邻里同心 共建家园”活动，不断提高服务水平。",
        ),
        (collocation_register, "办公室进行开展检查。", "办公室开展检查。"),
        (collocation_register, "我们加强重视。", "我们加强重视。"),
        (
            heading_style_mix,
            "一、甲\n（一）目标管理\n乙。\n(二)监控管理\n丙。\n（三）其他事项\n丁。",
            "一、甲\n（一）目标管理\n乙。\n（二）监控管理\n丙。\n（三）其他事项\n丁。",
        ),
        (
            heading_style_mix,
            "一、甲\n（一）目标管理\n乙。\n(二)2023年监控\n丙。\n（三）其他事项\n丁。",
            "一、甲\n（一）目标管理\n乙。\n(二)2023年监控\n丙。\n（三）其他事项\n丁。",
        ),
    ],
)
def test_what_each_check_mends(check, text, after):
    assert mended_by(check, text) == after
