"""The first page: how far the study is, how fast bodies answer, and what is to be done next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking.services import board
from askall.asking.services.board import Filters, ReplyCurve
from askall.coding import services as coding
from askall.foundation.clock import uk_date
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.charts import Stage, drawings, last_day, percent, stacked
from askall.web.words import CODING_STATES, REQUEST_STATES

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
    return render(request, "web/overview.html", {"page": "overview", "mail": counts, "studies": listed})


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
        "next": _next(states, progress, counts)[:3],
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


def _next(states: Mapping[str, int], progress: Mapping[str, int], counts: Mapping[str, int]) -> list[dict[str, str]]:
    """What to do, the most pressing first: a sentence, and a link or a command."""
    steps = [
        _step(counts["triage"], "{n} message{s} could not be filed for certain.", "Say where", "/triage/"),
        _step(
            states.get("received", 0), "{n} request{s} got mail that the machine has not read.", command="askall read"
        ),
        _step(progress["disputed"], "Coders disagree on {n} request{s}.", "Settle them", "/code/?state=disagreement"),
        _step(progress["begun"], "{n} request{s} wait for another coder.", "Code them", "/code/?state=begun"),
        _step(progress["nobody"], "Nobody has coded {n} request{s} yet.", "Code them", "/code/?state=nobody"),
        _step(states.get("prepared", 0), "{n} request{s} have not been sent.", command="askall ask preview"),
    ]
    found = [one for one in steps if one]
    if progress["heard"] and progress["complete"] == progress["heard"]:
        found.append({"text": "All that came in is coded.", "command": "askall freeze", "link": "", "to": ""})
    if not counts["in"]:
        found.append({"text": "No mail is here yet.", "command": "askall mail import FILE", "link": "", "to": ""})
    return found


def _step(number: int, text: str, link: str = "", to: str = "", command: str = "") -> dict[str, str] | None:
    if not number:
        return None
    said = text.format(n=number, s="" if number == 1 else "s")
    if number == 1:
        said = said.replace(" wait for", " waits for").replace(" have not", " has not")
    return {"text": said, "link": link, "to": to, "command": command}
