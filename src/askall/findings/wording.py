"""How figures are written: "275 of 398 (69.1 %)", everywhere the same."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TENTH = Decimal("0.1")


def percent(share: Fraction) -> str:
    """A share between 0 and 1 as a percentage with one decimal, none where it is exact: "69.1 %", "50 %".

    Rounding never makes a whole of a part: 3,999 of 4,000 is "99.9 %" and 1 of 4,000 is "under 0.1 %".
    """
    exact = share * 100
    if exact.denominator == 1:
        return f"{exact.numerator} %"
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(TENTH, ROUND_HALF_UP)
    if rounded == 0:
        return "under 0.1 %"
    return f"{min(rounded, Decimal('99.9')) if exact < 100 else rounded} %"


def whole(number: int) -> str:
    """With a comma between thousands."""
    return f"{number:,}"


def amount(number: Decimal | Fraction | int) -> str:
    """A number of any kind, with a comma between thousands and at most two decimals."""
    fraction = Fraction(number)
    if fraction.denominator == 1:
        return whole(fraction.numerator)
    rounded = (Decimal(fraction.numerator) / fraction.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:,}".removesuffix("0").removesuffix(".0")


def of(count: int, base: int) -> str:
    """ "275 of 398 (69.1 %)"; without a percentage where the base is 0."""
    share = f" ({percent(Fraction(count, base))})" if base else ""
    return f"{whole(count)} of {whole(base)}{share}"


def joined(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
