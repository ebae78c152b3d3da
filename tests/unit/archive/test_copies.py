import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.unit.archive.tables import paragraph, report, tables
from toolkit.archive import offices
from toolkit.archive.copies import WORDS, Figures, Kind, copies
from toolkit.archive.usual import FEW

PROSE = (
    "针对老旧小区电梯更换中住户意见难统一的问题，街坊议事会先后走访三个片区，把费用分摊的算法写成一页纸贴在楼道，"
    "由退休工程师逐户讲解，再请两家企业到现场答疑，最终全部楼栋签了同意书，施工期间没有一起停工的投诉。"
)
RESULTS = (
    "供水改造工程队进驻沙洲片区，更换锈蚀管道{}米，新装智能水表{}只，同步修复路面破损{}处，完工后由住户代表逐栋试水签字，"
    "并把维修电话贴在表箱上，片区停水投诉随之减少，节余材料转运到下一个片区继续使用。"
)
OFFICES = ("清溪县石桥镇", "白榆县水利局", "南岭区松汀街道", "云溪县教育局")


def results(document, *numbers, **more):
    return paragraph(
        document, RESULTS.format(*numbers), figures=(f"{numbers[0]}米", f"{numbers[1]}只", f"{numbers[2]}处"), **more
    )


def found(paragraphs, reports=None):
    reports = reports or [report(name, name, 2023) for name in {each["document"] for each in paragraphs}]
    db = tables(documents=reports, paragraphs=paragraphs)
    offices.lay_out(db, [])
    with TemporaryDirectory() as folder:
        return list(copies(db, Path(folder)))


def test_words_without_figures_in_two_offices():
    edited = PROSE.replace("三个片区", "五个片区").replace("退休工程师", "老党员")
    (copy,) = found(
        [paragraph(OFFICES[0], PROSE), paragraph(OFFICES[1], edited), paragraph(OFFICES[2], "另外的话" * 30)]
    )
    assert (copy.kind, copy.figures, copy.shared) == (Kind.OFFICES, Figures.NONE, ())
    assert set(copy.offices) == set(OFFICES[:2])


def test_figures_copied_with_the_words():
    one, other, third = (results(office, 1284, 367, 29) for office in OFFICES[:3])
    third |= results(OFFICES[2], 904, 511, 18)
    (copy,) = found([one, other, third])
    assert (copy.kind, copy.figures) == (Kind.OFFICES, Figures.SAME)
    assert copy.shared == ("1284米", "367只", "29处")
    assert {passage.owner: passage.same for passage in copy.passages} == {
        OFFICES[0]: True,
        OFFICES[1]: True,
        OFFICES[2]: False,
    }


def test_the_same_words_with_other_figures_are_a_template():
    (copy,) = found([results(OFFICES[0], 1284, 367, 29), results(OFFICES[1], 951, 482, 17)])
    assert (copy.kind, copy.figures, copy.shared) == (Kind.OFFICES, Figures.OTHER, ())


def test_one_office_in_two_years():
    reports = [report("甲", "石桥镇", 2022), report("乙", "清溪县石桥镇人民政府", 2023)]
    (copy,) = found([results("甲", 1284, 367, 29), results("乙", 1284, 367, 29)], reports)
    assert (copy.kind, copy.figures) == (Kind.YEARS, Figures.SAME)
    assert copy.offices == ("清溪县石桥镇",)


def test_two_reports_of_one_office_and_year_may_agree():
    reports = [report("甲", "石桥镇", 2023), report("乙", "石桥镇", 2023)]
    assert found([results("甲", 1284, 367, 29), results("乙", 1284, 367, 29)], reports) == []


def test_reports_that_name_no_office_are_not_taken_for_one():
    reports = [report("甲", None, 2022), report("乙", None, 2023)]
    (copy,) = found([results("甲", 1284, 367, 29), results("乙", 1284, 367, 29)], reports)
    assert copy.kind is Kind.OFFICES


