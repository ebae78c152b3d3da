"""How large a document may be: a refusal names the cap, and the environment variable that raises it."""

import os
from dataclasses import dataclass

from toolkit.errors import ConfigurationFault, Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most of something that is read; ``variable`` in the environment puts another value in its place."""

    variable: str
    what: str
    most: int
    unit: str
    scale: int = 1

    def current(self) -> int:
        """Return the cap in its unit; raise ConfigurationFault where the environment holds no such number."""
        wished = os.environ.get(self.variable, "")
        if not wished:
            return self.most
        if not (wished.isascii() and wished.isdecimal() and len(wished) < 10 and int(wished)):
            todo = f"请写成正整数，单位是{self.unit}，如 {self.most}；或删去这个环境变量。"
            raise ConfigurationFault(f"“{wished}”不是正整数", self.variable, todo)
        return int(wished)

    @property
    def size(self) -> int:
        """Return the cap, counted in bytes or things."""
        return self.current() * self.scale

    def admit(self, size: int, where: str) -> None:
        """Raise Unreadable where ``size`` is beyond the cap."""
        if size > self.size:
            todo = f"请拆成几个文件，或用环境变量 {self.variable} 调高上限。"
            raise Unreadable(f"{self.what}超过 {self.current()} {self.unit}", where, todo)

    def suspect(self, size: int, where: str) -> None:
        """Raise Unreadable where ``size`` is beyond the cap, as no document is that was not made to harm."""
        if size > self.size:
            what = f"{self.what}超过 {self.current()} {self.unit}，大得不正常，可能是恶意文件"
            todo = f"请确认来源；确为报告的，请拆成几个文件，或用环境变量 {self.variable} 调高上限。"
            raise Unreadable(what, where, todo)


_MEGABYTE = 1 << 20

FILE = Cap(variable="JIXIAO_MAX_FILE", what="文件", most=200, unit="MB", scale=_MEGABYTE)
TEXT = Cap(variable="JIXIAO_MAX_TEXT", what="文字", most=20, unit="MB", scale=_MEGABYTE)
UNPACKED = Cap(variable="JIXIAO_MAX_UNPACKED", what="解压后", most=200, unit="MB", scale=_MEGABYTE)
PAGES = Cap(variable="JIXIAO_MAX_PAGES", what="页数", most=3_000, unit="页")
PICTURES = Cap(variable="JIXIAO_MAX_PICTURES", what="要识别的图片", most=200, unit="页")
MINUTES = Cap(variable="JIXIAO_MAX_MINUTES", what="识别图片", most=30, unit="分钟", scale=60)
TABLE = Cap(variable="JIXIAO_MAX_TABLE", what="表格", most=30, unit="MB", scale=_MEGABYTE)
# A report has hundreds of each. What lines and numbers cost is not their size: with so many, half a minute.
LINES = Cap(variable="JIXIAO_MAX_LINES", what="文字", most=100_000, unit="行")
NUMBERS = Cap(variable="JIXIAO_MAX_NUMBERS", what="数字", most=40_000, unit="个")
