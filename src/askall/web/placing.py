"""Requests that a message may go to, as triage offers them: found by the machine, or by a person's search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from askall.asking.services import board
from askall.asking.services.board import BoardRow, Filters
from askall.foundation.clock import uk_date
from askall.foundation.workspace import CLOCK
from askall.web.paging import number_of
from askall.web.words import signal

FOUND = 9
"""Requests that one search shows: as many as have a key of their own."""
MOST_PLACES = 20
"""Requests that one mail can be split across: what is said to more bodies than that answers none of them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A request to pick with the key of its `number`. `percent` is the machine's score; None if a person searched for
    it. `reasons` are (what speaks for it, the words seen)."""

    number: int
    row: BoardRow
    percent: int | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    ticked: bool = False


def rows_of(keys: Iterable[int | None], today: date) -> dict[int, BoardRow]:
    """Request key → its row, for all of them at once."""
    wanted = {key for key in keys if key is not None}
    return board.rows_of(keys=wanted, today=today) if wanted else {}


def offers(
    candidates: Sequence[Mapping[str, Any]], found: Sequence[BoardRow], rows: Mapping[int, BoardRow], ticked: set[int]
) -> tuple[Offer, ...]:
    """The machine's candidates, the best first, then what a search found, then whatever else is ticked; each once."""
    listed = {one["request"]: one for one in candidates if one["request"] in rows}
    keys = dict.fromkeys([*listed, *(row.key for row in found), *sorted(ticked & rows.keys())])
    known = {**rows, **{row.key: row for row in found}}
    return tuple(
        Offer(number, known[key], *_spoken_for(listed.get(key)), ticked=key in ticked)
        for number, key in enumerate(keys, start=1)
    )


def _spoken_for(candidate: Mapping[str, Any] | None) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    if candidate is None:
        return None, ()
    heaviest = sorted(candidate["reasons"], key=lambda one: -one["weight"])
    # Independent signs add up towards certainty and never reach it.
    return min(99, round(100 * candidate["score"])), tuple(signal(one["signal"], one["seen"]) for one in heaviest)


def search(typed: str, today: date) -> tuple[tuple[BoardRow, ...], int]:
    """Requests whose body's name or id holds what was typed, the first few by name, and how many there are."""
    return board.rows(filters=Filters(q=typed), today=today, limit=FOUND) if typed else ((), 0)


def ticked_rows(request: HttpRequest) -> list[BoardRow]:
    """The requests ticked, in the order they stand on the page. Empty if one of them is not there."""
    given = list(dict.fromkeys(request.POST.getlist("request")))
    keys = keys_in(given)
    rows = rows_of(keys, uk_date(CLOCK.now()))
    listed = [rows[key] for key in keys if key in rows]
    return listed if len(listed) == len(given) else []


def keys_in(given: Iterable[str]) -> list[int]:
    """The keys among what a form or an address gives, each once, at most MOST_PLACES of them."""
    keys = (number_of(one) for one in given)
    return list(dict.fromkeys(key for key in keys if key is not None))[:MOST_PLACES]


def listed_names(rows: Sequence[BoardRow]) -> str:
    """ "A", "A and B", "A, B and C"."""
    listed = [row.name for row in rows]
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)
