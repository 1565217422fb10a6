"""Letters of one step to many bodies: looked at as they would go, changed one by one, then queued together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from askall.asking.records import Attached, Known, Letter
from askall.asking.services import board
from askall.asking.services.board import BoardRow, Filters
from askall.asking.services.work import QUEUED_AS, Draft, drafts, work_items
from askall.coding import services as coding
from askall.foundation.clock import uk_date
from askall.foundation.errors import AskallError, BadInput
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.mail.services import sending
from askall.study.records import StudyRecord
from askall.web.acting import acting_person
from askall.web.chronologies import chronology_of
from askall.web.outbox import say_queued, sentences
from askall.web.paging import number_of
from askall.web.posting import mailbox, store
from askall.web.undoing import undo_minutes_in
from askall.web.words import TASKS
from askall.web.work import TOGETHER, chosen_study, days_of, grouped, plain_lines, with_own_words

NOT_DUE = "It is not due any more: something has happened since the page was opened."


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter on the page as it is worded now. `left_out` says why its body gets none today, `fault` what is wrong
    with the letter itself; `warnings` stop nothing."""

    row: BoardRow
    recipient: str = ""
    subject: str = ""
    body: str = ""
    ticked: bool = True
    left_out: str = ""
    fault: str = ""
    warnings: tuple[str, ...] = ()


@require_POST
def preview(request: HttpRequest, kind: str) -> HttpResponse:
    """Every letter as its body would get it; nothing is queued."""
    study = _study_or_404(request, kind)
    keys = _keys(request)
    try:
        written = _drafts(request, with_own_words(study, request.POST.dict()), kind, keys)
    except BadInput as error:
        notices.warning(request, str(error))
        return _back(request, kind)
    if not written:
        notices.warning(request, "No body was ticked, so there is no letter to look at.")
        return _back(request, kind)
    rows = board.rows_of(keys=[one.request for one in written], today=_today())
    return _page(request, study, kind, [_as_drafted(rows[one.request], one) for one in written])


def _as_drafted(row: BoardRow, one: Draft) -> Shown:
    return Shown(row, one.recipient, one.subject, one.body, left_out=one.why_excluded, warnings=one.warnings)


def _study_or_404(request: HttpRequest, kind: str) -> StudyRecord:
    study = chosen_study(request)
    if study is None or kind not in QUEUED_AS:
        raise Http404
    return study


def _keys(request: HttpRequest) -> list[int]:
    given = (number_of(one) for one in request.POST.getlist("request"))
    return list(dict.fromkeys(key for key in given if key is not None))[:TOGETHER]


def _today() -> date:
    return uk_date(CLOCK.now())


def _drafts(request: HttpRequest, study: StudyRecord, kind: str, keys: Sequence[int]) -> tuple[Draft, ...]:
    """The letters of the study to these bodies, with the answers and addresses that were typed on the page."""
    answers = {key: plain_lines(request.POST.get(f"answer-{key}", "")).strip() for key in keys}
    for_all = plain_lines(request.POST.get("answer", "")).strip()

    def known(requests: Sequence[int]) -> Mapping[int, Known]:
        return {
            key: replace(one, answer=answers.get(key) or for_all or one.answer)
            for key, one in coding.known_of(requests).items()
        }

    return drafts(
        study=study,
        step=kind,
        requests=keys,
        today=_today(),
        known=known,
        exclude_heard_within_days=days_of(request),
        recipients={key: typed for key in keys if (typed := request.POST.get(f"to-{key}", "").strip()[:320])},
    )


def _back(request: HttpRequest, kind: str) -> HttpResponseRedirect:
    return redirect(f"/work/{kind}/?{request.GET.urlencode()}")


def _page(
    request: HttpRequest, study: StudyRecord, kind: str, shown: Sequence[Shown], faults: Sequence[str] = ()
) -> HttpResponse:
    ready = [one for one in shown if not one.left_out]
    context = {
        "page": "work",
        "study": study,
        "kind": kind,
        "words": TASKS[kind],
        "ready": ready,
        "laws": Counter(one.row.clock.partition(" ")[0] or "not sent before" for one in ready).most_common(),
        "number_left_out": sum(bool(one.left_out) for one in shown),
        "left_out": grouped((one.left_out, one.row.name) for one in shown if one.left_out),
        "warnings": grouped((warning, one.row.name) for one in ready for warning in one.warnings),
        "faults": faults,
        "undo": request.POST.get("undo", sending.UNDO_MINUTES),
        "query": request.GET.urlencode(),
    }
    return render(request, "web/letters.html", context, status=422 if faults else 200)


@require_POST
def queue(request: HttpRequest, kind: str) -> HttpResponse:
    """Put the letters into the outbox as they stand on the page; all of those ticked, or none if one is at fault."""
    study, keys = _study_or_404(request, kind), _keys(request)
    due, _ = work_items(
        study=study.slug,
        kind=kind,
        today=_today(),
        filters=Filters(keys=frozenset(keys)),
        exclude_heard_within_days=days_of(request),
        limit=TOGETHER,
    )
    obstacles = {one.row.key: one.excluded_because for one in due}
    rows = board.rows_of(keys=keys, today=_today())
    shown = [_as_typed(request, rows[key], obstacles.get(key, NOT_DUE)) for key in keys if key in rows]
    going = [one for one in shown if one.ticked and not one.left_out]
    faults = [f"{one.row.name}: {one.fault}" for one in going if one.fault]
    if not faults and not going:
        faults = ["No letter is ticked."]
    if faults:
        return _page(request, study, kind, shown, faults)
    try:
        batch = sending.queue_letters(
            letters=[_letter(one, kind) for one in going],
            mailbox=mailbox(),
            store=store(),
            undo_minutes=undo_minutes_in(request.POST.get("undo", "")),
            by=acting_person(request),
            at=CLOCK.now(),
        )
    except AskallError as error:
        return _page(request, study, kind, shown, [sentences(error)])
    say_queued(request, batch.queued, batch.id, len(batch.left_out) + sum(one.ticked for one in shown) - len(going))
    return redirect("outbox")


def _as_typed(request: HttpRequest, row: BoardRow, left_out: str) -> Shown:
    """The letter as it stands in the form: what a person saw is what goes out."""
    subject = " ".join(storable(request.POST.get(f"subject-{row.key}", "")).split())
    body = plain_lines(request.POST.get(f"body-{row.key}", ""))
    recipient = request.POST.get(f"to-{row.key}", "").strip()[:320]
    missing = [
        name for name, text in (("recipient", recipient), ("subject", subject), ("text", body.strip())) if not text
    ]
    fault = f"it has no {' and no '.join(missing)}." if missing else ""
    ticked = str(row.key) in request.POST.getlist("send")
    return Shown(row, recipient, subject, body, ticked, left_out, fault)


def _letter(one: Shown, kind: str) -> Letter:
    attached: tuple[Attached, ...] = ()
    if kind == "complain":
        attached = (chronology_of(one.row.key, one.row.study, one.row.id, _today()),)
    return Letter(one.row.key, QUEUED_AS[kind], one.recipient, one.subject, one.body, attached)
