"""Questions for OpenAI's Batch API: at a lower price, answered within a day, and never sent twice.

A run with a batch makes no single calls. What has no remembered answer is collected over all documents and sent off
at the end; what earlier runs sent is fetched at the beginning and remembered. Each step is noted on disk before the
next one is taken:

    upload the questions → note the file → make its batch → note the batch → … → remember the answers → note that

A run that is killed between two of them leaves either what the next run does again at no cost (an upload, a download)
or a file without a batch; then the endpoint is asked first whether it has made one of it.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Literal

import openai
from openai.types import Batch as Made
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from toolkit.errors import ModelFault
from toolkit.llm.batch_state import Sent, held, load, save
from toolkit.llm.cache import Cache
from toolkit.llm.endpoint import Endpoint
from toolkit.llm.faults import told, told_status
from toolkit.llm.said import Said, said_in
from toolkit.records.assistance import WAITING

MOST = 50_000
"""Questions of one batch (OpenAI's limit)."""
LARGEST = 200_000_000
"""Bytes of its file (OpenAI's limit)."""
_URL: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_ENDED = {"completed", "failed", "expired", "cancelled"}
_EXPIRED = "batch_expired"
_WITHOUT = {
    "completed": "批处理没有给出回答",
    "failed": "批处理没有通过模型一端的检查",
    "cancelled": "批处理被取消了",
}
"""What became of a question that its batch brought no answer to. One that had no time (expired) is sent again."""
_SECONDS = 600  # for a file of 200 MB


@dataclass(slots=True)
class _Parcel:
    """The questions of one file, on disk as they come."""

    file: IO[bytes] = field(default_factory=TemporaryFile)
    keys: list[str] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the questions are: sent by this run, still at the endpoint, fetched by this run."""

    sent: int
    waiting: int
    fetched: int


class Batch:
    """Questions given away and fetched later; ``path`` notes which."""

    def __init__(self, path: Path, endpoint: Endpoint, cache: Cache, most: int = MOST, largest: int = LARGEST) -> None:
        self.path, self.endpoint, self.cache = path, endpoint, cache
        self.most, self.largest = most, largest
        self.state = load(path, endpoint.base_url)
        self._where = {key: sent for sent in self.state.batches for key in sent.keys}
        self._parcels: list[_Parcel] = []
        self._collecting: set[str] = set()
        self._sent = self._fetched = 0

    @classmethod
    @contextmanager
    def opened(cls, path: Path, endpoint: Endpoint, cache: Cache) -> Iterator["Batch"]:
        """Yield the batch with everything fetched that there is; no other process has the same one meanwhile."""
        with held(path, cache.path.parent):
            batch = cls(path, endpoint, cache)
            try:
                batch.fetch()
                yield batch
            finally:
                for parcel in batch._parcels:
                    parcel.file.close()

    @property
    def progress(self) -> Progress:
        """Where the questions are."""
        waiting = sum(len(sent.keys) for sent in self.state.batches if not sent.collected)
        return Progress(self._sent, waiting, self._fetched)

    def fetch(self) -> None:
        """Ask how far the batches are, and remember what the finished ones brought."""
        if not self.state.batches:
            return
        with self._connected() as connection:
            for sent in self.state.batches:
                if sent.id is None:
                    self._make(connection, sent)
                # What is noted as collected, but no longer remembered, is collected again.
                if sent.collected and all(self.cache.get(self._name(sent, key)) for key in sent.keys[:1]):
                    continue
                made = connection.batches.retrieve(sent.id or "")
                sent.status = made.status
                if made.status in _ENDED:
                    self._collect(connection, sent, made)
                save(self.state, self.path)

    def answer(self, key: str) -> Said | str | None:
        """Return an answer, or in words why there is none; None where nobody has asked yet."""
        if key in self._collecting:
            return WAITING
        sent = self._where.get(key)
        if sent is None:
            return None
        if not sent.collected:
            return WAITING
        found = self.cache.get(self._name(sent, key))
        if found is None:
            return _WITHOUT["completed"]
        return found["failure"] if "failure" in found else Said(**found)

    def add(self, key: str, body: dict[str, Any]) -> None:
        """Take a question in; it is sent by `submit`."""
        request = {"custom_id": key, "method": "POST", "url": _URL, "body": body}
        line = json.dumps(request, ensure_ascii=False).encode() + b"\n"
        full = not self._parcels or len(self._parcels[-1].keys) >= self.most
        if full or self._parcels[-1].size + len(line) > self.largest:
            self._parcels.append(_Parcel())
        parcel = self._parcels[-1]
        parcel.file.write(line)
        parcel.keys.append(key)
        parcel.size += len(line)
        self._collecting.add(key)

    def submit(self) -> None:
        """Send what was collected."""
        if not self._parcels:
            return
        with self._connected() as connection:
            for parcel in self._parcels:
                parcel.file.seek(0)
                upload = (f"{self.path.stem}.jsonl", parcel.file, "application/jsonl")
                file = connection.files.create(file=upload, purpose="batch")
                sent = Sent(file=file.id, keys=parcel.keys)
                self.state.batches.append(sent)
                save(self.state, self.path)
                self._create(connection, sent)
                self._sent += len(sent.keys)
        self._where.update((key, sent) for sent in self.state.batches for key in sent.keys)

    def _make(self, connection: openai.OpenAI, sent: Sent) -> None:
        """Find the batch of an uploaded file that a run was about to make; make it where it did not come to that."""
        made = next((made for made in connection.batches.list(limit=100) if made.input_file_id == sent.file), None)
        if made is None:
            self._create(connection, sent)
        else:
            self._note(sent, made)

    def _create(self, connection: openai.OpenAI, sent: Sent) -> None:
        # Never tried again by itself: where only the answer was lost, there would be two.
        once = connection.with_options(max_retries=0)
        self._note(sent, once.batches.create(completion_window="24h", endpoint=_URL, input_file_id=sent.file))

    def _note(self, sent: Sent, made: Made) -> None:
        sent.id, sent.status = made.id, made.status
        save(self.state, self.path)

    def _collect(self, connection: openai.OpenAI, sent: Sent, made: Made) -> None:
        """Remember what a finished batch brought: answers in any order, errors, and what is missing."""
        asked, found = set(sent.keys), dict[str, Said | str]()
        for file in (made.output_file_id, made.error_file_id):
            lines = connection.files.content(file).iter_lines() if file else ()
            for key, answer in _answers(lines):
                if key in asked:
                    found.setdefault(key, answer)
        missing = [key for key in sent.keys if key not in found]
        if made.status == "expired":
            sent.keys = [key for key in sent.keys if key in found]
            for key in missing:
                self._where.pop(key, None)
        else:
            found.update(dict.fromkeys(missing, _WITHOUT.get(made.status, _WITHOUT["completed"])))
        self.cache.put_all({self._name(sent, key): _kept(answer) for key, answer in found.items()})
        self._fetched += len(found)
        sent.collected = True

    @staticmethod
    def _name(sent: Sent, key: str) -> str:
        """Name an answer as this batch's: an unusable one must not stand in the way of a direct call."""
        return f"{sent.id}:{key}"

    @contextmanager
    def _connected(self) -> Iterator[openai.OpenAI]:
        base_url, api_key = self.endpoint.base_url, self.endpoint.api_key
        with openai.OpenAI(base_url=base_url, api_key=api_key, timeout=_SECONDS) as connection:
            try:
                yield connection
            except openai.OpenAIError as error:
                todo = "请检查 JIXIAO_LLM_BASE_URL、JIXIAO_LLM_API_KEY，稍后再运行同一命令；已提交的不会重复提交。"
                raise ModelFault(f"批处理没有办成（{told(error)}）", f"--llm-batch {self.path}", todo) from None


def _kept(answer: Said | str) -> dict[str, Any]:
    return {"failure": answer} if isinstance(answer, str) else answer.kept()


def _answers(lines: Iterable[str]) -> Iterator[tuple[str, Said | str]]:
    """Read the lines of an output or error file; what is no answer to anything is passed over."""
    for line in lines:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        key = found.get("custom_id") if isinstance(found, dict) else None
        answer = _answer(found) if isinstance(key, str) else None
        if isinstance(key, str) and answer is not None:
            yield key, answer


def _answer(line: dict[str, Any]) -> Said | str | None:
    """Read one line: an answer, why there is none, or None where it was not asked for want of time."""
    response, error = line.get("response"), line.get("error")
    if isinstance(error, dict) and error.get("code") == _EXPIRED:
        return None
    if not isinstance(response, dict):
        return _WITHOUT["completed"]
    if response.get("status_code") != 200:
        return told_status(response.get("status_code"))
    try:
        completion = ChatCompletion.model_validate(response.get("body"))
        return said_in(completion, batch=True)
    except (ValidationError, IndexError):
        return "回答不是模型的回答"
