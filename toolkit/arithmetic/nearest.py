"""Whether a printed rate is the one that its figures, taken as they stand, round to."""

from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.printed import factor_of, is_hedged, last_unit, rounded, value_of
from toolkit.records.facts import RatioClaim

_ALL, _FIGURES = 100, 3


def misses_by_one(claim: RatioClaim) -> bool:
    """Tell whether a percentage of one part and one whole is one last digit off what these round to.

    The figures may be rounded themselves, so that alone it proves nothing: beside others that are right, it tells.
    A tie may be rounded to either side.
    """
    value, part, whole = claim.one("value"), claim.one("part"), claim.one("whole")
    figures = [q for q in (value, part, whole) if q is not None and q.value is not None and not is_hedged(q)]
    if value is None or part is None or whole is None or len(figures) < _FIGURES or not whole.value:
        return False
    exact = _ALL * value_of(part) * factor_of(part.unit) / (value_of(whole) * factor_of(whole.unit))
    unit = last_unit(value)
    tie = 2 * (exact / unit) % 2 == Fraction(1)
    return not tie and abs(rounded(exact, value.places) - value_of(value)) == unit
