"""Parts in and out of the tables: a shard published, rows taken out, small parts put together.

Each step can break off anywhere. What was begun stands whole in `shards`, and `recover` ends it at the next run.
"""

import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from toolkit.archive import parts
from toolkit.archive.schema import TABLES
from toolkit.archive.store import Part, Store, sign, signed

LISTS = ("documents", "failures")
"""The tables that say which documents a part holds."""

FEW = 512
MANY = 1024
"""Parts of less than ``FEW`` documents are put together until they have about ``MANY``."""

SPARE, THIN = 8, 16
"""What is then left over waits for more, unless it is more than ``SPARE`` parts of less than ``THIN`` documents each.

Twenty parts of fifty documents take 3 in 100 more room than one, fourteen of eighteen 7, and some milliseconds longer
to ask; to put them together takes as long as three to eight documents.
"""


class Settling:
    """Publishes shards one after another, and remembers which part went into which."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._became: dict[Part, Part] = {}

    def publish(self, name: str, held_in: Iterable[Part] = ()) -> None:
        """Move the parts of a shard into the tables, in the place of the rows that its documents have there."""
        folder = self._store.shards / name
        manifest = signed(folder)
        for part in manifest.replaces:
            self._remove(part)
        for part in held_in:
            if part.file == f"{name}.parquet":  # of the same documents: what is not ours now is from before
                self._remove(part, but=manifest.files)
            else:
                self.drop(manifest.documents, part)
        for table in TABLES:
            for path in sorted((folder / table).glob("*/*.parquet")):
                target = self._store.path / table / path.parent.name / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
        shutil.rmtree(folder)
        self._store.desk(name).unlink(missing_ok=True)

    def drop(self, documents: Iterable[str], part: Part) -> None:
        """Take the rows of documents out of the part that holds them, or held them when this run began."""
        while part in self._became:
            part = self._became[part]
        there = parts.documents(self._store.path / table / part.name for table in LISTS)
        gone = there.intersection(documents)
        if gone == there:
            self._remove(part)
        elif gone:
            self.merge([part], gone)

    def merge(self, together: list[Part], without: Iterable[str] = ()) -> None:
        """Put one part in the place of several of the same year, leaving out the rows of some documents."""
        year, gone = together[0].year, sorted(without)
        said = "\x1f".join([*sorted(part.name for part in together), "", *gone])
        name = f"part-{sha256(said.encode()).hexdigest()[:16]}"
        merged = Part(f"{year}/{name}.parquet")
        with self._store.shard(name) as folder:
            found = {table: [self._store.path / table / part.name for part in together] for table in TABLES}
            sources = {table: there for table, paths in found.items() if (there := [*filter(Path.exists, paths)])}
            targets = {table: folder / table / merged.name for table in sources}
            for target in targets.values():
                target.parent.mkdir(parents=True)
            parts.rewrite(sources, targets, gone)
            sign(folder, replaces=together)
        self._became.update(dict.fromkeys(together, merged))
        self.publish(name)

    def recover(self) -> None:
        """End what an earlier run began, and clear away what it left."""
        store = self._store
        store.clear()
        waiting = {path.name: signed(path) for path in sorted(store.shards.iterdir())}
        for name, manifest in waiting.items():
            if manifest.replaces:
                self.publish(name)
        for name, manifest in waiting.items():
            if not manifest.replaces:
                self.publish(name, self._holding(manifest.documents))
        for part in store.parts():
            if not any((store.path / table / part.name).exists() for table in LISTS):
                self._remove(part)

    def compact(self) -> None:
        """Put small parts together, year by year."""
        years: dict[str, list[tuple[Part, int]]] = {}
        for part, size in sorted(self._sizes().items()):
            if size < FEW:
                years.setdefault(part.year, []).append((part, size))
        for small in years.values():
            for group in together(small):
                self.merge(group)

    def _sizes(self) -> dict[Part, int]:
        """Return how many documents each part holds."""
        paths = [path for table in LISTS for path in self._store.of(table)]
        if not paths:
            return {}
        found = parts.workshop().execute(
            f"SELECT filename, count(*) FROM {parts.reading(paths, names=True)} GROUP BY filename"
        )
        sizes: dict[Part, int] = {}
        for path, size in found.fetchall():
            part = Part.of(Path(path))
            sizes[part] = sizes.get(part, 0) + size
        return sizes

    def _holding(self, documents: Iterable[str]) -> list[Part]:
        """Return the parts that hold rows of some documents."""
        paths = [path for table in LISTS for path in self._store.of(table)]
        if not paths:
            return []
        found = parts.workshop().execute(
            f"SELECT DISTINCT filename FROM {parts.reading(paths, names=True)} "
            "WHERE document IN (SELECT unnest($1::VARCHAR[]))",
            [list(documents)],
        )
        return sorted({Part.of(Path(path)) for (path,) in found.fetchall()})

    def _remove(self, part: Part, but: frozenset[str] = frozenset()) -> None:
        """Take a part away: without the lists of its documents, what is left of it belongs to nobody."""
        for table in [*reversed(LISTS), *TABLES]:
            file = f"{table}/{part.name}"
            if file not in but:
                (self._store.path / file).unlink(missing_ok=True)


def together(small: list[tuple[Part, int]]) -> Iterator[list[Part]]:
    """Yield parts that make one together; what is left over waits for more."""
    group: list[Part] = []
    total = 0
    for part, size in small:
        group.append(part)
        total += size
        if total >= MANY:
            yield group
            group, total = [], 0
    if len(group) > max(SPARE, total // THIN):
        yield group
