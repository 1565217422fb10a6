"""How the live demo did: what became of each letter and answer, and whether each request stands as it truly does."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from askall.cli.demo_score import Tallied, tallied

if TYPE_CHECKING:
    from askall.asking.records import Event, OutboxRow, RequestRecord
    from askall.cli.demo_live_people import Researcher
    from askall.mail.records import StoredMessage
    from askall.simulation.plans import MessagePlan
    from askall.simulation.post import Arrived, PostRoom
    from askall.simulation.truth import MessageTruth

    Pair = tuple[StoredMessage, MessagePlan]

MOST = 1_000_000
UNCONCERNED = ("unrelated", "newsletter")
EVENT_OF_STEP = {
    "ask": "sent",
    "chase": "chased",
    "clarify": "clarified",
    "review": "review_requested",
    "complain": "complained",
    "reply": "fee_paid",  # the researcher of the demo replies where a fee is asked for, and nowhere else
}

# What a mail of the nation is in the log of a request. A decision is told by its outcome.
EVENT_OF_KIND = {
    "acknowledgement": "acknowledged",
    "review_acknowledgement": "acknowledged",
    "auto_reply": "automatic_reply",
    "bounce": "bounced",
    "delay": "delayed",
    "holding": "acknowledged",
    "clarification": "clarification_asked",
    "fee_notice": "fee_notice",
    "transfer": "transferred",
}
EVENT_OF_OUTCOME = {
    "answered": "replied",
    "partly_answered": "replied",
    "not_held": "replied",
    "refused": "refused",
    "neither_confirm_nor_deny": "refused",
    "review_upheld": "review_upheld",
    "review_overturned": "review_answered",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """The study's letters. `lost` were accepted and never arrived, `stray` arrived and are not known as accepted,
    `doubled` arrived more than once; `refused` are those the mail server took not, `open` those not yet decided."""

    accepted: int = 0
    arrived: int = 0
    doubled: int = 0
    lost: int = 0
    stray: int = 0
    refused: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """The nation's mails to the study, each counted once. `dropped` should have been taken from the mailbox and were
    not; `left_alone` have nothing to do with any request."""

    sent: int = 0
    fetched: int = 0
    dropped: int = 0
    left_alone: int = 0


@dataclass(frozen=True, slots=True)
class LiveScore:
    """What became of letters and answers; what the machine alone filed, and what it suggested that mails are; and where
    the requests stand, now that people have said what it got wrong or left open."""

    letters: Letters
    answers: Answers
    filed: Tallied
    read: Tallied
    states: Tallied

    @property
    def holds(self) -> bool:
        """Whether nothing was sent twice, lost or dropped."""
        letters = self.letters
        return not (letters.doubled or letters.lost or letters.stray or self.answers.dropped)

    def as_json(self) -> dict[str, Any]:
        """For programs: {"letters", "answers", "filed", "read", "states", "holds"}."""
        return {**asdict(self), "holds": self.holds}

    def lines(self) -> Iterable[str]:
        """For people."""
        letters, answers = self.letters, self.answers
        yield ""
        yield "Against what the nation received and wrote:"
        yield f"  letters           {letters.accepted} accepted, {letters.arrived} arrived; {letters.doubled} doubled, "
        yield f"                    {letters.lost} lost, {letters.stray} unaccounted for; {letters.refused} refused"
        yield f"  answers           {answers.sent} sent, {answers.fetched} fetched; {answers.dropped} dropped, "
        yield f"                    {answers.left_alone} about nothing of the study left alone"
        yield f"  messages filed    {self.filed.of()}"
        yield f"  messages read     {self.read.of()}"
        yield f"  states            {self.states.of()}"
        yield ""
        yield "Nothing was doubled, lost or dropped." if self.holds else "DOES NOT HOLD: something was doubled or lost."


def score_of(post: "PostRoom", researcher: "Researcher") -> LiveScore:
    """Compare the workspace with what the nation's post room received and sent."""
    from askall.asking import services as asking
    from askall.asking.services import outbox
    from askall.mail import services as mail

    rows, _ = outbox.outbox(limit=MOST)
    requests = asking.requests(study=researcher.study.slug)
    pairs = paired(mail.messages(), post.mails)
    bodies = {one.key: one.body.id for one in requests}
    true = _true_events(rows, pairs)
    return LiveScore(
        _letters(post.letters, rows),
        _answers(post.mails, pairs),
        tallied(_filed(message, plan.truth.request, bodies, researcher.settled) for message, plan in pairs),
        tallied(researcher.found.values()),
        tallied(_state(one, replace(one, events=tuple(true[one.body.id]))) for one in requests),
    )


