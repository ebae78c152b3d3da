"""Given a perfect answer, every field of it is tied to its own place; given a slip of the pen, to the same one."""

import time
import tomllib
from itertools import cycle
from pathlib import Path

import pytest

from toolkit.extract.chunks import Chunk, chunks
from toolkit.extract.grammar.headings import headings
from toolkit.extract.grammar.reading import read_through
from toolkit.extract.ground import Text
from toolkit.extract.pointed.indicators import INDICATORS
from toolkit.extract.pointed.pointing import Passage
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records.facts import Indicator, Origin

HERE = Path(__file__).parents[3] / "evals/extraction"
TEXT = (HERE / "section.txt").read_text(encoding="utf-8")
GOLD = tomllib.loads((HERE / "gold.toml").read_text(encoding="utf-8"))["section.txt"]["indicators"]
PERFECT = [
    ("背街小巷改造完成率", "100%", ""),
    ("改造工程验收合格率", "", ""),
    ("居民诉求按时办结率", "95%或以上", "按时办结率为97.03%"),
    ("会议费控制率", "", "会议费控制率为88.5%"),
    ("限额以上零售额增长率", "5%或以上", "同比增长6.4%"),
    ("养老服务签约率", "85%或以上", "养老服务签约率达91.2%"),
    ("河道断面达标率", "100%", ""),
    ("临时救助发放率", "100%", "临时救助发放率100%"),
    ("居民满意度", "85%或以上", "居民满意度为89.17%"),
]
SAID = {
    "target": "年度目标值为",
    "actual": ("按时办结率为", "控制率为", "同比增长", "签约率达", "救助发放率", "满意度为"),
    "completion": "指标完成率为",
}
SHOWN = [
    "街道年初共申报产出指标4个",
    "背街小巷改造完成率",
    "改造工程验收合格率",
    "居民诉求按时办结率",
    "年度目标值为95%或以上",
    "2023年网格平台共收到居民诉求640件",
    "按时办结621件",
    "按时办结率为97.03%",
    "会议费控制率为88.5%",
    "街道年初共申报效益指标5个",
    "限额以上零售额增长率",
    "2023年1-11月同比增长6.4%",
    "全年数据2024年2月公布",
    "辖区应签约老人1260人",
    "养老服务签约率达91.2%",
    "辖区3条河涌的6个断面水质稳定",
    "共有临时救助对象57户",
    "临时救助发放率100%",
    "表示满意的居民为107人",
    "居民满意度为89.17%",
]


@pytest.fixture(scope="module")
def passage() -> Passage:
    reading = read_through(read_bytes(TEXT.encode(), name="a.txt"), load())
    outline = headings(reading)
    (chunk,) = (chunk for chunk in chunks(reading, outline) if "产出指标4个" in chunk.text)
    return Passage(reading, outline, chunk, Origin(engine="llm", model="perfect", prompt="indicators@0"))


def test_all_31_fields_of_a_perfect_answer_are_tied_to_their_places(passage):
    pointed = INDICATORS.read(PERFECT, passage)
    assert pointed.rejected == []
    document = passage.reading.document
    tied = 0
    for fact, gold in zip(pointed.facts, GOLD, strict=True):
        assert isinstance(fact, Indicator)
        assert (fact.name, fact.level1, fact.category) == (gold["name"], gold["level1"], gold["category"])
        assert document.quote(fact.name_span) == gold["name"]
        tied += 1
        for field, cues in SAID.items():
            quantity = getattr(fact, field)
            assert (None if quantity is None else str(quantity.value)) == gold.get(field)
            if quantity is not None:
                assert document.text[: quantity.span.start].endswith(cues), (fact.name, field)
                assert fact.span.covers(quantity.span)
                tied += 1
    assert tied == 31


def test_the_people_asked_do_not_become_the_rate(passage):
    (fact,) = INDICATORS.read([("居民满意度", "85%或以上", "107人")], passage).facts
    assert (str(fact.actual.value), str(fact.completion.value)) == ("89.17", "100")


def test_the_only_figure_called_so_in_its_clause_needs_no_pointing(passage):
    (fact,) = INDICATORS.read([("居民满意度", "", "居民满意度为89.17%")], passage).facts
    assert (str(fact.target.value), str(fact.completion.value)) == ("85", "100")


def test_the_figures_of_an_indicator_that_was_left_out_go_to_no_other(passage):
    rows = [("会议费控制率", "", "会议费控制率为88.5%"), ("居民满意度", "", "居民满意度为89.17%")]
    first, _ = INDICATORS.read(rows, passage).facts
    assert first.target is None
    assert first.name == "会议费控制率"


def test_at_least_19_of_20_quotes_are_found_after_a_slip(passage):
    text = Text(passage.chunk.text)
    right = 0
    for quote, changed in zip(SHOWN, slipped(), strict=True):
        (meant,) = text.places(quote)[:1]
        right += [(place.start, place.end) for place in text.places(changed)] == [(meant.start, meant.end)]
    assert right >= 19


def test_no_quote_is_found_whose_digit_differs(passage):
    text = Text(passage.chunk.text)
    changed = [
        quote[:i] + str((int(char) + 3) % 10) + quote[i + 1 :]
        for quote in SHOWN
        for i, char in enumerate(quote)
        if char.isdigit()
    ]
    assert len(changed) > 40
    assert [quote for quote in changed if text.places(quote)] == []


def test_twenty_quotes_are_found_at_once(passage):
    chunk: Chunk = passage.chunk
    quotes = [*slipped()]
    took = []
    for _ in range(5):
        start = time.perf_counter()
        text = Text(chunk.text)
        for quote in quotes:
            text.places(quote)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05  # a tenth of a millisecond each; benchmarks/grounding.py tells more exactly


def slipped() -> list[str]:
    """Change one character of every quote: a character that is no figure, not the first."""
    others = cycle("统筹推进落实")
    changed = []
    for quote in SHOWN:
        i = next(i for i in range(1, len(quote)) if not quote[i].isascii() and quote[i] not in "一年月")
        changed.append(quote[:i] + next(others) + quote[i + 1 :])
    return changed
