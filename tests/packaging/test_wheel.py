"""The wheel, built and installed as a stranger would, without a network."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import toolkit

ROOT = Path(__file__).parents[2]


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command], check=False, cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the source distribution, and from it the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel alone; its dependencies are lent by this environment, ours without our own checkout."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    python = home / "bin/python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=home)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def test_carries_knowledge_prompts_and_templates(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        *(f"toolkit/{path.relative_to(ROOT)}" for kind in ("prompts", "templates") for path in files(ROOT / kind)),
        *(str(path.relative_to(ROOT)) for path in files(ROOT / "toolkit") if path.suffix in {".py", ".toml"}),
    }
    assert expected - carried == set()
    assert any(name.startswith("toolkit/knowledge/") and name.endswith(".toml") for name in carried)


def test_carries_the_compiled_dictionary(wheel, installed):
    assert "toolkit/knowledge/lexicon.marisa" in zipfile.ZipFile(wheel).namelist()
    ask = "from toolkit.knowledge import lexicon; lexicon.dictionary = None; print('统筹' in lexicon.words())"
    assert run(installed / "bin/python", "-c", ask, cwd=installed).strip() == "True"


def test_carries_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"toolkit", f"jixiao-{toolkit.__version__}.dist-info"}


def test_runs_where_it_is_installed(installed):
    assert toolkit.__version__ in run(installed / "bin/jixiao", "--version", cwd=installed)
    assert toolkit.__version__ in run(installed / "bin/python", "-m", "toolkit", "--version", cwd=installed)


@pytest.mark.parametrize("kind", ["prompts", "templates"])
def test_finds_its_assets_where_it_is_installed(installed, kind):
    ask = f"from toolkit.assets import assets; print(assets({kind!r}) / 'README.md')"
    found = Path(run(installed / "bin/python", "-c", ask, cwd=installed).strip())
    assert found.is_file()
    assert installed in found.parents


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
