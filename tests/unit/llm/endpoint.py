"""An OpenAI-compatible endpoint on loopback, a real HTTP server that answers as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


def completion(content: str | None, finish: str = "stop", **message: Any) -> Answer:
    """Answer with a completion as OpenAI words it."""
    body = {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
        ],
        "usage": {"prompt_tokens": 70, "completion_tokens": 30, "total_tokens": 100},
    }
    return 200, {}, json.dumps(body).encode()


def give(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send an answer."""
    status, headers, content = answer
    handler.send_response(status)
    for name, value in {"content-type": "application/json", **headers}.items():
        handler.send_header(name, value)
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def rows(*found: list[str]) -> Answer:
    """Answer with rows."""
    return completion(json.dumps({"rows": found}, ensure_ascii=False))


def refusal(status: int, **headers: str) -> Answer:
    """Answer with an error, in words that nobody may see again."""
    return status, {k.replace("_", "-"): v for k, v in headers.items()}, b'{"error": {"message": "SECRET WORDS"}}'


@dataclass
class Endpoint:
    """What was asked, and what is answered to the n-th question (the last one to all that follow).

    An answer may be a function of the handler, which finds the question in its ``asked``.
    """

    answers: list[Answer | Callable[[BaseHTTPRequestHandler], None]]
    asked: list[dict[str, Any]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    base_url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def texts(self) -> str:
        """Return everything that was ever sent, as one string."""
        return json.dumps(self.asked, ensure_ascii=False)


@contextmanager
def serving(*answers: Answer | Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Endpoint]:
    """Serve the answers till the end of the block."""
    endpoint = Endpoint(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with endpoint.lock:
                endpoint.asked.append(body)
                endpoint.at.append(time.monotonic())
                answer = endpoint.answers[min(len(endpoint.asked), len(endpoint.answers)) - 1]
            self.asked = body
            if callable(answer):
                answer(self)
                return
            give(self, answer)

        def log_message(self, *_: Any) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # whoever asked may have gone away
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    endpoint.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.connection.close()


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent, and close the connection."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"id": "c", "object": "chat.comp')
    handler.wfile.flush()
    handler.connection.close()


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, so that no wait for the next one ever runs out."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.end_headers()
    try:
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Take the question and say nothing."""
    time.sleep(5)
    handler.connection.close()
