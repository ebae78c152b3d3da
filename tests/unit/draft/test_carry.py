"""What of last year's report carries over, and what does not."""

from tests.unit.draft.drafting import drafted, told


def notes(*lines):
    return [(note.text, note.source) for note in drafted(*lines).notes]


def test_years_roll_in_figures_and_in_words():
    draft = drafted("一、部门概况", "本报告所称本年度指2023年1—12月，即二〇二三年度。")
    assert "本报告所称本年度指2024年1—12月，即二〇二四年度。" in told(draft)


def test_full_width_years_roll():
    assert "２０２３" not in told(drafted("一、２０２３年部门概况", "镇政府负责基层治理。"))


def test_names_of_documents_are_asked_about_and_do_not_roll():
    draft = drafted("一、部门概况", "本镇按照《石桥镇2023年绩效管理工作方案》履行职责。")
    assert "《石桥镇2023年绩效管理工作方案》" in told(draft)
    assert any(note.text.startswith("文件名称里的年份没有改") for note in draft.notes)


def test_people_and_offices_become_blanks():
    draft = drafted("一、部门概况", "镇政府内设机构6个，分别是党政办公室和财政所。")
    assert "镇政府内设机构〔2024年镇政府内设机构〕，分别是党政办公室和财政所。" in told(draft)
    assert next(blank.last for blank in draft.blanks()) == "6个"


def test_a_blank_without_a_name_is_asked_for_by_the_words_around_it():
    draft = drafted("一、部门概况", "本局设办公室、人事股、财务股、督导股4个股室。")
    assert "“督导股（　）股室”处的数" in told(draft)


def test_results_do_not_carry_over_and_are_told():
    draft = drafted("一、部门概况", "镇政府负责基层治理。全年支出7781.85万元，比上年增长5.08%。圆满完成了各项任务。")
    assert "7781" not in told(draft)
    assert "圆满" not in told(draft)
    assert sum(note.text == "上年的情况没有带入，请按本年实际改写" for note in draft.notes) >= 1


def test_a_slogan_out_of_date_stays_behind():
    draft = drafted("一、部门概况", "镇政府负责疫情防控常态化工作。镇政府负责基层治理。")
    assert "疫情" not in told(draft)
    assert "镇政府负责基层治理。" in told(draft)
    assert any("疫情" in note.text for note in draft.notes)


def test_a_sentence_whose_end_stayed_behind_ends_with_a_stop():
    draft = drafted("一、部门概况", "镇政府负责基层治理；全年支出7781.85万元，增长5.08%。")
    assert "镇政府负责基层治理。" in told(draft)


def test_a_heading_loses_its_score_and_keeps_the_full_one():
    text = told(
        drafted("一、指标分析", "（一）信息公开（满分5分，得4.5分）", "预算已公开。", "（二）资产管理（10分）", "无。")
    )
    assert "（一）信息公开（5分）\n" in text
    assert "（二）资产管理（10分）\n" in text
    assert "4.5" not in text


def test_who_signs_stays_and_the_day_is_asked_for():
    draft = drafted("一、部门概况", "镇政府负责基层治理。", "石桥镇人民政府", "2024年3月12日")
    assert told(draft).endswith("石桥镇人民政府\n〔2024年度报告的落款日期〕")
    assert not [text for text, _ in notes("一、部门概况", "镇政府负责基层治理。", "2024年3月12日") if "落款" in text]


def test_enclosures_stay():
    draft = drafted("一、部门概况", "镇政府负责基层治理。", "附件：2023年部门整体支出绩效自评表")
    assert "附件：2024年部门整体支出绩效自评表" in told(draft)


def test_slips_that_can_be_mended_in_one_way_do_not_come_along():
    text = told(drafted("一、部门职能", "镇政府负责防汛,防风和抢险救灾工作，组织应急演练。"))
    assert "防汛,防风" not in text
    assert "防汛" in text


def test_a_numbered_item_out_of_date_is_asked_for_in_its_place():
    draft = drafted("一、部门职能", "1.负责基层治理。", "2.负责疫情防控常态化工作。", "3.负责镇村建设。")
    assert "\n2.〔“部门职能”中的这一项" in told(draft)
    assert "疫情" not in told(draft)


def test_a_year_of_two_figures_rolls_into_four():
    assert "2024年秋季招生" in told(drafted("一、部门概况", "本校按照规定组织23年秋季招生工作。"))


def test_shares_in_a_row_are_called_by_what_they_are_shares_of():
    lines = ("一、收支情况", "支出构成为：人员支出221.44万元、公用支出30.18万元，依次占88.01%、11.99%。")
    asked = [blank.asks for blank in drafted(*lines).blanks()]
    assert {"2024年人员支出所占百分比", "2024年公用支出所占百分比"} <= set(asked)
