import random

import pytest

from toolkit.errors import Unreadable
from toolkit.read.decode import decode

REPORT = "一、基本情况\r\n清河镇2023年预算支出4862.40万元，执行率97%。\n"
CHINESE = "清河镇全面落实各项政策，预算执行情况良好。"


@pytest.mark.parametrize("text", [REPORT, CHINESE, "89.15%\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_text_comes_back_without_its_mark_and_with_its_line_ends(text, encoding):
    assert decode(text.encode(encoding), where="自评报告.txt") == text


def test_rare_characters_of_gb18030_are_read():
    text = "㐂村与𠮷村全年收入100万元。"
    assert decode(text.encode("gb18030"), where="甲.txt") == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (REPORT.encode() * 20 + b"\xe4\xb8", "截断"),
        (REPORT.encode() * 20 + b"\xff" + REPORT.encode(), "截断"),
        (b"\xef\xbb\xbf\xe4\xb8", "截断"),
        ("\ufeff清河镇".encode("utf-16-le") + b"\x00", "截断"),
        (b"\xed\xa0\x80", "编码"),
        (b"\xff\xfe\xfd" * 7, "截断"),
        ("预算\0支出".encode(), "NUL"),
        (b"\x01\x02\x03\x04\x05", "二进制"),
        (random.Random(7).randbytes(999), "编码"),
    ],
)
def test_what_is_no_whole_text_is_refused(data, what):
    with pytest.raises(Unreadable, match=what):
        decode(data, where="甲.txt")
