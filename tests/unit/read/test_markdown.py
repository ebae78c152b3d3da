import pytest

from toolkit.read import read_bytes
from toolkit.records import Document


def read(text: str, name: str = "报告.md") -> Document:
    return read_bytes(text.encode(), name=name)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# 自评报告 #", "自评报告"),
        ("### （一）部门职能", "（一）部门职能"),
        ("全年**支出**100万元，完成*97%*。", "全年支出100万元，完成97%。"),
        ("***一、概况***", "一、概况"),
        ("__一、概况__，~~旧数~~，`代码`", "一、概况，旧数，代码"),
        ("面积3*4*5米，表a_b_c", "面积3*4*5米，表a_b_c"),
        ("注：*为约束性指标", "注：*为约束性指标"),
        (r"1\. 建制度，\*号", "1. 建制度，*号"),
        ("- 建制度\n* 抓落实\n+ 严考核\n- [x] 已办结", "建制度\n抓落实\n严考核\n已办结"),
        ("-5.2%是增幅", "-5.2%是增幅"),
        ("1. 建制度", "1. 建制度"),
        ("> 引用", "引用"),
        ("见[附件](https://example.cn/a.pdf)与![图](a.png)。", "见附件与。"),
        ("<b>支出</b>100<br>万元，x<100且y>50", "支出100 万元，x<100且y>50"),
        ("<!-- 批\n注 -->正文", "正文"),
        ("```text\n正文\n```", "正文"),
    ],
)
def test_marks_are_rendered(source, text):
    assert read(source).text == text


def test_tables_are_rows_and_rules_are_not():
    document = read("| 项目 | 预算 |\n|:---|---:|\n| **人员** | 642.00 |\n\n以上为决算数。")
    assert [tuple(map(document.quote, block.cells)) for block in document.blocks] == [
        ("项目", "预算"),
        ("人员", "642.00"),
        (),
    ]


@pytest.mark.parametrize("name", ["报告.md", "报告.MD", "报告.markdown"])
def test_the_suffix_tells_the_format(name):
    document = read("# 自评报告\n\n全镇**12**个村。", name)
    assert document.format == "md"
    assert [document.quote(block.span) for block in document.blocks] == ["自评报告", "全镇12个村。"]
