"""The first page: where the study stands, and what is to be done next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking import services as asking
from askall.coding import services as coding
from askall.mail import services as mail
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.words import CODING_STATES, REQUEST_STATES

WIDTH = 1000
"""Of a bar, in units of its drawing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a stacked bar: from `x`, `width` units wide, coloured by `tone`."""

    name: str
    label: str
    number: int
    x: float
    width: float
    tone: str


def stacked(counts: Sequence[tuple[str, str, int, str]]) -> tuple[Stretch, ...]:
    """(name, label, number, tone) → the parts of a bar; nothing is drawn for a zero."""
    total, at, parts = sum(number for _, _, number, _ in counts) or 1, 0.0, []
    for name, label, number, tone in counts:
        width = WIDTH * number / total
        parts.append(Stretch(name, label, number, round(at, 2), round(width, 2), tone))
        at += width
    return tuple(part for part in parts if part.number)


REQUEST_TONES = {
    "replied": "good",
    "received": "fair",
    "review": "fair",
    "clarification_asked": "fair",
    "fee_asked": "fair",
    "waiting": "open",
    "prepared": "none",
    "undeliverable": "bad",
    "withdrawn": "none",
}
CODING_TONES = {"done": "good", "disagreement": "bad", "begun": "fair", "nobody": "open"}


def overview(request: HttpRequest) -> HttpResponse:
    """Each study of the workspace in numbers, and what is to be done next."""
    counts = mail.counts()
    context = {"page": "overview", "mail": counts, "studies": [_study(one, counts) for one in studies.studies()]}
    return render(request, "web/overview.html", context)


def _study(study: StudyRecord, counts: dict[str, int]) -> dict[str, Any]:
    states = Counter(one.state.name for one in asking.requests(study=study.slug))
    progress = coding.coding_progress(study=study)
    done = {"done": "complete", "disagreement": "disputed", "begun": "begun", "nobody": "nobody"}
    return {
        "record": study,
        "requests": states.total(),
        "states": stacked([(one, REQUEST_STATES[one], states[one], REQUEST_TONES[one]) for one in REQUEST_TONES]),
        "progress": progress,
        "coding": stacked([(one, CODING_STATES[one], progress[done[one]], CODING_TONES[one]) for one in CODING_TONES]),
        "next": _next(states, progress, counts)[:3],
    }


def _next(states: Counter[str], progress: dict[str, int], counts: dict[str, int]) -> list[dict[str, str]]:
    """What to do, the most pressing first: a sentence, and a link or a command."""
    steps = [
        _step(counts["triage"], "{n} message{s} could not be filed for certain.", "Say where", "/triage/"),
        _step(states["received"], "{n} request{s} got mail that the machine has not read.", command="askall read"),
        _step(progress["disputed"], "Coders disagree on {n} request{s}.", "Settle them", "/code/?state=disagreement"),
        _step(progress["begun"], "{n} request{s} wait for another coder.", "Code them", "/code/?state=begun"),
        _step(progress["nobody"], "Nobody has coded {n} request{s} yet.", "Code them", "/code/?state=nobody"),
        _step(states["prepared"], "{n} request{s} have not been sent.", command="askall ask preview"),
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
