"""The outbox: what waits, what went out and what did not, in which pace; and everything that can be done about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from askall.asking.records import Limits, OutboxRow, PaceView
from askall.asking.services import outbox as letters
from askall.asking.services.batches import BatchView, batches
from askall.foundation.errors import AskallError, InputFaults
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.mail.mailbox import providers
from askall.mail.services import sending
from askall.web.acting import acting_person
from askall.web.charts import stacked
from askall.web.paging import number_of, query_of
from askall.web.posting import mailbox_or_fault, send, store
from askall.web.sender import SENDER
from askall.web.words import LETTER_STATES, LETTER_TONES

PAGE = 50
TROUBLE = 100
"""Failures, and letters of unknown fate, that one page shows: after more of them something else is wrong."""


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Everything at a glance, then the letters themselves."""
    return render(request, "web/outbox.html", _context(request))


@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """The part of the page that changes by itself while letters go out."""
    return render(request, "web/outbox_now.html", _standing())


def _standing() -> dict[str, Any]:
    moment = CLOCK.now()
    box, fault = mailbox_or_fault()
    counts, undoable = letters.outbox_counts(), batches(waiting=True)
    pace = letters.pace_now(limits=box.limits if box else Limits(), now=moment)
    return {
        "counts": counts,
        "parts": stacked([(one, LETTER_STATES[one], counts[one], LETTER_TONES[one]) for one in LETTER_STATES]),
        "waits": counts["queued"] + counts["deferred"],
        "mailbox": box,
        "provider": providers()[box.provider]["title"] if box else "",
        "fault": fault,
        "pace": pace,
        "next": _next(pace, undoable, moment),
        "used": _used(pace),
        "sender": SENDER.now,
        "undoable": [(one, _left(one, moment)) for one in undoable],
    }


def _next(pace: PaceView, waiting: Sequence[BatchView], moment: datetime) -> datetime | None:
    """When the next letter may go out, as far as undo windows, back-off and pace go; None: now, or never."""
    first = min((one.next_at for one in waiting if one.next_at), default=None)
    if first is None or pace.next_at is None:
        return None
    at = max(first, pace.next_at)
    return at if at > moment else None


def _used(pace: PaceView) -> list[tuple[str, int, int, float]]:
    """Span, letters handed over in it, the limit (0: none), and how full that is, from 0 to 100."""
    spans = (
        ("minute", pace.sent_minute, pace.limits.per_minute),
        ("hour", pace.sent_hour, pace.limits.per_hour),
        ("24 hours", pace.sent_day, pace.limits.per_day),
    )
    return [(span, sent, most, min(100.0, 100 * sent / most) if most else 0.0) for span, sent, most in spans]


