"""The commands as a person types them."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.unit.audit.stand_ins import says
from toolkit.cli import main
from toolkit.records import Certainty, Evidence, Hit, Severity, Span, Unable

EXAMPLE = Path(__file__).parents[2] / "examples/云溪镇2023年自评报告.txt"


@pytest.fixture
def jixiao(monkeypatch):
    """Run a command inside this process."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=stdin, catch_exceptions=False)

    return run


@pytest.fixture
def process():
    """Start a command as a process of its own."""

    def start(*words: object, **options: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "toolkit", *map(str, words)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    return start


@pytest.fixture
def report(tmp_path):
    """Write a report with one ratio that does not hold."""
    path = tmp_path / "自评报告.txt"
    path.write_text("石桥镇2023年度自评报告\n共调查83人，满意74人，满意度92.15%。\n", encoding="utf-8")
    return path


@pytest.fixture
def told(monkeypatch):
    """Put checks that say what they are told to in the place of ours."""

    def install(*severities: Severity, crash: bool = False) -> None:
        first = (Evidence(role="标题", span=Span(0, 3)),)
        hits = [
            Hit(message=f"第{n}处", evidence=first, severity=severity, certainty=Certainty.POSSIBLE)
            for n, severity in enumerate(severities)
        ]
        checks = [says("RT01", *hits, Unable(missing="分母", evidence=()))]
        if crash:
            checks.append(says("SM01", KeyError("合计")))
        monkeypatch.setattr("toolkit.audit.catalogue", lambda: tuple(checks))

    return install
