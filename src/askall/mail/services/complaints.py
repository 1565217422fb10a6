"""What goes to the regulator with a complaint: the chronology of one request, from its events and its mail."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from askall.asking import services as asking
from askall.asking.deadlines import clock_of, deadline_by, deadline_of
from askall.asking.history import facts_of, history_of
from askall.asking.records import Known, RequestRecord
from askall.foundation.errors import BadInput
from askall.law.deadlines import Deadline
from askall.mail.chronology import Case, chronology
from askall.mail.services.known import known_of
from askall.mail.services.lookup import messages
from askall.study.codebook import applies
from askall.study.records import StudyRecord


def complaint_pack(*, study: StudyRecord, request: int, today: date, provisions: Iterable[str] = ()) -> bytes:
    """The chronology of a request of this study, as a PDF. `provisions` are the sections the body relies on, as later
    stages know them. Raises BadInput if the study has no such request, or no letter of it has gone out."""
    record = next((one for one in asking.requests(keys=[request]) if one.study == study.slug), None)
    if record is None:
        raise BadInput(f"“{study.protocol.title}” has no such request.")
    deadline = deadline_of(record)
    if deadline is None:
        raise BadInput(f"No letter to {record.body.name} has gone out, so there is nothing to complain about.")
    known = replace(known_of([request]).get(request, Known()), provisions=tuple(provisions))
    protocol = study.protocol
    facts = facts_of(record, known, known.subject or protocol.title, today)
    return chronology(
        Case(
            body=record.body.name,
            law=record.body.law,
            study=protocol.title,
            applicant=protocol.contact or ", ".join(protocol.organisations),
            reference=record.token,
            body_reference=known.reference,
            synthetic=protocol.synthetic,
            complaint=facts["request.complaint"],
            questions=tuple(one.text for one in protocol.questions if applies(one, record.body)),
            events=history_of(record.events, deadline, today),
            deadlines=_deadlines(record, deadline),
            letters=messages(requests=[request]),
            prepared_on=today,
        )
    )


def _deadlines(record: RequestRecord, deadline: Deadline) -> tuple[Deadline, ...]:
    """That of the request and, if one was asked for, that of the review."""
    if deadline.step == "request":
        return (deadline,)
    before = [one for one in record.events if one.kind != "review_requested"]
    first = deadline_by(clock_of(record.body.law, before))
    return (first, deadline) if first else (deadline,)
