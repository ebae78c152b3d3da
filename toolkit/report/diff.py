"""What a document would be with the safe fixes of its audit, as a unified diff."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from toolkit.audit import fixes
from toolkit.records import Replacement, Span
from toolkit.report.html import visible
from toolkit.report.subject import Audited, Sheet
from toolkit.report.terminal import paper, printed

AROUND = 3  # lines shown on either side of a changed one
STYLES = {"-": "red", "+": "green", "@": "cyan"}


class Piece(NamedTuple):
    """Words of a line, and whether they are what changes."""

    text: str
    changed: bool = False


Line = list[Piece]


def write_diff(results: Iterable[Audited], sheet: Sheet) -> Iterator[bytes]:
    """Yield the changes of each document; nothing, where there are none to make.

    Off the terminal the lines are the document's own to the letter, so that `patch` can use them; on it, the words
    that change stand out, and signs that would steer it show as what they are.
    """
    for result in results:
        lines = list(_diff(result))
        if sheet.colour:
            yield _painted(lines, sheet)
        else:
            yield "".join(piece.text for line in lines for piece in line).encode("utf-8", "backslashreplace")


def _diff(result: Audited) -> Iterator[Line]:
    """Yield the lines of the diff. No fix adds or removes a line, so there is nothing to search for."""
    text = result.document.text
    wanted = fixes(result.document, result.audit.findings)
    if not wanted:
        return
    codes = {fix: finding.code for finding in result.audit.findings for fix in finding.hit.fixes}
    lines = text.split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
    starts = [0, *accumulate(map(len, lines))]
    changes: dict[int, list[Replacement]] = {}
    for fix in wanted:
        changes.setdefault(bisect_right(starts, fix.span.start) - 1, []).append(fix)
    name = str(visible(result.document.name)).replace("\n", " ").replace("\t", " ")
    yield [Piece(f"--- {name}\n")]
    yield [Piece(f"+++ {name}\n")]
    for hunk in _hunks(changes, len(lines)):
        where = f"{hunk.start + 1},{len(hunk)}"
        why = sorted({codes[fix] for at in hunk for fix in changes.get(at, ())})
        yield [Piece(f"@@ -{where} +{where} @@ {' '.join(why)}\n")]
        yield from _body(hunk, lines, starts, changes)


def _hunks(changed: Iterable[int], end: int) -> Iterator[range]:
    """Yield the lines to show: the changed ones with those around them, what touches as one."""
    hunk = range(0)
    for at in sorted(changed):
        around = range(max(at - AROUND, 0), min(at + AROUND + 1, end))
        if hunk and around.start <= hunk.stop:
            hunk = range(hunk.start, around.stop)
            continue
        if hunk:
            yield hunk
        hunk = around
    if hunk:
        yield hunk


def _body(
    hunk: range, lines: Sequence[str], starts: Sequence[int], changes: dict[int, list[Replacement]]
) -> Iterator[Line]:
    """Yield the lines of a hunk: of neighbours that change, first all as they are, then all as they would be."""
    new: list[Line] = []
    for at in hunk:
        if at in changes:
            old, mended = _two(lines[at], starts[at], changes[at])
            yield _line("-", old)
            new.append(_line("+", mended))
            continue
        yield from new
        new = []
        yield _line(" ", [Piece(lines[at])])
    yield from new


def _two(line: str, start: int, replacements: Iterable[Replacement]) -> tuple[Line, Line]:
    """Return a line as it is and as it would be, cut where they differ."""
    old: Line = []
    new: Line = []
    done = 0
    for each in replacements:
        span = Span(each.span.start - start, each.span.end - start)
        same = Piece(line[done : span.start])
        old += (same, Piece(line[span.start : span.end], changed=True))
        new += (same, Piece(each.text, changed=True))
        done = span.end
    return [*old, Piece(line[done:])], [*new, Piece(line[done:])]


def _line(sign: str, pieces: Line) -> Line:
    ended = pieces[-1].text.endswith("\n")
    return [Piece(sign), *pieces, *([] if ended else [Piece("\n\\ No newline at end of file\n")])]


def _painted(lines: Iterable[Line], sheet: Sheet) -> bytes:
    """Return the lines in colour; blanks that go, or come, are seen by their ground."""
    from rich.text import Text

    console = paper(sheet)
    for line in lines:
        style = STYLES.get(line[0].text[:1], "")
        painted = Text(overflow="fold")
        for piece in line:
            text = str(visible(piece.text.replace("\r\n", "\n")))
            painted.append(text, style=f"{style} reverse" if piece.changed else style)
        painted.rstrip()
        console.print(painted, soft_wrap=True)
    return printed(console)
