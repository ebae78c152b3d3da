"""Files of older office programs, made by LibreOffice from a Word file of ours, and read back through it."""

import http.server
import os
import subprocess
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.builders import add_table, docx_bytes, new_document, numbered, replace_tracked
from toolkit.errors import Unreadable
from toolkit.read import office, read_bytes

needs_office = pytest.mark.skipif(
    office.program() is None and not os.environ.get("CI"), reason="there is no LibreOffice (make system installs it)"
)
pytestmark = needs_office

TEXT = "一、收支情况\n全年支出11,000.00万元。\n项目\t金额\n人员经费\t642.00\n"


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """Save one report in each of the formats; a figure in it was replaced with changes tracked."""
    folder = tmp_path_factory.mktemp("旧格式")
    document = new_document()
    numbered(document, "收支情况", 0)
    replace_tracked(document.add_paragraph("全年支出"), deleted="99,999.99万元", inserted="11,000.00万元。")
    add_table(document, [["项目", "金额"], ["人员经费", "642.00"]])
    (folder / "in.docx").write_bytes(docx_bytes(document))

    def made(kind: str) -> bytes:
        target = folder / f"in.{kind}"
        if not target.exists():
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [str(office.program()), profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
            subprocess.run([*command, str(folder / "in.docx")], check=True, capture_output=True, timeout=100)
        return target.read_bytes()

    return made


@pytest.mark.parametrize(("kind", "name"), [("doc", "报告.doc"), ("doc", "报告.wps"), ("odt", "报告.odt")])
def test_a_deleted_figure_does_not_come_back(old, kind, name):
    data = old(kind)
    document = read_bytes(data, name=name)
    assert document.text == TEXT
    assert document.format == kind
    assert document.blocks[-1].place == "表1 第2行"
    if kind == "doc":
        assert b"99,999.99" in data or "99,999.99".encode("utf-16-le") in data


def test_rich_text_is_read(old):
    assert "全年支出11,000.00万元。" in read_bytes(old("rtf"), name="报告.doc").text


def test_a_file_cut_short_is_told(old):
    with pytest.raises(Unreadable, match=r"旧版 Office.*可能损坏.*另存为 .docx"):
        read_bytes(old("doc")[:3000], name="报告.doc")


def test_what_takes_too_long_is_stopped_and_leaves_nothing_behind(old, monkeypatch, tmp_path):
    data = old("doc")
    monkeypatch.setattr(office, "_LONGEST", 0.05)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(Unreadable, match="还没有完成"):
        read_bytes(data, name="报告.doc")
    assert list(tmp_path.iterdir()) == []
    running = [p for p in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in _line(p)]
    assert running == []


def _line(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_nothing_that_a_document_links_to_is_fetched(old):
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 — so they are called

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f"http://127.0.0.1:{server.server_port}/a.png"
        frame = (
            '<text:p><draw:frame draw:name="a" svg:width="5cm" svg:height="5cm"><draw:image '
            f'xlink:href="{link}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        )
        document = read_bytes(_with(old("odt"), frame), name="报告.odt")
        server.shutdown()
    assert "全年支出" in document.text
    assert asked == []


def _with(data: bytes, more: str) -> bytes:
    """Put something at the end of an OpenDocument text."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "content.xml":
                content = content.replace(b"</office:text>", f"{more}</office:text>".encode())
            target.writestr(name, content)
    return out.getvalue()
