from pathlib import Path

import pytest

from toolkit.errors import KnowledgeFault
from toolkit.knowledge import load
from toolkit.knowledge.rubric_shapes import Rubric

FORM = """id = "town"
title = "某镇评分表"
source = "虚构"
total = 10
[[block]]
name = "支出"
points = 6
source = "虚构"
[[item]]
name = "支出率"
block = "支出"
points = 6
rule = { kind = "rate", of = ["支出率"] }
source = "虚构"
[[item]]
name = "公开"
points = 4
source = "虚构"
"""


def written(folder, text, name="本镇.toml"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_ours_add_up_and_name_their_sources():
    forms = {form.id: form for form in load().rubrics.rubric}
    town = forms["guangdong-department"]
    assert sum(item.points for item in town.item) == town.total == 100
    assert [item.name for item in town.item if item.rule and item.rule.verbatim] == []
    national = forms["national-2013-department"]
    assert {item.points for item in national.item} == {None}
    assert len(national.item) == 28
    assert all(entry.source for form in forms.values() for entry in (*form.item, *form.block))


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("部门整体绩效目标产出指标完成情况", "部门整体绩效目标产出指标完成情况"),
        ("产出指标完成情况", "部门整体绩效目标产出指标完成情况"),
        ("“三公”经费控制情况", "“三公”经费控制情况"),
        ("三公经费控制率", "“三公”经费控制情况"),
        ("部门预算资金 支出率（10分）", "部门预算资金支出率"),
    ],
)
def test_an_item_is_known_by_its_names(line, item):
    town = load().rubrics.named("guangdong-department")
    assert town is not None
    assert [entry.name for entry in town.called(line)] == [item]
    assert town.called("安全生产检查") == ()


def test_a_chosen_form_is_the_only_one(tmp_path):
    known = load(rubric=written(tmp_path, FORM))
    assert known.rubrics.chosen
    assert [form.id for form in known.rubrics.rubric] == ["town"]
    assert known.digest != load().digest


def test_a_form_over_ours_changes_the_items_that_it_names(tmp_path):
    over = """id = "city"
title = "某市评分表"
source = "虚构"
over = "guangdong-department"
[[item]]
name = "数据质量"
block = "资产管理"
points = 2
rule = { kind = "steps", of = ["账实相符率"], steps = [{ at = 100, earns = 2 }], beyond = 0 }
source = "虚构"
"""
    (form,) = load(rubric=written(tmp_path, over)).rubrics.rubric
    assert (form.title, len(form.item), form.total) == ("某市评分表", 25, 100)
    changed = form.entry("资产管理", "数据质量")
    assert changed is not None
    assert changed.rule is not None


def test_a_folder_of_knowledge_adds_forms_and_replaces_those_of_one_id(tmp_path):
    written(tmp_path / "rubrics", FORM)
    written(tmp_path / "rubrics", FORM.replace('"town"', '"guangdong-department"'), "省.toml")
    known = load(tmp_path)
    assert {form.id for form in known.rubrics.rubric[:2]} == {"town", "guangdong-department"}
    assert [form.id for form in known.rubrics.rubric[2:]] == ["national-2013-department"]
    assert not known.rubrics.chosen


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (FORM.replace("points = 4", "points = 5"), "total写作10分，下面各项相加是11分"),
        (FORM.replace("points = 6\nrule", "points = 7\nrule"), "block“支出”写作6分，下面各项相加是7分"),
        (FORM.replace('block = "支出"', 'block = "收入"'), "item“支出率”写在“收入”下，而没有这个 block"),
        (FORM.replace('"公开"', '"支出率"\nblock = "支出"').replace("points = 4", ""), "item“支出›支出率”写了2次"),
        (FORM.replace("title", "name"), "title：缺少这一项"),
        (FORM.replace("points = 4", 'points = "许多"'), "item.2.points：应是数字"),
        (FORM.replace('kind = "rate"', 'kind = "steps"'), 'kind = "steps" 要有 steps'),
        (FORM.replace("points = 4", "point = 4"), "item.2.point：没有这个键"),
        (FORM.replace("id =", "id ="[:-1]), "不是合格的 TOML（第 "),
        ("a = " + "[" * 20_000, "一层套一层，套得太深"),
        ("a" + ".a" * 50_000 + " = 1", "一层套一层，套得太深"),
        (FORM.replace("points = 4", "points = -4"), "item.2.points：太小"),
        (FORM.replace("points = 4", "points = nan"), "item.2.points：应是一个数"),
        (FORM.replace('id = "town"', 'id = ["town"]'), "id：应是文字"),
        ('over = "guangdong-department"\nid = "t"\ntitle = "表一"\nsource = "虚构"\nitem = [3]', "item.1："),
        (
            'over = "guangdong-department"\nid = "t"\ntitle = "表一"\nsource = "虚构"\n[[item]]\npoints = 3',
            "name：缺少",
        ),
        ('over = "nowhere"\n' + FORM, "over：没有编号是 nowhere 的评分表"),
        ("", "id：缺少这一项"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_in_one_line(tmp_path, form, fault):
    path = written(tmp_path, form)
    with pytest.raises(KnowledgeFault) as caught:
        load(rubric=path)
    assert fault in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_form_that_is_not_there_is_said_too(tmp_path):
    with pytest.raises(KnowledgeFault, match="不存在"):
        load(rubric=tmp_path / "没有.toml")


def test_a_form_saved_by_notepad_is_read(tmp_path):
    path = tmp_path / "本市.toml"
    path.write_text(FORM, encoding="utf-8-sig")
    assert load(rubric=path).rubrics.chosen


def test_a_form_in_another_encoding_is_said(tmp_path):
    path = tmp_path / "本市.toml"
    path.write_text(FORM, encoding="gb18030")
    with pytest.raises(KnowledgeFault, match="不是 UTF-8 编码"):
        load(rubric=path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device to name")
def test_what_has_no_end_is_no_form():
    with pytest.raises(KnowledgeFault, match="不是一个文件"):
        load(rubric=Path("/dev/zero"))


def test_a_file_as_large_as_no_form_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.knowledge.loading.LARGEST", 10)
    with pytest.raises(KnowledgeFault, match="太大"):
        load(rubric=written(tmp_path, FORM))


def test_half_of_the_items_are_enough_unless_it_is_said(tmp_path):
    (form,) = load(rubric=written(tmp_path, FORM)).rubrics.rubric
    assert form.least_named == 1
    assert Rubric.model_validate({**form.model_dump(), "enough": 2}).least_named == 2
