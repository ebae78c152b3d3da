import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.browser.audits import hostile, told
from tests.unit.audit.stand_ins import cites, written
from tests.unit.report.audits import RATIO, audited, two_findings
from toolkit.records import Hit
from toolkit.report import AUDIT_FORMATS, Audited, Sheet
from toolkit.report.markdown import escaped


def source(result: Audited) -> str:
    return b"".join(AUDIT_FORMATS["markdown"]([result], Sheet())).decode()


def tokens(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False}).parse(text)


def inline(text: str) -> list[str]:
    """Return what a viewer shows, block by block."""
    blocks = (token.children or [] for token in tokens(text) if token.type == "inline")
    return ["".join(child.content for child in children) for children in blocks]


def headings(text: str) -> list[tuple[str, str]]:
    found = tokens(text)
    return [(token.tag, found[i + 1].content) for i, token in enumerate(found) if token.type == "heading_open"]


def test_findings_stand_under_their_severity_and_section():
    assert headings(source(two_findings())) == [
        ("h1", "审核结果：石桥镇2023年度自评报告"),
        ("h2", "错误（1）"),
        ("h3", "一、基本情况"),
        ("h4", "1. RT01 百分比与分子、分母对不上"),
        ("h2", "警告（1）"),
        ("h3", "二、主要成效 › （一）环境整治"),
        ("h4", "2. SM01 told-so（可能）"),
    ]


def test_a_finding_says_what_how_and_what_to_do():
    shown = inline(source(two_findings()))
    at = shown.index("1. RT01 百分比与分子、分母对不上")
    assert shown[at + 1 : at + 7] == [
        "受理工单〔80件〕，办结〔76件〕，办结率【96%】。".replace("80件〕", "80〕件").replace("76件〕", "76〕件"),
        f"问题　{RATIO.message}",
        "验算　76 ÷ 80 × 100% = 95%，写作 96%",
        "建议　应为95%",
        "对照　数“76”；数“80”",
        "详见　jixiao explain RT01，指纹 " + two_findings().audit.findings[0].fingerprint,
    ]


def test_the_counts_are_a_table_and_the_coverage_is_told():
    shown = inline(source(two_findings()))
    assert shown[shown.index("级别") :][:10] == ["级别", "处数", "错误", "1", "警告", "1", "提示", "0", "合计", "2"]
    assert any(each.startswith("覆盖　读到数字 5 个") for each in shown)
    assert "未能检查　SM01 缺少合计（1处）" in shown


def test_no_findings_are_said_and_a_breakdown_too():
    text = source(audited({"RT01": [KeyError("合计")]}))
    assert "没有发现问题。" in text
    assert "检查出错　RT01 KeyError" in text


def test_hostile_words_stay_words():
    text = source(hostile())
    kinds = {child.type for token in tokens(text) for child in [token, *(token.children or [])]}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "em_open",
        "strong_open",
        "fence",
        "code_block",
    }
    assert any("<svg onload=alert(2)>\ufffd" in each for each in inline(text))


LINES = r"""
a|b `码` *重* _下_ ~~删~~ [见](http://x.cn) ![图](x) <b>粗</b> <!-- &amp; \* $x$ {x} :smile:
http://x.cn/a WWW.x.cn www.x.cn a@b.cn
# 题
1. 项
12) 项
- 项
+ 项
---
===
> 引
"""
TRICKS = [*LINES.strip().splitlines(), "甲\n# 乙", "\x00"]


@pytest.mark.parametrize("trick", TRICKS)
def test_every_letter_stands_for_itself(trick):
    for before, after in (("", ""), ("> ", ""), ("- ", ""), ("", "\n\n后")):
        found = tokens(before + escaped(trick) + after)
        (first, *_) = [token for token in found if token.type == "inline"]
        assert {child.type for child in first.children or []} <= {"text", "text_special"}
        shown = "".join(child.content for child in first.children or [])
        assert shown == trick.replace("\n", " ").replace("\x00", "␀")
        assert {token.type for token in found} <= {
            "paragraph_open", "paragraph_close", "inline", "blockquote_open", "blockquote_close",
            "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        }  # fmt: skip


def test_plain_figures_are_not_littered_with_strokes():
    for words in ("3215.48 + 6217.78 = 9433.26万元（2.机构）", "2.机构设置", "-5%", "（一）收支（含其他）"):
        assert escaped(words) == words


def test_many_cited_words_are_cut_short():
    document = written("。".join(f"第{n}项" for n in range(10, 30)) + "\n")
    words = [f"第{n}项" for n in range(10, 30)]
    text = source(told(document, Hit(message="不一", evidence=cites(document, *words))))
    assert "；另有 13 处" in text
