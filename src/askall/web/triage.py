"""Triage: messages that no request could be found for with certainty. A person says where each belongs."""

from collections.abc import Iterable

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.foundation.clock import SystemClock
from askall.foundation.errors import BadInput
from askall.foundation.text import storable
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.web.acting import acting_person
from askall.web.paging import find_request, page_of
from askall.web.pieces import pieces

PAGE = 25
CLOCK = SystemClock()


@require_GET
def triage(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, each with the requests it may belong to and why."""
    page = page_of(request, mail.messages(in_triage=True), PAGE)
    by_key = {one.key: one for one in asking.requests()}
    candidates = mail.candidates(keys=[one.key for one in page.object_list])
    rows = [
        {
            "record": one,
            "pieces": pieces(one.text, one.segments),
            "candidates": [
                {**found, "body": by_key[found["request"]].body}
                for found in candidates.get(one.key, ())
                if found["request"] in by_key
            ],
        }
        for one in page.object_list
    ]
    context = {"page": "triage", "rows": rows, "paging": page, "names": sorted(_names(by_key.values()))}
    return render(request, "web/triage.html", context)


def _names(records: Iterable[RequestRecord]) -> dict[str, int]:
    """What a person picks a request by: its body's name and its own id, with the study where that is not enough."""
    names: dict[str, int] = {}
    for one in records:
        name = f"{one.body.name} ({one.id})"
        names[name if name not in names else f"{name}, {one.study}"] = one.key
    return names


def _chosen(request: HttpRequest) -> RequestRecord | None:
    """The request ticked, or the one whose name or id was typed."""
    ticked, typed = request.GET.get("request", ""), " ".join(request.GET.get("other", "").split())
    if not typed:
        return find_request(ticked)
    records = asking.requests()
    key = _names(records).get(typed)
    same = [
        one for one in records if one.key == key or typed.casefold() in (one.id.casefold(), one.body.name.casefold())
    ]
    return same[0] if len(same) == 1 else None


@require_GET
def preview(request: HttpRequest, sha256: str) -> HttpResponse:
    """The message beside the request it would go to, before anything is moved."""
    message = _message_or_404(sha256)
    target = _chosen(request)
    if target is None:
        typed = request.GET.get("other", "").strip()
        why = f"No one body here is called “{typed[:80]}”." if typed else "No body was chosen."
        notices.warning(request, f"Nothing was moved. {why} Tick one, or type a name and pick it from the list.")
        return redirect("triage")
    context = {
        "page": "triage",
        "record": message,
        "pieces": pieces(message.text, message.segments),
        "target": target,
        "thread": mail.messages(requests=[target.key]),
    }
    return render(request, "web/preview.html", context)


@require_POST
def move(request: HttpRequest, sha256: str) -> HttpResponse:
    """File a message by hand, or put it back to triage where no request is given."""
    message = _message_or_404(sha256)
    given = request.POST.get("request", "")
    target = find_request(given) if given else None
    if given and target is None:
        notices.warning(request, "Nothing was moved: that request is not here.")
        return redirect("triage")
    why = storable(request.POST.get("why", "").strip()[:500])
    key = target.key if target else None
    try:
        mail.move_message(sha256=sha256, to_request=key, by=acting_person(request), at=CLOCK.now(), why=why)
    except BadInput as error:
        notices.warning(request, str(error))
        return redirect("triage")
    said = f"Filed to {target.body.name}." if target else "The message waits in triage again."
    notices.success(request, said, extra_tags=f"undo:{sha256}:{message.request or ''}")
    return redirect("triage")


def _message_or_404(sha256: str) -> StoredMessage:
    found = mail.messages(sha256=[sha256])
    if not found:
        raise Http404
    return found[0]
