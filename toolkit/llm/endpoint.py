"""Where a model answers: its name, its address and key, and how it takes a shape for its answer."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from toolkit.errors import ModelFault

BASE_URL = "JIXIAO_LLM_BASE_URL"
API_KEY = "JIXIAO_LLM_API_KEY"
MODE = "JIXIAO_LLM_MODE"
_AWAY, _AT_HOME = 120.0, 600.0
"""Seconds for an answer; two cores of a desk read about 60 tokens in one, and write ten."""


class Mode(StrEnum):
    """How an endpoint is told the shape of an answer; each is a mode of instructor's."""

    JSON_SCHEMA = "json_schema"  # decoding is held to the schema (vLLM, Ollama, llama.cpp, OpenAI)
    JSON = "json"  # any JSON; the schema stands in the prompt (DeepSeek, Qwen)
    MD_JSON = "md_json"  # free text with a block of JSON: any endpoint at all
    TOOLS = "tools"  # a call of a function


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A model at an OpenAI-compatible address; an answer may take it so many ``seconds``."""

    model: str
    base_url: str
    api_key: str
    mode: Mode
    seconds: float = _AWAY


def endpoint(model: str, modes: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> Endpoint:
    """Return where a model of that name answers, by the environment.

    ``modes`` maps the beginnings of models' names to the mode that their makers' endpoints need; the same model on
    this machine or in this house needs none of it.
    """
    base_url = environment.get(BASE_URL, "").strip()
    if not base_url:
        raise ModelFault(
            "没有设置模型的地址", f"--llm {model}", f"请设置环境变量 {BASE_URL}，如 http://127.0.0.1:8080/v1。"
        )
    if not base_url.startswith(("http://", "https://")):
        raise ModelFault(f"“{base_url}”不是网址", BASE_URL, "请写成 http://127.0.0.1:8080/v1 的样子。")
    at_home = _at_home(base_url)
    return Endpoint(
        model=model,
        base_url=base_url,
        api_key=environment.get(API_KEY, "").strip() or "-",
        # Makers' endpoints differ; what people run themselves (vLLM, Ollama, llama.cpp) holds every model to a schema.
        mode=_mode(model, {} if at_home else modes, environment.get(MODE, "").strip()),
        seconds=_AT_HOME if at_home else _AWAY,
    )


@contextmanager
def reached(model: str, modes: Mapping[str, str]) -> Iterator[Endpoint]:
    """Yield where a model answers; one to run in this process (``local:PATH``) is started, and stopped at the end."""
    path = model.removeprefix("local:")
    if path == model:
        yield endpoint(model, modes)
        return
    from toolkit.llm.local import serving

    with serving(Path(path)) as base_url:
        yield Endpoint(model=model, base_url=base_url, api_key="-", mode=Mode.JSON_SCHEMA, seconds=_AT_HOME)


def _at_home(base_url: str) -> bool:
    """Tell whether an address is this machine's, or one of a private network."""
    host = urlsplit(base_url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False


def _mode(model: str, modes: Mapping[str, str], stated: str) -> Mode:
    name = stated or next((mode for start, mode in modes.items() if model.lower().startswith(start)), "json_schema")
    try:
        return Mode(name)
    except ValueError:
        raise ModelFault(f"没有“{name}”这种方式", MODE, f"可用：{'、'.join(Mode)}。") from None
