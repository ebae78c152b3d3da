from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from toolkit.read import read_bytes, together
from toolkit.records import Legibility, Span


def part(name: str, text: str):
    return read_bytes(text.encode(), name=name)


def test_texts_follow_each_other_and_every_span_gives_its_words():
    parts = [part("甲.txt", "一、概况\n全镇共有5个村。\n"), part("乙.txt", "项目\t金额\n修路\t30万元\n")]
    whole = together(parts)
    assert whole.text == f"{parts[0].text}\n{parts[1].text}"
    assert [whole.quote(b.span) for b in whole.blocks] == [p.quote(b.span) for p in parts for b in p.blocks]
    assert [whole.quote(c) for b in whole.blocks for c in b.cells] == ["项目", "金额", "修路", "30万元"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(whole.blocks))


def test_places_name_the_file_and_tables_stay_apart():
    rows = "项目\t金额\n修路\t30万元\n"
    whole = together([part("甲.txt", rows), part("乙.txt", rows)])
    assert [b.place for b in whole.blocks] == ["甲.txt", "甲.txt", "乙.txt", "乙.txt"]
    assert len({b.table for b in whole.blocks}) == 2


def test_one_file_is_itself():
    alone = part("甲.txt", "全镇共有5个村。")
    assert together([alone]) is alone


def test_what_was_recognized_with_doubt_stays_in_doubt():
    first, second = part("甲.txt", "全镇共有5个村。"), part("乙.txt", "修路30万元。")
    doubt = Legibility(span=Span(2, 5), confidence=Decimal("0.4"))
    whole = together([first, replace(second, legibility=(doubt,))])
    assert [whole.quote(each.span) for each in whole.legibility] == ["30万"]
    assert whole.doubtful(Span(whole.text.index("30万"), len(whole.text)))
    assert not whole.doubtful(Span(0, 8))
