"""Lists of requests and the figures of the overview, from their standings: a constant number of queries each, however
many requests there are."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from askall.asking.clocks import is_overdue
from askall.asking.lists import (
    ORDERS,
    REACHED,
    BoardRow,
    Choices,
    Filters,
    Funnel,
    ReplyCurve,
    SavedListRecord,
    from_query,
    reply_curves,
)
from askall.asking.models import SavedList, Standing
from askall.asking.services.among import Among
from askall.foundation.errors import BadInput
from askall.study import services as studies
from askall.team import services as team

__all__ = [
    "ORDERS",
    "REACHED",
    "BoardRow",
    "Choices",
    "Filters",
    "Funnel",
    "ReplyCurve",
    "SavedListRecord",
    "choices",
    "count",
    "drop_list",
    "every",
    "from_query",
    "funnel",
    "lists",
    "reply_days",
    "rows",
    "rows_of",
    "save_list",
    "state_counts",
]

COLUMNS = (
    "request_id",
    "study__slug",
    "wave",
    "code",
    "name",
    "type",
    "nation",
    "region",
    "state",
    "firm",
    "outstanding",
    "pending",
    "messages",
    "chases",
    "clock",
    "sent_on",
    "acknowledged_on",
    "first_reply_on",
    "last_reply_on",
    "last_heard_on",
    "last_written_on",
)
"""The fields of BoardRow, in their order."""
CHUNK = 2000
_ORDER = {
    "name": ("name", "code", "wave"),
    "sent": ("-sent_on", "code", "wave"),
    "heard": ("-last_heard_on", "code", "wave"),
}

# Who answered was asked, and has acknowledged, also where that mail is missing.
_REPLIED = Q(first_reply_on__isnull=False)
_ACKNOWLEDGED = _REPLIED | Q(acknowledged_on__isnull=False)
_REACHED = {"accepted": _ACKNOWLEDGED | Q(sent_on__isnull=False), "acknowledged": _ACKNOWLEDGED, "replied": _REPLIED}


def rows(
    *, filters: Filters, today: date, order: str = "name", offset: int = 0, limit: int | None = 100
) -> tuple[tuple[BoardRow, ...], int]:
    """The rows from `offset` on, at most `limit` of them (None: all), and how many there are on all pages."""
    found = standings(filters, today)
    page = ordered(found, order)[offset : None if limit is None else offset + limit]
    return board_rows(page, today), found.count()


def rows_of(*, keys: Iterable[int], today: date) -> dict[int, BoardRow]:
    """Request key → its row, for requests of any study."""
    found = board_rows(Standing.objects.filter(pk__in=list(keys)), today)
    return {row.key: row for row in found}


def every(*, filters: Filters, today: date, order: str = "name") -> Iterator[BoardRow]:
    """All rows, read from the database bit by bit: for files."""
    found = ordered(standings(filters, today), order).values_list(*COLUMNS)
    return (BoardRow(*(*row, today)) for row in found.iterator(chunk_size=CHUNK))


def count(*, filters: Filters, today: date) -> int:
    """How many requests fit."""
    return standings(filters, today).count()


def standings(filters: Filters, today: date) -> QuerySet[Standing]:
    """The standings that fit, in no order."""
    found = _of(filters.study, filters.wave)
    for name in ("state", "nation", "region", "type"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.q:
        found = found.filter(Q(name__icontains=filters.q) | Q(code__icontains=filters.q))
    if filters.reached:
        found = found.filter(_REACHED[filters.reached])
    if filters.pending:
        found = found.filter(pending__gt=0)
    if filters.keys is not None:
        found = found.filter(Among("request_id", filters.keys))
    return overdue(found, today) if filters.overdue else found


def overdue(found: QuerySet[Standing], today: date) -> QuerySet[Standing]:
    """Those whose body owes an answer and may be called late. The law is asked once for each clock that occurs."""
    owing = found.filter(outstanding__in=[True])  # as a comparison, which an index serves
    clocks = owing.exclude(clock="").order_by().values_list("clock", flat=True).distinct()
    return owing.filter(Among("clock", [clock for clock in clocks if is_overdue(clock, today)]))


def ordered(found: QuerySet[Standing], order: str) -> QuerySet[Standing]:
    """By name, or the newest first by the day we wrote or they were last heard; what never happened stands last."""
    if order not in _ORDER:
        raise BadInput(f"“{order[:40]}” is not an order of requests. Known: {', '.join(ORDERS)}.")
    first, *rest = _ORDER[order]
    if first.startswith("-"):
        newest = Coalesce(first[1:], date.min)
        return found.order_by(newest.desc(), *rest)
    return found.order_by(first, *rest)


def board_rows(found: QuerySet[Standing], today: date) -> tuple[BoardRow, ...]:
    """As rows of a list, in the order they come."""
    return tuple(BoardRow(*(*row, today)) for row in found.values_list(*COLUMNS))


def state_counts(*, study: str = "", wave: int = 0) -> dict[str, int]:
    """State → the number of requests in it, the most frequent first."""
    counted = _of(study, wave).values_list("state").annotate(number=Count("*")).order_by("-number", "state")
    return dict(counted)


def funnel(*, study: str = "", wave: int = 0) -> Funnel:
    """How far the requests have come."""
    numbers = _of(study, wave).aggregate(
        bodies=Count("*"),
        **{name: Count("study", filter=so_far) for name, so_far in _REACHED.items()},
    )
    return Funnel(**numbers)


def reply_days(*, study: str = "", wave: int = 0) -> tuple[ReplyCurve, ...]:
    """For each law, on which working day after day zero the first answers came, and how many bodies are silent. Who
    never got the letter, or need no longer answer, is left out."""
    asked = _of(study, wave).exclude(clock="")
    asked = asked.exclude(first_reply_on__isnull=True, state__in=("undeliverable", "withdrawn"))
    groups = asked.values_list("clock", "first_reply_on").annotate(number=Count("*")).order_by()
    return reply_curves(groups)


def choices(*, study: str = "") -> Choices:
    """The values that occur in the study, for the filters of a list."""
    found = _of(study, 0).order_by().values_list("state", "nation", "region", "type", "wave").distinct()
    columns = list(zip(*found, strict=True)) or [()] * 5
    return Choices(*(tuple(sorted(set(values))) for values in columns))


def _of(study: str, wave: int) -> QuerySet[Standing]:
    key = studies.study_key(slug=study)
    found = Standing.objects.all() if key is None else Standing.objects.filter(study_id=key)
    return found.filter(wave=wave) if wave else found


@transaction.atomic
def save_list(*, name: str, query: str, by: str, at: datetime) -> None:
    """Keep a list under a name: what stands in its address. Another of the same name gives way to it."""
    name = name.strip()
    if not name or len(name) > 100:
        raise BadInput("A list is kept under a name of 1 to 100 characters.")
    fields = {"query": query.lstrip("?"), "by": team.person(handle=by), "at": at}
    SavedList.objects.update_or_create(name=name, defaults=fields)
    team.record(by=by, at=at, action="list saved", subject=name, detail={"query": query})


def lists() -> tuple[SavedListRecord, ...]:
    """Every list that is kept, by name."""
    kept = SavedList.objects.select_related("by")
    return tuple(SavedListRecord(one.name, one.query, one.by.username, one.at) for one in kept)


@transaction.atomic
def drop_list(*, name: str, by: str, at: datetime) -> None:
    """Keep it no longer."""
    gone, _ = SavedList.objects.filter(name=name).delete()
    if not gone:
        raise BadInput(f"There is no list “{name[:100]}”.")
    team.record(by=by, at=at, action="list dropped", subject=name)
