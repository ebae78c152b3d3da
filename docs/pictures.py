"""Take the pictures of the review page that the READMEs show, at the width of a desk and of a phone."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from toolkit.knowledge import load
from toolkit.pipeline import audit_file
from toolkit.report import AUDIT_FORMATS, Sheet

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/石桥县教育局2023年自评报告.docx"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
VIEWS = {"page-1280.png": (1280, 900), "page-390.png": (390, 844)}
LARGEST = 200_000


def take(folder: Path) -> None:
    """Choose the fourth finding of an example, and take a picture of the page in each width."""
    page_file = folder / "page.html"
    page_file.write_bytes(b"".join(AUDIT_FORMATS["html"]([audit_file(EXAMPLE, load())], Sheet())))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, (width, height) in VIEWS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(page_file.as_uri())
            page.locator("#f4").evaluate("card => card.click()")
            page.mouse.move(0, 0)
            page.screenshot(path=folder / name)
        browser.close()


def main() -> None:
    """Take the pictures, make them small, and put them into docs/."""
    if not shutil.which("chromium") or not shutil.which("pngquant"):
        sys.exit("需要 chromium 与 pngquant：sudo apt-get install chromium fonts-noto-cjk pngquant")
    with TemporaryDirectory() as name:
        folder = Path(name)
        take(folder)
        for picture in VIEWS:
            target = ROOT / "docs" / picture
            subprocess.run(
                ["pngquant", "--force", "--strip", "--speed", "1", "--output", target, folder / picture], check=True
            )
            size = target.stat().st_size
            print(f"{target.relative_to(ROOT)}：{size // 1000} kB", file=sys.stderr)
            if size > LARGEST:
                sys.exit(f"{picture} 超过 {LARGEST // 1000} kB")


if __name__ == "__main__":
    main()
