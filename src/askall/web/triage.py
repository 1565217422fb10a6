"""Triage: messages that no request could be found for with certainty. A person says where each belongs."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading import services as reading
from askall.web.acting import acting_person
from askall.web.paging import query_of
from askall.web.pieces import marked_runs, pieces
from askall.web.placing import keys_in, listed_names, offers, rows_of, search, ticked_rows
from askall.web.seen import marks_in, places_in, seen_by
from askall.web.threads import thread_views
from askall.web.undoing import moment_in, say_undo

QUEUE = 25
"""Messages that the list beside the message shows."""


@require_GET
def triage(request: HttpRequest) -> HttpResponse:
    """The message that waits longest, or word that none does."""
    first, _ = mail.queue(find=_find(request), limit=1)
    if first:
        return _desk(request, _message_or_404(first[0].sha256))
    context = {"page": "triage", "find": _find(request), "aside": mail.number_aside()}
    return render(request, "web/triage_empty.html", context)


@require_GET
def message(request: HttpRequest, sha256: str) -> HttpResponse:
    """One message, waiting or not, with where it may belong."""
    return _desk(request, _message_or_404(sha256))


def _find(request: HttpRequest) -> str:
    return storable(request.GET.get("find", "").strip()[:100])


def _desk(request: HttpRequest, shown: StoredMessage) -> HttpResponse:
    today, find, typed = uk_date(CLOCK.now()), _find(request), storable(request.GET.get("body", "").strip()[:100])
    listed = _Listed(shown, find)
    candidates = mail.candidates(keys=[shown.key, *(one.key for one in listed.rows)])
    own = candidates.get(shown.key, ())[:5]
    found, number_found = search(typed, today)
    log, shares = mail.filing_log(sha256=shown.sha256), mail.share_log(sha256=shown.sha256)
    held, ticked = mail.places(sha256=shown.sha256), keys_in(request.GET.getlist("with"))
    best = {key: one[0]["request"] for key, one in candidates.items() if one}
    placed = {one.request for one in log} | {one.request for one in shares}
    wanted = {one["request"] for one in own} | set(best.values()) | {*held, *ticked} | placed
    rows = rows_of(wanted, today)
    names = {(rows[one["request"]].name, False) for one in own if one["request"] in rows}
    seen = seen_by(own) | names
    context = {
        "page": "triage",
        "record": shown,
        "pieces": pieces(shown.text, shown.segments, marks_in(shown, seen)),
        "subject": _marked(shown.subject, seen),
        "sender": _marked(shown.sender.email, seen),
        "files": thread_views([shown], reading.texts_of(messages=[shown]), ())[0].files,
        "offers": offers(own, found, rows, set(held) | set(ticked)),
        "held": [rows[key] for key in held if key in rows],
        "split": request.GET.get("split", "1" if len(held) > 1 else "0") == "1",
        "typed": typed,
        "number_found": number_found,
        "log": [(one, rows.get(one.request or 0)) for one in log],
        "shares": [(one, rows.get(one.request)) for one in shares],
        "listed": listed,
        "queue": [(one, rows.get(best.get(one.key, 0))) for one in listed.rows],
        "same_sender": mail.queue(sender=shown.sender.email, limit=0)[1] if shown.sender.email else 0,
        "find": find,
        "query": query_of({"find": find}),
    }
    return render(request, "web/triage.html", context)


def _marked(text: str, seen: Iterable[tuple[str, bool]]) -> Any:
    return marked_runs(text, 0, len(text), sorted(places_in(text, seen)))


class _Listed:
    """The stretch of the queue that a message stands in; from its beginning if the message does not wait."""

    def __init__(self, shown: StoredMessage, find: str) -> None:
        self.place = mail.place_in_queue(message=shown, find=find)
        self.start = (self.place or 0) // QUEUE * QUEUE
        first = max(0, self.start - 1)
        around, self.total = mail.queue(find=find, offset=first, limit=self.start + QUEUE + 1 - first)
        self.rows = around[self.start - first : self.start - first + QUEUE]
        at = None if self.place is None else self.place - first
        self.before = around[at - 1] if at else None
        self.after = next(iter(around[0 if at is None else at + 1 :]), None)
        self.earlier = around[0] if first < self.start else None
        self.later = around[-1] if len(around) > self.start - first + QUEUE else None

    @property
    def number(self) -> int:
        """The message's place in the queue, from 1; 0 if it does not wait."""
        return 0 if self.place is None else self.place + 1


