"""The researcher of the live demo: does in bulk, by the same services as the pages, what the work list asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from askall.cli.demo_live_score import EVENT_OF_OUTCOME, event_of, paired
from askall.cli.demo_run import RESEARCHER
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput

if TYPE_CHECKING:
    from askall.asking.records import Event, Known, Letter
    from askall.asking.services.work import WorkItem
    from askall.foundation.files import FileStore
    from askall.mail.mailbox import Mailbox
    from askall.mail.records import StoredMessage
    from askall.simulation.live import LiveNation
    from askall.simulation.plans import MessagePlan
    from askall.simulation.truth import MessageTruth
    from askall.study.records import StudyRecord

UNDO_MINUTES = 10
ANSWER = "Please include fixed, vehicle and body-worn cameras that the council itself runs, and leave out schools."
PAID = """The fee has been paid by bank transfer today, with your reference.

Yours faithfully,
Robin Hale

SYNTHETIC: written by a simulation; no real council is addressed.
"""
STEPS = ("clarify", "readdress", "chase", "review")
READABLE = (*EVENT_OF_OUTCOME.values(), "acknowledged", "clarification_asked", "fee_notice", "transferred")
DATES = ("stated_due", "extended")
# What the machine may rightly say of a mail besides what it is: dates it names, and that it was acknowledged.
ALSO_RIGHT = {
    "acknowledgement": ("stated_due",),
    "auto_reply": ("acknowledged",),
    "review_acknowledgement": ("stated_due",),
    "holding": ("stated_due", "extended"),
    "clarification": ("stated_due",),
}


class Researcher:
    """Acts for one study. Reads each mail as it truly is, and looks addresses up where the simulation has them."""

    def __init__(self, study: "StudyRecord", mailbox: "Mailbox", store: "FileStore", nation: "LiveNation") -> None:
        self.study, self.mailbox, self.store, self.nation = study, mailbox, store, nation
        self.settled: set[str] = set()  # hashes of messages it has filed
        self.found: dict[str, str] = {}  # hash of a message → whether the machine was right on what it is
        self._readdressed: set[int] = set()

    def ask(self, at: datetime) -> int:
        """Queue the letter of the wave to every body; the number queued."""
        from askall.asking import services as asking
        from askall.asking.records import Letter
        from askall.mail.wave import wave_of

        wave = wave_of(asking.requests(study=self.study.slug), self.study.protocol)
        if wave.faults:
            raise BadInput(wave.faults[0].why)
        letters = [Letter(one.request.key, "ask", one.recipient, one.subject, one.body) for one in wave.letters]
        return self._queue(letters, at)

    def go_on(self, at: datetime) -> int:
        """Every next step that the work list has ready today; the number of letters queued."""
        return sum(self._step(kind, at) for kind in STEPS) + self._pay(at)

    def _step(self, kind: str, at: datetime) -> int:
        from askall.asking.records import Letter
        from askall.asking.services.drafts import drafts
        from askall.asking.services.work import work_items

        today = uk_date(at)
        items, _ = work_items(study=self.study.slug, kind=kind, today=today, known=known_of, limit=None)
        ready = {item.row.key: item for item in items if not item.excluded_because}
        if kind == "readdress":  # a second address is looked up once: the web site has no third
            ready = {key: item for key, item in ready.items() if key not in self._readdressed}
            self._readdressed |= ready.keys()
        written = drafts(study=self.study, step=kind, requests=list(ready), today=today, known=known_of)
        letters = [
            Letter(one.request, one.step, self._address(ready[one.request], one.recipient), one.subject, one.body)
            for one in written
            if not one.why_excluded
        ]
        return self._queue(letters, at)

    def _address(self, item: "WorkItem", suggested: str) -> str:
        """As suggested, but for a guess and for an address that nobody reads: then that on the council's web site."""
        council = self.nation.councils[item.row.code]
        return council.known_as[-1] if item.guess or suggested.startswith("noreply@") else suggested

    def _pay(self, at: datetime) -> int:
        """Pays each fee asked for and writes that it is paid."""
        from askall.asking import services as asking
        from askall.asking.records import Event, Letter
        from askall.asking.services.work import work_items

        items, _ = work_items(study=self.study.slug, kind="fee", today=uk_date(at), known=known_of, limit=None)
        ready = [item for item in items if not item.excluded_because]
        for item in ready:
            asking.note_event(request=item.row.key, event=Event("fee_paid", at), by=RESEARCHER, at=at)
        return self._queue(
            [Letter(item.row.key, "reply", self._address(item, item.recipient), "Fee paid", PAID) for item in ready], at
        )

    def _queue(self, letters: "Sequence[Letter]", at: datetime) -> int:
        from askall.mail.services.sending import queue_letters

        if not letters:
            return 0
        batch = queue_letters(
            letters=letters, mailbox=self.mailbox, store=self.store, undo_minutes=UNDO_MINUTES, by=RESEARCHER, at=at
        )
        return batch.queued

    @cached_property
    def _keys(self) -> dict[str, int]:
        """Body id → key of the request to it."""
        from askall.asking import services as asking

        return {one.body.id: one.key for one in asking.requests(study=self.study.slug)}

    def settle_triage(self, plans: "Sequence[MessagePlan]", at: datetime) -> int:
        """File what waits in triage and belongs to a request; the number filed. `plans` are the mails as they are."""
        from askall.mail import services as mail

        found = [(one, plan) for one, plan in paired(mail.messages(in_triage=True), plans) if plan.truth.request]
        for message, plan in found:
            to, why = self._keys[plan.truth.request], "Read in triage."
            mail.move_message(sha256=message.sha256, to_request=to, by=RESEARCHER, at=at, why=why)
            self.settled.add(message.sha256)
        return len(found)

    def read(self, new: "Sequence[StoredMessage]", plans: "Sequence[MessagePlan]", at: datetime) -> None:
        """Judge what the machine suggests, and say of each new mail that it did not understand what it is."""
        from askall.asking import services as asking
        from askall.mail import services as mail

        suggested = asking.suggestions(study=self.study.slug)
        stored = mail.messages(sha256={one.event.source for one in suggested})
        truths = {message.sha256: plan.truth for message, plan in paired((*stored, *new), plans)}
        verdicts: dict[bool, list[int]] = {True: [], False: []}
        for one in suggested:
            if truth := truths.get(one.event.source):
                verdicts[is_so(one.event, truth)].append(one.event.key)
                self._mark(one.event, truth)
        for accepted, events in verdicts.items():
            asking.judge_events(events=events, accepted=accepted, by=RESEARCHER, at=at)
        for message in new:
            if message.sha256 in truths:
                self._note_missed(message, truths[message.sha256], at)

    def _mark(self, event: "Event", truth: "MessageTruth") -> None:
        """Whether the machine saw what the mail is, whatever dates it names."""
        if event.kind not in DATES and self.found.get(event.source) != "right":
            self.found[event.source] = "right" if is_so(event, truth) else "wrong"

    def _note_missed(self, message: "StoredMessage", truth: "MessageTruth", at: datetime) -> None:
        """What the mail is, where the machine did not say so."""
        from askall.asking import services as asking
        from askall.asking.records import Event

        kind = event_of(truth)
        if kind not in READABLE or message.request is None or self.found.get(message.sha256) == "right":
            return
        self.found.setdefault(message.sha256, "left")
        event = Event(kind, message.sent_at or at, "", truth.outcome)
        asking.note_event(request=message.request, event=event, by=RESEARCHER, at=at)


def known_of(requests: Sequence[int]) -> "Mapping[int, Known]":
    """What mail knows of the requests, and the answer to any question back."""
    from askall.mail import services as mail

    return {key: replace(known, answer=ANSWER) for key, known in mail.known_of(requests).items()}


def is_so(event: "Event", truth: "MessageTruth") -> bool:
    """Whether a suggestion says what the mail truly is."""
    if event.kind == "replied" and event.note in ("partly_answered", "not_held") and event.note != truth.outcome:
        return False
    return event.kind in (event_of(truth), *ALSO_RIGHT.get(truth.kind, ()))
