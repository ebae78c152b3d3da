import pytest

from toolkit.records.settle import settle


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("１０．２％", "10.2%"),
        ("（一）：；，！？［２］", "(一):;,!?[2]"),
        ("、。“”《》", "、。“”《》"),
        ("一\u3000二\u00a0三\u200b四\ufeff五", "一 二 三 四 五"),
        ("1–11月，1—7月，－13％，——", "1-11月,1-7月,-13%,--"),
        ("8～9，1∶2", "8~9,1:2"),
        ("㎡①½Ⅲ", "㎡①½Ⅲ"),
        ("\u2f00\u2f42", "一文"),
        ("甲\t乙\r\n丙\f丁", "甲\t乙\r\n丙\f丁"),
    ],
)
def test_each_character_becomes_one(text, settled):
    assert settle(text) == settled
    assert len(settled) == len(text)
