"""The first page: how far the study is, how fast bodies answer, and what is to be done next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking.records import CalendarChange
from askall.asking.services import board, calendar, outbox, work
from askall.asking.services.board import Filters, ReplyCurve
from askall.coding import services as coding
from askall.foundation.clock import uk_date
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.charts import Stage, drawings, last_day, percent, stacked
from askall.web.words import CODING_STATES, REQUEST_STATES, TASKS

TOLD_FOR = timedelta(weeks=6)
REQUEST_TONES = {
    "replied": "good",
    "refused": "fair",
    "transferred": "fair",
    "review": "fair",
    "review_upheld": "fair",
    "complaint": "fair",
    "received": "some",
    "clarification_asked": "some",
    "fee_asked": "some",
    "waiting": "open",
    "prepared": "none",
    "withdrawn": "none",
    "undeliverable": "bad",
}
CODING_TONES = {"done": "good", "disagreement": "bad", "begun": "fair", "nobody": "open"}
PROGRESS = {"done": "complete", "disagreement": "disputed", "begun": "begun", "nobody": "nobody"}


def overview(request: HttpRequest) -> HttpResponse:
    """Each study of the workspace in numbers, and what is to be done next."""
    counts, today, found = mail.counts(), uk_date(CLOCK.now()), studies.studies()
    if not found:
        return render(request, "web/no_study.html", {"page": "overview"})
    listed = [_study(one, counts, today, alone=len(found) == 1) for one in found]
    context = {
        "page": "overview",
        "mail": counts,
        "studies": listed,
        "letters": outbox.outbox_counts(),
        "moved": _moved(today),
    }
    return render(request, "web/overview.html", context)


def _moved(today: date) -> CalendarChange | None:
    """The newest change of the bank holidays, for some weeks after it moved open due dates."""
    change = calendar.latest_change()
    return change if change and change.moved and today - uk_date(change.at) <= TOLD_FOR else None


def _study(study: StudyRecord, counts: Mapping[str, int], today: date, alone: bool) -> dict[str, Any]:
    name = "" if alone else study.slug
    states = board.state_counts(study=study.slug)
    progress = coding.coding_progress(study=study)
    curves = board.reply_days(study=study.slug)
    figures = {
        "overdue": board.count(filters=Filters(study=study.slug, overdue=True), today=today),
        "pending": board.count(filters=Filters(study=study.slug, pending=True), today=today),
    }
    return {
        "record": study,
        "address": f"/requests/?{Filters(study=name).as_query()}&" if name else "/requests/?",
        "code": f"/code/?study={name}&" if name else "/code/?",
        "figures": figures,
        "funnel": _funnel(study, name, progress["replies_complete"]),
        "curves": [_curve(one) for one in curves],
        "drawings": drawings(curves),
        "shown": last_day(curves) if curves else 0,
        "states": stacked(
            [(one, REQUEST_STATES[one], states.get(one, 0), REQUEST_TONES[one]) for one in REQUEST_TONES]
        ),
        "progress": progress,
        "coding": stacked(
            [(one, CODING_STATES[one], progress[PROGRESS[one]], CODING_TONES[one]) for one in CODING_TONES]
        ),
        "next": _next(study, counts, today, progress | {one: states.get(one, 0) for one in ("received", "prepared")}),
    }


def _funnel(study: StudyRecord, name: str, coded: int) -> tuple[Stage, ...]:
    """From the bodies asked to the requests finally coded, each with where its list is."""
    so_far = board.funnel(study=study.slug)

    def listed(reached: str) -> str:
        return f"/requests/?{Filters(study=name, reached=reached).as_query()}"

    return (
        Stage("Bodies to ask", so_far.bodies, so_far.bodies, listed("")),
        Stage("Letter accepted", so_far.accepted, so_far.bodies, listed("accepted")),
        Stage("Acknowledged", so_far.acknowledged, so_far.bodies, listed("acknowledged")),
        Stage("Replied", so_far.replied, so_far.bodies, listed("replied")),
        Stage("Coded", coded, so_far.bodies, listed("coded")),
    )


def _curve(curve: ReplyCurve) -> dict[str, Any]:
    """What the table beside the picture says of one law."""
    in_time = curve.within(curve.limit)
    answered = curve.asked - curve.silent
    return {
        "law": curve.law,
        "limit": curve.limit,
        "source": curve.source,
        "asked": curve.asked,
        "in_time": in_time,
        "in_time_percent": percent(in_time, curve.asked),
        "later": answered - in_time,
        "silent": curve.silent,
    }


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: how many of what, and a link or a command. `by` is the first last day, if there is one."""

    number: int
    text: str
    link: str = ""
    to: str = ""
    command: str = ""
    by: date | None = None


def _next(study: StudyRecord, counts: Mapping[str, int], today: date, figures: Mapping[str, int]) -> list[Step]:
    """What to do, the most pressing first; of the coding only what waits when nothing else does is told last."""
    letters = outbox.outbox_counts()
    steps = [
        _task("unfiled", counts["triage"], "/triage/"),
        *(
            _task(one.kind, one.count, f"/work/{one.kind}/?study={study.slug}", one.by)
            for one in work.work(study=study.slug, today=today)
        ),
        _task("outbox", letters["unknown"] + letters["rejected"], "/outbox/"),
        *_reading(figures),
        *_coding(study, figures),
    ]
    found = [one for one in steps if one.number]
    if figures["heard"] and figures["complete"] == figures["heard"]:
        found.append(Step(0, "All that came in is coded.", command="askall freeze"))
    if not counts["in"]:
        found.append(Step(0, "No mail is here yet.", command="askall mail import FILE"))
    return found


def _task(kind: str, number: int, to: str, by: date | None = None) -> Step:
    words = TASKS[kind]
    return Step(number, words.one if number == 1 else words.many, words.deed, to, by=by)


def _reading(figures: Mapping[str, int]) -> Iterator[Step]:
    unread, unsent = figures["received"], figures["prepared"]
    yield Step(unsent, f"{_requests(unsent)} not been sent", command="askall ask preview")
    yield Step(unread, f"{_requests(unread)} mail that nobody has read", command="askall read")


def _requests(number: int) -> str:
    return "request has" if number == 1 else "requests have"


def _coding(study: StudyRecord, figures: Mapping[str, int]) -> Iterator[Step]:
    for state, name, text, link in (
        ("disagreement", "disputed", "on which coders disagree", "Settle them"),
        ("begun", "begun", "waiting for another coder", "Code them"),
        ("nobody", "nobody", "coded by nobody yet", "Code them"),
    ):
        number = figures[name]
        what = "request" if number == 1 else "requests"
        yield Step(number, f"{what} {text}", link, f"/code/?study={study.slug}&state={state}")
