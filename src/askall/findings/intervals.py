"""Which values of a figure a word or a comparison allows."""

from dataclasses import dataclass
from fractions import Fraction

from askall.findings.wording import amount, percent


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; None is no limit. An open end excludes the limit itself."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        return above and (self.high is None or (value < self.high if self.high_open else value <= self.high))

    @property
    def reaches_down(self) -> bool:
        """Whether it says of a share only that it is small: then it is the missing that could break it."""
        return self.low is None or self.low <= 0

    def words(self, as_share: bool) -> str:
        """ "from 61.7 % up to, but not, 66.7 %", "more than 50 %", "exactly 19"."""
        said = percent if as_share else amount
        low, high = (None if end is None else said(end) for end in (self.low, self.high))
        if self.low is not None and self.low == self.high:
            return f"exactly {low}"
        if high is None or (as_share and self.high == 1 and not self.high_open):
            return f"{'more than' if self.low_open else 'at least'} {low}"
        if low is None or (as_share and self.reaches_down and not self.low_open):
            return f"{'less than' if self.high_open else 'at most'} {high}"
        start = f"{'above' if self.low_open else 'from'} {low}"
        return f"{start} up to{', but not,' if self.high_open else ''} {high}"


def compared(name: str, value: Fraction, exact: bool) -> Interval:
    """The interval of a comparison: at_least, at_most, above, below or equals.

    Unless `exact`, equals allows the 0.05 percentage points that rounding to one decimal hides.
    """
    slack = Fraction(0) if exact else Fraction(1, 2000)
    return {
        "at_least": Interval(low=value),
        "above": Interval(low=value, low_open=True),
        "at_most": Interval(high=value),
        "below": Interval(high=value, high_open=True),
        "equals": Interval(low=value - slack, high=value + slack),
    }[name]
