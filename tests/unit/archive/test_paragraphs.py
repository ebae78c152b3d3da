from hypothesis import given
from hypothesis import strategies as st

from toolkit.archive.paragraphs import PLACES, WIDTH, paragraphs, shape_of, signatures
from toolkit.knowledge import load
from toolkit.pipeline import extract_document
from toolkit.read import read_bytes

TEXT = """{office}2023年部门整体支出绩效自评报告
一、部门职责
办理上级人民政府交办的其他事项，做好本行政区域内的经济和社会发展计划、预算的执行工作。
二、主要成效
{office}全年受理群众诉求{n}件，按期办结1318件，拨付整治资金1.2万元，新铺设供水管网覆盖了所有村居。
短句一条。
三、自评情况
指标\t目标值\t完成值
"""


def rows(office="清溪县石桥镇人民政府", n=1342):
    document = read_bytes(TEXT.format(office=office, n=n).encode(), name="a.txt")
    return paragraphs(document, extract_document(document, load()).facts, load())


def test_what_is_long_enough_is_kept_with_its_place_and_figures():
    document = read_bytes(TEXT.format(office="石桥镇", n=1342).encode(), name="a.txt")
    duties, results = rows("石桥镇")
    assert document.text[results.start : results.end] == TEXT.format(office="石桥镇", n=1342).splitlines()[4]
    assert results.figures == ("1342件", "1318件", "12000元")
    assert (duties.standard, results.standard) == (True, False)


def test_another_office_with_other_figures_has_the_same_shape_and_signature():
    one, other = rows()[1], rows("白榆区松汀街道办事处", 977)[1]
    assert one.shape == other.shape
    assert one.shape.startswith("□全年受理群众诉求#件")
    assert one.signature == other.signature
    assert one.figures != other.figures


def test_a_paragraph_in_the_standard_wordings_is_standard_wherever_it_stands():
    text = "石桥镇2023年部门整体支出绩效自评报告\n一、主要成效\n"
    text += "坚持先有预算、后有支出，勤俭节约、量入为出，讲求绩效和收支平衡，{}。"
    for more, standard in (
        ("严格执行预算", True),
        ("建成村级食堂十二处并全部交付使用，解决了独居老人的用餐难题，得到群众好评", False),
    ):
        document = read_bytes(text.format(more).encode(), name="a.txt")
        assert [p.standard for p in paragraphs(document, extract_document(document, load()).facts, load())] == [
            standard
        ]


def places(signature):
    return [signature[i : i + WIDTH] for i in range(0, len(signature), WIDTH)]


@given(st.permutations([chr(0x6D00 + i) for i in range(60)]).map("".join), st.integers(0, 60))
def test_a_letter_more_changes_few_places(text, at):
    one, other = signatures([text, text[:at] + "及" + text[at:]])
    assert len(one) == PLACES * WIDTH
    alike = sum(a == b for a, b in zip(places(one), places(other), strict=True))
    assert alike >= PLACES // 2


def test_any_text_has_a_signature():
    assert len(signatures(["", "水", "\ud800水"])) == 3


def test_the_number_before_a_paragraph_is_no_part_of_its_shape():
    assert shape_of("（三）全年修路12.5公里") == shape_of("3.全年修路9公里") == "全年修路#公里"
