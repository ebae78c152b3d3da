"""Formats of older or other office programs → .docx or .xlsx, by LibreOffice where it is installed.

Never to text: words that were deleted with changes tracked would come back.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.read.limits import FILE

FORMATS = {
    "doc": ("是旧版 Word 或 WPS 格式", "docx", "Word 或 WPS"),
    "rtf": ("是 RTF 格式", "docx", "Word 或 WPS"),
    "odt": ("是 OpenDocument 文档", "docx", "Word 或 WPS"),
    "ods": ("是 OpenDocument 表格", "xlsx", "Excel 或 WPS"),
}
"""format → what it is, what it is made into, who else can"""

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST = 120  # seconds; a report takes two
_PACKAGES = {"docx": "libreoffice-writer-nogui", "xlsx": "libreoffice-calc-nogui"}
# Macros never run, links are never followed, and what would still ask the network is sent to a port nobody listens at.
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "localhost"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "localhost"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def program() -> str | None:
    """Return where LibreOffice is, or None."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(data: bytes, kind: str, where: str) -> bytes:
    """Return the file as .docx or .xlsx; raise Unreadable."""
    what, wanted, others = FORMATS[kind]
    office = program()
    if office is None:
        todo = f"请安装 LibreOffice（如 apt-get install {_PACKAGES[wanted]}），或在 {others} 中另存为 .{wanted} 再试。"
        raise Unreadable(what, where, todo)
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, out = folder / f"in.{kind}", folder / "out"
        source.write_bytes(data)
        _settle(folder / "profile")
        _run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                wanted,
                "--outdir",
                str(out),
                str(source),
            ],
            where,
        )
        made = out / f"in.{wanted}"
        if not made.is_file():
            todo = f"请在 {others} 中打开，取消密码后另存为 .{wanted} 再试。"
            raise Unreadable(f"{what}，LibreOffice 打不开（可能已损坏，或设有打开密码）", where, todo)
        FILE.admit(made.stat().st_size, where)
        return made.read_bytes()


def _settle(profile: Path) -> None:
    """Write the settings of a profile that this one run has to itself: two runs on one would stop each other."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path.startswith("Inet") else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], where: str) -> None:
    """Run to the end, and leave nothing running behind."""
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it starts another program, which would outlive it
        )
    except OSError as e:
        raise Unreadable("LibreOffice 启动不了", where, "请检查 LibreOffice 是否装好，或另存为 .docx 再试。") from e
    try:
        running.wait(_LONGEST)
    except subprocess.TimeoutExpired as e:
        what = f"LibreOffice 转换了 {_LONGEST} 秒还没有完成"
        raise Unreadable(what, where, "请在 Word 或 WPS 中另存为 .docx 再试。") from e
    finally:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(running.pid, signal.SIGKILL)
            else:
                running.kill()
        running.wait()
