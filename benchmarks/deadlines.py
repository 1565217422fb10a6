"""How fast due dates are computed, against walking day by day through the `holidays` package. Both give the same dates.

Repeat with: python benchmarks/deadlines.py [NUMBER]
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle, islice
from time import perf_counter

import holidays

from askall.law.deadlines import due
from askall.law.events import Event
from askall.law.regimes import LAWS

START = date(2007, 1, 1)
DAYS = 7_500  # to the summer of 2027: St Andrew's Day 2006, the one day the package has wrong, lies before
LONGER = {date(2020, 3, 1) + timedelta(days=n) for n in range(90)}  # Scotland had 60 days for a while
SCOTLAND = holidays.country_holidays("GB", subdiv="SCT", years=range(2007, 2029))
NATIONS = [SCOTLAND, *(holidays.country_holidays("GB", subdiv=one, years=range(2007, 2029)) for one in ("ENG", "NIR"))]


def ours(law: str, received: date) -> date:
    return due(law, received).due


def with_events(law: str, received: date) -> date:
    asked, answered = received + timedelta(days=5), received + timedelta(days=9)
    return due(law, received, (Event("clarification_asked", asked), Event("clarified", answered))).due


def walking(law: str, received: date) -> date:
    """What one would write first: a day at a time, each looked up in each nation's holidays."""
    tables = [SCOTLAND] if law in ("FOISA", "EISR") else NATIONS
    day, left = received, 20
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and not any(day in table for table in tables)
    return day


def seconds(compute: Callable[[str, date], date], requests: list[tuple[str, date]]) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        begun = perf_counter()
        for law, received in requests:
            compute(law, received)
        best = min(best, perf_counter() - begun)
    return best


def main(number: int = 100_000) -> None:
    days = (START + timedelta(days=n % DAYS) for n in range(number))
    requests = list(islice(zip(cycle(LAWS), days, strict=False), number))
    begun = perf_counter()
    ours(*requests[0])
    print(f"calendars and regimes loaded in {perf_counter() - begun:.2f} s")
    some = requests[:: max(1, number // 4_000)]
    differing = [one for one in some if one[1] not in LONGER and ours(*one) != walking(*one)]
    print(f"{len(some):,} dates compared, {len(differing)} differ")
    slow = seconds(walking, some) / len(some)
    print(f"{'':<28}{'seconds for ' + format(number, ','):>24}{'times as fast as walking':>28}")
    for name, compute in (("plain", ours), ("with a clarification", with_events)):
        fast = seconds(compute, requests) / number
        print(f"{name:<28}{fast * number:>24.2f}{slow / fast:>28.1f}")
    print(f"{'walking day by day':<28}{slow * number:>24.2f}{1:>28.1f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
