"""Facts as people give them: every form, and everything that can be wrong with one."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from toolkit.arithmetic import derived_completion, derived_growth, derived_share, printed
from toolkit.arithmetic.fraction import Fraction
from toolkit.draft.amounts import Refused, figure, quantity, unit_of
from toolkit.draft.facts import Given, given_facts
from toolkit.draft.fill import fill
from toolkit.draft.form import write_form
from toolkit.errors import ConfigurationFault
from toolkit.knowledge import load
from toolkit.pipeline import draft_document, read_file
from toolkit.records import Quantity
from toolkit.records.draft import Draft, Filled

ROOT = Path(__file__).parents[3]
MET = "指标.修缮村道里程"
RATE = "指标.惠农补贴按时发放率"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_document(read_file(ROOT / "examples/松汀镇2023年自评报告.txt"), load(), 2024)


def given(**facts: str) -> list[Given]:
    return [Given(key=key, text=text, where=f"表 第{n}行") for n, (key, text) in enumerate(facts.items(), 2)]


def said(draft: Draft, **facts: str) -> dict[str, str]:
    filling = fill(draft, given(**facts), load())
    assert filling.faults == ()
    return filling.said


def faults(draft: Draft, **facts: str) -> list[str]:
    return list(fill(draft, given(**facts), load()).faults)


def test_a_completion_is_computed_and_capped_as_last_year(draft: Draft) -> None:
    assert said(draft, **{f"{MET}.实际值": "14.5"})[f"{MET}.完成率"] == "100%"
    assert said(draft, **{f"{MET}.实际值": "9"})[f"{MET}.完成率"] == "75%"


def test_nearly_done_is_not_printed_as_done(draft: Draft) -> None:
    assert said(draft, **{f"{MET}.实际值": "11.99"})[f"{MET}.完成率"] == "99.9%"


def test_what_is_kept_below_a_limit_is_done_and_what_is_not_is_asked(draft: Draft) -> None:
    key = "指标.公用经费支出"
    assert said(draft, **{f"{key}.实际值": "320.10"})[f"{key}.完成率"] == "100%"
    assert f"{key}.完成率" not in said(draft, **{f"{key}.实际值": "340"})


def test_a_rate_is_computed_from_part_and_whole_and_held_against_the_target_unrounded(draft: Draft) -> None:
    found = said(draft, **{f"{RATE}.应发放": "100000", f"{RATE}.按时发放": "97996"})
    assert (found[f"{RATE}.实际值"], found[f"{RATE}.完成率"]) == ("98%", "99.996%") or found[
        f"{RATE}.实际值"
    ] == "98.00%"
    assert found[f"{RATE}.完成率"] != "100%"


def test_growth_is_computed(draft: Draft) -> None:
    key = "指标.村集体经济收入增长率"
    assert said(draft, **{f"{key}.上年数": "2184.60", f"{key}.全镇村集体经济收入": "2300"})[f"{key}.实际值"] == "5.28%"


def test_the_total_is_the_sum_of_all_scores(draft: Draft) -> None:
    scores = {
        key: b.most.text.removesuffix("分") for key, b in draft.form().items() if b.most and key.startswith("得分")
    }
    assert said(draft, **scores)["总分.得分"] == "100分"
    scores["总分.得分"] = "99"
    assert "按" in faults(draft, **scores)[0]
    assert "算是 100分" in faults(draft, **scores)[0]


def test_why_points_were_lost_is_told_only_where_some_were(draft: Draft) -> None:
    key = "得分.制度建设"
    assert said(draft, **{f"{key}.得分": "5"})[f"{key}.失分原因"] == ""
    assert f"{key}.失分原因" not in said(draft, **{f"{key}.得分": "3"})
    found = said(draft, **{f"{key}.得分": "3", f"{key}.失分原因": "办法没有印发"})
    assert found[f"{key}.失分原因"] == "失分原因：办法没有印发。"


def test_shares_and_totals_of_the_text_are_computed(draft: Draft) -> None:
    part = "部门整体收支情况"
    found = said(draft, **{f"{part}.人员经费": "2600", f"{part}.公用经费": "400", f"{part}.项目支出": "5000"})
    assert found[f"{part}.基本支出"] == "3000.00万元"
    assert found["预算.部门整体收支.支出"] == "8000.00万元"


def test_what_is_not_given_stays_blank(draft: Draft) -> None:
    filling = fill(draft, given(**{f"{MET}.实际值": "13"}), load())
    filled = [run for run in filling.draft.runs() if isinstance(run, Filled) and run.fact]
    assert [run.text for run in filled] == ["13公里", "100%"]
    assert len(list(filling.draft.blanks())) == len(list(draft.blanks())) - 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"指标.修缮村道里数.实际值": "12"}, "是不是“指标.修缮村道里程.实际值”"),
        ({f"{MET}.实际值": "约12"}, "不是数"),
        ({f"{MET}.实际值": "12亩"}, "单位写的是“亩”，要的是“公里”"),
        ({f"{MET}.实际值": "-3"}, "不应为负"),
        ({f"{MET}.实际值": "9", f"{MET}.完成率": "92"}, "9公里 ÷ 不少于12公里 × 100%，最多按100%计 算是 75%"),
        ({"得分.制度建设.得分": "6"}, "高于分值 5分"),
        ({f"{RATE}.实际值": "0.98"}, "像是没有化成百分数"),
        ({"机构设置及人员情况.公务员": "40.5"}, "写的是 40.5人，应是整数（上年 40人）"),
        ({"指标.工程验收合格率.当年竣工工程": "100", "指标.工程验收合格率.验收合格": "101"}, "部分不应大于全体"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(draft: Draft, facts: dict[str, str], words: str) -> None:
    told = faults(draft, **facts)
    assert len(told) == 1
    assert told[0].startswith("表 第")
    assert words in told[0]


def test_a_key_given_twice_is_told(draft: Draft) -> None:
    twice = [Given(key=f"{MET}.实际值", text="12", where=f"表 第{n}行") for n in (2, 9)]
    assert fill(draft, twice, load()).faults == (f"表 第9行（{MET}.实际值）：与“表 第2行”填的是同一项。请删去一行",)


def test_answers_in_words_keep_their_lines_and_gain_a_stop(draft: Draft) -> None:
    filling = fill(draft, given(**{"成效.一": "修路12公里\n\u200b  改厕4座。"}), load())
    texts = [
        "".join(r.text for r in p.runs if isinstance(r, Filled))
        for s in filling.draft.sections
        for p in s.content
        if hasattr(p, "runs") and any(isinstance(r, Filled) and r.fact == "成效.一" for r in p.runs)
    ]
    assert texts == ["修路12公里。", "改厕4座。"]


def test_keys_are_readable_unique_and_the_same_each_time(draft: Draft) -> None:
    again = draft_document(read_file(ROOT / "examples/松汀镇2023年自评报告.txt"), load(), 2024)
    assert [*again.form()] == [*draft.form()]
    assert len({blank.asks for blank in draft.form().values()}) == len(draft.form())
    assert not any(part.isdigit() for key in draft.form() for part in key.split("."))


def filled_form(draft: Draft, path: Path, answers: dict[str, object]) -> Path:
    path.write_bytes(b"".join(write_form(draft, path)))
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows(min_row=2):
        if row[1].value in answers:
            row[6].value = answers[row[1].value]
    book.save(path)
    return path


def test_the_form_comes_back_filled(draft: Draft, tmp_path: Path) -> None:
    path = filled_form(draft, tmp_path / "表.xlsx", {f"{MET}.实际值": 12.6, "预算.部门整体收支.支出": 7800.5})
    page = load_workbook(path).worksheets[0]
    assert page.freeze_panes == "C2"
    assert page.protection.sheet
    assert page["B2"].protection.locked
    assert not page["G2"].protection.locked
    assert page.data_validations.dataValidation
    filling = fill(draft, given_facts(path), load())
    assert filling.said[f"{MET}.实际值"] == "12.6公里"
    assert filling.said["预算.部门整体收支.支出"] == "7800.50万元"  # a number cell has lost its zero


def test_a_formula_without_its_result_is_told_with_its_row(draft: Draft, tmp_path: Path) -> None:
    path = filled_form(draft, tmp_path / "表.xlsx", {"成效.一": "=1+1"})
    with pytest.raises(ConfigurationFault, match=r"表.xlsx 第\d+行：这一格是公式"):
        given_facts(path)


def test_a_date_in_the_place_of_a_figure_is_called_one(draft: Draft, tmp_path: Path) -> None:
    path = filled_form(draft, tmp_path / "表.xlsx", {f"{MET}.实际值": date(2024, 1, 3), "成效.一": date(2024, 1, 3)})
    filling = fill(draft, given_facts(path), load())
    assert [fault.partition("：")[2] for fault in filling.faults] == [
        "“2024年1月3日”是日期，不是数。请只写数，如 12.6公里"
    ]
    assert filling.said["成效.一"] == "2024年1月3日"


def test_the_form_of_another_report_is_called_one(draft: Draft) -> None:
    strange = given(**{f"别的.第{n}项": "1" for n in range(9)})
    assert len(fill(draft, strange, load()).faults) == 1
    assert "像是另一份报告的填报表" in fill(draft, strange, load()).faults[0]


def test_a_percentage_cell_is_read_as_it_is_shown(draft: Draft, tmp_path: Path) -> None:
    path = filled_form(draft, tmp_path / "表.xlsx", {})
    book = load_workbook(path)
    row = next(r for r in book.worksheets[0].iter_rows(min_row=2) if r[1].value == f"{RATE}.实际值")
    row[6].value, row[6].number_format = 0.9851, "0.00%"
    book.save(path)
    assert fill(draft, given_facts(path), load()).said[f"{RATE}.实际值"] == "98.51%"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("表.toml", f'"{MET}.实际值" = 12.60'),
        ("表.toml", '["指标"."修缮村道里程"]\n"实际值" = 12.60'),
        ("表.json", json.dumps({"指标": {"修缮村道里程": {"实际值": "12.60"}}}, ensure_ascii=False)),
        ("表.csv", f"序号,键,本年数\n1,{MET}.实际值,12.60\n"),
        ("表.csv", f"\ufeff序号,键,本年数\r\n1,{MET}.实际值,12.60公里\r\n"),
    ],
)
def test_every_form_of_facts_is_read(draft: Draft, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    assert fill(draft, given_facts(path), load()).said[f"{MET}.实际值"] == "12.60公里"


def test_a_table_in_the_office_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("键,本年数\n甲,3\n".encode("gb18030"))
    assert [one.key for one in given_facts(path)] == ["甲"]


def _book(path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["名称", "数"])
    book.save(path)


@pytest.mark.parametrize(
    ("name", "write", "words"),
    [
        ("没有.xlsx", lambda _: None, "不存在"),
        ("表.xls", lambda p: p.write_bytes(b"x"), "不是能读的数据文件"),
        ("表.xlsx", lambda p: p.write_bytes(b"PK"), "不是完好的 .xlsx"),
        ("表.xlsx", _book, "没有“键”“本年数”两列"),
        ("表.csv", lambda p: p.write_text("甲,乙\n", encoding="utf-8"), "没有“键”“本年数”两列"),
        ("表.toml", lambda p: p.write_text("甲 = ", encoding="utf-8"), "不是完好的 TOML"),
        ("表.toml", lambda p: p.write_text('"甲" = [1]', encoding="utf-8"), "不是数，也不是文字"),
        ("表.json", lambda p: p.write_text('{"a": 1, "a": 2}', encoding="utf-8"), "写了两次"),
        ("表.json", lambda p: p.write_text('{"a": NaN}', encoding="utf-8"), "不是数，也不是文字"),
        ("表.json", lambda p: p.write_text("[]", encoding="utf-8"), "不是由键和值组成的对象"),
        ("表.json", lambda p: p.write_text('{"a": "' + "长" * 6000 + '"}', encoding="utf-8"), "超过 5000 字"),
    ],
)
def test_a_file_that_is_no_facts_is_refused(
    tmp_path: Path, name: str, write: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / name
    write(path)
    with pytest.raises(ConfigurationFault, match=words):
        given_facts(path)


def number(text: str, unit: str | None = None) -> Quantity:
    found = figure(text, unit_of(unit, load()), load())
    assert not isinstance(found, Refused)
    return found


def test_units_of_one_size_are_the_same_and_others_are_not() -> None:
    assert number("1,234.50万元", "万元").value == Decimal("1234.50")
    assert isinstance(figure("1234元", unit_of("万元", load()), load()), Refused)
    assert number("３.５", "公里").value == Decimal("3.5")


def test_figures_that_follow_are_exact() -> None:
    share = derived_share([number("2", "个")], number("3", "个"))
    assert share == Fraction(200, 3)
    assert printed(Fraction(200, 3), 2) == Decimal("66.67")
    assert printed(Fraction(1, 8), 2) == Decimal("0.13")
    assert derived_growth(number("90"), number("100")) == -10
    assert derived_growth(number("90"), number("0")) is None
    assert derived_share([number("1")], number("0")) is None
    assert derived_completion(number("50", "元"), number("100", "个"), capped=True, lower=False) is None
    assert derived_completion(number("1", "万元"), number("8000", "元"), capped=False, lower=False) == 125
    assert quantity(Decimal("1.50"), None).places == 2
