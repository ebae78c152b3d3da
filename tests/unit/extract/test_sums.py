import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.sums import sums

AMONG = [
    row(
        "all of a class",
        "支出合计100万元，其中基本支出60万元、项目支出40万元。",
        "total 100万元, part 60万元, part 40万元 (ordered, complete)",
    ),
    row(
        "all of a class, with commas",
        "支出合计100万元，其中基本支出60万元，项目支出30万元。",
        "total 100万元, part 60万元, part 30万元 (ordered, complete)",
    ),
    row(
        "some of many",
        "总额3.34亿元，其中一般收入3.32亿元、其他收入200万元。",
        "total 3.34亿元, part 3.32亿元, part 200万元 (ordered)",
    ),
    row(
        "in the next sentence",
        "全年支出100万元。其中，基本支出60万元、项目支出40万元。",
        "total 100万元, part 60万元, part 40万元 (ordered, complete)",
    ),
    row(
        "with semicolons",
        "共受理12件，其中：信访5件；投诉7件。",
        "total 12件, part 5件, part 7件 (ordered)",
    ),
    row(
        "含",
        "投入1260万元，含省级680万元、市级580万元。",
        "total 1260万元, part 680万元, part 580万元 (ordered)",
    ),
    row(
        "等 leaves more",
        "支出合计100万元，其中基本支出60万元、项目支出30万元等。",
        "total 100万元, part 60万元, part 30万元 (ordered)",
    ),
    row(
        "commas that may run on into something else",
        "支出100万元，其中设备30万元，培训宣传20万元。",
        "total 100万元, part 30万元, part 20万元 (guessed)",
    ),
    row(
        "changes make up a change",
        "收入同比增加20万元，其中税收增加15万元、非税增加5万元。",
        "total 20万元, part 15万元, part 5万元 (ordered)",
    ),
    row(
        "changes both ways leave nothing out",
        "收入同比减少10万元，其中税收减少15万元、非税增加5万元。",
        "total 10万元, part 15万元, part -5万元 (ordered, complete)",
    ),
    row(
        "two lists with semicolons",
        "甲县100户，其中东乡60户、西乡30户；乙县50户，其中南乡20户、北乡30户。",
        "total 100户, part 60户, part 30户 (ordered)",
        "total 50户, part 20户, part 30户 (ordered)",
    ),
    row(
        "a list within a list's bracket",
        "拨付3684万元，其中县城学校1506万元（其中小学824万元、初中682万元），乡镇学校2178万元。",
        "total 3684万元, part 1506万元, part 2178万元 (ordered)",
        "total 1506万元, part 824万元, part 682万元 (ordered)",
    ),
    row(
        "shares between are passed over",
        "支出合计100万元，其中基本支出60万元，占60%，项目支出40万元，占40%。",
        "total 100万元, part 60万元, part 40万元 (ordered, complete)",
    ),
]

MADE_OF = [
    row(
        "由…组成",
        "总支出100万元，由基本支出60万元和项目支出40万元组成。",
        "total 100万元, part 60万元, part 40万元 (ordered, complete)",
    ),
    row(
        "由…构成",
        "收入80万元由拨款50万元、事业收入20万元、其他收入10万元构成。",
        "total 80万元, part 50万元, part 20万元, part 10万元 (ordered, complete)",
    ),
]

TOTAL_LAST = [
    row(
        "合计",
        "小学12所、初中5所、高中3所，合计20所。",
        "total 20所, part 12所, part 5所, part 3所 (ordered, complete)",
    ),
    row(
        "one unit at the end",
        "分别为27、39、59个，共125个。",
        "total 125个, part 27, part 39, part 59个 (ordered, complete)",
    ),
    row(
        "a first figure that is itself called a total",
        "共有村道248公里、县道38公里，合计286公里。",
        "total 286公里, part 248公里, part 38公里 (ordered, complete)",
    ),
    row(
        "a negative part",
        "税收收入-5.94亿元、非税收入10亿元，合计4.06亿元。",
        "total 4.06亿元, part -5.94亿元, part 10亿元 (ordered, complete)",
    ),
    row(
        "amounts in two units",
        "本级收入3.32亿元、上级补助118万元，合计3.33亿元。",
        "total 3.33亿元, part 3.32亿元, part 118万元 (ordered, complete)",
    ),
    row(
        "scores",
        "产出得分48.5分，效益得分29分，满意度得分10分，三项合计87.5分。",
        "total 87.5分, part 48.5分, part 29分, part 10分 (fixed, complete)",
    ),
    row(
        "scores without their full scores",
        "分值20分得19分，分值30分得29分，总得分48分。",
        "total 48分, part 19分, part 29分 (ordered, complete)",
    ),
    row(
        "words behind the counters",
        "全乡有12个行政村、3个居委会，合计15个。",
        "total 15个, part 12个, part 3个 (ordered, complete)",
    ),
    row(
        "a list with semicolons",
        "工资12万元；办公费3万元；差旅费5万元；合计20万元。",
        "total 20万元, part 12万元, part 3万元, part 5万元 (ordered, complete)",
    ),
    row(
        "a total that is itself divided",
        "完成甲类12个、乙类5个、丙类3个，共计20个，其中新建8个。",
        "total 20个, part 8个 (ordered)",
        "total 20个, part 12个, part 5个, part 3个 (ordered, complete)",
    ),
]

TOTAL_FIRST = [
    row(
        "分别为",
        "共125个，分别为27、39、59个。",
        "total 125个, part 27, part 39, part 59个 (ordered, complete)",
    ),
    row(
        "a colon",
        "全县198个项目：未开工28个、在建170个。",
        "total 198个, part 28个, part 170个 (ordered, complete)",
    ),
    row(
        "a bracket",
        "建成道路共286公里（国道38公里、村道248公里）。",
        "total 286公里, part 38公里, part 248公里 (ordered, complete)",
    ),
    row(
        "包括",
        "总人口100人，包括男60人、女40人。",
        "total 100人, part 60人, part 40人 (ordered, complete)",
    ),
    row(
        "the first three are not all",
        "总收入100万元，前三名分别为30万元、20万元、10万元。",
        "total 100万元, part 30万元, part 20万元, part 10万元 (guessed, complete)",
    ),
]

NONE = [
    row("a count of the list's members is no total", "2个镇分别为30户、20户。"),
    row("things that are not alike", "镇内含3个社区、9公里道路。"),
    row("no total", "小学12所、初中5所、高中3所。"),
]


@pytest.mark.parametrize(("text", "expected"), [*AMONG, *MADE_OF, *TOTAL_LAST, *TOTAL_FIRST, *NONE])
def test_sums(text, expected):
    assert claims(sums, text) == expected
