"""What a document of usual length costs, stage by stage, and what that comes to for large archives."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import TypeVar

from benchmarks.archive.stores import size
from evals.archives.make import Plan, written

LENGTH = (12_000, 12_000)
"""Characters of the documents that projections are made for."""
SIZES = (10_000, 1_000_000, 10_000_000)
CORES = (2, 16, 256)
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_GIGABYTE = 1 << 30
_EFFICIENCY = 0.9  # of the cores, when every one of them is busy
_TOKENS_A_CHARACTER = 0.7
_ASKED = {"a tenth of its passages asked about": 0.1, "all of it asked about": 1.0}

T = TypeVar("T")


@dataclass
class Cost:
    """Seconds of the processor by stage, for so many documents, and bytes of their store by table."""

    documents: int = 0
    characters: int = 0
    stages: dict[str, float] = field(default_factory=dict)
    store: dict[str, int] = field(default_factory=dict)

    def timed(self, stage: str, work: Callable[[], T]) -> T:
        """Do some work, and add its time to a stage."""
        start = process_time()
        result = work()
        self.stages[stage] = self.stages.get(stage, 0.0) + process_time() - start
        return result

    @property
    def seconds(self) -> float:
        """Return what a document takes."""
        return sum(self.stages.values()) / self.documents

    @property
    def bytes(self) -> float:
        """Return what a document takes in the store."""
        return sum(self.store.values()) / self.documents

    def lines(self) -> Iterator[str]:
        """Yield the cost of a document and what it comes to."""
        stages = ", ".join(f"{name} {taken / self.documents * 1000:.1f}" for name, taken in self.stages.items())
        yield f"{self.documents} documents of {self.characters / self.documents:,.0f} characters"
        yield f"  processor {self.seconds * 1000:.0f} ms each: {stages}"
        tables = sorted(self.store.items(), key=lambda each: -each[1])
        shares = ", ".join(f"{name} {taken / self.documents / 1024:.1f}" for name, taken in tables)
        yield f"  store {self.bytes / 1024:.1f} KB each: {shares}"
        for documents in SIZES:
            times = ", ".join(f"{cores} cores {_span(self._on(documents, cores))}" for cores in CORES)
            tokens = documents * self.characters / self.documents * _TOKENS_A_CHARACTER
            asked = ", ".join(f"{share * tokens:.1e} tokens with {name}" for name, share in _ASKED.items())
            yield f"  {documents:10,} documents: {times}; store {documents * self.bytes / _GIGABYTE:,.1f} GB; {asked}"

    def _on(self, documents: int, cores: int) -> float:
        return documents * self.seconds / cores / _EFFICIENCY


def _span(seconds: float) -> str:
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= unit:
            return f"{seconds / unit:.1f} {name}"
    return f"{seconds:.0f} s"


def cost(scratch: Path, documents: int) -> Cost:
    """Take documents through every stage, one after the other, as a worker does."""
    from toolkit.archive.auditor import auditor
    from toolkit.archive.parts import Sheets
    from toolkit.archive.rows import columns_of
    from toolkit.archive.task import Terms
    from toolkit.read import read_bytes

    judge, found = auditor(Terms()), Cost()
    folder = scratch / "cost"
    folder.mkdir()
    with Sheets(folder) as sheets:
        for number, each in enumerate(written(Plan(documents=documents + 1, length=LENGTH))):
            if not number:  # the first one warms everything up
                dict(columns_of(judge.work(read_bytes(each.content, name=each.made.path))))
                continue
            content = each.content
            document = found.timed("read", lambda: read_bytes(content, name="自评报告.txt"))  # noqa: B023
            worked = found.timed("extract and check", lambda: judge.work(document))  # noqa: B023
            tables = found.timed("rows", lambda: dict(columns_of(worked)))  # noqa: B023
            for table, columns in tables.items():
                found.timed("write", lambda: sheets.lay(table, columns))  # noqa: B023
            found.documents += 1
            found.characters += len(each.text)
        found.timed("write", lambda: sheets.write("part-cost"))
    found.store = size(folder)
    (scratch / "cost.json").write_text(json.dumps(vars(found)), encoding="utf-8")
    return found
