"""Answers remembered on disk, by everything that went into them.

A second run over the same text with the same prompts makes no call, and prints the same bytes.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigurationFault

_WAIT = 10_000  # milliseconds that one process waits for another that is writing


def key_of(request: dict[str, Any]) -> str:
    """Return the name of an answer: a digest of the whole request."""
    return sha256(json.dumps(request, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Cache:
    """A table of answers in one SQLite file, shared by all runs and processes.

    A file that cannot be opened or written is told once, as a configuration fault: to pay twice in silence is worse.
    """

    def __init__(self, path: Path) -> None:
        import peewee

        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._fault(error) from error
        self._database = peewee.SqliteDatabase(
            str(path), pragmas={"journal_mode": "wal", "synchronous": "normal", "busy_timeout": _WAIT}
        )

        class Answer(peewee.Model):
            key = peewee.CharField(primary_key=True)
            body = peewee.TextField()

            class Meta:
                database = self._database
                table_name = "answers"
                without_rowid = True

        self._answers = Answer
        with self._guarded():
            self._database.create_tables([Answer])

    def get(self, key: str) -> dict[str, Any] | None:
        """Return a remembered answer."""
        with self._guarded():
            found = self._answers.get_or_none(self._answers.key == key)
        return None if found is None else json.loads(found.body)

    def put(self, key: str, body: dict[str, Any]) -> None:
        """Remember an answer."""
        with self._guarded():
            self._answers.insert(key=key, body=json.dumps(body, ensure_ascii=False)).on_conflict_replace().execute()

    def put_all(self, answers: Mapping[str, dict[str, Any]]) -> None:
        """Remember many answers, all of them or none."""
        with self._guarded(), self._database.atomic():
            for key, body in answers.items():
                self.put(key, body)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        from peewee import DatabaseError, InterfaceError

        try:
            yield
        except (DatabaseError, InterfaceError, OSError) as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> ConfigurationFault:
        return ConfigurationFault(
            f"不能存取模型回答（{type(error).__name__}）", str(self.path), "请检查权限与磁盘，或加 --no-cache。"
        )


def default_path() -> Path:
    """Return where answers are remembered for this user."""
    from platformdirs import user_cache_path

    return user_cache_path("jixiao") / "answers.sqlite"
