"""How far chance alone can move a share, and which differences between groups it does not explain."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

Z = 1.959963984540054
"""Of the normal distribution, for 95 of 100."""


def wilson(found: int, of: int) -> tuple[float, float]:
    """The interval of a share (95 %). Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.

    Raises `ZeroDivisionError` for a share of nobody.
    """
    share, spread = found / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    reach = Z / (1 + spread) * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def chance_of(found: int, of: int, others_found: int, others: int) -> float:
    """How often chance alone would part two shares at least so far: the two-sided test of two proportions, pooled.

    1 where all or none were found, or one side is nobody. Source: R. A. Fisher's 2 x 2 comparison as chi-squared with
    one degree of freedom, without correction (N. Campbell, Stat. Med. 26 (2007), 3661-3675, for when it may be used).
    """
    if not of or not others:
        return 1.0
    pooled = (found + others_found) / (of + others)
    spread = pooled * (1 - pooled) * (1 / of + 1 / others)
    if spread <= 0:
        return 1.0
    return erfc(abs(found / of - others_found / others) / sqrt(2 * spread))


def beyond_chance(chances: Sequence[float], level: float = 0.05) -> tuple[bool, ...]:
    """Which of several comparisons stand out: the chance to be wrong about any of them is at most `level` together.

    Source: S. Holm, Scand. J. Stat. 6 (1979), 65-70: the smallest is held against level / all, the next against level /
    (all - 1), and so on until one fails.
    """
    found = [False] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=lambda each: chances[each])):
        if chances[place] > level / (len(chances) - rank):
            break
        found[place] = True
    return tuple(found)
