"""The manual page of a check, read off its docstring."""

import re
from dataclasses import dataclass
from inspect import cleandoc

SECTIONS = ("查什么", "为何", "依据", "有问题", "没问题", "局限")

_HEAD = re.compile(rf"^({'|'.join(SECTIONS)})：", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A title and six sections; ``faulty`` and ``sound`` are examples, line by line as a file would hold them."""

    title: str
    what: str
    why: str
    basis: str
    faulty: str
    sound: str
    limits: str

    @classmethod
    def of(cls, text: str) -> "Page":
        """Parse a page, or raise ``ValueError`` naming the section that is missing, empty or out of order."""
        title, *rest = _HEAD.split(cleandoc(text))
        names, bodies = rest[::2], [cleandoc(f"\n{body}") for body in rest[1::2]]
        title = title.strip()
        if not title or "\n" in title:
            raise ValueError(f"检查项的说明要以一行标题开头，现在是：{title!r}")
        if tuple(names) != SECTIONS:
            raise ValueError(f"“{title}”的说明应依次有{'、'.join(SECTIONS)}，现在是：{'、'.join(names) or '无'}")
        if empty := [name for name, body in zip(names, bodies, strict=True) if not body]:
            raise ValueError(f"“{title}”的说明中，{'、'.join(empty)}没有内容")
        what, why, basis, faulty, sound, limits = bodies
        return cls(
            title=title,
            what=_joined(what),
            why=_joined(why),
            basis=_joined(basis),
            faulty=faulty,
            sound=sound,
            limits=_joined(limits),
        )


def _joined(body: str) -> str:
    """Undo the line wraps of the source, which Chinese needs no space for; a blank line still parts paragraphs."""
    paragraphs = (re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", p).replace("\n", "") for p in re.split(r"\n\n+", body))
    return "\n".join(paragraphs)
