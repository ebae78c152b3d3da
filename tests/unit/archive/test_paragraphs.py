from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from toolkit.archive.paragraphs import paragraphs, shape_of
from toolkit.archive.wordings import wordings
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


def paragraphs_of(text):
    document = read_bytes(text.encode(), name="a.txt")
    return paragraphs(document, extract_document(document, load()).facts, load())


def rows(office="清溪县石桥镇人民政府", n=1342):
    return paragraphs_of(TEXT.format(office=office, n=n))


def test_what_is_long_enough_is_kept_with_its_place_and_figures():
    document = read_bytes(TEXT.format(office="石桥镇", n=1342).encode(), name="a.txt")
    duties, results = rows("石桥镇")
    assert document.text[results.start : results.end] == TEXT.format(office="石桥镇", n=1342).splitlines()[4]
    assert results.figures == ("1342件", "1318件", "12000元")
    assert (duties.standard, results.standard) == (True, False)
    assert duties.signature is None
    assert results.signature


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
        assert [paragraph.standard for paragraph in paragraphs_of(text.format(more))] == [standard]


def test_only_most_of_the_letters_make_a_paragraph_standard():
    wording = "坚持先有预算、后有支出，勤俭节约、量入为出，讲求绩效和收支平衡。"
    own = "我们在河东建成一处食堂"
    text = "石桥镇2023年部门整体支出绩效自评报告\n一、主要成效\n"
    text += "\n".join(f"{wording}{own * times}。" for times in (1, 2, 3))
    assert [paragraph.standard for paragraph in paragraphs_of(text)] == [True, False, False]


@given(st.data())
def test_no_sentence_close_to_a_standard_one_is_passed_over(data):
    standard = wordings(load())
    sentence = list(data.draw(st.sampled_from(standard.sentences)))
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(sentence) - 1))
        sentence[at : at + 1] = data.draw(st.sampled_from(([], ["溪"], ["溪", sentence[at]])))
        sentence = sentence or ["溪"]
    close = max(fuzz.ratio("".join(sentence), each) for each in standard.sentences) >= 85
    assert standard.has("".join(sentence)) is close
    assert standard.near(["溪", "".join(sentence), "竹"])[1] or not close
    assert standard.make_up([["溪"], ["".join(sentence)], []]) == [False, close, False]


def test_the_number_before_a_paragraph_is_no_part_of_its_shape():
    assert shape_of("（三）全年修路12.5公里") == shape_of("3.全年修路9公里") == "全年修路#公里"