def _left(batch: BatchView, moment: datetime) -> str:
    """How long the undo window of a batch is still open; "" once its letters go out."""
    left = batch.next_at - moment if batch.next_at else timedelta()
    if left <= timedelta():
        return ""
    minutes = -(-int(left.total_seconds()) // 60)
    return "less than a minute" if left < timedelta(minutes=1) else f"{minutes} minute{'' if minutes == 1 else 's'}"


def _context(request: HttpRequest) -> dict[str, Any]:
    given = {name: storable(request.GET.get(name, "").strip()[:60]) for name in ("state", "batch")}
    state = given["state"] if given["state"] in LETTER_STATES else None
    page = max(1, number_of(request.GET.get("page", "")) or 1)
    rows, total = letters.outbox(state=state, batch=given["batch"] or None, offset=(page - 1) * PAGE, limit=PAGE)
    standing = _standing()
    rejected = letters.still_rejected() if standing["counts"]["rejected"] else []
    failed = letters.outbox(letters=rejected[-TROUBLE:], limit=TROUBLE)[0] if rejected else ()
    return {
        **standing,
        "page": "outbox",
        "failures": failed,
        "number_failed": len(rejected),
        "unknown": letters.outbox(state="unknown", limit=TROUBLE)[0] if standing["counts"]["unknown"] else (),
        "rows": rows,
        "total": total,
        "given": given,
        "states": [(one, LETTER_STATES[one], standing["counts"][one]) for one in LETTER_STATES],
        "batch": next(iter(batches(batch=given["batch"])), None) if given["batch"] else None,
        "newer": _page_address(given, page - 1) if page > 1 else "",
        "older": _page_address(given, page + 1) if page * PAGE < total else "",
    }


def _page_address(given: Mapping[str, str], page: int) -> str:
    return f"?{query_of({**given, 'page': str(page)})}#letters"


@require_GET
def letter(request: HttpRequest, key: int) -> HttpResponse:
    """One letter, word for word, with what became of it."""
    return render(request, "web/letter.html", {"page": "outbox", "one": _letter_or_404(key)})


def _letter_or_404(key: int) -> OutboxRow:
    found, _ = letters.outbox(letters=[key], limit=1) if key < 2**63 else ((), 0)
    if not found:
        raise Http404
    return found[0]


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back letters that have not gone out: a whole batch, or one."""
    batch, key = request.POST.get("of", ""), number_of(request.POST.get("letter", ""))
    by, moment = acting_person(request), CLOCK.now()
    if key is not None:
        number = letters.cancel(letters=[key], by=by, at=moment)
    else:
        number = letters.cancel(batch=storable(batch[:40]), by=by, at=moment)
    if number:
        notices.success(request, f"{_count(number)} taken back. Nothing of {_it(number)} was sent.")
    else:
        notices.warning(request, "Nothing was taken back: what was meant has gone out already, or is being sent.")
    return _back(request)


def _count(number: int) -> str:
    return "1 letter" if number == 1 else f"{number:,} letters"


def _it(number: int) -> str:
    return "it" if number == 1 else "them"


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the outbox, with the filters it had."""
    given = {name: request.GET[name] for name in ("state", "batch") if request.GET.get(name)}
    return redirect(reverse("outbox") + (f"?{urlencode(given)}" if given else ""))


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Nothing goes out until somebody says go on."""
    why = storable(request.POST.get("why", "").strip()[:300]) or "a person said stop"
    letters.pause(until=None, why=why, by=acting_person(request), at=CLOCK.now())
    notices.success(request, "Sending is paused.")
    return _back(request)


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """End the pause."""
    if letters.resume(by=acting_person(request), at=CLOCK.now()):
        notices.success(request, "The pause is over.")
    return _back(request)


@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Start or stop the sender of these pages."""
    if request.POST.get("do") == "stop":
        SENDER.stop()
        notices.success(request, "Sending stops after the letter under way. What waits goes on waiting.")
        return _back(request)
    _, fault = mailbox_or_fault()
    if fault:
        notices.warning(request, f"Nothing can be sent yet. {fault}")
    elif SENDER.start(run=send, by=acting_person(request), clock=CLOCK):
        notices.success(request, "Sending is on, for as long as these pages are served.")
    return _back(request)


@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """A person says what became of a letter whose fate is unknown."""
    row = _letter_or_404(number_of(request.POST.get("letter", "")) or 0)
    accepted = request.POST.get("was") == "sent"
    try:
        sending.settle(letter=row.key, accepted=accepted, store=store(), by=acting_person(request), at=CLOCK.now())
    except AskallError as error:
        notices.warning(request, str(error))
        return _back(request)
    said = "counts as sent" if accepted else "goes out again"
    notices.success(request, f"The letter to {row.body_name} {said}.")
    return _back(request)


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Queue letters that were refused again, each to the address that stands beside it."""
    keys = [key for one in request.POST.getlist("letter")[:TROUBLE] if (key := number_of(one)) is not None]
    box, fault = mailbox_or_fault()
    if box is None or not keys:
        notices.warning(request, f"Nothing was queued. {fault or 'Tick the letters that are to go out again.'}")
        return _back(request)
    recipients = {key: request.POST.get(f"to-{key}", "").strip()[:320] for key in keys}
    if not all(recipients.values()):
        notices.warning(request, "Nothing was queued. A letter that is ticked has no address beside it.")
        return _back(request)
    by, moment = acting_person(request), CLOCK.now()
    try:
        batch = sending.retry(letters=keys, mailbox=box, store=store(), recipients=recipients, by=by, at=moment)
    except AskallError as error:
        notices.warning(request, f"Nothing was queued. {sentences(error)}")
        return _back(request)
    say_queued(request, batch.queued, batch.id, len(batch.left_out))
    return _back(request)


def sentences(error: AskallError) -> str:
    """What is wrong, the first few faults of many."""
    if not isinstance(error, InputFaults):
        return str(error)
    shown = " ".join(str(fault) for fault in error.faults[:5])
    return f"{shown} And {len(error.faults) - 5} more." if len(error.faults) > 5 else shown


def say_queued(request: HttpRequest, queued: int, batch: str, left_out: int = 0) -> None:
    """Say that letters wait in the outbox, with a button that takes them back."""
    left = f" {left_out} left out: a letter of this kind is under way, or was sent." if left_out else ""
    if not queued:
        notices.warning(request, f"Nothing was queued.{left}")
        return
    said = f"{_count(queued)} queued. {'It waits' if queued == 1 else 'They wait'} while the undo window is open.{left}"
    notices.success(request, said, extra_tags=f"undo {reverse('undo_letters')} {batch}")
