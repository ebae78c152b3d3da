"""A model that runs on this machine for one run of ours: llama.cpp's server in a child of this process, on loopback.

In a child, because a server inside this very process cannot be ended for certain, keeps Ctrl-C waiting while a model
loads, and takes the whole run with it when a file upsets it. The child ends with us, however we end.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path

from toolkit.errors import ModelFault

_CONTEXT = 8192  # tokens: the longest prompt, its passage and its answer
_PATIENCE = 300.0  # seconds for a model to load, and again until it is ready
_STEP = 0.2
_LAST_BREATH = 5.0  # seconds to end by itself
_MAGIC = b"GGUF"
_SILENT = -1  # llama.cpp writes to our standard error otherwise


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Yield the address of a model's server, once it answers."""
    _admit(path)
    if find_spec("xllamacpp") is None:
        raise ModelFault("没有装本机模型的组件", f"--llm local:{path}", "请执行 pip install 'jixiao[local]'。")
    command = [sys.executable, "-c", "from toolkit.llm.local import serve; serve()", str(path)]
    here = str(Path(__file__).parents[2])
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))},
        start_new_session=True,  # Ctrl-C is for us; we end the child ourselves
    )
    try:
        too_long = threading.Timer(_PATIENCE, child.kill)
        too_long.start()
        try:
            base = _address(child, path)
        finally:
            too_long.cancel()
        _await(base, path)
        yield f"{base}/v1"
    finally:
        _end(child)


def serve() -> None:
    """Be the child: load the model named on the command line, say where it answers, and end when nobody listens."""
    import xllamacpp  # type: ignore[import-untyped]

    threading.Thread(target=_end_with_parent, daemon=True).start()
    parameters = xllamacpp.CommonParams()
    parameters.model.path = sys.argv[1]
    parameters.n_ctx = _CONTEXT
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.ui = False
    parameters.verbosity = _SILENT
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    threading.Event().wait()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # to its end: the other side is closed, or gone
    os._exit(0)


def _address(child: subprocess.Popen[bytes], path: Path) -> str:
    """Return where the child answers; it says so when the model is loaded."""
    assert child.stdout is not None
    said = child.stdout.readline().decode().strip()
    if not said.startswith("http://"):
        raise ModelFault("模型载入失败", str(path), "请换一个完整的 .gguf 文件。")
    return said


def _end(child: subprocess.Popen[bytes]) -> None:
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            stream.close()
    try:
        child.wait(_LAST_BREATH)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _admit(path: Path) -> None:
    """Refuse what is no model: llama.cpp would wait for a pipe for ever, and end the process over some files."""
    if path.exists() and not path.is_file():
        raise ModelFault("不是文件", str(path), "请给出一个 .gguf 文件。")
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise ModelFault("模型文件打不开", str(path), "请检查路径与权限。") from error
    if magic != _MAGIC:
        raise ModelFault("不是 GGUF 模型文件", str(path), "请换一个 .gguf 文件。")


def _await(base: str, path: Path) -> None:
    """Wait until the model says that it is ready."""
    address = base.removeprefix("http://")
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if _healthy(address):
            return
        time.sleep(_STEP)
    raise ModelFault("模型迟迟没有就绪", str(path), "请换一个小一些的模型。")


def _healthy(address: str) -> bool:
    # Not urllib: that would ask a proxy for our own machine, where one is set.
    connection = HTTPConnection(address, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()
