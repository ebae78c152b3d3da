"""The title of an official document: where it takes two lines, no word is broken between them."""

import re

_ONE_LINE = 19.0  # letters that the paper holds at the title's size, with a little room beside figures
# Before a word of what is reported on, or behind the year or the name of an office: the surest places first.
_CUTS = tuple(
    re.compile(cut)
    for cut in (
        r"(?=(?:部门|单位|项目|财政|预算|专项|关于).)",
        r"(?<=年度)|(?<=\d年)(?!度)",
        r"(?<=[局厅委院校镇乡府处])",
        r"(?=(?:整体|绩效|自评).)",
    )
)


def in_lines(title: str) -> str:
    """Return a title of more than one line with a line break at the best place between words."""
    if _width(title) <= _ONE_LINE:
        return title
    for cut in _CUTS:
        places = [match.start() for match in cut.finditer(title)]
        fit = [at for at in places if max(_width(title[:at]), _width(title[at:])) <= _ONE_LINE]
        if fit:
            best = min(fit, key=lambda at: abs(_width(title[:at]) - _width(title[at:])))
            return f"{title[:best]}\n{title[best:]}"
    return title


def _width(words: str) -> float:
    return sum(0.5 if letter.isascii() else 1.0 for letter in words)
