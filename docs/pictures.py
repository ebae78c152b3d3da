"""Take the pictures that the READMEs show: the review page on a desk and on a phone, and the draft in Word."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from toolkit.draft.format import DRAFT_FORMATS
from toolkit.knowledge import load
from toolkit.pipeline import audit_file, draft_document, read_file
from toolkit.report import AUDIT_FORMATS, Sheet

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/石桥县教育局2023年自评报告.docx"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
VIEWS = {"page-1280.png": (1280, 900), "page-390.png": (390, 844)}
DRAFT, DRAFT_PAGES = "draft.png", (0, 1, 2)
GAP = 24  # pixels between two sheets
# The faces of an official document stand on few machines that are not in an office.
FACES = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "楷体_GB2312": "AR PL UKai CN",
    "仿宋_GB2312": "Noto Serif CJK SC",
}
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


def take_draft(folder: Path) -> None:
    """Draft the next report of an example in Word, print it, and lay some of its sheets side by side."""
    document = read_file(EXAMPLE)
    word = folder / "draft.docx"
    word.write_bytes(b"".join(DRAFT_FORMATS["docx"](document, draft_document(document, load(), 2024))))
    aliases = "".join(
        f'<alias binding="same"><family>{face}</family><prefer><family>{instead}</family></prefer></alias>'
        for face, instead in FACES.items()
    )
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>", encoding="utf-8")
    form = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, word],
        check=True,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        stdout=subprocess.DEVNULL,
    )
    printed = pypdfium2.PdfDocument(folder / "draft.pdf")
    sheets = [printed[number].render(scale=0.85).to_pil() for number in DRAFT_PAGES]
    width, height = sheets[0].size
    desk = Image.new("RGB", (len(sheets) * (width + GAP) + GAP, height + 2 * GAP), "#d0d4d8")
    for n, sheet in enumerate(sheets):
        desk.paste(sheet, (GAP + n * (width + GAP), GAP))
    desk.save(folder / DRAFT)


def main() -> None:
    """Take the pictures, make them small, and put them into docs/."""
    if not all(map(shutil.which, ("chromium", "pngquant", "soffice"))):
        packages = "chromium fonts-noto-cjk fonts-arphic-ukai pngquant libreoffice-writer-nogui"
        sys.exit(f"需要 chromium、pngquant 与 LibreOffice：sudo apt-get install {packages}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        take(folder)
        take_draft(folder)
        for picture in (*VIEWS, DRAFT):
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
