"""The work list: everything a study waits for a person to do, and for each kind of it the bodies it concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from askall.asking.services import board
from askall.asking.services import outbox as letters
from askall.asking.services.batches import on_their_way
from askall.asking.services.board import Filters
from askall.asking.services.listing import nothing_known
from askall.asking.services.work import HEARD_WITHIN, KINDS, QUEUED_AS, WorkItem, work_items
from askall.asking.services.work import work as tasks
from askall.coding import services as coding
from askall.foundation.clock import uk_date
from askall.foundation.text import storable
from askall.foundation.workspace import CLOCK
from askall.law.regimes import LAWS
from askall.mail import services as mail
from askall.study import services as studies
from askall.study.letters import letter_for_step
from askall.study.records import Letter, StudyRecord
from askall.web.paging import number_of
from askall.web.words import TASKS, Words

TOGETHER = 500
"""Bodies that one page lists, and one batch of letters goes to: when these are queued, the next ones come up."""
PATIENT = ("chase", "review", "complain")
"""Kinds of work that leave in peace who has just written."""
ADDRESSED = ("clarify", "readdress")
"""Kinds of work whose letters go where the body's mail says."""
FILTERS = ("q", "state", "nation", "region", "type", "wave")


@dataclass(frozen=True, slots=True)
class Todo:
    """One kind of work: how many wait for it, how many are left out today, until when, and its page."""

    kind: str
    words: Words
    count: int
    to: str
    left_out: int = 0
    by: date | None = None


@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """What waits, the most pressing first."""
    study = chosen_study(request)
    listed: list[Todo] = []
    if study:
        unsent = board.state_counts(study=study.slug).get("prepared", 0)
        listed = todo(study, mail.counts()["triage"], letters.outbox_counts(), unsent)
    context = {"page": "work", "study": study, "studies": studies.studies(), "todo": listed}
    return render(request, "web/work.html", context)


def chosen_study(request: HttpRequest) -> StudyRecord | None:
    """The study named in the address, else the first; None where there is none yet. Raises Http404 for an unknown
    one."""
    listed = {one.slug: one for one in studies.studies()}
    named = request.GET.get("study", "")
    if named and named not in listed:
        raise Http404
    return listed[named] if named else next(iter(listed.values()), None)


def todo(study: StudyRecord, triage: int, posted: Mapping[str, int], unsent: int) -> list[Todo]:
    """Every kind of work that anything waits for, with so many messages in triage, letters in each state, and requests
    that were not sent."""
    query = f"?study={study.slug}"
    unasked = unsent - on_their_way(step="ask", study=study.slug) if unsent else 0
    refused = len(letters.still_rejected()) if posted["rejected"] else 0
    found = [
        Todo("unfiled", TASKS["unfiled"], triage, reverse("triage")),
        *(
            Todo(one.kind, TASKS[one.kind], one.count, reverse("task", args=[one.kind]) + query, one.left_out, one.by)
            for one in tasks(study=study.slug, today=uk_date(CLOCK.now()))
        ),
        Todo("ask", TASKS["ask"], max(0, unasked), reverse("ask") + query),
        Todo("outbox", TASKS["outbox"], posted["unknown"] + refused, reverse("outbox")),
    ]
    return [one for one in found if one.count or one.left_out]


@require_GET
def task(request: HttpRequest, kind: str) -> HttpResponse:
    """The bodies of one kind of work, ticked, with the letter to them; and those left out today, with the reason."""
    if kind not in KINDS:
        raise Http404
    study = chosen_study(request)
    if study is None:
        raise Http404
    return render(request, "web/task.html", task_context(request, study, kind))


def task_context(request: HttpRequest, study: StudyRecord, kind: str) -> dict[str, Any]:
    """Everything the page of one kind of work shows."""
    found, total = work_items(
        study=study.slug,
        kind=kind,
        today=uk_date(CLOCK.now()),
        filters=filters_of(request, study),
        exclude_heard_within_days=days_of(request),
        known=coding.known_of if kind in ADDRESSED else nothing_known,
        limit=TOGETHER,
    )
    ready = [one for one in found if not one.excluded_because]
    return {
        "page": "work",
        "study": study,
        "kind": kind,
        "words": TASKS[kind],
        "ready": ready,
        "left_out": [one for one in found if one.excluded_because],
        "total": total,
        "shown": len(found),
        "writes": kind in QUEUED_AS,
        "waits": kind in PATIENT,
        "templates": templates_of(study, ready) if kind in QUEUED_AS else [],
        "choices": board.choices(study=study.slug),
        "given": {name: request.GET.get(name, "") for name in FILTERS},
        "days": days_of(request),
        "none": request.GET.get("ticks") == "none",
        "query": request.GET.urlencode(),
    }


def filters_of(request: HttpRequest, study: StudyRecord) -> Filters:
    """What the list is narrowed to, by the address."""
    return replace(board.from_query(request.GET.dict()), study=study.slug)


def days_of(request: HttpRequest) -> int:
    """Who wrote within so many days is left in peace."""
    given = number_of(request.GET.get("days", ""))
    return HEARD_WITHIN if given is None else min(given, 365)


def templates_of(study: StudyRecord, items: list[WorkItem]) -> list[tuple[str, Letter]]:
    """The letters that these bodies get, as (name in the form, letter): one for each law and step."""
    laws = {letter.law for letter in study.protocol.letters}  # a letter that never went out has no clock that names one
    needed = {
        (law, one.step) for one in items for law in ([one.row.clock.partition(" ")[0]] if one.row.clock else laws)
    }
    return [(f"{law}-{step}", letter_for_step(study.protocol, law, step)) for law, step in sorted(needed) if step]


def with_own_words(study: StudyRecord, given: Mapping[str, str]) -> StudyRecord:
    """The study with letters as a person worded them on the page, in the place of its own. Raises BadInput for a step
    that has no letter."""
    worded = []
    for name in given:
        law, _, step = name.removeprefix("template-body-").partition("-")
        if name.startswith("template-body-") and law in LAWS:
            subject = given.get(f"template-subject-{law}-{step}", "")
            letter = letter_for_step(study.protocol, law, step)
            worded.append(replace(letter, subject=subject, body=plain_lines(given[name])))
    return replace(study, protocol=replace(study.protocol, step_letters=(*worded, *study.protocol.step_letters)))


def plain_lines(text: str) -> str:
    """What was typed into a field, with the line ends of a text (browsers send those of HTTP)."""
    return storable(text.replace("\r\n", "\n").replace("\r", "\n"))


def grouped(said: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """What is said of several bodies once, with their names: (words, names), the most frequent first."""
    names: dict[str, list[str]] = {}
    for words, name in said:
        names.setdefault(words, []).append(name)
    return sorted(names.items(), key=lambda item: -len(item[1]))
