"""One request: where it stands, its clock, and its whole history in one line of time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from askall.asking import services as asking
from askall.asking.deadlines import deadline_of, lateness
from askall.asking.due_view import DueView, due_view
from askall.asking.records import RequestRecord
from askall.asking.services import outbox
from askall.coding import services as coding
from askall.documents import services as documents
from askall.foundation.clock import uk_date
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading import services as reading
from askall.reading.records import StoredReading
from askall.study import services as studies
from askall.web.acting import acting_person
from askall.web.calendar_weeks import weeks
from askall.web.files import cells_of
from askall.web.history import Beside, Entry, Suggested, history, place_of, quotes_of
from askall.web.paging import request_or_404
from askall.web.threads import reading_quotes, thread_views


def request_page(request: HttpRequest, key: int) -> HttpResponse:
    """Where a request stands, what is due when and why, what people decided, and all that happened in order."""
    record = request_or_404(key)
    study = studies.study(slug=record.study)
    thread = mail.messages(requests=[key])
    read = reading.readings(study=study, messages=[one.key for one in thread])
    decided = coding.decisions(study=study, requests=[key]).get(record.id, {})
    today = uk_date(CLOCK.now())
    due = due_view(record, today)
    entries = _history(record, thread, read, decided, due)
    context = {
        "page": "requests",
        "record": record,
        "state": record.state,
        "late": lateness(deadline_of(record), record.state.first_reply_on, today) == "yes",
        "due": due,
        "weeks": weeks(due, _told(record, due, today)),
        "history": entries,
        "pending": [one for one in entries if one.pending],
        "decisions": _decisions(decided),
        "has_mail": bool(thread),
    }
    return render(request, "web/request.html", context)


def _history(
    record: RequestRecord,
    thread: Sequence[StoredMessage],
    read: Mapping[int, StoredReading],
    decided: Mapping[str, Any],
    due: DueView,
) -> tuple[Entry, ...]:
    found = {key: reading_quotes(one) for key, one in read.items()}
    quotes = [quote for listed in found.values() for _, _, places in listed for quote in places]
    quotes += [quote for one in decided.values() for quote in one.quotes]
    files = [file.sha256 for one in thread for file in one.attachments]
    views = thread_views(
        thread,
        reading.texts_of(messages=thread),
        [*quotes, *quotes_of(record.events)],
        documents.pages_to_draw(hashes=files) if files else {},
    )
    cells = cells_of(quotes)
    suggested = {
        key: [
            Suggested(variable, str(one.value), tuple(place_of(quote, cells.get(quote, "")) for quote in places))
            for variable, one, places in listed
        ]
        for key, listed in found.items()
    }
    letters, _ = outbox.outbox(request=record.key)
    filings = mail.filing_logs(sha256=[one.sha256 for one in thread])
    beside = Beside(suggested, filings, {one.message_id: one for one in letters})
    return history(views, record.events, beside, _due_days(due))


def _due_days(due: DueView) -> Iterable[tuple[date, str, str]]:
    """The days of the clock as they stand in the history."""
    if due.due:
        yield due.due, f"Last day for {'the review' if due.step == 'review' else 'an answer'}", due.source
    if due.stated_due:
        yield due.stated_due, "The day they named themselves", ""


def _told(record: RequestRecord, due: DueView, today: date) -> dict[date, list[str]]:
    """What fell on the days of the calendar."""
    found: dict[date, list[str]] = {}
    state = record.state
    for day, word in (
        (state.sent_on, "sent"),
        (state.first_reply_on, "reply"),
        (today, "today"),
        (due.due, "due"),
        (due.rival_due, "due otherwise"),
        (due.stated_due, "their day"),
    ):
        if day:
            found.setdefault(day, []).append(word)
    return found


def _decisions(decided: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The outcome first, then the answers by name."""
    cells = cells_of([quote for one in decided.values() for quote in one.quotes])
    ordered = sorted(decided.items(), key=lambda item: (item[0] != "outcome", item[0]))
    return [
        {
            "variable": variable,
            "decision": one,
            "places": [place_of(quote, cells.get(quote, "")) for quote in one.quotes],
        }
        for variable, one in ordered
    ]


@require_POST
def judge(request: HttpRequest, key: int) -> HttpResponse:
    """Say whether what the machine read out of this request's mail is so: of one event, or of all that wait."""
    record = request_or_404(key)
    given, accepted = request.POST.get("event", ""), request.POST.get("accepted") == "yes"
    events = [one.key for one in record.events if (one.pending if given == "all" else str(one.key) == given)]
    number = asking.judge_events(
        events=events,
        accepted=accepted,
        by=acting_person(request),
        at=CLOCK.now(),
        why=storable(request.POST.get("why", "").strip()[:500]),
    )
    said = "Nothing was left to say." if not number else "It is so." if accepted else "It is not so."
    notices.success(request, f"{record.body.name}: {said}" + (f" {number} confirmed at once." if number > 1 else ""))
    return redirect(reverse("request", args=[key]) + "#history")
