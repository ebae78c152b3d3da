"""A page in a real browser. Whatever it asks of a network, and whatever it complains of, fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from toolkit.knowledge import load
from toolkit.pipeline import audit_file
from toolkit.report import AUDIT_FORMATS, Audited, Sheet

EXAMPLES = Path(__file__).parents[2] / "examples"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine: make system")
    assert path, "CI needs Chromium: make system"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def audited() -> Callable[[str], Audited]:
    """Audit an example, once."""
    known = load()
    done: dict[str, Audited] = {}

    def audit(name: str) -> Audited:
        if name not in done:
            done[name] = audit_file(EXAMPLES / name, known)
        return done[name]

    return audit


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of an audit."""
    complaints: list[str] = []
    contexts = []

    def open_page(result: Audited, viewport: dict[str, int] | None = None, **options: object) -> Page:
        path = tmp_path / "page.html"
        path.write_bytes(b"".join(AUDIT_FORMATS["html"]([result], Sheet())))
        context = browser.new_context(viewport=viewport or DESK, reduced_motion="reduce", locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(opened: Open, audited: Callable[[str], Audited]) -> Page:
    return opened(audited("云溪镇2023年自评报告.txt"))


@pytest.fixture
def phone(opened: Open, audited: Callable[[str], Audited]) -> Page:
    return opened(audited("石桥县教育局2023年自评报告.docx"), PHONE)