@require_POST
def file(request: HttpRequest, sha256: str) -> HttpResponse:
    """File a message to the request ticked, or split it across several; then on to the next. While it is being split,
    the same form searches for further bodies, and what is ticked stays."""
    shown = _message_or_404(sha256)
    if request.POST.get("do") == "search":
        given = [("find", _find(request)), ("split", "1"), ("body", request.POST.get("body", "")[:100])]
        kept = [("with", str(key)) for key in keys_in(request.POST.getlist("request"))]
        return redirect(f"{reverse('triaged', args=[sha256])}?{urlencode([*given, *kept])}#desk")
    rows = ticked_rows(request)
    if not rows:
        notices.warning(request, "Nothing was filed. Choose a request, or search for its body.")
        return _to(request, shown.sha256)
    following, now, why = _following(request, shown), CLOCK.now(), _why(request)
    try:
        mail.file_by_hand(
            sha256=[sha256], requests=[row.key for row in rows], by=acting_person(request), at=now, why=why
        )
    except BadInput as error:
        notices.warning(request, str(error))
        return _to(request, shown.sha256)
    say_undo(request, f"Filed to {listed_names(rows)}.", now)
    return _to(request, following)


def _why(request: HttpRequest) -> str:
    return storable(request.POST.get("why", "").strip()[:500])


def _following(request: HttpRequest, shown: StoredMessage) -> str:
    """The hash of the message to go on to: the next that waits, going round; the same one if it waited for nobody."""
    find = _find(request)
    place = mail.place_in_queue(message=shown, find=find)
    if place is None:
        return shown.sha256
    rows, total = mail.queue(find=find, offset=place + 1, limit=1)
    if not rows and total > 1:
        rows, _ = mail.queue(find=find, limit=1)
    return rows[0].sha256 if rows else ""


def _to(request: HttpRequest, sha256: str) -> HttpResponseRedirect:
    """To a message, or to the empty queue; with the keyboard in triage, so that its keys go on working."""
    query = query_of({"find": _find(request)})
    address = reverse("triaged", args=[sha256]) if sha256 else reverse("triage")
    return redirect(f"{address}{f'?{query}' if query else ''}#desk")


@require_POST
def aside(request: HttpRequest, sha256: str) -> HttpResponse:
    """Say that a message belongs to no request, and why; then on to the next."""
    shown = _message_or_404(sha256)
    following, now = _following(request, shown), CLOCK.now()
    try:
        mail.set_aside(sha256=[sha256], why=_why(request), by=acting_person(request), at=now)
    except BadInput as error:
        notices.warning(request, f"Nothing was set aside. {error}")
        return _to(request, sha256)
    say_undo(request, "Set aside: it belongs to no request.", now)
    return _to(request, following)


@require_POST
def move(request: HttpRequest, sha256: str) -> HttpResponse:
    """Put a message back to triage, and go there."""
    _message_or_404(sha256)
    now = CLOCK.now()
    mail.file_by_hand(sha256=[sha256], requests=[], by=acting_person(request), at=now, why=_why(request))
    say_undo(request, "The message waits in triage again.", now)
    return _to(request, sha256)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what this person decided at one moment."""
    decided = moment_in(request.POST.get("of", ""))
    back = mail.take_back(decided=decided, by=acting_person(request), at=CLOCK.now()) if decided else ()
    if not back:
        notices.warning(request, "There was nothing to take back: it has been decided again since.")
        return redirect("triage")
    notices.success(request, f"Taken back: {_messages(len(back))} as before.")
    return _to(request, back[0])


def _messages(number: int) -> str:
    return "the message is" if number == 1 else f"{number} messages are"


def _message_or_404(sha256: str) -> StoredMessage:
    found = mail.messages(sha256=[sha256])
    if not found:
        raise Http404
    return found[0]
