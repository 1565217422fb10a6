"""The requests, and one request with its whole thread."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking import services as asking
from askall.asking.deadlines import deadline_of
from askall.asking.records import RequestRecord
from askall.coding import services as coding
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading import services as reading
from askall.reading.records import StoredReading
from askall.study import services as studies
from askall.web.overview import STATE_NAMES
from askall.web.pieces import pieces

PAGE = 100


def request_list(request: HttpRequest) -> HttpResponse:
    """Every request, filtered by state, nation and words of the name."""
    given = {name: request.GET.get(name, "").strip() for name in ("q", "state", "nation")}
    records = asking.requests()
    found = [one for one in records if _fits(one, given)]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [{"record": one, "state": STATE_NAMES.get(one.state.name, one.state.name)} for one in page.object_list]
    states = sorted({one.state.name for one in records})
    context = {
        "page": "requests",
        "rows": rows,
        "paging": page,
        "total": len(found),
        "given": given,
        "states": [(name, STATE_NAMES.get(name, name)) for name in states],
        "nations": sorted({one.body.nation for one in records}),
        "synthetic": _synthetic(),
    }
    return render(request, "web/requests.html", context)


def _fits(one: RequestRecord, given: dict[str, str]) -> bool:
    return (
        (not given["state"] or one.state.name == given["state"])
        and (not given["nation"] or one.body.nation == given["nation"])
        and (not given["q"] or given["q"].casefold() in f"{one.body.name} {one.body.id}".casefold())
    )


def request_page(request: HttpRequest, key: int) -> HttpResponse:
    """One request: its messages in order, what the machine suggests, what people decided, its dates."""
    found = asking.requests(keys=[key])
    if not found:
        raise Http404
    record = found[0]
    study = studies.study(slug=record.study)
    thread = mail.messages(requests=[key])
    read = reading.readings(study=study, messages=[one.key for one in thread])
    decided = coding.decisions(study=study).get(record.id, {})
    context = {
        "page": "requests",
        "record": record,
        "state": STATE_NAMES.get(record.state.name, record.state.name),
        "deadline": deadline_of(record),
        "thread": [_message(one, read.get(one.key)) for one in thread],
        "decisions": sorted(decided.items(), key=lambda item: (item[0] != "outcome", item[0])),
        "synthetic": study.protocol.synthetic,
    }
    return render(request, "web/request.html", context)


def _message(message: StoredMessage, read: StoredReading | None) -> dict[str, Any]:
    suggestions = []
    marks: list[tuple[int, int]] = []
    if read:
        listed = [("outcome", read.reading.outcome), *read.reading.answers]
        for variable, suggestion in listed:
            if suggestion.value is not None:
                suggestions.append((variable, suggestion))
                marks += [(one.start, one.end) for one in suggestion.evidence if one.part == 0]
    return {
        "record": message,
        "pieces": pieces(message.text, message.segments, marks),
        "suggestions": suggestions,
        "abstained": read.reading.outcome.abstained if read and read.reading.outcome.value is None else "",
        "filings": mail.filing_log(sha256=message.sha256),
    }


def _synthetic() -> bool:
    return any(one.protocol.synthetic for one in studies.studies())
