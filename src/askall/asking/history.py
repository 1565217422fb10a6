"""What happened to a request, day by day, as letters and chronologies tell it; and the facts its next letter states."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from askall.asking.clocks import clock_of, deadline_by
from askall.asking.next_steps import in_words
from askall.asking.records import Known, RequestRecord
from askall.asking.state import REJECTED, Event, understood
from askall.foundation.clock import uk_date
from askall.law.deadlines import Deadline
from askall.law.regimes import regime

# What each kind of event says of us ("I") and of the body ("the authority"). Kinds that say nothing are left out.
SAID = {
    "sent": "I sent my request.",
    "chased": "I reminded the authority.",
    "clarified": "I answered its question.",
    "fee_paid": "I paid the fee.",
    "review_requested": "I asked for a review.",
    "complained": "I complained to the regulator.",
    "withdrawn": "I withdrew my request.",
    "acknowledged": "The authority acknowledged my request.",
    "received": "The authority wrote to me.",
    "bounced": "My letter came back undelivered.",
    "replied": "The authority answered.",
    "refused": "The authority refused my request.",
    "transferred": "The authority passed my request on.",
    "clarification_asked": "The authority asked me to clarify my request.",
    "fee_notice": "The authority asked for a fee.",
    "extended": "The authority said that it needed more time.",
    "stated_due": "The authority named a day for its answer.",
    "review_answered": "The authority told me the outcome of its review.",
    "review_upheld": "The authority upheld its decision on review.",
}
_NOTES = {
    "partly_answered": "The authority answered part of my request.",
    "not_held": "The authority said that it does not hold the information.",
    "neither_confirm_nor_deny": "The authority would neither confirm nor deny that it holds the information.",
}
_UNTIL = {"stated_due": ": ", "extended": ", until "}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history. `source` is the hash of the message it rests on, "" for none; `due` marks a last day."""

    on: date
    text: str
    source: str = ""
    due: bool = False


def history_of(events: Iterable[Event], deadline: Deadline | None, until: date) -> tuple[Line, ...]:
    """What is confirmed or is mail itself, and the last days that had passed by `until`, in order of time. That mail
    came is left out where more is known of the same mail."""
    told = [one for one in understood(events) if one.counts and one.verdict != REJECTED and one.kind in SAID]
    known = {one.source for one in told if one.kind != "received"}
    lines = [
        Line(uk_date(one.at), _said(one), one.source)
        for one in told
        if one.kind != "received" or one.source not in known
    ]
    lines += [line for line in _last_days(deadline) if line.on <= until] if deadline else []
    return tuple(sorted(dict.fromkeys(lines), key=lambda line: (line.on, line.due)))


def _said(event: Event) -> str:
    """What happened; of an answer also what it was, of a day that the authority named which."""
    said = SAID[event.kind]
    if event.kind not in _UNTIL:
        return _NOTES.get(event.note, said)
    try:
        named = date.fromisoformat(event.note)
    except ValueError:
        return said
    return f"{said.removesuffix('.')}{_UNTIL[event.kind]}{in_words(named)}."


def _last_days(deadline: Deadline) -> Iterable[Line]:
    law = regime(deadline.law)
    yield Line(deadline.request_due, f"The answer was due ({law.answer.source}).", due=True)
    if deadline.step == "review":
        yield Line(deadline.due, f"The outcome of the review was due ({deadline.source}).", due=True)


