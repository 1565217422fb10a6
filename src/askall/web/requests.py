"""The requests, and one request with its whole thread."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking import services as asking
from askall.asking.deadlines import deadline_of, lateness
from askall.asking.records import Event, RequestRecord
from askall.coding import services as coding
from askall.foundation.clock import SystemClock, uk_date
from askall.mail import services as mail
from askall.reading import services as reading
from askall.study import services as studies
from askall.web.paging import page_of, query_of, request_or_404
from askall.web.threads import MessageView, anchor, reading_quotes, thread_views
from askall.web.words import request_state

PAGE = 100
CLOCK = SystemClock()


def request_list(request: HttpRequest) -> HttpResponse:
    """Every request, filtered by state, nation and words of the name."""
    given = {name: request.GET.get(name, "").strip() for name in ("q", "state", "nation")}
    records = asking.requests()
    found = [one for one in records if _fits(one, given)]
    page = page_of(request, found, PAGE)
    context = {
        "page": "requests",
        "rows": [_row(one) for one in page.object_list],
        "paging": page,
        "total": len(found),
        "given": given,
        "query": query_of(given),
        "states": [(name, request_state(name)) for name in sorted({one.state.name for one in records})],
        "nations": sorted({one.body.nation for one in records}),
    }
    return render(request, "web/requests.html", context)


def _fits(one: RequestRecord, given: dict[str, str]) -> bool:
    return (
        (not given["state"] or one.state.name == given["state"])
        and (not given["nation"] or one.body.nation == given["nation"])
        and (not given["q"] or given["q"].casefold() in f"{one.body.name} {one.id}".casefold())
    )


def _row(one: RequestRecord) -> dict[str, Any]:
    deadline = deadline_of(one)
    late = lateness(deadline, one.state.first_reply_on, uk_date(CLOCK.now()))
    return {"record": one, "state": one.state, "due": deadline and deadline.request_due, "late": late == "yes"}


def request_page(request: HttpRequest, key: int) -> HttpResponse:
    """One request: its messages in order, what the machine suggests, what people decided, its dates."""
    record = request_or_404(key)
    study = studies.study(slug=record.study)
    thread = mail.messages(requests=[key])
    read = reading.readings(study=study, messages=[one.key for one in thread])
    suggested = {key: reading_quotes(one) for key, one in read.items()}
    decided = coding.decisions(study=study, requests=[key]).get(record.id, {})
    quotes = [quote for listed in suggested.values() for _, _, places in listed for quote in places]
    quotes += [quote for one in decided.values() for quote in one.quotes]
    context = {
        "page": "requests",
        "record": record,
        "state": record.state,
        "row": _row(record),
        "deadline": deadline_of(record),
        "events": _told(record.events),
        "thread": [
            _message(one, suggested.get(one.record.key, []))
            for one in thread_views(thread, reading.texts_of(messages=thread), quotes)
        ],
        "abstained": {key: one.reading.outcome.abstained for key, one in read.items()},
        "decisions": [
            {"variable": variable, "decision": one, "places": [_place(quote) for quote in one.quotes]}
            for variable, one in sorted(decided.items(), key=lambda item: (item[0] != "outcome", item[0]))
        ],
    }
    return render(request, "web/request.html", context)


def _told(events: Sequence[Event]) -> list[Event]:
    """What a timeline tells: that mail came in is left out where more is known of the same mail."""
    known = {one.source for one in events if one.kind != "received"}
    return [one for one in events if one.kind != "opened" and (one.kind != "received" or one.source not in known)]


def _message(view: MessageView, suggested: list[Any]) -> dict[str, Any]:
    return {
        "view": view,
        "record": view.record,
        "suggestions": [
            {"variable": variable, "said": said, "places": [_place(quote) for quote in places]}
            for variable, said, places in suggested
        ],
        "filings": mail.filing_log(sha256=view.record.sha256),
    }


def _place(quote: Any) -> dict[str, str]:
    return {"quote": quote.quote, "anchor": anchor(quote.sha256, quote.part, quote.start)}
