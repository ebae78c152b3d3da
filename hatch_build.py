"""Puts the compiled dictionary into the wheel."""

import runpy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEXICON = "toolkit/knowledge/lexicon.py"


class Compile(BuildHookInterface):
    """Compiles jieba's dictionary with the module that reads it, which needs nothing else of ours."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file and name it to the build; an editable installation makes its own at first use."""
        if version == "editable":
            return
        lexicon = runpy.run_path(str(Path(self.root, LEXICON)))
        source = lexicon["dictionary"]()
        if source is None:
            raise FileNotFoundError("jieba's dictionary, which the wheel is built with")
        self._folder = TemporaryDirectory()
        made = Path(self._folder.name, "lexicon.marisa")
        lexicon["save"](lexicon["compiled"](source), made)
        build_data["force_include"][str(made)] = str(Path(LEXICON).with_suffix(".marisa"))
        # The trie's layout is that of 64-bit little-endian machines, which all our platforms are.

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file."""
        if version != "editable":
            self._folder.cleanup()
