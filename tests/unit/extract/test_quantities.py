import pytest

from tests.unit.extract.reading import figures, read, row, shown
from toolkit.records import Dimension

NUMBERS = [
    row("an amount", "支出120万元", "120万元"),
    row("decimals", "全年支出39979.06万元", "39979.06万元 .2"),
    row("decimals that end in 0", "占95.10%", "95.10% .2"),
    row("thousands", "预算1,392,476万元", "1392476万元"),
    row("thousands at full width", "预算1，392，476万元", "1392476万元"),
    row("thousands with decimals", "全年31,862.47万元", "31862.47万元 .2"),
    row("full-width digits", "收入１２３．４５万元", "123.45万元 .2"),
    row("a full-width percent sign", "办结率为89.15％", "89.15% .2"),
    row("a doubled percent sign", "占98%%", "98%%"),
    row("spaces between groups of three", "面积1 098.8万公顷", "1098.8万公顷 .1"),
    row("two spaces between groups", "共37 337 407.64元", "37337407.64元 .2"),
    row("spaces around the point", "增长2 . 4％", "2.4% .1"),
    row("spaces around a number", "占 88.86 %", "88.86% .2"),
    row("spaces between all characters", "总 预 算 安 排 37337407.64 元 , 其 中 :", "37337407.64元 .2"),
    row("spaces between all digits", "占 1 2 . 5 %", "12.5% .1"),
    row("a wrap inside a number", "占95.\n10%", "95.10% .2"),
    row("a wrap before the unit", "投入6.9\n\n亿元", "6.9亿元 .1"),
    row("a page number inside", "支出29.03\n— 3 —\n亿元", "29.03亿元 .2"),
    row("a page number that looks like a sign", "增长\n- 3 -\n119.3%", "119.3% .1"),
    row("a minus", "同比增长-5.2%", "-5.2% .1"),
    row("a minus before money", "上解-9820万元", "-9820万元"),
    row("two negative rates", "分别为-7.71%、-8.17%", "-7.71% .2", "-8.17% .2"),
    row("a plus", "增长+5.2%", "5.2% .1"),
    row("a dash that ends a title", "——5个", "5个"),
    row("zero", "发生率0.0%", "0.0% .1"),
    row("yuan signs", "￥5,000元", "5000元"),
    row("foreign money", "出口1000万美元", "1000万美元"),
    row("a bare number", "性别比105.07", "105.07 .2"),
    row("an upper list without units", "分别为27、39、59个", "27", "39", "59个"),
]

CHINESE = [
    row("ten and more", "举办十二场", "12场"),
    row("two", "改造两千户", "2000户"),
    row("a gap in the middle", "一百零八件", "108件"),
    row("all steps", "一万二千三百四十五人", "12345人"),
    row("digits read out", "二〇二三个", "2023个"),
    row("a scaled unit", "二十五万元", "25万元"),
    row("a decimal", "二千三百一十点二万名", "2310.2万名 .1"),
    row("a scale alone with a hedge", "近百亿元", "~100亿元 近"),
    row("亿 and 万", "投入五亿六千万元", "56000万元"),
    row("两亿 and 万", "贷款两亿五千万元", "25000万元"),
    row("points", "提高零点五个百分点", "0.5个百分点 .1"),
    row("doubled once", "实现翻一番", "1番"),
    row("doubled twice", "实现翻两番", "2番"),
    row("days", "公示七个工作日", "7个工作日"),
]

SCALES = [
    row("亿 and 万元", "完成2亿3000万元", "23000万元"),
    row("亿 and 千万元", "安排1亿2千万元", "12千万元"),
    row("万 and 元", "安排1万2000元", "12000元"),
    row("万 and 千元", "补助12万5千元", "125千元"),
    row("万 of things", "覆盖5.6万人次", "5.6万人次 .1"),
    row("亿 of energy", "发电4.5亿千瓦时", "4.5亿千瓦时 .1"),
    row("a scale without a unit", "惠及1.23万", "1.23万 .2"),
]

RATIOS = [
    row("百分之 in words", "百分之八十", "80%"),
    row("百分之 above a hundred", "百分之一百一十三点四", "113.4% .1"),
    row("百分之 with digits", "百分之98.5", "98.5% .1"),
    row("百分之百", "达到百分之百", "100%"),
    row("per mille", "出生率9.27‰", "9.27‰ .2"),
    row("千分之", "千分之三点五", "3.5‰ .1"),
    row("万分之", "万分之五", "0.05% .2"),
    row("points of a percentage", "提高2.4个百分点", "2.4个百分点 .1"),
    row("points in short", "下降3个点", "3个点"),
    row("times", "增长2.5倍", "2.5倍 .1"),
    row("times and more", "达1.5倍以上", ">=1.5倍 .1"),
    row("a fraction with digits", "占1/3", "1分之"),
    row("tenths", "七成以上", ">=7成"),
]