def test_standard_wordings_and_set_phrases_are_no_copies():
    assert found([paragraph(office, PROSE, standard=True) for office in OFFICES]) == []
    phrase = PROSE[: WORDS - 10]
    assert found([paragraph(office, phrase) for office in OFFICES]) == []


def test_a_short_sentence_tells_only_with_many_digits():
    short = "截至年底，本单位实有在职人员{}人、离退休人员{}人，管理和使用的公务用车共计{}辆，均已登记入账。"

    def told(*numbers):
        figures = (f"{numbers[0]}人", f"{numbers[1]}人", f"{numbers[2]}辆")
        return found([paragraph(office, short.format(*numbers), figures=figures) for office in OFFICES[:2]])

    assert told(83, 24, 11) == []
    (copy,) = told(1283, 247, 31)
    assert copy.figures is Figures.SAME


def test_marks_are_no_figures_that_are_copied():
    rows = [paragraph(office, PROSE + "分值10分，得分9.5分。", figures=("10分", "9.5分")) for office in OFFICES[:2]]
    (copy,) = found(rows)
    assert copy.figures is Figures.NONE


def test_what_many_offices_write_alike_is_everybodys_but_for_copied_figures():
    many = [f"某{i:02}县审计局" for i in range(FEW)]
    rows = [results(office, 1301 + 37 * i, 211 + 17 * i, 31 + i) for i, office in enumerate(many)]
    assert found(rows) == []
    rows.append(results("白榆县水利局", 1301, 211, 31))
    (copy,) = found(rows)
    assert copy.figures is Figures.SAME
    assert set(copy.offices) == {many[0], "白榆县水利局"}


def test_in_an_archive_of_few_offices_what_most_reports_have_is_everybodys():
    reports = [report(f"{office}{year}", office, year) for office in OFFICES[:3] for year in range(2020, 2024)]
    form = [paragraph(each["document"], PROSE) for each in reports]
    assert found(form, reports) == []
    (copy,) = found(form[2:6], reports)
    assert set(copy.offices) == set(OFFICES[:2])
    own = found(form[:4], reports)
    assert [each.kind for each in own] == [Kind.YEARS]


def test_a_deleted_report_is_not_compared():
    reports = [report("甲", "石桥镇", 2022), report("乙", "水利局", 2023, state="deleted")]
    assert found([results("甲", 1284, 367, 29), results("乙", 1284, 367, 29)], reports) == []


def test_an_empty_archive_has_none():
    assert found([], []) == []


WORDS_OF = "春夏秋冬山水田园桥路灯塔舟车门窗琴棋书画米面油盐竹松梅兰鱼鸟虫花云霞雨雪江河湖海城乡村镇东西南北金木石玉"


def invented(rng, sentences=7):
    """Write sentences of random characters: nobody has written them before."""
    return "".join(
        "".join(rng.choices(WORDS_OF, k=rng.randint(14, 26))) + rng.choice("，；。") for _ in range(sentences)
    )


def edited(rng, text):
    """Change a tenth of the clauses: words gone, words more, words exchanged."""
    parts = re.split(r"(?<=[，；。])", text)
    for _ in range(2):
        at, word = rng.randrange(len(parts) - 1), "".join(rng.choices(WORDS_OF, k=3))
        half = len(parts[at]) // 2
        parts[at] = rng.choice((parts[at][:half] + word + parts[at][half:], parts[at][3:], word + parts[at][3:]))
    return "".join(parts)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_copies_are_found_and_nothing_else(seed):
    rng = random.Random(seed)
    own = [paragraph(f"单位{i}", invented(rng), position) for i in range(40) for position in range(6)]
    planted = rng.sample(range(len(own)), 50)
    rows = own + [paragraph(f"别处{i}", edited(rng, own[i]["text"])) for i in planted]
    groups = found(rows)
    pairs = {frozenset((p.document, p.position) for p in group.passages) for group in groups}
    wanted = {frozenset(((own[i]["document"], own[i]["position"]), (f"别处{i}", 0))) for i in planted}
    assert len(pairs & wanted) >= 0.95 * len(wanted)
    assert len(pairs & wanted) >= 0.98 * len(pairs)
