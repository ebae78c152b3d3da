"""A model's real answers kept in a file, and given again: a server on loopback that speaks as the model did.

The file holds digests of what was asked and the words of the answers, one a line; of the texts it holds what the
answers quote. A prompt that changed is another question: there is no answer to it, and that is said.
"""

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

KEPT = ("messages", "max_tokens", "seed", "response_format")
"""What makes a question another one; the rest is how the client of the day puts it."""
PATIENCE = 900  # seconds for one answer, when it is recorded


@dataclass
class Recording:
    """Answers by question, in a file of JSON lines; ``missed`` counts the questions that nobody had put before.

    ``given`` is what each answer took that was given since.
    """

    path: Path
    upstream: str | None = None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    missed: int = 0
    given: list[dict[str, int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Read what was recorded before."""
        if self.path.exists():
            lines = self.path.read_text(encoding="utf-8").splitlines()
            self.answers = {line["question"]: line["answer"] for line in map(json.loads, lines)}

    def answer(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer to a question: recorded, or fetched now and recorded; None where there is none."""
        answer = self._answer(body)
        if answer:
            with self.lock:
                self.given.append(answer["usage"])
        return answer

    def _answer(self, body: dict[str, Any]) -> dict[str, Any] | None:
        question = digest(body)
        if question in self.answers:
            return self.answers[question]
        if self.upstream is None:
            with self.lock:
                self.missed += 1
            return None
        answer = _bare(_fetched(self.upstream, body))
        with self.lock, self.path.open("a", encoding="utf-8") as file:
            self.answers[question] = answer
            file.write(json.dumps({"question": question, "answer": answer}, ensure_ascii=False) + "\n")
        return answer


def digest(body: dict[str, Any]) -> str:
    """Return the name of a question."""
    kept = {key: body.get(key) for key in KEPT}
    return sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]


@contextmanager
def speaking(recording: Recording) -> Iterator[str]:
    """Serve a recording till the end of the block, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            answer = recording.answer(body)
            status = 200 if answer else 422
            content = json.dumps(answer or {"error": {"message": "not recorded"}}).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _fetched(upstream: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{upstream.rstrip('/')}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json", "authorization": "Bearer -"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def _bare(answer: dict[str, Any]) -> dict[str, Any]:
    """Keep of an answer what it says, why it ended and what it took."""
    choice = answer["choices"][0]
    usage = answer["usage"]
    return {
        "id": "recorded",
        "object": "chat.completion",
        "created": 0,
        "model": "recorded",
        "choices": [
            {
                "index": 0,
                "finish_reason": choice["finish_reason"],
                "message": {"role": "assistant", "content": choice["message"]["content"]},
            }
        ],
        "usage": {key: usage[key] for key in ("prompt_tokens", "completion_tokens", "total_tokens")},
    }
