"""Letters that no page shows, or that turn their neighbours round: a sign in the place of each."""

UNSEEN = "\ufffd"
SIGNS: dict[int, int | str] = {
    **{c: 0x2400 + c for c in range(0x20) if chr(c) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), UNSEEN),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), UNSEEN),
    **dict.fromkeys(range(0xD800, 0xE000), UNSEEN),
    **dict.fromkeys((0xFFFE, 0xFFFF), UNSEEN),
}


def legible(text: str) -> str:
    """Return the text, as long as it was, with nothing in it that XML or a browser would refuse."""
    return text.translate(SIGNS)
