"""Everything we raise on purpose, as one tree.

Unreadable: a file. UsageFault: what was typed. ConfigurationFault: a setting. KnowledgeFault: a knowledge file.
ModelFault: a language model or the way to it. All are JixiaoError, and end the command with exit code 2.
"""

# ruff: noqa: N818 — the branches say what is at fault; "Error" on each would only lengthen them.

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接循环",
    errno.EISDIR: "是一个目录",
    errno.ENOTDIR: "上级不是目录",
    errno.EEXIST: "已有同名文件",
    errno.ENOENT: "不存在",
    errno.EMFILE: "打开的文件太多",
    errno.ENXIO: "设备不可用",
    errno.ENODEV: "设备不可用",
    errno.ETXTBSY: "正被占用",
    errno.EBUSY: "正被占用",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in Chinese where we have a word for it."""
    return _REASONS.get(error.errno or 0) or error.strerror or "原因不明"


class JixiaoError(Exception):
    """What a person did or has that we cannot work with; it prints as one Chinese line, ``哪里：什么问题。怎么办``."""

    def __init__(self, what: str, where: str, todo: str) -> None:
        super().__init__(what, where, todo)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.where}：{self.what}。{self.todo}"


class Unreadable(JixiaoError):
    """A file that cannot be read, or that holds nothing to read."""


class UsageFault(JixiaoError):
    """A command typed in a way that makes no sense."""


class ConfigurationFault(JixiaoError):
    """A setting that does not hold: an environment variable, a project file, a place for output."""


class KnowledgeFault(JixiaoError):
    """A knowledge file that its strict loader refuses."""


class ModelFault(JixiaoError):
    """A language model that is not there, not allowed or not answering."""
