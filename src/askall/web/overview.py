"""The first page: how far the study is, how fast bodies answer, and what is to be done next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking.records import CalendarChange
from askall.asking.services import board, calendar, outbox
from askall.asking.services.board import Filters, ReplyCurve
from askall.coding import services as coding
from askall.foundation.clock import uk_date
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.charts import Stage, drawings, last_day, percent, stacked
from askall.web.words import CODING_STATES, REQUEST_STATES
from askall.web.work import todo

TOLD_FOR = timedelta(weeks=6)
"""How long a moved calendar is told."""
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


@dataclass(frozen=True, slots=True)
class Post:
    """Mail and letters of the whole workspace: numbers of messages by side and in triage, letters by state, and when
    the mailbox was last looked through."""

    mail: Mapping[str, int]
    letters: Mapping[str, int]
    looked_at: datetime | None

    @property
    def on_their_way(self) -> int:
        """Letters that have not gone out yet and will by themselves."""
        return sum(self.letters[state] for state in ("queued", "connecting", "handing", "deferred"))


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: how many of what, with a link or a command. `by` is the first last day, if there is one."""

    number: int
    text: str
    link: str = ""
    to: str = ""
    command: str = ""
    by: date | None = None


def overview(request: HttpRequest) -> HttpResponse:
    """Each study of the workspace in numbers, and what is to be done next."""
    found, today = studies.studies(), uk_date(CLOCK.now())
    if not found:
        return render(request, "web/no_study.html", {"page": "overview"})
    post = Post(mail.counts(), outbox.outbox_counts(), mail.looked_through_at())
    listed = [_study(one, post, today, alone=len(found) == 1) for one in found]
    context = {"page": "overview", "post": post, "studies": listed, "moved": _moved(today)}
    return render(request, "web/overview.html", context)


def _moved(today: date) -> CalendarChange | None:
    """The newest change of the bank holidays, for some weeks after it moved open due dates."""
    change = calendar.latest_change()
    return change if change and change.moved and today - uk_date(change.at) <= TOLD_FOR else None


def _study(study: StudyRecord, post: Post, today: date, alone: bool) -> dict[str, Any]:
    name = "" if alone else study.slug
    states = board.state_counts(study=study.slug)
    progress = coding.coding_progress(study=study)
    curves = board.reply_days(study=study.slug)
    return {
        "record": study,
        "address": f"/requests/?{Filters(study=name).as_query()}&" if name else "/requests/?",
        "code": f"/code/?study={name}&" if name else "/code/?",
        "overdue": board.count(filters=Filters(study=study.slug, overdue=True), today=today),
        "pending": board.count(filters=Filters(study=study.slug, pending=True), today=today),
        "funnel": _funnel(study, name, progress["replies_complete"]),
        "curves": [_curve(one) for one in curves],
        "drawings": drawings(curves),
        "shown": last_day(curves) if curves else 0,
        "states": stacked(
            [(one, REQUEST_STATES[one], states.get(one, 0), tone) for one, tone in REQUEST_TONES.items()]
        ),
        "progress": progress,
        "coding": stacked(
            [(one, CODING_STATES[one], progress[PROGRESS[one]], tone) for one, tone in CODING_TONES.items()]
        ),
        "next": _next(study, post, states, progress),
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
    return {
        "law": curve.law,
        "limit": curve.limit,
        "source": curve.source,
        "asked": curve.asked,
        "in_time": in_time,
        "in_time_percent": percent(in_time, curve.asked),
        "later": curve.asked - curve.silent - in_time,
        "silent": curve.silent,
    }


def _next(study: StudyRecord, post: Post, states: Mapping[str, int], progress: Mapping[str, int]) -> list[Step]:
    """What to do, the most pressing first, and when nothing else waits, what completes the study."""
    waiting = [
        Step(one.count, one.words.one if one.count == 1 else one.words.many, one.words.deed, one.to, by=one.by)
        for one in todo(study, post.mail["triage"], post.letters, states.get("prepared", 0))
    ]
    found = [one for one in (*waiting, *_coding(study, progress)) if one.number]
    if progress["heard"] and progress["complete"] == progress["heard"]:
        found.append(Step(0, "All that came in is coded.", command="askall freeze"))
    if not post.mail["in"]:
        found.append(Step(0, "No mail is here yet.", command="askall mail import FILE"))
    return found


def _coding(study: StudyRecord, progress: Mapping[str, int]) -> Iterator[Step]:
    for state, text, link in (
        ("disagreement", "on which coders disagree", "Settle them"),
        ("begun", "waiting for another coder", "Code them"),
        ("nobody", "coded by nobody yet", "Code them"),
    ):
        number = progress[PROGRESS[state]]
        what = "request" if number == 1 else "requests"
        yield Step(number, f"{what} {text}", link, f"/code/?study={study.slug}&state={state}")