def facts_of(record: RequestRecord, known: Known, subject: str, today: date) -> dict[str, str]:
    """Merge field → text, for the fields of letters after the first (study.letters.FACTS). What is not known is ""."""
    events = [one for one in understood(record.events) if one.verdict != REJECTED]
    deadline = deadline_by(clock_of(record.body.law, record.events))
    last = {one.kind: one for one in events}
    answers = [one for one in events if one.kind in _DECISIONS]
    question = last.get("clarification_asked")
    return {
        "body.reference": known.reference,
        "request.reference": record.token,
        "request.subject": subject,
        "request.sent_on": _day(last.get("sent")),
        "request.due": in_words(deadline.request_due) if deadline else "",
        "request.chased_on": _day(last.get("chased")),
        "request.asked_on": _day(question),
        "request.question": " ".join(quote.quote for quote in question.evidence) if question else "",
        "request.answer": known.answer,
        "request.answered_on": _day(answers[-1] if answers else None),
        "request.decision": _decision(answers, known.provisions),
        "request.provisions": provisions_in_words(known.provisions),
        "request.review_asked_on": _day(last.get("review_requested")),
        "request.review_due": in_words(deadline.due) if deadline and deadline.step == "review" else "",
        "request.complaint": _complaint(events, deadline, known.provisions),
        "request.history": "\n".join(
            f"{in_words(line.on)}: {line.text}" for line in history_of(record.events, deadline, today)
        ),
    }


def _day(event: Event | None) -> str:
    return in_words(uk_date(event.at)) if event else ""


def _decision(answers: Sequence[Event], provisions: Sequence[str]) -> str:
    """What the answer did, after "you" or "the authority": a refusal with the sections it relied on."""
    if not answers:
        return ""
    relying = f", relying on {provisions_in_words(provisions)}" if provisions else ""
    if answers[-1].kind == "refused":
        denied = answers[-1].note == "neither_confirm_nor_deny"
        did = "would neither confirm nor deny that the information is held" if denied else "refused my request"
        return f"{did}{relying}"
    return (
        f"answered only part of my request{relying}" if answers[-1].note == "partly_answered" else "answered my request"
    )


def _complaint(events: Sequence[Event], deadline: Deadline | None, provisions: Sequence[str]) -> str:
    """What there is to complain about: silence, an answer, a review that never came, or one that changed nothing."""
    if deadline is None:
        return ""
    told = _grievance(events, deadline, provisions)
    asked = [one for one in events if one.kind == "review_requested"]
    upheld = [one for one in events if one.kind == "review_upheld"]
    if upheld:
        return f"{told} On {_day(upheld[-1])} its review upheld that. {_WITHHELD}"
    if asked and deadline.step == "review":
        due = f"which was due by {in_words(deadline.due)} ({deadline.source})"
        return f"{told} I asked for a review on {_day(asked[-1])}. I have not been told its outcome, {due}."
    reminders = [_day(one) for one in events if one.kind == "chased"]
    if any(one.kind in _DECISIONS for one in events):
        return f"{told} {_WITHHELD}"
    return f"{told} I reminded it on {_listed(reminders)}." if reminders else told


_DECISIONS = ("replied", "refused", "transferred")
_WITHHELD = "I do not accept that the information may be withheld."


def _grievance(events: Sequence[Event], deadline: Deadline, provisions: Sequence[str]) -> str:
    """The answer to the request itself, or that there was none."""
    answers = [one for one in events if one.kind in _DECISIONS]
    due = f"due by {in_words(deadline.request_due)} ({regime(deadline.law).answer.source})"
    if not answers:
        return f"The authority has not answered my request, which was {due}."
    late = f" That was late: it was {due}." if uk_date(answers[-1].at) > deadline.late_after else ""
    return f"On {_day(answers[-1])} the authority {_decision(answers, provisions)}.{late}"


def provisions_in_words(provisions: Iterable[str]) -> str:
    """("FOIA 31(1)(a)", "FOIA 43(2)") as "section 31(1)(a) and section 43(2) of the Freedom of Information Act …"."""
    by_law: dict[str, list[str]] = {}
    for one in provisions:
        law, _, section = one.partition(" ")
        kind = "regulation" if law.startswith("EI") else "section"
        by_law.setdefault(regime(law).name, []).append(f"{kind} {section}")
    return _listed([f"{_listed(sections)} of the {name}" for name, sections in by_law.items()])


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
