"""The evals of extraction: a real model's answers, recorded, read again and held to what they came to."""

import sys

import pytest
from click.testing import CliRunner

from evals.extraction.__main__ import RECORDED, main, measured, replayed
from evals.extraction.beside_langextract import main as beside
from evals.extraction.documents import own
from evals.extraction.recording import Recording, speaking
from toolkit.extract import extract
from toolkit.extract.meaning import meant
from toolkit.knowledge import load
from toolkit.pipeline import Model, extract_document
from toolkit.records.facts import Indicator

STALE = "the recording is stale: the prompt, the section or the cutting of passages changed; see evals/README.md"


def test_indicators_by_a_model_alone():
    recording = Recording(RECORDED)
    with speaking(recording) as base_url:
        tally = measured("asked", [each for each in own() if each.small], replayed(base_url), "indicators")
    assert recording.missed == 0, STALE
    indicators = tally.reading["indicators"]
    assert (indicators.gold, indicators.read, indicators.right) == (9, 9, 9)
    assert (tally.invented, tally.failed) == (0, 0)
    assert tally.grounded == tally.pointed
    assert tally.rejected


def test_a_model_adds_what_plain_prose_says_takes_nothing_away_and_is_asked_little():
    samples, recording = list(own()), Recording(RECORDED)
    with speaking(recording) as base_url:
        alone, helped = (measured(engine, samples, replayed(base_url)) for engine in ("grammar", "assisted"))
    assert recording.missed == 0, STALE
    gained = {kind: reading.right - alone.reading[kind].right for kind, reading in helped.reading.items()}
    assert gained == {"indicators": 3, "claims": 0, "problems": 0, "measures": 0}  # all of plain.txt
    assert (helped.pointed, helped.grounded) == (3, 3)
    assert (helped.invented, helped.failed) == (alone.invented, 0)
    assert helped.rejected
    assert helped.usage.calls == 8  # of 19 documents; the grammar leaves nothing of the others


def test_indicators_in_plain_prose_are_the_models_and_read_by_the_grammar():
    recording = Recording(RECORDED)
    (plain,) = (each.document for each in own() if each.document.name == "plain.txt")
    assert not extract(plain, load()).of(Indicator)
    with speaking(recording) as base_url:
        facts = extract_document(plain, load(), Model(replayed(base_url))).facts
    assert recording.missed == 0, STALE
    read = [(i.name, i.target.text, i.actual.text) for i in facts.of(Indicator) if i.target and i.actual]
    assert read == [("春灌", "8600亩", "8750亩"), ("量水设施", "45处", "46处"), ("清淤", "22公里", "24公里")]
    assert {i.origin.engine for i in facts.of(Indicator)} == {"llm"}


def test_what_a_small_model_misquotes_reaches_nobody():
    recording = Recording(RECORDED)
    (prose,) = (each.document for each in own() if each.document.name == "prose.txt")
    with speaking(recording) as base_url:
        proposals, assistance = meant(prose, load(), extract(prose, load()), replayed(base_url))
    assert recording.missed == 0, STALE
    assert proposals == []
    assert [each.why for each in assistance.rejected] == ["原文里没有这些字"]
    assert assistance.total.calls == 1


def test_what_the_grammar_read_stands_where_no_answer_comes(tmp_path):
    samples = list(own())
    recording = Recording(tmp_path / "empty.jsonl")
    with speaking(recording) as base_url:
        alone, tally = (measured(engine, samples, replayed(base_url)) for engine in ("grammar", "assisted"))
    assert recording.missed == tally.failed > 0
    assert tally.reading == alone.reading
    assert tally.invented == alone.invented


def test_a_recording_that_is_stale_says_so(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    result = CliRunner().invoke(main, ["--engine", "asked", "--replay", str(empty), "--only", "section.txt"])
    assert result.exit_code == 1
    assert "没有录下回答" in result.output


def test_one_command_one_table():
    result = CliRunner().invoke(main, ["--engine", "grammar", "--only", "section.txt"])
    assert result.exit_code == 0
    assert "grammar" in result.output
    assert "9 / 9" in result.output


@pytest.mark.parametrize("words", [["--record", "a.jsonl"], ["--llm", "m", "--replay", __file__]])
def test_a_recording_is_made_or_read(words):
    assert CliRunner().invoke(main, words).exit_code == 2


def test_the_comparison_says_where_langextract_is_not_installed(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", [*sys.path])
    result = CliRunner().invoke(beside, ["--from", str(tmp_path)])
    assert result.exit_code == 0
    assert "没有装 langextract，跳过" in result.output
