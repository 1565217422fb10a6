"""The list of requests: filtered, sorted, kept under a name, and taken away as a file for a spreadsheet program."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import islice
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from askall.asking.services import board
from askall.asking.services.board import BoardRow, Filters
from askall.coding import services as coding
from askall.coding.records import OutcomeSoFar
from askall.foundation.cells import BYTE_ORDER_MARK, cell_lines
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.acting import acting_person
from askall.web.paging import page_read, query_of
from askall.web.words import REACHED, request_state

PAGE = 100
CHUNK = 1000
FILTERS = (
    "study",
    "q",
    "state",
    "nation",
    "region",
    "type",
    "wave",
    "section",
    "reached",
    "overdue",
    "pending",
    "order",
)
ORDERS = {"name": "Name", "sent": "Sent", "heard": "Last heard"}
LABELS = {
    "study": "Study",
    "state": "State",
    "reached": "Has come as far as",
    "section": "Section relied on",
    "nation": "Nation",
    "region": "Region",
    "type": "Type",
    "wave": "Wave",
}
COLUMNS = (
    *("request", "body", "name", "type", "nation", "region", "law", "wave", "state"),
    *("sent_on", "due_on", "rival_due_on", "late", "overdue", "acknowledged_on", "first_reply_on", "last_reply_on"),
    *("last_heard_on", "last_written_on", "messages", "reminders", "to_confirm"),
    *("coding", "outcome", "outcome_is_final", "sections"),
)
"""Of the file. Dates are in ISO 8601; `late` is "yes", "no" or "" where neither is sure."""


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """The requests that fit the filters, a page at a time."""
    given, today, every = _given(request.GET), uk_date(CLOCK.now()), studies.studies()
    filters, order = _filters(given, every), given["order"] or "name"
    page = page_read(
        request,
        lambda offset, limit: board.rows(filters=filters, today=today, order=order, offset=offset, limit=limit),
        PAGE,
    )
    context = {
        "page": "requests",
        "rows": page.object_list,
        "paging": page,
        "total": page.paginator.count,
        "given": given,
        "query": query_of(given),
        "filtered": any(value for name, value in given.items() if name != "order"),
        "orders": _orders(given, order),
        "selects": _selects(given, filters, every),
        "kept": board.lists(),
    }
    return render(request, "web/requests.html", context)


def _given(query: Mapping[str, str]) -> dict[str, str]:
    given = {name: storable(query.get(name, "")).strip() for name in FILTERS}
    return given | {"order": given["order"] if given["order"] in board.ORDERS else ""}


def _filters(given: Mapping[str, str], every: Iterable[StudyRecord]) -> Filters:
    """The filters of the board, with the requests that coding knows of: cited sections, and what is finally coded."""
    filters, keys = board.from_query(given), list[frozenset[int]]()
    asked = [one for one in every if one.slug == given["study"] or not given["study"]]
    if given["section"]:
        keys.append(frozenset().union(*(coding.citing(study=one, section=given["section"]) for one in asked)))
    if given["reached"] == "coded":
        keys.append(frozenset().union(*(coding.coded(study=one) for one in asked)))
        filters = replace(filters, reached="replied")
    if not asked:
        return Filters(keys=frozenset())
    return replace(filters, keys=reduce(frozenset.intersection, keys)) if keys else filters


def _orders(given: Mapping[str, str], order: str) -> dict[str, dict[str, str]]:
    """Of each order: its label, the address of the list in it, and what a table's head says of it."""
    return {
        name: {
            "label": label,
            "query": query_of({**given, "order": "" if name == "name" else name}),
            "sort": ("ascending" if name == "name" else "descending") if name == order else "",
        }
        for name, label in ORDERS.items()
    }


def _selects(given: Mapping[str, str], filters: Filters, every: Iterable[StudyRecord]) -> list[dict[str, Any]]:
    """The filters one picks from a list, each with its values and their labels; those with nothing to pick are left
    out. A value in the address is among them in any case."""
    listed = list(every)
    found = board.choices(study=filters.study)
    cited = [one for study in listed for one in coding.cited_sections(study=study)]
    offered: dict[str, dict[str, str]] = {
        "study": {one.slug: one.protocol.title for one in listed} if len(listed) > 1 else {},
        "state": {one: request_state(one) for one in found.states},
        "reached": REACHED,
        "section": {one.section: f"{one.section} {one.title}".strip() for one in cited},
        "nation": {one: one for one in found.nations if one},
        "region": {one: one for one in found.regions if one},
        "type": {one: one for one in found.types if one},
        "wave": {str(one): str(one) for one in found.waves} if len(found.waves) > 1 else {},
    }
    return [
        {
            "name": name,
            "label": LABELS[name],
            "given": given[name],
            "options": (choices if given[name] in ("", *choices) else choices | {given[name]: given[name]}).items(),
        }
        for name, choices in offered.items()
        if choices or given[name]
    ]


@require_GET
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every row that fits, not this page alone, as CSV. It is sent while it is read."""
    given, today = _given(request.GET), uk_date(CLOCK.now())
    rows = board.every(filters=_filters(given, studies.studies()), today=today, order=given["order"] or "name")
    headers = {"Content-Disposition": f'attachment; filename="requests-{today.isoformat()}.csv"'}
    return StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(rows: Iterator[BoardRow]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + cell_lines([COLUMNS])
    while chunk := list(islice(rows, CHUNK)):
        so_far = coding.outcomes_so_far(requests=[one.key for one in chunk])
        yield cell_lines(_cells(one, so_far.get(one.key)) for one in chunk)


def _cells(row: BoardRow, so_far: OutcomeSoFar | None) -> tuple[str, ...]:
    coded = ("", "", "", "")
    if so_far:
        final = "yes" if so_far.settled else "no"
        coded = (so_far.state, so_far.outcome, final if so_far.outcome else "", "; ".join(so_far.provisions))
    return (
        *(row.id, row.code, row.name, row.type, row.nation, row.region, row.clock.partition(" ")[0], str(row.wave)),
        *(row.state, _iso(row.sent_on), _iso(row.due), _iso(row.rival_due), row.late, "yes" if row.overdue else "no"),
        *map(_iso, (row.acknowledged_on, row.first_reply_on, row.last_reply_on, row.last_heard_on)),
        *(_iso(row.last_written_on), str(row.messages), str(row.chases), str(row.pending)),
        *coded,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list with these filters under a name."""
    query = query_of(_given(request.POST))
    name = storable(" ".join(request.POST.get("name", "").split()))
    try:
        board.save_list(name=name, query=query, by=acting_person(request), at=CLOCK.now())
        notices.success(request, f"This list is kept as “{name}”.")
    except BadInput as error:
        notices.warning(request, str(error))
    return _back(query)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Keep a list no longer. The requests in it stay as they are."""
    name = request.POST.get("name", "")
    try:
        board.drop_list(name=name, by=acting_person(request), at=CLOCK.now())
        notices.success(request, f"The list “{name}” is no longer kept. Its requests are as they were.")
    except BadInput as error:
        notices.warning(request, str(error))
    return _back(query_of(_given(request.POST)))


def _back(query: str) -> HttpResponseRedirect:
    return redirect(f"{reverse('requests')}?{query}" if query else reverse("requests"))
