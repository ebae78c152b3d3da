"""OpenAI's Batch API on loopback, a real HTTP server: files in by multipart, batches, files out as JSON Lines."""

import email
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.unit.llm.endpoint import completion

Line = dict[str, Any]


def answered(content: str, finish: str = "stop") -> Callable[[Line], Line]:
    """Answer a request of a batch with a completion."""
    body = json.loads(completion(content, finish)[2])
    return lambda line: {
        "id": "r",
        "custom_id": line["custom_id"],
        "response": {"status_code": 200, "request_id": "q", "body": body},
        "error": None,
    }


def erring(status: int) -> Callable[[Line], Line]:
    """Answer a request of a batch with an error, in words that nobody may see again."""
    body = {"error": {"message": "SECRET WORDS"}}
    return lambda line: {
        "id": "r",
        "custom_id": line["custom_id"],
        "response": {"status_code": status, "request_id": "q", "body": body},
        "error": None,
    }


ONE_ROW = answered('{"rows": [["甲", "乙"]]}')


@dataclass
class BatchEndpoint:
    """``files`` and ``batches`` as the endpoint keeps them; ``calls`` counts them by kind.

    ``loses`` names kinds of calls whose next answer is lost on its way, though they were carried out; the answer to
    those that ``stalls`` names never comes.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    loses: list[str] = field(default_factory=list)
    stalls: str | None = None
    stalled: threading.Event = field(default_factory=threading.Event)
    refuses: int | None = None
    base_url: str = ""

    def requests(self, batch: str | None = None) -> list[Line]:
        """Return the requests of one batch, or of all, in order."""
        sources = [self.batches[batch]] if batch else self.batches.values()
        return [json.loads(line) for one in sources for line in self.files[one["input_file_id"]].splitlines()]

    def end(
        self,
        status: str = "completed",
        answer: Callable[[Line], Line | None] = ONE_ROW,
        junk: bytes = b"",
    ) -> None:
        """End all batches that still run; the answers stand in the reverse of the questions' order."""
        for name, batch in self.batches.items():
            if batch["status"] not in {"validating", "in_progress", "finalizing"}:
                continue
            found = [line for request in reversed(self.requests(name)) if (line := answer(request))]
            good = [line for line in found if line["response"] and line["response"]["status_code"] == 200]
            bad = [line for line in found if line not in good]
            batch["status"] = status
            for kind, lines, extra in (("output", good, junk), ("error", bad, b"")):
                if lines or extra:
                    self.files[f"file-{kind}-{name}"] = extra + b"".join(json.dumps(x).encode() + b"\n" for x in lines)
                    batch[f"{kind}_file_id"] = f"file-{kind}-{name}"

    def upload(self, content_type: str, body: bytes) -> dict[str, Any]:
        """Take a file in."""
        message = email.message_from_bytes(f"content-type: {content_type}\r\n\r\n".encode() + body, policy=HTTP)
        parts = {part.get_param("name", header="content-disposition"): part for part in message.iter_parts()}
        assert parts["purpose"].get_content() == "batch"
        assert parts["file"].get_filename().endswith(".jsonl")
        name = f"file-{len(self.files) + 1}"
        self.files[name] = parts["file"].get_payload(decode=True)
        size = len(self.files[name])
        return {
            "id": name, "object": "file", "bytes": size, "created_at": 1, "filename": "a", "purpose": "batch",
            "status": "processed",
        }  # fmt: skip

    def carried_out(self, call: str, headers: Message, body: bytes) -> tuple[str, bytes | None]:
        """Carry a call out; return its kind, and what is answered."""
        if self.refuses:
            return "refused", b""
        if call == "POST /v1/files":
            return "upload", json.dumps(self.upload(headers["content-type"], body)).encode()
        if call == "POST /v1/batches":
            return "create", json.dumps(self.create(json.loads(body))).encode()
        if call == "GET /v1/batches":
            page = {"object": "list", "data": [*self.batches.values()][::-1], "has_more": False}
            return "list", json.dumps(page).encode()
        if found := re.fullmatch(r"GET /v1/files/([\w-]+)/content", call):
            return "download", self.files.get(found[1])
        found = re.fullmatch(r"GET /v1/batches/(\w+)", call)
        batch = self.batches.get(found[1]) if found else None
        return "retrieve", json.dumps(batch).encode() if batch else None

    def create(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Make a batch of a file."""
        assert asked["endpoint"] == "/v1/chat/completions"
        assert asked["completion_window"] == "24h"
        name = f"batch_{len(self.batches) + 1}"
        self.batches[name] = {
            **asked, "id": name, "object": "batch", "created_at": 1, "status": "validating",
            "output_file_id": None, "error_file_id": None,
        }  # fmt: skip
        return self.batches[name]


@contextmanager
def serving_batches() -> Iterator[BatchEndpoint]:
    """Serve till the end of the block."""
    endpoint = BatchEndpoint()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["content-length"])))

        def _answer(self, body: bytes) -> None:
            with lock:
                kind, content = endpoint.carried_out(
                    f"{self.command} {self.path.partition('?')[0]}", self.headers, body
                )
                endpoint.calls[kind] += 1
                if kind in endpoint.loses:
                    endpoint.loses.remove(kind)
                    self.connection.close()
                    return
            if kind == endpoint.stalls:
                endpoint.stalled.set()
                time.sleep(30)
            status = endpoint.refuses or (200 if content is not None else 404)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            content = content if status == 200 and content is not None else b'{"error": {"message": "SECRET WORDS"}}'
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # whoever asked may have gone away
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    endpoint.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
