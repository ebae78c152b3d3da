"""Pages that are generated from the code are what the code says now."""

import importlib.util
import json
import tomllib
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT
from toolkit.audit import catalogue
from toolkit.audit.project import Project
from toolkit.audit.settings import Options, Settings, Table, WaiverEntry
from toolkit.report.manual import marked_up

EXAMPLE = ROOT / "examples/jixiao.toml"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tables() -> list[type[Table]]:
    return [Settings, WaiverEntry, *(type(options) for _, options in Options())]


def keys(table: type[Table]) -> dict[str, dict]:
    return table.model_json_schema()["properties"]


def test_the_pages_of_the_checks_are_fresh(generate):
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs/checks").glob("*.md")}
    assert pages == {check.code: marked_up(check) for check in catalogue()}


def test_the_page_of_the_settings_is_fresh(generate):
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert generate.settings() in page


def test_the_page_of_the_archive_is_fresh(generate):
    page = (ROOT / "docs/archive.md").read_text(encoding="utf-8")
    assert generate.archive_tables() in page


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
def test_every_setting_is_described(generate, table):
    page = generate.settings()
    for key, value in keys(table).items():
        assert value["description"].strip()
        assert f"| `{key}` |" in page


def test_the_example_of_settings_is_read_and_shows_every_table():
    project = Project.of(EXAMPLE, catalogue())
    for key in (None, *project.settings.organization):
        assert project.terms(key, catalogue()).checks
    shown = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert set(keys(Settings)) - set(shown) == {"select", "knowledge", "rubric"}
    assert set(keys(WaiverEntry)) == set(shown["waiver"][0])
    assert set(shown["checks"]) == set(keys(Options))
    for code, options in shown["checks"].items():
        shape = json.dumps(Options.model_json_schema(), ensure_ascii=False)
        assert code in shape
        assert all(f'"{key}"' in shape for key in options)