RANGES = [
    row("both with their unit", "占63%～68%", "63..68%"),
    row("the unit at the end", "每次15～30公斤", "15..30公斤"),
    row("a dash", "10—15名", "10..15名"),
    row("至", "13万元至17万元", "13..17万元"),
    row("到", "需要3到5天", "3..5天"),
    row("decimals", "预计1.2～1.5万元", "1.2..1.5万元 .1"),
    row("below zero", "在-5%~-3%之间", "-5..-3%"),
    row("from one to another is no range", "由36处增至90处", "36处", "90处"),
    row("从…到 is no range", "从30户到50户", "30户", "50户"),
    row("falling is no range", "68%至63%", "68%", "63%"),
]

HEDGES = [
    row("约", "约5000人", "~5000人 约"),
    row("大约", "大约20亩", "~20亩 约"),
    row("近", "近3.1万亩", "~3.1万亩 .1 近"),
    row("接近", "接近90%", "~90% 近"),
    row("超过", "超过1627%", ">1627% 超"),
    row("逾", "逾120场", ">120场 超"),
    row("突破", "突破100亿元", ">100亿元 超"),
    row("多 after the scale", "5.65亿多元", "~5.65亿元 .2 余"),
    row("余 before the counter", "200余件", "~200件 余"),
    row("多 before the counter", "30多个", "~30个 余"),
    row("余 after a Chinese ten", "十余家", "~10家 余"),
    row("余 after a Chinese hundred", "共百余名", "~100名 余"),
    row("余 after the scale", "2亿余元", "~2亿元 余"),
    row("左右", "20人左右", "~20人 约"),
    row("上下", "1000元上下", "~1000元 约"),
    row("不足", "不足50户", "<50户 近"),
    row("上 before a hundred", "开展上百场", "~100场 约"),
    row("a budget is no hedge", "节约5万元", "5万元"),
    row("a contract is no hedge", "签约5家", "5家"),
]

LIMITS = [
    row("不低于", "不低于95%", ">=95%"),
    row("不少于", "不少于12次", ">=12次"),
    row("至少", "至少2次", ">=2次"),
    row("≥", "≥98%", ">=98%"),
    row("≤", "≤30天", "<=30天"),
    row(">", ">5%", ">5% 超"),
    row("<", "<3人", "<3人 近"),
    row("大于", "大于10项", ">10项 超"),
    row("以上", "95%以上", ">=95%"),
    row("及以上", "85%及以上", ">=85%"),
    row("（含）以上", "90%（含）以上", ">=90%"),
    row("以内", "3天以内", "<=3天"),
    row("以下", "5万元以下", "<=5万元"),
    row("控制在", "控制在3%以内", "<=3%"),
    row("不超过", "不超过10%", "<=10%"),
]

NAMES = [
    row("a telephone line", "办理12345热线"),
    row("the emergency line", "拨打110报警"),
    row("a telephone number", "电话020-87654321"),
    row("an amount as long as one", "支出13812345678元", "13812345678元"),
    row("a quoted plan", "落实“1310”部署"),
    row("a quoted day", "举办“3·15”活动"),
    row("an ordinal", "第3批"),
    row("an ordinal with a counter", "第12次会议"),
    row("an ordinal in Chinese", "第一"),
    row("a document number", "粤财〔2023〕53号"),
    row("a document number in square brackets", "财预[2020]10号"),
    row("a case number", "（2023）粤01民终123号"),
    row("a pollutant", "PM2.5浓度为22微克/立方米", "22微克/立方米"),
    row("a national road", "G105国道3公里", "3公里"),
    row("a road by number", "国道105线"),
    row("a bus", "15路公交"),
    row("a standard", "执行GB/T 9704"),
    row("a generation of phones", "新建5G基站35个", "35个"),
    row("a grade of sights", "4A级景区2家", "2家"),
    row("a kind of mask", "N95口罩2万只", "2万只"),
    row("an attachment", "附件2"),
    row("a house", "3号楼"),
    row("eight rules", "落实中央八项规定精神"),
    row("four senses", "树牢四个意识"),
    row("those born in the nineties", "培养90后干部"),
    row("thousands of homes", "走进千家万户"),
    row("a five-year plan", "“十四五”规划"),
    row("a slogan with digits in characters", "两不愁三保障"),
    row("the whole", "统一部署"),
    row("very", "群众十分满意"),
    row("some", "慰问几十人"),
    row("a neighbouring pair", "三四个"),
]

