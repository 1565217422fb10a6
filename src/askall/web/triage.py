"""Triage: messages that no request could be found for with certainty. A person says where each belongs."""

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from askall.asking import services as asking
from askall.foundation.clock import SystemClock
from askall.foundation.errors import BadInput
from askall.mail import services as mail
from askall.study import services as studies
from askall.web.acting import acting_person
from askall.web.pieces import pieces

PAGE = 25
CLOCK = SystemClock()


def triage(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, each with the requests it may belong to and why."""
    waiting = mail.messages(in_triage=True)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    by_key = {one.key: one for one in asking.requests()}
    candidates = mail.candidates(keys=[one.key for one in page.object_list])
    rows = [
        {
            "record": one,
            "pieces": pieces(one.text, one.segments),
            "candidates": [{**found, "body": by_key[found["request"]].body} for found in candidates.get(one.key, ())],
        }
        for one in page.object_list
    ]
    bodies = sorted(by_key.values(), key=lambda one: one.body.name)
    synthetic = any(one.protocol.synthetic for one in studies.studies())
    context = {"page": "triage", "rows": rows, "paging": page, "requests": bodies, "synthetic": synthetic}
    return render(request, "web/triage.html", context)


@require_POST
def move(request: HttpRequest, sha256: str) -> HttpResponse:
    """File a message by hand."""
    chosen = request.POST.get("request") or request.POST.get("other", "").split(" ")[0]
    found = asking.requests(keys=[int(chosen)]) if chosen.isdecimal() else ()
    if not found:
        notices.warning(request, "Nothing was moved: choose a body from the list.")
        return redirect("triage")
    _move(request, sha256, found[0].key)
    notices.success(request, f"Filed to {found[0].body.name}.", extra_tags=sha256)
    return redirect("triage")


@require_POST
def back(request: HttpRequest, sha256: str) -> HttpResponse:
    """Put a message back to triage."""
    _move(request, sha256, None)
    notices.success(request, "The message waits in triage again.")
    return redirect("triage")


def _move(request: HttpRequest, sha256: str, to_request: int | None) -> None:
    why = request.POST.get("why", "").strip()[:500]
    try:
        mail.move_message(sha256=sha256, to_request=to_request, by=acting_person(), at=CLOCK.now(), why=why)
    except BadInput as error:
        notices.warning(request, str(error))
