"""The file in which a run notes what it gave to an endpoint's Batch API, so that the next one can fetch it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.errors import ConfigurationFault, reason


class Sent(BaseModel):
    """Questions that were uploaded as one file; ``id`` is their batch's, once it is known that there is one."""

    model_config = ConfigDict(extra="forbid")

    file: str
    id: str | None = None
    status: str = "uploaded"
    collected: bool = False
    keys: list[str]


class State(BaseModel):
    """All that was sent to one endpoint."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["jixiao.batch"] = "jixiao.batch"
    version: Literal[1] = 1
    base_url: str
    batches: list[Sent] = []


def load(path: Path, base_url: str) -> State:
    """Read the file; where there is none, begin."""
    try:
        state = State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise ConfigurationFault("目录不存在", str(path.parent), "请先建立目录，或换一个地方。") from None
        return State(base_url=base_url)
    except OSError as error:
        raise ConfigurationFault(
            f"批处理记录读不了（{reason(error)}）", str(path), "请检查权限，或换一个文件名。"
        ) from error
    except ValidationError:
        raise ConfigurationFault("不是批处理记录", str(path), "请给 --llm-batch 换一个文件名。") from None
    if state.base_url != base_url:
        raise ConfigurationFault("是在另一个地址提交的", str(path), f"请把地址设回 {state.base_url}，或换一个文件名。")
    return state


def save(state: State, path: Path) -> None:
    """Put the whole new file in the place of the old one, on disk before anything further is done."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(state.model_dump_json(indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise ConfigurationFault(
            f"批处理记录写不了（{reason(error)}）", str(path), "请检查权限与磁盘，或换一个文件名。"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


@contextmanager
def held(path: Path, folder: Path) -> Iterator[None]:
    """Keep the file to this process: two runs at once would send the same questions twice."""
    try:
        import fcntl
    except ImportError:  # not on this system
        yield
        return
    name = sha256(str(path.resolve()).encode()).hexdigest()[:16]
    with (folder / f"batch-{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigurationFault("另一个 jixiao 正在用这份批处理记录", str(path), "请等它结束再试。") from None
        yield
