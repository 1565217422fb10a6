"""What the machine read in mail, with its words: a person says whether it is so. Deadlines rest on nothing else."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from askall.asking import services as asking
from askall.asking.deadlines import deadline_if_accepted, deadline_of
from askall.asking.records import Event, Suggestion
from askall.coding.records import Quote
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.reading import services as reading
from askall.web.acting import acting_person
from askall.web.paging import number_of, query_of
from askall.web.threads import MessageView, thread_views
from askall.web.words import event, news
from askall.web.work import chosen_study

PAGE = 100
"""Suggestions that are listed, and can be judged, at once."""


@require_GET
def confirm(request: HttpRequest) -> HttpResponse:
    """One suggestion in its mail, and below it the others of its kind."""
    study, given = chosen_study(request), _given(request)
    slug, only = study.slug if study else "", number_of(given["request"])
    requests = None if only is None else [only]
    kinds = asking.pending_kinds(study=slug, requests=requests)
    kind = given["kind"] if given["kind"] in kinds else next(iter(kinds), "")
    skip = min(number_of(given["skip"]) or 0, max(0, kinds.get(kind, 0) - 1))
    found = asking.suggestions(study=slug, kinds=[kind], requests=requests, offset=skip, limit=PAGE) if kind else ()
    context = {
        "page": "work",
        "study": study,
        "kinds": [(one, event(one), number) for one, number in kinds.items()],
        "kind": kind,
        "total": kinds.get(kind, 0),
        "skip": skip,
        "found": found,
        "all": given["all"],
        "query": query_of({**given, "kind": kind, "all": "", "skip": ""}),
        **(_in_view(found[0]) if found else {}),
    }
    return render(request, "web/confirm.html", context)


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:100] for name in ("study", "kind", "request", "skip", "all")}


def _in_view(one: Suggestion) -> dict[str, Any]:
    """The suggestion with the mail it was read in, its words marked, and what it does to the due date."""
    record = asking.requests(keys=[one.request])[0]
    due, accepted = deadline_of(record), deadline_if_accepted(record)
    return {"one": one, "mail": _mail_of(one), "due": due and due.due, "if_accepted": accepted and accepted.due}


def _mail_of(one: Suggestion) -> MessageView | None:
    found = mail.messages(sha256=[one.event.source])
    quotes = [Quote(each.sha256, each.part, "", each.start, each.end, each.quote) for each in one.event.evidence]
    return next(iter(thread_views(found, reading.texts_of(messages=found), quotes)), None)


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Say of one suggestion, or of all ticked, whether it is so."""
    accepted = request.POST.get("so") == "yes"
    keys = [key for one in request.POST.getlist("event")[:PAGE] if (key := number_of(one)) is not None]
    found = asking.suggestions(pending=False, keys=keys)
    number = _judge(request, keys, accepted)
    if not number:
        notices.warning(request, "Nothing was judged: tick what is so, or what is not.")
        return _back(request)
    word = "Confirmed" if accepted else "Rejected"
    what = (
        f"{found[0].body_name}, “{news(found[0].event.kind, found[0].event.note)}”"
        if number == 1
        else f"{number} of them"
    )
    deed = f"{'no' if accepted else 'yes'}:{','.join(map(str, keys))}"
    label = f"{'Reject' if accepted else 'Confirm'} {'it' if number == 1 else 'them'} instead"
    notices.success(request, f"{word}: {what}.", extra_tags=f"undo {reverse('judge_otherwise')} {deed} {label}")
    return _back(request)


def _told(said: Event) -> str:
    return news(said.kind, said.note)


@require_POST
def otherwise(request: HttpRequest) -> HttpResponse:
    """Say the opposite of what was said before. Both verdicts are kept; the newer one holds."""
    word, _, listed = request.POST.get("of", "").partition(":")
    keys = [key for one in listed.split(",")[:PAGE] if (key := number_of(one)) is not None]
    if number := _judge(request, keys, word == "yes"):
        notices.success(request, f"{'Confirmed' if word == 'yes' else 'Rejected'} after all: {number}.")
    return redirect(f"{reverse('confirm')}#desk")


def _judge(request: HttpRequest, keys: list[int], accepted: bool) -> int:
    return asking.judge_events(events=keys, accepted=accepted, by=acting_person(request), at=CLOCK.now())


def _back(request: HttpRequest) -> HttpResponseRedirect:
    query = query_of({**_given(request), "all": ""})
    return redirect(f"{reverse('confirm')}{f'?{query}' if query else ''}#desk")
