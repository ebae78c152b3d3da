"""Figures as reports print them, kept as whole numbers of their last decimal so that they add up exactly."""

from random import Random


def printed(value: int, places: int) -> str:
    """Print a whole number of the last decimal: 541680 with two places is 5416.80."""
    if not places:
        return str(value)
    whole, rest = divmod(value, 10**places)
    return f"{whole}.{rest:0{places}d}"


def rounded(numerator: int, denominator: int) -> int:
    """Divide, and round half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def rate(part: int, whole: int) -> int:
    """Return the percentage of a part, in hundredths of a percent."""
    return rounded(10_000 * part, whole)


def percent(part: int, whole: int) -> str:
    """Print the percentage of a part with two decimals."""
    return printed(rate(part, whole), 2) + "%"


def split(rng: Random, whole: int, parts: int) -> list[int]:
    """Cut a number into so many parts, none of them small."""
    weights = [rng.randint(4, 12) for _ in range(parts)]
    total = sum(weights)
    found = [whole * weight // total + rng.randint(0, max(whole // 900, 1)) for weight in weights[:-1]]
    return [*found, whole - sum(found)]


def amount(low: str, high: str) -> tuple[int, int, int]:
    """Return the bounds of an amount as whole numbers, and its decimals: "3.2", "48.6" is 32, 486, 1."""
    places = len(low.partition(".")[2])
    return int(low.replace(".", "")), int(high.replace(".", "")), places
