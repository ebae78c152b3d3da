"""A model asked about documents that were read before: from what the store keeps of them, without their files.

One process asks, whatever engine read the documents: so there is one limit of calls at once, one budget, one memory of
answers, and one batch for all of them.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.archive import parts
from toolkit.archive.auditor import auditor, helped
from toolkit.archive.parts import Sheets
from toolkit.archive.reading import restored
from toolkit.archive.rows import Worked, columns_of
from toolkit.archive.settle import Settling
from toolkit.archive.store import Part, Store, sign
from toolkit.archive.task import Task

if TYPE_CHECKING:
    from toolkit.pipeline import Model
    from toolkit.records.assistance import Assistance

    Told = Callable[[str, Assistance | None], None]

MOST = 32
"""Documents that are settled together: an answer of a model is remembered at once, their rows after so many."""


class Enriching:
    """Asks a model about the documents of a store that it has not helped with, or not with everything."""

    def __init__(self, task: Task, settling: Settling, model: "Model", told: "Told") -> None:
        self._store = Store(task.store)
        self._judge = auditor(task.terms)
        self._settling, self._model, self._told = settling, model, told
        self._edition = helped(self._judge.edition, model)

    def count(self) -> int:
        """Return how many documents are to be asked about."""
        return sum(len(documents) for _, documents in self._todo())

    def run(self) -> Iterator[int]:
        """Ask, and settle the answers; yield how many documents are done each time."""
        for part, documents in list(self._todo()):
            readings = self._readings(part, documents)
            while chunk := list(islice(readings, MOST)):
                helped_with = [worked for worked in map(self._ask, chunk) if worked is not None]
                if helped_with:
                    self._settle(part, helped_with)
                yield len(chunk)

    def _todo(self) -> Iterator[tuple[Part, list[str]]]:
        """Yield the documents of each part that lack this model's help; what failed is asked again."""
        if not self._store.files.exists():
            return
        for path in sorted(self._store.of("documents")):
            rows = parts.workshop().execute(
                f"SELECT document FROM {parts.reading([path])} SEMI JOIN (SELECT document FROM "
                f"{parts.reading([self._store.files])} WHERE state = 'present') USING (document) "
                "WHERE toolkit = $1 AND knowledge = $2 AND settings IS NOT DISTINCT FROM $3 "
                "AND (model IS DISTINCT FROM $4 OR prompts IS DISTINCT FROM $5 OR failed_passages > 0) "
                "ORDER BY document",
                list(self._edition.parts),
            )
            documents = [document for (document,) in rows.fetchall()]
            if documents:
                yield Part.of(path), documents

    def _readings(self, part: Part, documents: list[str]) -> Iterator[tuple[bytes, str]]:
        """Yield what the store keeps of some documents, with their paths; the part is about to be rewritten."""
        rows = parts.workshop().execute(
            f"SELECT reading, path FROM {parts.reading([self._store.path / 'readings' / part.name])} JOIN "
            f"(SELECT document, min(path) AS path FROM {parts.reading([self._store.files])} WHERE state = 'present' "
            "GROUP BY document) USING (document) WHERE document IN (SELECT unnest($1::VARCHAR[])) ORDER BY document",
            [documents],
        )
        yield from rows.fetchall()

    def _ask(self, kept: tuple[bytes, str]) -> Worked | None:
        """Ask about one document; None where the answers are still to come from a batch."""
        reading, path = kept
        worked = self._judge.work(restored(reading, name=path).document, self._model)
        assistance = worked.audited.assistance
        self._told(path, assistance)
        return None if assistance is not None and assistance.waits() else worked

    def _settle(self, part: Part, documents: list[Worked]) -> None:
        said = "\x1f".join(self._edition.key(worked.document.sha256) for worked in documents)
        # What a model is asked again has the same edition; its rows must not be taken for those they replace.
        name = f"part-{sha256(f'{part.name}|{said}'.encode()).hexdigest()[:16]}"
        with self._store.shard(name) as folder, Sheets(folder) as sheets:
            for worked in documents:
                for table, columns in columns_of(worked):
                    sheets.lay(table, columns)
            sheets.write(name)
            sign(folder, documents=[worked.document.sha256 for worked in documents])
        self._settling.publish(name, [part])