MARKERS = [
    row("（一）", "（一）支出50万元", "50万元"),
    row("(4)", "(4) 支出50万元", "50万元"),
    row("①", "①支出50万元", "50万元"),
    row("一是", "一是支出50万元", "50万元"),
    row("1.", "1. 支出50万元", "50万元"),
    row("2、", "2、支出50万元", "50万元"),
    row("a footnote digit after an amount", "投入32亿元4，落实", "32亿元"),
    row("a footnote in brackets", "常住人口[2]12万人", "12万人"),
    row("a raised footnote", "节支率¹为5.2%", "5.2% .1"),
    row("dates", "2023年1-11月支出50万元", "50万元"),
    row("a span of years", "2022—2024年支出50万元", "50万元"),
    row("a time of day", "2023年3月15日上午9时30分"),
    row("a clock time as long", "7×24小时", "7", "24小时"),
]

UNITS = [
    row("within the year is no unit", "12年内建成", "12年"),
    row("分别", "共3分别为", "3"),
    row("部门", "5部门联合", "5"),
    row("项目", "4项目建设", "4"),
    row("人民", "3人民团体", "3"),
    row("a counter before 部门", "12个部门", "12个"),
    row("a head count by visits", "服务28人（次）", "28人(次)"),
    row("yield", "单产406.7公斤/亩", "406.7公斤/亩 .1"),
    row("a price", "3.5元/平方米", "3.5元/平方米 .1"),
    row("a share each", "60平方米/人", "60平方米/人"),
    row("square metres", "12㎡", "12㎡"),
    row("kilograms", "15kg", "15kg"),
    row("working days", "10个工作日", "10个工作日"),
    row("score", "自评97.82分", "97.82分 .2"),
    row("a proportion", "5.6：56.6：37.8", "5.6 .1", "56.6 .1", "37.8 .1"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*NUMBERS, *CHINESE, *SCALES, *RATIOS, *RANGES, *HEDGES, *LIMITS, *NAMES, *MARKERS, *UNITS],
)
def test_figures(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "base", "dimension"),
    [
        ("3.5亿元", "350000000元", Dimension.MONEY),
        ("2亿3000万元", "230000000元", Dimension.MONEY),
        ("1.5公顷", "15000平方米", Dimension.AREA),
        ("2吨", "2000千克", Dimension.MASS),
        ("500公斤", "500千克", Dimension.MASS),
        ("18公里", "18000米", Dimension.LENGTH),
        ("3.5‰", "0.35%", Dimension.RATIO),
        ("5000万人次", "50000000人次", Dimension.COUNT),
        ("2个百分点", "2百分点", Dimension.POINTS),
        ("406.7公斤/亩", "406.7千克/亩", Dimension.OTHER),
        ("2吨/亩", "2000千克/亩", Dimension.OTHER),
        ("四分之一", "25%", Dimension.RATIO),
    ],
    ids=str,
)
def test_a_unit_is_so_many_of_its_base(text, base, dimension):
    (token,) = read(text).blocks[0].tokens
    assert token.quantity.unit
    assert f"{token.quantity.base_value.normalize():f}{token.quantity.unit.base}" == base
    assert token.quantity.unit.dimension is dimension


@pytest.mark.parametrize("pair", [("5份", "3单"), ("2宗", "7起"), ("8人", "9名")])
def test_counters_of_the_same_things_are_of_one_family(pair):
    one, other = (read(text).blocks[0].tokens[0].quantity.unit for text in pair)
    assert one.family == other.family != ""


def test_people_and_visits_are_not_of_one_family():
    one, other = (read(text).blocks[0].tokens[0].quantity.unit for text in ("8人", "8人次"))
    assert one.family != other.family


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("全镇共约5000\n人", "约5000人"),
        ("支出29.03\n— 3 —\n亿元", "29.03亿元"),
        ("不低于 95 %（含）以上", "不低于95%(含)以上"),
        ("13万元 至 17万元", "13万元至17万元"),
    ],
    ids=["wraps", "a page number", "spaces", "a range"],
)
def test_the_wording_is_kept_and_spans_stand_in_the_document(text, wording):
    reading = read(text)
    (token,) = reading.blocks[0].tokens
    assert token.quantity.text == wording
    quote = reading.document.quote(token.quantity.span)
    assert (quote[0], quote[-1]) == (wording[0], {")": "）", "上": "上"}.get(wording[-1], wording[-1]))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        row("a lost first group", "决算数为,867.48万元", ",867.48"),
        row("a lost first group in a cell", "执行率为|,867.48|", ",867.48"),
        row("a lost integer", "同比增长.32%", ".32"),
        row("groups that are not of three", "支出1,234,56万元", "1,234,56"),
    ],
)
def test_a_number_that_lost_digits_is_no_figure(text, broken):
    (block,) = read(text).blocks
    assert [block.flow.text[m.start : m.end] for m in block.malformed] == broken
    assert [shown(token.quantity) for token in block.tokens] == []
