"""What a person meets on the way to a scan: the extra missing, an interrupt, how far it is."""

import subprocess
import sys

import pytest

from tests.press import pdf_of
from tests.scans.scanner import pictures, scan
from toolkit.cli.progress import progress
from toolkit.read.watch import recognizing

SENTENCE = "共调查83人，满意74人，满意度92.15%。"


@pytest.fixture
def scans(tmp_path):
    """Save a scan and a picture."""
    printed = pdf_of([SENTENCE], foot="")
    (tmp_path / "扫描.pdf").write_bytes(scan(printed, dpi=50))
    pictures(printed, dpi=50)[0].save(tmp_path / "扫描.png")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "what"), [("扫描.pdf", "是扫描件，只有图片没有文字"), ("扫描.png", "是图片，要先识别其中的文字")]
)
def test_without_the_extra_one_line_says_what_to_install(jixiao, scans, monkeypatch, name, what):
    monkeypatch.setattr("toolkit.read.ocr.available", lambda: False)
    done = jixiao("audit", scans / name)
    assert (done.exit_code, done.stdout) == (2, "")
    install = "请安装文字识别组件：pip install 'jixiao[ocr]'；或先做文字识别，存为 .docx 或 .txt。"
    assert done.stderr == f"{scans / name}：{what}。{install}\n"


def test_an_interrupt_while_a_page_is_recognized_is_quiet(jixiao, scans, monkeypatch):
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("toolkit.read.scan.recognize", interrupt)
    done = jixiao("audit", scans / "扫描.pdf")
    assert done.exit_code == 130
    assert done.stderr == "已中断：1 个文件完成 0 个\n"


def test_a_text_never_loads_the_engine(tmp_path):
    (tmp_path / "报告.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "报告.pdf").write_bytes(pdf_of([SENTENCE]))
    code = (
        "import sys; from toolkit.cli import main; main(['audit', *sys.argv[1:]], standalone_mode=False);"
        "sys.exit(sorted({'rapidocr', 'onnxruntime', 'cv2'} & sys.modules.keys()) or 0)"
    )
    files = [str(tmp_path / name) for name in ("报告.txt", "报告.pdf")]
    done = subprocess.run([sys.executable, "-c", code, *files], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_who_waits_at_a_terminal_sees_the_page(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    with progress(1) as advance:
        recognizing(3, 14)
        advance()
    assert "识别第3页/共14页" in capsys.readouterr().err
    with progress(1) as advance:
        advance()
    assert capsys.readouterr().err == ""
