"""The fixes of an audit that are safe to take, and the text with them in it. A number is never touched."""

from collections.abc import Iterable, Iterator

from toolkit.records import Document, Finding, Replacement

_COUNTING = frozenset("两双俩仨半%‰％")
_LOOSE = " \t\u3000.,:．，：-"  # what may stand inside a number, and so beside a part of it
_REACH = 8


def fixes(document: Document, findings: Iterable[Finding]) -> tuple[Replacement, ...]:
    """Return the replacements that findings carry, by place: those that are safe, and none that overlaps another."""
    wished = sorted({fix for f in findings for fix in f.hit.fixes}, key=lambda fix: (fix.span, fix.text))
    kept: list[Replacement] = []
    for fix in wished:
        free = not kept or kept[-1].span.end <= fix.span.start
        if free and _is_sound(document.text, fix):
            kept.append(fix)
    return tuple(fix for group in _touching(kept) if not _parts_numbers(document.text, group) for fix in group)


def mended(text: str, replacements: Iterable[Replacement]) -> str:
    """Return the text with the replacements, which are in order and do not overlap."""
    pieces: list[str] = []
    done = 0
    for each in replacements:
        pieces += (text[done : each.span.start], each.text)
        done = each.span.end
    return "".join((*pieces, text[done:]))


def is_numeric(letter: str) -> bool:
    """Tell whether a letter is a digit of some script, or counts or measures as one does (两, %)."""
    return letter.isnumeric() or letter in _COUNTING


def _is_sound(text: str, fix: Replacement) -> bool:
    """Tell whether a fix changes something, and neither a numeral nor where a line ends."""
    if not fix.span.start < fix.span.end <= len(text):
        return False
    old = text[fix.span.start : fix.span.end]
    return old != fix.text and not any(is_numeric(letter) or letter in "\n\r" for letter in old + fix.text)


def _touching(kept: Iterable[Replacement]) -> Iterator[list[Replacement]]:
    """Gather replacements with nothing between them."""
    group: list[Replacement] = []
    for fix in kept:
        if group and group[-1].span.end < fix.span.start:
            yield group
            group = []
        group.append(fix)
    if group:
        yield group


def _parts_numbers(text: str, group: list[Replacement]) -> bool:
    """Tell whether numerals stand on both sides, so that what is between them may make one number of them, or two."""
    start, end = group[0].span.start, group[-1].span.end
    before = text[max(start - _REACH, 0) : start].rstrip(_LOOSE)[-1:]
    after = text[end : end + _REACH].lstrip(_LOOSE)[:1]
    return is_numeric(before) and is_numeric(after)
