"""Lists beside triage: what was filed lately, what was set aside, and all that waits from one sender."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.mail.records import Brief, FiledMail
from askall.web.acting import acting_person
from askall.web.paging import number_of, query_of
from askall.web.placing import listed_names, offers, rows_of, search, ticked_rows
from askall.web.undoing import say_undo

PAGE = 50
TOGETHER = 200
"""Messages of one sender that are shown, and can be decided on, at once."""


@require_GET
def filed(request: HttpRequest) -> HttpResponse:
    """The filing log backwards: what people filed, or the machine, each to be put back."""
    by_machine = request.GET.get("by") == "machine"
    entries, older = _entries(request, by_people=not by_machine)
    rows = rows_of([one.filed.request for one in entries], uk_date(CLOCK.now()))
    context = {
        "page": "triage",
        "entries": [(one, rows.get(one.filed.request or 0)) for one in entries],
        "by_machine": by_machine,
        "older": older,
    }
    return render(request, "web/triage_filed.html", context)


@require_GET
def aside(request: HttpRequest) -> HttpResponse:
    """What people said belongs to no request, the newest first, with their reasons."""
    entries, older = _entries(request, by_people=True, aside=True)
    return render(request, "web/triage_aside.html", {"page": "triage", "entries": entries, "older": older})


def _entries(request: HttpRequest, by_people: bool, aside: bool = False) -> tuple[Sequence[FiledMail], str]:
    """A page of the log, and the address of the next older one, "" if there is none."""
    before = number_of(request.GET.get("before", ""))
    found = mail.filed_lately(by_people=by_people, aside=aside, before=before, limit=PAGE + 1)
    given = {"by": "" if by_people else "machine", "before": str(found[PAGE - 1].key) if len(found) > PAGE else ""}
    return found[:PAGE], f"?{query_of(given)}" if given["before"] else ""


def from_sender(request: HttpRequest) -> HttpResponse:
    """All that waits from one address, to be filed to one request or set aside together."""
    given = {name: storable(request.GET.get(name, "").strip()[:320]) for name in ("sender", "find", "body", "all")}
    if not given["sender"]:
        return redirect("triage")
    if request.method == "POST":
        return _decide(request, given)
    waiting, total = mail.queue(sender=given["sender"], find=given["find"], limit=TOGETHER)
    if not waiting and not given["find"]:
        return redirect("triage")
    today = uk_date(CLOCK.now())
    candidates = _together(waiting, mail.candidates(keys=[one.key for one in waiting]))
    found, number_found = search(given["body"], today)
    context = {
        "page": "triage",
        "waiting": waiting,
        "total": total,
        "offers": offers(candidates, found, rows_of([one["request"] for one in candidates], today), set()),
        "number_found": number_found,
        "given": given,
        "query": query_of({"sender": given["sender"], "find": given["find"]}),
    }
    return render(request, "web/triage_from.html", context)


def _together(waiting: Sequence[Brief], candidates: Mapping[int, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The best candidates of several messages as one list, with how many of them each is likely for."""
    likely: dict[int, list[float]] = {}
    for one in waiting:
        for candidate in candidates.get(one.key, ()):
            likely.setdefault(candidate["request"], []).append(candidate["score"])
    listed = sorted(likely.items(), key=lambda item: (-max(item[1]), -len(item[1])))[:5]
    return [
        {"request": key, "score": max(scores), "reasons": [{"signal": _of(len(scores)), "seen": "", "weight": 1}]}
        for key, scores in listed
    ]


def _of(number: int) -> str:
    return "one of these may belong there" if number == 1 else f"{number} of these may belong there"


def _decide(request: HttpRequest, given: Mapping[str, str]) -> HttpResponse:
    """File or set aside those ticked; nothing at all if one of them cannot be."""
    back = f"{reverse('from_sender')}?{query_of({'sender': given['sender'], 'find': given['find']})}"
    hashes = list(dict.fromkeys(request.POST.getlist("mail")))[:TOGETHER]
    rows, why = ticked_rows(request), storable(request.POST.get("why", "").strip()[:500])
    away = request.POST.get("do") == "aside"
    if not hashes or (not rows and not away):
        notices.warning(request, f"Nothing was {'set aside' if away else 'filed'}. Tick messages{_and(away)}.")
        return redirect(back)
    by, now = acting_person(request), CLOCK.now()
    try:
        if away:
            number = mail.set_aside(sha256=hashes, why=why, by=by, at=now)
        else:
            number = mail.file_by_hand(sha256=hashes, requests=[row.key for row in rows], by=by, at=now, why=why)
    except BadInput as error:
        notices.warning(request, f"Nothing was {'set aside' if away else 'filed'}. {error}")
        return redirect(back)
    what = "1 message" if number == 1 else f"{number} messages"
    say_undo(request, f"{what} set aside." if away else f"{what} filed to {listed_names(rows)}.", now)
    return redirect(back)


def _and(away: bool) -> str:
    return "" if away else ", and choose a request"
