"""A model that runs inside this process: llama.cpp's server on a port of loopback that the system chose."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from toolkit.errors import ModelFault

_CONTEXT = 8192  # tokens: the longest prompt, its passage and its answer
_PATIENCE = 300.0  # seconds until a loaded model is ready
_STEP = 0.2
_MAGIC = b"GGUF"
_SILENT = -1  # llama.cpp writes to our standard error otherwise


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Yield the address of a model's server, once it answers."""
    _admit(path)
    try:
        import xllamacpp  # type: ignore[import-untyped]
    except ImportError:
        raise ModelFault(
            "没有装本机模型的组件", f"--llm local:{path}", "请执行 pip install 'jixiao[local]'。"
        ) from None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = _CONTEXT
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.ui = False
    parameters.verbosity = _SILENT
    try:
        server = xllamacpp.Server(parameters)  # loads the model; nothing else runs meanwhile
    except Exception as error:
        raise ModelFault(f"模型载入失败（{type(error).__name__}）", str(path), "请换一个完整的 .gguf 文件。") from error
    base = server.listening_address
    try:
        _await(base, path)
        yield f"{base}/v1"
    finally:
        del server


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
