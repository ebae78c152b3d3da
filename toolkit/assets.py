"""Find the prompts and templates, which stand beside the package in a checkout and inside it in a wheel."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal


def assets(kind: Literal["prompts", "templates"]) -> Traversable:
    """Return the folder of one kind of asset."""
    shipped = files("toolkit") / kind
    return shipped if shipped.is_dir() else Path(__file__).parents[1] / kind
