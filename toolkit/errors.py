"""Everything we raise on purpose, as one tree.

Unreadable: a file. UsageFault: what was typed. ConfigurationFault: a setting. KnowledgeFault: a knowledge file.
ModelFault: a language model or the way to it. All are JixiaoError, and end the command with exit code 2.
"""

# ruff: noqa: N818 — the branches say what is at fault; "Error" on each would only lengthen them.


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
