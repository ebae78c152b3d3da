"""Every module is short, says what it is for, and is named for its subject."""

import ast
import importlib
import re

import pytest

from tests.architecture.tree import ROOT, modules, parsed

each_module = pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
NO_SUBJECT = re.compile(r"(utils?|helpers?|common|base|managers?|misc|handlers?|processors?|v\d+)$")


@each_module
def test_is_at_most_400_lines_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@each_module
def test_says_what_it_is_for(path):
    assert (ast.get_docstring(parsed(path)) or "").strip()


@each_module
def test_is_named_for_its_subject(path):
    names = path.relative_to(ROOT).with_suffix("").parts
    assert [name for name in names if any(NO_SUBJECT.fullmatch(word) for word in name.split("_"))] == []


@each_module
def test_all_is_what_is_public(path):
    """`__all__` names what exists, and in a package every function and class that is made there for others."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    stated = getattr(module, "__all__", [])
    assert len(stated) == len(set(stated))
    assert [name for name in stated if not hasattr(module, name)] == []
    if path.name == "__init__.py":
        made = {node.name for node in parsed(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert {name for name in made if not name.startswith("_")} <= set(stated)


def test_every_folder_with_modules_is_a_package():
    assert [path.parent for path in modules() if not (path.parent / "__init__.py").is_file()] == []