def paired(stored: "Iterable[StoredMessage]", plans: "Iterable[MessagePlan]") -> "list[Pair]":
    """Each stored message of the nation with its plan, told apart by Message-ID or, where there is none, by sender and
    date."""
    listed = list(plans)
    by_id = {plan.message_id: plan for plan in listed if plan.message_id}
    by_date = {(plan.sender[1], plan.at): plan for plan in listed if not plan.message_id}
    found = []
    for one in stored:
        plan = by_id.get(one.message_id) or (one.sent_at and by_date.get((one.sender.email, one.sent_at)))
        if plan and not one.outgoing:
            found.append((one, plan))
    return found


def event_of(truth: "MessageTruth") -> str:
    """The kind of event that a mail of the nation truly is."""
    return EVENT_OF_KIND.get(truth.kind) or EVENT_OF_OUTCOME.get(truth.outcome, "received")


def _letters(arrived: "Iterable[Arrived]", rows: "Iterable[OutboxRow]") -> Letters:
    times = Counter(one.message_id for one in arrived)
    states = Counter(row.state for row in rows)
    accepted = {row.message_id for row in rows if row.state == "accepted"}
    return Letters(
        accepted=len(accepted),
        arrived=len(times),
        doubled=sum(number > 1 for number in times.values()),
        lost=len(accepted - times.keys()),
        stray=len(times.keys() - accepted),
        refused=states["rejected"],
        open=states.total() - states["accepted"] - states["rejected"] - states["cancelled"],
    )


def _answers(plans: "Iterable[MessagePlan]", pairs: "Iterable[Pair]") -> Answers:
    sent = {plan.truth.message_id: plan.truth.kind in UNCONCERNED for plan in plans}
    fetched = {plan.truth.message_id for _, plan in pairs}
    missing = [unconcerned for name, unconcerned in sent.items() if name not in fetched]
    return Answers(len(sent), len(fetched), missing.count(False), missing.count(True))


def _filed(message: "StoredMessage", belongs: str, bodies: Mapping[int, str], settled: Collection[str]) -> str:
    """As the machine alone filed it; mail that belongs nowhere is right in triage."""
    if message.sha256 in settled:
        return "left"
    if message.request is None:
        return "left" if belongs else "right"
    return "right" if bodies.get(message.request) == belongs else "wrong"


def _true_events(rows: "Iterable[OutboxRow]", pairs: "Iterable[Pair]") -> "Mapping[str, list[Event]]":
    """Body id → what truly happened to its request."""
    from askall.asking.records import Event

    events: dict[str, list[Event]] = defaultdict(list)
    for row in rows:
        if row.accepted_at and row.step in EVENT_OF_STEP:
            events[row.body_id].append(Event(EVENT_OF_STEP[row.step], row.accepted_at, row.message_id))
    for _, plan in pairs:
        if plan.truth.request:
            events[plan.truth.request].append(Event(event_of(plan.truth), plan.at, plan.truth.message_id))
    return events


def _state(one: "RequestRecord", true: "RequestRecord") -> str:
    """A request for which a suggestion still waits is open."""
    if one.state.name == true.state.name:
        return "right"
    return "left" if one.state.pending else "wrong"
