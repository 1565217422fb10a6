"""From final decisions and the log to the rows of a dataset. Pure: the same decisions give the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from askall.asking.deadlines import deadline_if_accepted, deadline_of, lateness
from askall.asking.records import RequestRecord
from askall.bodies.records import Body
from askall.coding.context import in_context
from askall.coding.decide import Decision
from askall.coding.needs import NO_REPLY, NOT_CODED, OUTCOME
from askall.coding.records import AnswerRow, BodyRow, EvidenceRow, Quote, RequestRow, StoredText, TimelineRow
from askall.foundation.clock import uk_date
from askall.mail.records import StoredMessage
from askall.study.codebook import applies
from askall.study.records import Question

# Outcomes that are no reply to the question, though mail may have come.
NO_ANSWER = frozenset({NO_REPLY, NOT_CODED, "acknowledged", "undeliverable", "clarification_asked"})

# What the reader of a body's page is told about each kind of event. What the machine made of a mail (a reply, a date)
# is not published: what people decided stands beside the timeline.
TOLD = {
    "sent": "Request sent",
    "chased": "The study wrote again",
    "received": "E-mail received",
    "automatic_reply": "Automatic reply",
    "delayed": "Delivery was delayed",
    "bounced": "The letter could not be delivered",
    "clarified": "The study answered a question",
    "fee_paid": "Fee paid",
    "review_requested": "Internal review requested",
    "complained": "Complaint made to the regulator",
    "withdrawn": "Request withdrawn",
}


@dataclass(frozen=True)
class CodedRequest:
    """Everything the dataset says of one request. `texts` are all stored texts of its files."""

    request: RequestRecord
    decisions: Mapping[str, Decision]
    messages: Sequence[StoredMessage]
    texts: Sequence[StoredText]

    @property
    def id(self) -> str:
        """The request's name in the dataset: body and wave."""
        return self.request.id

    @cached_property
    def evidence(self) -> Mapping[str, tuple[EvidenceRow, ...]]:
        """Variable → its quotes in their context, for what is finally decided."""
        return {
            variable: tuple(_evidence(self, variable, decision))
            for variable, decision in sorted(self.decisions.items())
            if decision.final
        }

    @property
    def heard(self) -> bool:
        """Whether any mail came in at all."""
        return any(not message.outgoing for message in self.messages)


def outcome_of(coded: CodedRequest) -> str:
    """The decided outcome. Silence is read off the log: nothing came in. Anything else undecided is "not_coded"."""
    decision = coded.decisions.get(OUTCOME)
    if decision and decision.final:
        return decision.value
    return NOT_CODED if coded.heard else NO_REPLY


def is_complete(coded: CodedRequest, questions: Iterable[Question]) -> bool:
    """Whether people have said all that is to be said: nothing where nothing came in, the outcome otherwise, and each
    question that applies where the outcome is an answer. A question begun must be settled in any case."""
    if not coded.heard and not coded.decisions:
        return True
    return is_complete_by(coded.decisions, coded.request.body, questions)


def is_complete_by(decisions: Mapping[str, Decision], body: Body, questions: Iterable[Question]) -> bool:
    """As `is_complete`, for a request that mail came in for."""
    outcome = decisions.get(OUTCOME)
    if outcome is None or any(not decision.final for decision in decisions.values()):
        return False
    if outcome.value not in ("answered", "partly_answered"):
        return True
    return all(one.id in decisions for one in questions if applies(one, body))


def published_names(handles: Iterable[str]) -> dict[str, str]:
    """Coders are published as "coder 1", "coder 2" … in order of their handles: who they are stays in the workspace."""
    return {handle: f"coder {number}" for number, handle in enumerate(sorted(set(handles)), 1)}


def reply_days(coded: CodedRequest) -> tuple[date | None, date | None]:
    """The first and last day on which mail came in that people quoted for a decision. Whether a body answered in time
    rests on these, not on the machine's view of which mail was a reply."""
    days = sorted(row.received_on for rows in coded.evidence.values() for row in rows if row.received_on)
    if outcome_of(coded) in NO_ANSWER or not days:
        return None, None
    return date.fromisoformat(days[0]), date.fromisoformat(days[-1])


