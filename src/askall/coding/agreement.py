"""How far coders agree: raw and per-answer agreement, Cohen's kappa, Krippendorff's alpha.

Every figure comes as a `Measure`: a number, or None with the reason why there is none. NaN never leaves this module.

Sources. Raw agreement: Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76 (1971),
the mean over units of the share of agreeing pairs. Per answer: Cicchetti and Feinstein, "High agreement but low kappa
II", J. Clinical Epidemiology 43 (1990), for any number of coders. Kappa: Cohen, "A coefficient of agreement for nominal
scales", Educational and Psychological Measurement 20 (1960). Alpha: Krippendorff, "Computing Krippendorff's
alpha-reliability" (2011).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Unit = Mapping[str, str]
"""One thing coded: coder → value. A coder who did not code it is absent; a blank counts as absent."""

METRICS = ("nominal", "interval", "ratio")
NO_PAIRS = "no unit was coded by two people"
ONE_VALUE = "only one value occurs, so chance agreement is complete and the figure is undefined"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure between -1 and 1, or None and the reason why it cannot be had."""

    value: float | None
    reason: str = ""


def pairable(units: Iterable[Unit]) -> list[dict[str, str]]:
    """The units at least two people gave a value, without the blanks. The others say nothing about agreement."""
    given = ({coder: value for coder, value in unit.items() if value.strip()} for unit in units)
    return [unit for unit in given if len(unit) > 1]


def raw_agreement(units: Iterable[Unit]) -> Measure:
    """The mean over units of the share of pairs of coders with the same value."""
    counts = [Counter(unit.values()) for unit in pairable(units)]
    if not counts:
        return Measure(None, NO_PAIRS)
    return Measure(sum(_same_pairs(count) / _pairs(count.total()) for count in counts) / len(counts))


def agreement_by_value(units: Iterable[Unit]) -> dict[str, float]:
    """For each value: where one coder gives it, how often another coder of the same unit gives it too (0 to 1).

    A high raw agreement may rest on the common answer alone; this shows the rare one apart.
    """
    agreeing: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    for unit in pairable(units):
        for value, number in Counter(unit.values()).items():
            agreeing[value] += number * (number - 1)
            possible[value] += number * (len(unit) - 1)
    return {value: agreeing[value] / possible[value] for value in sorted(possible)}


def cohen_kappa(units: Iterable[Unit]) -> Measure:
    """Agreement of two coders beyond what their own habits would give by chance (Cohen 1960).

    Kappa compares two persons: with more than two in the data there is none, and alpha is the figure to use.
    """
    pairs = pairable(units)
    coders = sorted({coder for unit in pairs for coder in unit})
    if not pairs:
        return Measure(None, NO_PAIRS)
    if len(coders) > 2:
        return Measure(None, f"kappa compares two coders and {len(coders)} took part; see alpha")
    first, second = (Counter(unit[coder] for unit in pairs) for coder in coders)
    same = sum(unit[coders[0]] == unit[coders[1]] for unit in pairs)
    chance = sum(first[value] * second[value] for value in first)  # times the number of units, squared
    total = len(pairs)
    if chance == total * total:
        return Measure(None, ONE_VALUE)
    return Measure((total * same - chance) / (total * total - chance))


def krippendorff_alpha(units: Iterable[Unit], metric: str = "nominal") -> Measure:
    """One minus observed over expected disagreement, for any number of coders and missing values (Krippendorff 2011).

    `metric` says how far two values are apart: "nominal" equal or not; "interval" squared difference; "ratio" squared
    difference relative to the sum, for counts and money. For the last two, values that are no numbers ("unclear") are
    left out as missing.
    """
    if metric not in METRICS:
        raise ValueError(f"There is no metric “{metric}”; there are {', '.join(METRICS)}.")
    if metric != "nominal":
        return _alpha_of_numbers(units, metric)
    counts = [Counter(unit.values()) for unit in pairable(units)]
    if not counts:
        return Measure(None, NO_PAIRS)
    overall = sum(counts, Counter[str]())
    total = overall.total()
    expected = total * total - sum(number * number for number in overall.values())
    if not expected:
        return Measure(None, ONE_VALUE)
    observed = sum((_pairs(count.total()) - _same_pairs(count)) / (count.total() - 1) for count in counts)
    return Measure(1 - 2 * (total - 1) * observed / expected)


def _same_pairs(count: Counter[str]) -> int:
    return sum(_pairs(number) for number in count.values())


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _alpha_of_numbers(units: Iterable[Unit], metric: str) -> Measure:
    numbers = [[float(value) for value in unit.values()] for unit in pairable(_only_numbers(unit) for unit in units)]
    if not numbers:
        return Measure(None, NO_PAIRS)
    if metric == "ratio" and min(map(min, numbers)) < 0:
        return Measure(None, "a negative number has no place on a ratio scale")
    # Alpha does not change with the unit of measurement; within 0 to 1 nothing overflows when squared.
    largest = max(abs(number) for unit in numbers for number in unit) or 1.0
    scaled = [Counter(number / largest for number in unit) for unit in numbers]
    overall = sum(scaled, Counter[float]())
    expected = _disagreement(overall, metric)
    if not expected:
        return Measure(None, ONE_VALUE)
    observed = sum(_disagreement(count, metric) / (count.total() - 1) for count in scaled)
    return Measure(1 - (overall.total() - 1) * observed / expected)


def _only_numbers(unit: Unit) -> dict[str, str]:
    return {coder: value for coder, value in unit.items() if _is_number(value)}


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _disagreement(count: Counter[float], metric: str) -> float:
    """The sum of distances over all pairs of values, each pair once."""
    values = sorted(count.items())
    return math.fsum(
        one_number * other_number * _distance(one, other, metric)
        for at, (one, one_number) in enumerate(values)
        for other, other_number in values[at + 1 :]
    )


def _distance(one: float, other: float, metric: str) -> float:
    """Of two different numbers: their sum is not 0 on a ratio scale, where none is negative."""
    difference = one - other
    return difference * difference if metric == "interval" else (difference / (one + other)) ** 2


def measures(units: Sequence[Unit], metric: str = "nominal") -> dict[str, object]:
    """The row of an agreement table: `units` coded by two or more, `raw`, `kappa`, `alpha` (4 decimals or None),
    `by_value`, the `metric` of alpha, and in `reasons` why a figure is None."""
    figures = {
        "raw": raw_agreement(units),
        "kappa": cohen_kappa(units),
        "alpha": krippendorff_alpha(units, metric),
    }
    return {
        "units": len(pairable(units)),
        **{name: _rounded(measure.value) for name, measure in figures.items()},
        "by_value": {value: _rounded(share) for value, share in agreement_by_value(units).items()},
        "metric": metric,
        "reasons": {name: measure.reason for name, measure in figures.items() if measure.reason},
    }


def _rounded(value: float | None) -> float | None:
    """Four decimals; 0.0 and not -0.0."""
    return None if value is None else round(value, 4) + 0.0
