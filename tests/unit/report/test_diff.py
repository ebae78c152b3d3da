import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from tests.unit.audit.stand_ins import dossier_of, says, written
from toolkit.audit import fixes, run
from toolkit.audit.mend import mended
from toolkit.records import Hit, Replacement, Span
from toolkit.report import DIFF, Audited, Sheet

ANSI = re.compile(r"\x1b\[[\d;]*m")


def told(text: str, *wished: tuple[int, int, str], name: str = "例.txt") -> Audited:
    document = replace(written("甲" * len(text)), text=text, settled=text, name=name)
    hit = Hit(message="", evidence=(), fixes=tuple(Replacement(span=Span(s, e), text=t) for s, e, t in wished))
    dossier = dossier_of(document)
    return Audited(
        document=document,
        facts=dossier.facts,
        audit=run([says("TX02", hit)], dossier),
        titles={},
        versions={"toolkit": "1", "format": 1, "knowledge": "abc"},
    )


def shown(result: Audited, *, colour: bool = False) -> str:
    return b"".join(DIFF([result], Sheet(colour=colour))).decode()


def test_nothing_to_mend_is_nothing_to_show():
    assert shown(told("甲,乙")) == ""


def test_a_line_is_shown_with_three_on_either_side():
    text = "".join(f"{letter}行\n" for letter in "甲乙丙丁戊己庚辛壬癸")
    assert shown(told(text, (16, 17, "子"))) == (
        "--- 例.txt\n+++ 例.txt\n@@ -3,7 +3,7 @@ TX02\n 丙行\n 丁行\n 戊行\n-己行\n+己子\n 庚行\n 辛行\n 壬行\n"
    )


def test_what_stands_close_is_one_hunk_and_what_stands_apart_is_two():
    text = "".join(f"{letter}\n" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")
    assert shown(told(text, (0, 1, "x"), (12, 13, "x"))).count("\n@@ ") == 1
    assert shown(told(text, (0, 1, "x"), (16, 17, "x"))).count("\n@@ ") == 2


def test_the_end_of_a_file_without_a_line_break_is_told():
    end = "\\ No newline at end of file"
    assert shown(told("甲", (0, 1, "乙"))) == (
        f"--- 例.txt\n+++ 例.txt\n@@ -1,1 +1,1 @@ TX02\n-甲\n{end}\n+乙\n{end}\n"
    )


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("甲,乙\n丙,丁", ((1, 2, "，"), (5, 6, "，"))),
        ("甲\r\n乙,丙\r\n", ((4, 5, "，"),)),
        ("甲\x0c乙,丙\u2028丁\n" * 9, ((3, 4, "，"), (57, 57 + 1, "，"))),
        ("\n\n\n甲甲甲,乙\n\n\n\n\n\n\n\n\n\n丙,丁\n\n", ((6, 7, ""), (19, 20, "，"))),
        ("-- 甲,乙\n+++ 丙\n@@ 丁,戊\n", ((4, 5, "，"), (17, 18, "，"))),
    ],
)
def test_patch_makes_of_the_text_what_the_fixes_do(tmp_path, text, wished):
    result = told(text, *wished)
    wanted = mended(text, fixes(result.document, result.audit.findings))
    assert wanted != text
    path = tmp_path / "t"
    path.write_bytes(text.encode())
    difference = b"".join(DIFF([result], Sheet()))
    done = subprocess.run(["patch", "--binary", str(path)], input=difference, capture_output=True, check=False)
    assert done.returncode == 0, done
    assert path.read_bytes().decode() == wanted


def test_on_a_terminal_words_stand_out_and_nothing_steers_it(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    page = shown(told("甲\x1b[2J,乙\x9b\u202e[bold]丙\n", (5, 6, "，"), name="\x1b]0;x\x07\n.txt"), colour=True)
    assert "\x1b[7;31m,\x1b[0m" in page
    assert "\x1b[7;32m，\x1b[0m" in page
    plain = ANSI.sub("", page)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", plain)
    assert "[bold]丙" in plain
    assert plain.splitlines()[0] == "--- ␛]0;x␇ .txt"