def late_claimed(coded: CodedRequest, first: date | None, today: date) -> str:
    """As `lateness`, but claimed of nobody while people have not decided on the mail that came in, nor where the quoted
    reply was late and the log knows of an earlier one that was not: the quoted one may have superseded it. Nor where
    something the machine read, and nobody has judged, would put the date off."""
    if outcome_of(coded) == NOT_CODED:
        return ""
    deadline, logged = deadline_of(coded.request), coded.request.state.first_reply_on
    if lateness(deadline, first, today) != "yes":
        return lateness(deadline, first, today)
    superseded = first is not None and logged is not None and lateness(deadline, logged, today) != "yes"
    doubtful = lateness(deadline_if_accepted(coded.request) or deadline, first, today) != "yes"
    return "" if superseded or doubtful else "yes"


def body_row(body: Body, later: str) -> BodyRow:
    """A body of the frame, as it was frozen."""
    return BodyRow(
        body.id,
        body.name,
        body.short_name,
        body.type,
        body.nation,
        body.region,
        body.law,
        body.website,
        _iso(body.start),
        _iso(body.end),
        ";".join(body.predecessors),
        ";".join(body.successors),
        later,
    )


def request_row(coded: CodedRequest, names: Mapping[str, str], today: date) -> RequestRow:
    """One request, answered or silent. `names` maps coders' handles to what is published of them."""
    deadline = deadline_of(coded.request)
    first, last = reply_days(coded)
    outcome = coded.decisions.get(OUTCOME)
    final = outcome if outcome and outcome.final else None
    return RequestRow(
        request=coded.id,
        body=coded.request.body.id,
        wave=coded.request.wave,
        outcome=outcome_of(coded),
        provisions=";".join(final.provisions) if final else "",
        sent_on=_iso(coded.request.state.sent_on),
        due_on=_iso(deadline.request_due if deadline else None),
        rival_due_on=_iso(deadline.rival_due if deadline else None),
        first_reply_on=_iso(first),
        last_reply_on=_iso(last),
        late=late_claimed(coded, first, today),
        messages=len(coded.messages),
        coders=_coders(final, names),
        adjudicated="yes" if final and final.adjudicated else "no",
    )


def answer_rows(coded: CodedRequest, names: Mapping[str, str]) -> Iterable[AnswerRow]:
    """One row for each question a person decided. What nobody decided has no row, not a blank."""
    for variable, decision in sorted(coded.decisions.items()):
        if variable == OUTCOME or not decision.final:
            continue
        first = next(iter(coded.evidence[variable]), None)
        yield AnswerRow(
            body=coded.request.body.id,
            request=coded.id,
            question=variable,
            answer=decision.value,
            outcome=outcome_of(coded),
            codebook_version=decision.codebook_version,
            coders=_coders(decision, names),
            adjudicated="yes" if decision.adjudicated else "no",
            quote=first.quote if first else "",
            file=first.file if first else "",
            location=f"{first.label}, characters {first.start}–{first.end}" if first else "",
        )


def evidence_rows(coded: CodedRequest) -> Iterable[EvidenceRow]:
    """Each quote behind a decision, in its context, personal data redacted visibly."""
    return (row for rows in coded.evidence.values() for row in rows)


def _evidence(coded: CodedRequest, variable: str, decision: Decision) -> Iterable[EvidenceRow]:
    texts = {(text.sha256, text.part): text for text in coded.texts}
    keep = (coded.request.body.name, coded.request.body.short_name)
    for number, quote in enumerate(decision.quotes, 1):
        yield _evidence_row(coded, variable, number, quote, texts[quote.sha256, quote.part], keep)


def _evidence_row(
    coded: CodedRequest, variable: str, number: int, quote: Quote, text: StoredText, keep: tuple[str, ...]
) -> EvidenceRow:
    shown = in_context(quote, text.text, keep)
    return EvidenceRow(
        body=coded.request.body.id,
        request=coded.id,
        variable=variable,
        number=number,
        quote=shown.quote,
        before=shown.before,
        after=shown.after,
        file=quote.sha256,
        file_name=text.file_name,
        media_type=text.media_type,
        part=quote.part,
        label=quote.label,
        start=quote.start,
        end=quote.end,
        received_on=text.received_on,
    )


def timeline_rows(coded: CodedRequest) -> Iterable[TimelineRow]:
    """What happened, day by day, with the day the answer was due."""
    body, request = coded.request.body.id, coded.id
    for event in coded.request.events:
        if event.kind in TOLD:
            day = uk_date(event.at).isoformat()
            yield TimelineRow(body, request, day, event.kind, TOLD[event.kind], event.source)
    deadline = deadline_of(coded.request)
    if deadline:
        yield TimelineRow(body, request, deadline.request_due.isoformat(), "due", f"Answer due ({deadline.source})", "")


def _coders(decision: Decision | None, names: Mapping[str, str]) -> str:
    return ";".join(sorted({names[one] for one in decision.coders})) if decision else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
