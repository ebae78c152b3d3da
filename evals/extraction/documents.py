"""The documents that extraction is measured on, with what they say."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.read import read_bytes
from toolkit.records import Document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OWN = (
    (HERE, "*.txt"),
    (ROOT / "evals/corpus", "*.clean.txt"),
    (ROOT / "tests/samples", "*.txt"),
)
ASKED = "section.txt"
"""Short enough to ask a model for everything; the other one is prose that the grammar leaves to a model."""
SHARED = ROOT.parent / "shared"
"""Real reports, which lie beside the project and not in it."""
_HEADING = re.compile(r"^\s*(?:\d+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """A document with its gold; ``small`` ones are short enough to ask a model for everything."""

    document: Document
    gold: dict[str, Any]
    small: bool = False


def own() -> Iterator[Sample]:
    """Yield our own documents."""
    for folder, pattern in OWN:
        gold = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))
        for path in sorted(folder.glob(pattern)):
            document = read_bytes(path.read_bytes(), name=path.name)
            yield Sample(document, gold[path.name], small=path.name == ASKED)


def shared(folder: Path = SHARED) -> Iterator[Sample]:
    """Yield the real reports, where they are, each whole, and the section with its indicators by itself."""
    gold_file = folder / "gold/extraction.json"
    if not gold_file.is_file():
        return
    for name, gold in json.loads(gold_file.read_text(encoding="utf-8")).items():
        path = folder / "seeds" / name
        if not path.is_file():
            continue
        document = read_bytes(path.read_bytes(), name=name)
        yield Sample(document, gold)
        if gold["indicators"]:
            section = _section(document.text, gold["indicators"])
            alone = {"indicators": gold["indicators"]}
            yield Sample(read_bytes(section.encode(), name=f"指标一节：{name}"), alone, small=True)


def _section(text: str, indicators: list[dict[str, Any]]) -> str:
    """Return the paragraphs under the headings that the first and the last indicator stand under."""
    starts = [match.start() for match in _HEADING.finditer(text)]
    first, last = (text.index(indicators[i]["name"]) for i in (0, -1))
    begin = max(start for start in starts if start <= first)
    return text[begin : min((start for start in starts if start > last), default=len(text))]
