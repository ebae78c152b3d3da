"""How many in a hundred, for people to read."""


def percent(part: int, whole: int) -> int | None:
    """Return how many in a hundred ``part`` is, rounded down: only the whole is 100. Nothing is no part of nothing."""
    return part * 100 // whole if whole else None
