"""A model that runs inside this process: llama.cpp's server on a port of loopback that the system chose."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import ModelFault

_CONTEXT = 8192  # tokens: the longest prompt, its passage and its answer
_PATIENCE = 300.0  # seconds for a model to load
_STEP = 0.2
_MAGIC = b"GGUF"


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
    parameters.hostname = "127.0.0.1"
    parameters.port = _free_port()
    try:
        server = xllamacpp.Server(parameters)
    except Exception as error:
        raise ModelFault(f"模型载入失败（{type(error).__name__}）", str(path), "请换一个完整的 .gguf 文件。") from error
    base = f"http://127.0.0.1:{parameters.port}"
    try:
        _await(base, path)
        yield f"{base}/v1"
    finally:
        del server


def _admit(path: Path) -> None:
    """Refuse what is no model before llama.cpp ends the process over it."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise ModelFault("模型文件打不开", str(path), "请检查路径与权限。") from error
    if magic != _MAGIC:
        raise ModelFault("不是 GGUF 模型文件", str(path), "请换一个 .gguf 文件。")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(base: str, path: Path) -> None:
    """Wait until the model is loaded; its port opens long before."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{base}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(_STEP)
    raise ModelFault("模型迟迟没有就绪", str(path), "请换一个小一些的模型。")
