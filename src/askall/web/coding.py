"""Coding: people say what each reply means, each on their own, and a further person settles where they differ."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from askall.asking.records import RequestRecord
from askall.coding import services as coding
from askall.coding.forms import BEGUN, CODING_STATES, DISPUTED, DONE, NOBODY
from askall.coding.records import CodingFilters
from askall.documents import services as documents
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading import services as reading
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.acting import acting_person, is_blind, take_turn
from askall.web.coding_form import Shown, contradictions, entered_in, fields
from askall.web.paging import page_read, query_of, request_or_404
from askall.web.threads import thread_views
from askall.web.words import coding_state

PAGE = 100
FILTERS = ("study", "state", "mine", "q", "order")
TEACHES = "teaches"
PROGRESS = {NOBODY: "nobody", BEGUN: "begun", DISPUTED: "disputed", DONE: "complete"}


def coding_list(request: HttpRequest) -> HttpResponse:
    """The requests there is something to code for, and how far each is."""
    given, person = _given(request), acting_person(request)
    records = studies.studies()
    study = next((one for one in records if one.slug == given["study"]), records[0] if records else None)
    if study is None:
        return render(request, "web/no_study.html", {"page": "code"})
    filters = _filters(given, person)
    page = page_read(
        request,
        lambda offset, limit: coding.coding_list(study=study, filters=filters, offset=offset, limit=limit),
        PAGE,
    )
    progress = coding.coding_progress(study=study)
    context = {
        "page": "code",
        "rows": page.object_list,
        "paging": page,
        "total": page.paginator.count,
        "given": given,
        "query": query_of(given),
        "studies": records if len(records) > 1 else (),
        "study": study,
        "states": [(one, coding_state(one), progress[PROGRESS[one]]) for one in CODING_STATES],
        "next": coding.next_to_code(study=study, person=person),
        "teaching": coding.teaches_most(study=study),
        "disputed": coding.next_to_settle(study=study),
        "blind": is_blind(request),
    }
    return render(request, "web/coding.html", context)


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: storable(request.GET.get(name, "").strip()) for name in FILTERS}


def _filters(given: dict[str, str], person: str) -> CodingFilters:
    return CodingFilters(
        q=given["q"],
        state=given["state"],
        by=person if given["mine"] == "yes" else "",
        not_by=person if given["mine"] == "no" else "",
    )


@require_POST
def who(request: HttpRequest) -> HttpResponse:
    """Somebody sits down at this browser."""
    try:
        take_turn(request, request.POST.get("coder", ""), request.POST.get("blind") == "yes")
        notices.success(request, f"You are {acting_person(request)}. What you do here bears this name.")
    except BadInput as error:
        notices.warning(request, str(error))
    return redirect("code")


def code_page(request: HttpRequest, key: int) -> HttpResponse:
    """One request: its texts, and the form that codes it."""
    return _page(request, key, "coder")


def settle_page(request: HttpRequest, key: int) -> HttpResponse:
    """As above, for who settles what coders disagree on: with what each of them said."""
    return _page(request, key, "adjudicator")


def _page(request: HttpRequest, key: int, role: str) -> HttpResponse:
    record = request_or_404(key)
    study = studies.study(slug=record.study)
    case = coding.coding_case(study=study, request=record)
    shown = Shown(case, acting_person(request), role, is_blind(request))
    if request.method != "POST":
        return render(request, "web/code.html", _context(request, study, shown))
    faults = _stale(request, study) or contradictions(request.POST, shown)
    if not faults:
        faults, new = _save(request, study, shown)
        if not faults:
            return _go_on(request, study, shown, new)
    context = _context(request, study, shown) | {"fields": fields(shown, request.POST, faults), "faults": faults}
    return render(request, "web/code.html", context, status=422)


def _stale(request: HttpRequest, study: StudyRecord) -> list[Fault]:
    if request.POST.get("codebook") == str(study.codebook.version):
        return []
    return [Fault("", "The questions have changed since this page was opened. Read them again before you save.")]


def _save(request: HttpRequest, study: StudyRecord, shown: Shown) -> tuple[list[Fault], int]:
    entered = entered_in(request.POST, shown)
    if not entered:
        return [Fault("", "Nothing was entered, so nothing was saved.")], 0
    try:
        new = coding.code_request(
            study=study,
            request=shown.case.request,
            coder=shown.person,
            role=shown.role,
            entered=entered,
            at=CLOCK.now(),
        )
    except InputFaults as error:
        return list(error.faults), 0
    except BadInput as error:
        return [Fault("", str(error))], 0
    return [], new


def _go_on(request: HttpRequest, study: StudyRecord, shown: Shown, new: int) -> HttpResponseRedirect:
    """Say what was saved, then to the next request that waits for this person, or back to the list."""
    record = shown.case.request
    left = _left(study, record, shown)
    said = f"{record.body.name}: {new} answer{'' if new == 1 else 's'} saved." if new else "Nothing had changed."
    if left and "stay" not in request.POST:
        said += f" Left open: {', '.join(left)}."
    notices.success(request, said)
    query = query_of(_given(request))
    tail = f"?{query}" if query else ""
    if "stay" in request.POST:
        return redirect(request.path + tail)
    following = _following(request, study, record, shown)
    if following is None:
        return redirect(reverse("code") + tail)
    return redirect(reverse("settle" if shown.role == "adjudicator" else "code_request", args=[following]) + tail)


def _left(study: StudyRecord, record: RequestRecord, shown: Shown) -> list[str]:
    """What this person has not said of an answered request. A refused one has no more answers to give."""
    case = coding.coding_case(study=study, request=record)
    said = {one: case.of(one, shown.person, shown.role) for one in shown.variables()}
    outcome = said.get("outcome")
    if shown.role == "coder" and outcome and outcome.value not in ("answered", "partly_answered"):
        return []
    return [one for one, coded in said.items() if coded is None]


def _following(request: HttpRequest, study: StudyRecord, record: RequestRecord, shown: Shown) -> int | None:
    """The key of the next request of the list, going round, that waits for this person."""
    if shown.role == "adjudicator":
        row = coding.next_to_settle(study=study, after=record.key)
    else:
        given = _given(request)
        filters, after = _filters(given, shown.person), record.key
        row = coding.teaches_most(study=study, filters=filters, after=after) if given["order"] == TEACHES else None
        row = row or coding.next_to_code(study=study, person=shown.person, filters=filters, after=after)
    return row.key if row else None


def _pages(thread: Sequence[StoredMessage]) -> dict[str, int]:
    """Of how many pages of each file pictures can be made."""
    return documents.pages_to_draw(hashes=[file.sha256 for one in thread for file in one.attachments])


def _context(request: HttpRequest, study: StudyRecord, shown: Shown) -> dict[str, Any]:
    case, given = shown.case, _given(request)
    thread = mail.messages(requests=[case.request.key])
    quotes = [quote for variable in shown.variables() for offer in shown.offers(variable) for quote in offer.quotes]
    filters = _filters(given, shown.person)
    before, after = coding.neighbours(study=study, filters=filters, key=case.request.key)
    return {
        "page": "code",
        "record": case.request,
        "settling": shown.role == "adjudicator",
        "blind": shown.blind,
        "version": study.codebook.version,
        "thread": thread_views(thread, reading.texts_of(messages=thread), quotes, _pages(thread)),
        "fields": fields(shown),
        "disputed": any(one.state == "disagreement" for one in case.decisions.values()),
        "coded_by_me": any(one.coder == shown.person and one.role == "coder" for one in case.codings),
        "before": before,
        "after": after,
        "query": query_of(given),
    }
