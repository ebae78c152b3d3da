"""The manual page of a check, read off its docstring."""

import re
from dataclasses import dataclass
from inspect import cleandoc

SECTIONS = ("查什么", "为何", "依据", "有问题", "没问题", "局限")
PRIOR = "上年"
"""The section before both examples, for a check of two years: the report that stands beside them as last year's."""

_HEAD = re.compile(rf"^({'|'.join((*SECTIONS, PRIOR))})：", re.MULTILINE)
_EXAMPLES = SECTIONS.index("有问题")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A title and six sections; ``faulty`` and ``sound`` are examples, line by line as a file would hold them.

    ``prior`` is last year's report beside both, where a check needs one.
    """

    title: str
    what: str
    why: str
    basis: str
    faulty: str
    sound: str
    limits: str
    prior: str | None = None

    @classmethod
    def of(cls, text: str) -> "Page":
        """Parse a page, or raise ``ValueError`` naming the section that is missing, empty or out of order."""
        title, *rest = _HEAD.split(cleandoc(text))
        names, bodies = rest[::2], [cleandoc(f"\n{body}") for body in rest[1::2]]
        title = title.strip()
        if not title or "\n" in title:
            raise ValueError(f"检查项的说明要以一行标题开头，现在是：{title!r}")
        prior = None
        if names[_EXAMPLES : _EXAMPLES + 1] == [PRIOR]:
            del names[_EXAMPLES]
            prior = bodies.pop(_EXAMPLES)
        if tuple(names) != SECTIONS:
            raise ValueError(f"“{title}”的说明应依次有{'、'.join(SECTIONS)}，现在是：{'、'.join(names) or '无'}")
        if empty := [name for name, body in (*zip(names, bodies, strict=True), (PRIOR, prior)) if body == ""]:
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
            prior=prior,
        )


def _joined(body: str) -> str:
    """Undo the line wraps of the source, which Chinese needs no space for; a blank line still parts paragraphs."""
    paragraphs = (re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", p).replace("\n", "") for p in re.split(r"\n\n+", body))
    return "\n".join(paragraphs)
