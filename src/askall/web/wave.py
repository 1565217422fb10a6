"""Asking a wave: every letter looked at as its body would get it, what is wrong or odd, then all of them queued."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages as notices
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from askall.asking import services as asking
from askall.asking.address_file import read_addresses
from askall.asking.records import Letter, RequestRecord
from askall.asking.services import outbox as letters
from askall.asking.services.addresses import give_addresses
from askall.foundation.errors import AskallError, BadInput
from askall.foundation.workspace import CLOCK
from askall.mail.mail_domains import resolver, unreachable
from askall.mail.services import sending
from askall.mail.wave import Merged, Remark, Wave, wave_of
from askall.study.records import StudyRecord
from askall.web.acting import acting_person
from askall.web.outbox import say_queued, sentences
from askall.web.paging import number_of, page_of, query_of
from askall.web.posting import mailbox, mailbox_or_fault, store
from askall.web.undoing import undo_minutes_in
from askall.web.work import chosen_study, grouped

LETTERS = 50
"""Letters that one page shows; the checks look at all of them."""
LACKING = 50
"""Bodies without an address that one page lists, each with a field for it."""
TYPED = "typed on the page"


@dataclass(frozen=True, slots=True)
class Looked:
    """A wave as it stands: its requests, those asked already or about to be, and the others' letters. `domains` says
    how far it was asked whether their domains take mail."""

    number: int
    requests: tuple[RequestRecord, ...]
    asked: int
    wave: Wave
    domains: str


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """What would go out, and what stands against it."""
    study = chosen_study(request)
    if study is None:
        return redirect("overview")
    return _page(request, study)


def _page(request: HttpRequest, study: StudyRecord, faults: Iterable[str] = ()) -> HttpResponse:
    looked = _look(study, number_of(request.GET.get("wave", "")) or 0, "dns" in request.GET, "missing" in request.GET)
    page = page_of(request, looked.wave.letters, LETTERS)
    box, no_box = mailbox_or_fault()
    said = list(faults)
    context = {
        "page": "work",
        "study": study,
        "looked": looked,
        "laws": sorted(looked.wave.laws.items(), key=lambda item: -item[1]),
        "letters": page.object_list,
        "paging": page,
        "query": query_of({name: request.GET.get(name, "") for name in ("study", "wave", "dns", "missing")}),
        "lacking": looked.wave.lacking[:LACKING],
        "number_lacking": len(looked.wave.lacking),
        "wrong": _said([one for one in looked.wave.faults if one.kind != "no address"]),
        "odd": _said(looked.wave.odd),
        "stopped": bool(looked.wave.faults),
        "mailbox": box,
        "no_mailbox": no_box,
        "undo": request.POST.get("undo", sending.UNDO_MINUTES),
        "faults": said,
        "checked": "dns" in request.GET,
        "without": "missing" in request.GET,
    }
    return render(request, "web/ask.html", context, status=422 if said else 200)


def _look(study: StudyRecord, number: int, ask_domains: bool, without_missing: bool) -> Looked:
    """The wave of this number, or the newest; without bodies that have no address, if so wanted."""
    listed = asking.requests(study=study.slug)
    number = number or max((one.wave for one in listed), default=1)
    wanted = [one for one in listed if one.wave == number]
    asked = letters.not_to_be_asked(requests=wanted)
    due = [one for one in wanted if one.key not in asked and (one.body.emails or not without_missing)]
    found, domains = None, "not asked"
    if ask_domains:
        found = unreachable(
            {one.body.emails[0].rpartition("@")[2].lower() for one in due if one.body.emails}, resolver()
        )
        domains = "there is no network to ask" if found is None else "asked"
    return Looked(number, tuple(wanted), len(asked), wave_of(due, study.protocol, found), domains)


def _addresses(requests: Iterable[RequestRecord]) -> list[str]:
    return [one.body.emails[0] for one in requests if one.body.emails]


def _said(remarks: Iterable[Remark]) -> list[tuple[str, list[str]]]:
    return grouped((one.why, one.request.body.name) for one in remarks)


@require_POST
def open_wave(request: HttpRequest) -> HttpResponse:
    """One request for each body of the study's frame."""
    study, number = _study_or_404(request), number_of(request.POST.get("wave", "")) or 1
    try:
        opened = asking.open_requests(study=study.slug, wave=number, by=acting_person(request), at=CLOCK.now())
    except BadInput as error:
        notices.warning(request, str(error))
        return _back(request)
    notices.success(request, f"{opened:,} requests opened. Nothing has been sent.")
    return _back(request)


def _study_or_404(request: HttpRequest) -> StudyRecord:
    study = chosen_study(request)
    if study is None:
        raise Http404
    return study


def _back(request: HttpRequest) -> HttpResponseRedirect:
    query = request.GET.urlencode()
    return redirect(reverse("ask") + (f"?{query}" if query else ""))


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Take over addresses: typed for bodies that have none, or from a CSV with the columns body and email."""
    study, file = _study_or_404(request), request.FILES.get("file")
    known = {one.body.id: one.body.name for one in asking.requests(study=study.slug)}
    try:
        given = _from_file(file, known) if file else _typed(request.POST.dict(), known)
        source = (file.name or "a file")[:200] if file else TYPED
        new = give_addresses(
            study=study.slug, addresses=given, source=source, by=acting_person(request), at=CLOCK.now()
        )
    except AskallError as error:
        notices.warning(request, f"No address was taken over. {sentences(error)}")
        return _back(request)
    notices.success(request, f"{new} new address{'' if new == 1 else 'es'} taken over.")
    return _back(request)


def _typed(given: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    fields = {body: given.get(f"email-{body}", "").strip()[:320] for body in known}
    return {body: address for body, address in fields.items() if address}


def _from_file(file: "UploadedFile[Any]", known: Mapping[str, str]) -> dict[str, str]:
    names = {name: code for code, full in known.items() for name in (full, full.casefold(), code)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "addresses.csv"
        path.write_bytes(b"".join(file.chunks()))
        return read_addresses(path, names)


@require_POST
def queue(request: HttpRequest) -> HttpResponse:
    """All letters of the wave into the outbox; none while anything is wrong with one of them."""
    study = _study_or_404(request)
    try:
        undo = undo_minutes_in(request.POST.get("undo", ""))
        looked = _look(
            study, number_of(request.GET.get("wave", "")) or 0, "dns" in request.GET, "missing" in request.GET
        )
        if looked.wave.faults:
            raise BadInput("Mend what is wrong first: it stands below.")
        if not looked.wave.letters:
            raise BadInput("There is nobody to ask.")
        batch = sending.queue_letters(
            letters=[
                Letter(one.request.key, "ask", one.recipient, one.subject, one.body) for one in looked.wave.letters
            ],
            mailbox=mailbox(),
            store=store(),
            undo_minutes=undo,
            by=acting_person(request),
            at=CLOCK.now(),
        )
    except AskallError as error:
        return _page(request, study, [sentences(error)])
    say_queued(request, batch.queued, batch.id, len(batch.left_out))
    return redirect("outbox")


def _letter(one: Merged) -> Letter:
    return Letter(one.request.key, "ask", one.recipient, one.subject, one.body)
