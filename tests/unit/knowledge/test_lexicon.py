import pytest

from toolkit.knowledge import lexicon
from toolkit.knowledge.lexicon import Bond, Lexicon

LINES = """
统筹 4000 v
财政 9000 n
财政局 300 n
镇 20000 n
财 500 n
政 500 n
王统 1 nr
筹 40 v
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "dict.txt"
    path.write_text(LINES.lstrip(), encoding="utf-8")
    return path


@pytest.fixture
def known(source):
    return Lexicon(lexicon.compiled(source), terms=["三资"])


def test_the_rarer_a_word_the_dearer(known):
    assert known.cost("镇") < known.cost("财政") < known.cost("财政局") < known.cost("筹")
    assert known.cost("镇财") is None


def test_a_term_of_the_trade_is_a_word(known):
    assert known.cost("三资") is not None
    assert known.bond("三资") is Bond.WORD


def test_how_two_characters_stand_together(known):
    assert known.bond("统筹") is Bond.WORD
    assert known.bond("政局") is Bond.PART
    assert known.bond("镇财") is Bond.NONE
    assert known.names("王统")
    assert not known.names("统筹")


def test_the_cheapest_cut_has_the_words(known):
    assert known.cut("统筹镇财政")[1] == ("统筹", "镇", "财政")
    assert known.cut("统筹镇财政")[0] < known.cut("统等镇财政")[0]


def test_a_compiled_dictionary_is_read_from_its_file(source, tmp_path, monkeypatch):
    place = tmp_path / "made" / "lexicon.marisa"
    place.parent.mkdir()
    monkeypatch.setattr(lexicon, "COMPILED", place)
    monkeypatch.setattr(lexicon, "dictionary", lambda: source)
    first = lexicon.words.__wrapped__()
    assert [path.name for path in place.parent.iterdir()] == ["lexicon.marisa"]
    monkeypatch.setattr(lexicon, "dictionary", lambda: pytest.fail("compiled twice"))
    assert lexicon.words.__wrapped__().get("统筹") == first.get("统筹")


def test_where_nothing_can_be_written_it_is_kept_in_memory(source, tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "COMPILED", tmp_path / "missing" / "lexicon.marisa")
    monkeypatch.setattr(lexicon, "dictionary", lambda: source)
    assert lexicon.words.__wrapped__().get("统筹")


def test_without_a_dictionary_there_are_no_words(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "COMPILED", tmp_path / "lexicon.marisa")
    monkeypatch.setattr(lexicon, "dictionary", lambda: None)
    assert lexicon.words.__wrapped__() is None
