"""Lists of requests: what they are filtered by, what a row shows, and the figures of the overview.

A row carries the line its due date is computed from (clocks.py), and computes it when it is looked at.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from askall.asking.clocks import deadline_by, is_overdue
from askall.asking.deadlines import lateness
from askall.foundation.text import storable
from askall.law.calendars import calendar, edition
from askall.law.deadlines import Deadline
from askall.law.regimes import regime

ORDERS = ("name", "sent", "heard")
REACHED = ("accepted", "acknowledged", "replied")
"""How far requests may have come: the stages of the funnel after the first, each of which holds the next."""
LONGEST = 200
_WAVE = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which requests a list shows: all that fit every filter given. `q` is part of a name or an id. `keys` narrows the
    list to requests found by other means, such as the section they were refused under. `reached` is a stage of the
    funnel."""

    study: str = ""
    q: str = ""
    state: str = ""
    nation: str = ""
    region: str = ""
    type: str = ""
    wave: int = 0
    overdue: bool = False
    pending: bool = False
    reached: str = ""
    keys: frozenset[int] | None = None

    def as_query(self) -> str:
        """The filters as they stand in an address; `keys`, which other means find, are not among them."""
        given = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "keys"}
        return urlencode({name: "1" if value is True else value for name, value in given.items() if value})


def from_query(given: Mapping[str, str]) -> Filters:
    """The filters in an address. What is no filter, or no value of one, is passed over."""
    texts = {name: storable(text).strip()[:LONGEST] for name, text in given.items()}
    wave = texts.get("wave", "")
    return Filters(
        study=texts.get("study", ""),
        q=texts.get("q", ""),
        state=texts.get("state", ""),
        nation=texts.get("nation", ""),
        region=texts.get("region", ""),
        type=texts.get("type", ""),
        wave=int(wave) if _WAVE.fullmatch(wave) else 0,
        overdue=texts.get("overdue", "") not in ("", "0"),
        pending=texts.get("pending", "") not in ("", "0"),
        reached=texts["reached"] if texts.get("reached") in REACHED else "",
    )


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A request as a list shows it on the day `today`: every column of its standing, and its dates by the law."""

    key: int
    study: str
    wave: int
    code: str
    name: str
    type: str
    nation: str
    region: str
    state: str
    firm: str
    outstanding: bool
    pending: int
    messages: int
    chases: int
    clock: str
    sent_on: date | None
    acknowledged_on: date | None
    first_reply_on: date | None
    last_reply_on: date | None
    last_heard_on: date | None
    last_written_on: date | None
    today: date

    @property
    def id(self) -> str:
        """Its name for people and files: "WXB" in the first wave, "WXB-2" in the second."""
        return self.code if self.wave == 1 else f"{self.code}-{self.wave}"

    @property
    def deadline(self) -> Deadline | None:
        """When the next answer is due, and why; None if no letter was sent."""
        return deadline_by(self.clock)

    @property
    def due(self) -> date | None:
        """The day the next answer is due: that to the request, or to the review asked for."""
        return self.deadline.due if self.deadline else None

    @property
    def rival_due(self) -> date | None:
        """The day by the other reading of receipt on a day off; None where it is the same."""
        return self.deadline.rival_due if self.deadline else None

    @property
    def late(self) -> str:
        """Whether the answer to the request came late, or has not come in time: "yes", "no", or "" if not sure."""
        return lateness(self.deadline, self.first_reply_on, self.today)

    @property
    def overdue(self) -> bool:
        """Whether the body still owes an answer and may be called late for it: the filter of this name."""
        return self.outstanding and is_overdue(self.clock, self.today)


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the requests of a study have come; each number holds the next. `bodies` were to be asked, `accepted`
    counts letters that a mail server took or that stand in the mailbox as sent, `replied` answers of any sort."""

    bodies: int
    accepted: int
    acknowledged: int
    replied: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that occur, for the filters of a list."""

    states: tuple[str, ...]
    nations: tuple[str, ...]
    regions: tuple[str, ...]
    types: tuple[str, ...]
    waves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SavedListRecord:
    """A list that somebody keeps. `query` is what stands in its address."""

    name: str
    query: str
    by: str
    at: datetime

    @property
    def filters(self) -> Filters:
        """What it is filtered by."""
        return from_query(dict(parse_qsl(self.query)))


@dataclass(frozen=True, slots=True)
class ReplyCurve:
    """How fast bodies under one law gave their first answer of any sort. `days` are (working day, answers on it), in
    order; of `asked` bodies `silent` have not answered. The law's `limit` is in working days, from `source`."""

    law: str
    limit: int
    source: str
    asked: int
    silent: int
    days: tuple[tuple[int, int], ...]

    def within(self, days: int) -> int:
        """How many had answered by the end of that working day."""
        return sum(number for day, number in self.days if day <= days)


def reply_curves(groups: Iterable[tuple[str, date | None, int]]) -> tuple[ReplyCurve, ...]:
    """One curve for each law, by its code. `groups` are (clock, day of the first answer or None, number of requests).

    The day is counted from day zero as the law counts; an answer on a day off counts as one of the next working day,
    for it came after the end of the last. Days on which a fees notice stopped the clock are not taken off.
    """
    counted: dict[str, Counter[int | None]] = defaultdict(Counter)
    for clock, replied, number in groups:
        counted[clock.partition(" ")[0]][working_day(clock, replied) if replied else None] += number
    curves = []
    for law, days in sorted(counted.items()):
        limit, silent = regime(law).answer, days.pop(None, 0)
        told = tuple(sorted((day, number) for day, number in days.items() if day is not None))
        curves.append(ReplyCurve(law, limit.days, limit.source, days.total() + silent, silent, told))
    return tuple(curves)


def working_day(clock: str, day: date) -> int:
    """The number of the working day after day zero of the request that `day` falls on or waits for; 0 for day zero."""
    return _working_day(clock, day, edition())


@lru_cache(maxsize=50_000)
def _working_day(clock: str, day: date, _edition: int) -> int:
    asked = deadline_by(" ".join(word for word in clock.split() if not word.startswith("review_requested:")))
    if asked is None:
        return 0
    zero = asked.day_zero if asked.day_zero <= day else asked.received
    days = calendar(regime(asked.law).calendar)
    return days.between(zero + timedelta(days=1), days.next_working(day)) if day >= zero else 0
