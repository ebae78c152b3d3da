"""The reviewer's copy as another program opens it: the same pages, and the comments at the words."""

import json
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from tests.end_to_end.conftest import EXAMPLE as TEXT

EXAMPLE = TEXT.parent / "石桥县教育局2023年自评报告.docx"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def converted(form: str, folder: Path, *files: Path) -> list[Path]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [folder / f"{path.stem}.{form}" for path in files]


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def held(path: Path) -> list[str]:
    """Return the words that each comment holds, by where they end."""
    open_now: dict[str, str] = {}
    found = []
    within = 0
    for event, element in etree.iterwalk(etree.parse(path), events=("start", "end")):
        if element.tag == f"{OFFICE}annotation":
            within += 1 if event == "start" else -1
            open_now.setdefault(element.get(f"{OFFICE}name"), "")
        elif element.tag == f"{OFFICE}annotation-end" and event == "end":
            found.append(open_now.pop(element.get(f"{OFFICE}name")))
        words = element.text if event == "start" else element.tail
        if words and not within:
            open_now = {name: so_far + words for name, so_far in open_now.items()}
    assert open_now == {}
    return found


def test_the_copy_opens_with_the_same_pages_and_comments_at_the_words(jixiao, tmp_path):
    copies = [tmp_path / "审核.docx", tmp_path / "文本.docx"]
    findings = []
    for source, copy in zip((EXAMPLE, TEXT), copies, strict=True):
        assert jixiao("audit", source, "--format", "docx", "-o", copy).exit_code == 1
        findings.append(json.loads(jixiao("audit", source, "--format", "json").stdout)["findings"])
    before, after = converted("pdf", tmp_path, EXAMPLE, copies[0])
    assert pages(after) == pages(before)
    for opened, found in zip(converted("fodt", tmp_path, *copies), findings, strict=True):
        words = held(opened)
        assert len(words) == len(found) + 1
        at = {"".join(each.split()) for each in words}
        quotes = [each["evidence"][0]["quote"] for each in found if each["evidence"]]
        # A comment stays in the first of several cells, and holds no automatic number, only the words behind it.
        askew = [q for q in quotes if "\t" not in q and not at & {"".join(q.split()), q.partition("、")[2]}]
        assert askew == []
