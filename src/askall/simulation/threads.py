"""One request's correspondence as it grows: who writes when, in answer to what, and what is true of each mail."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from askall.bodies.records import Body
from askall.simulation import outgoing
from askall.simulation.letters import IN_MAIL, LAWS, Block, Case, House, Letter, Statement, reference
from askall.simulation.outgoing import Sent
from askall.simulation.phrases import choose, fragments
from askall.simulation.plans import (
    LAST_DAY,
    SENT_ON,
    STUDY_ADDRESS,
    STUDY_DOMAIN,
    STUDY_NAME,
    Attached,
    MessagePlan,
    Original,
    due_day,
    long_date,
    working_days_after,
)
from askall.simulation.replies import cover_note
from askall.simulation.truth import MessageTruth

# Software houses that mail for several councils: their domain tells nothing of which.
VENDORS = ("caseworks.example", "infodesk-cloud.example", "requestline.example")


class Thread:
    """The correspondence with one council. Each method adds a mail to `plans` and moves `now` on."""

    def __init__(self, seed: int, body: Body, house: House, number: int) -> None:
        self.rng = Random(f"{seed}/{body.id}/thread")
        self.body, self.house = body, house
        self.now = self.sent = SENT_ON + timedelta(seconds=37 * number)
        self.plans: list[MessagePlan] = []
        self.letter = outgoing.request(body)
        self.last_out = ""
        self.seen: list[str] = []
        self.vendor = self.rng.choice(VENDORS) if self.rng.random() < 0.12 else ""
        keeps_token = self.rng.random() < 0.72
        # Most letters go out from an address of their own; the others share one, and are told apart by other signs.
        self.own_address = outgoing.reply_address(seed, body) if keeps_token else STUDY_ADDRESS
        self.keeps_thread = self.rng.random() < 0.72 and not self.vendor
        self.address = body.emails[0]
        self.domain = body.domains[0]
        self.case = Case(body, house, self.rng, self._fields(), self.letter.subject, outgoing.questions())

    def _fields(self) -> dict[str, str]:
        shells = fragments("shells")
        return {
            "council": self.body.name,
            "short": self.body.short_name,
            "ref": reference(self.rng, self.body),
            "law": LAWS[self.body.law],
            "received": long_date(self.sent),
            "due": long_date(due_day(self.sent)),
            "today": long_date(self.sent),
            "officer": self.rng.choice(shells["officers"]),
            "team": self.rng.choice(shells["teams"]),
            "site": self.body.website,
            "subject": self.letter.subject,
            "d4": str(self.rng.randint(1000, 9999)),
            "other": "",
        }

    def wait(self, low: int, high: int) -> None:
        """Let between `low` and `high` working days pass; nothing happens after the study's last day."""
        self.now = min(working_days_after(self.now, self.rng.randint(low, high), self.rng), LAST_DAY)
        self.case.fields["today"] = long_date(self.now)

    def write(self, kind: str, sent: Sent | None = None, to: str = "") -> None:
        """A mail of the study: its letter, or something later."""
        if sent is None:
            sent = self.letter
        message_id = self._new_id(STUDY_DOMAIN)
        truth = MessageTruth(message_id, self.now, True, self.body.id, kind)
        plan = MessagePlan(
            message_id,
            self.now,
            (STUDY_NAME, self.own_address),
            (to or self.address,),
            sent.subject,
            sent.letter,
            truth,
            client="study",
            in_reply_to=self.last_out,
            references=tuple(self.seen),
        )
        self._add(plan)
        self.last_out = message_id

    def receive(
        self,
        kind: str,
        letter: Letter,
        outcome: str = "",
        provisions: tuple[str, ...] = (),
        files: bool = False,
        **changes: object,
    ) -> MessagePlan:
        """A mail from the council. With `files` the letter is an attachment where the house writes so."""
        said = tuple((one.variable, one.value) for one in letter.statements if one.variable != "outcome")
        domain = self.vendor or self.domain
        message_id = self._new_id(domain)
        truth = MessageTruth(message_id, self.now, False, self.body.id, kind, outcome, said, provisions)
        body, attachments = self._packed(letter) if files else (letter, ())
        threaded = self.keeps_thread and self.rng.random() < 0.9
        plan = MessagePlan(
            message_id,
            self.now,
            self._sender(),
            (self.own_address,),
            self._subject(kind),
            body,
            truth,
            carrier="html" if self.house.carrier == "html" else "plain",
            client=self.house.client,
            in_reply_to=self.last_out if threaded else "",
            references=(self.last_out,) if threaded else (),
            attachments=attachments,
            original=self._original(bool(attachments), kind),
            disclaimer=self._disclaimer(),
            house=self.house.number,
        )
        return self._add(replace(plan, **changes))  # type: ignore[arg-type]  # the fields of MessagePlan by name

    def automatic(self, structure: str, kind: str) -> None:
        """A mail no person wrote: an automatic reply, a bounce or a delay notice, minutes after our own."""
        moment = self.now + timedelta(minutes=self.rng.randint(0, 3), seconds=self.rng.randint(1, 59))
        host = self.domain if structure == "auto" else f"mail.{STUDY_DOMAIN}"
        sender = (
            (self.body.name, self.address) if structure == "auto" else ("Mail Delivery System", f"MAILER-DAEMON@{host}")
        )
        words = self.case.say("automatic")
        outcome = "undeliverable" if structure == "bounce" else ""
        said = (Statement("outcome", outcome, self.address),) if outcome else ()
        lines = {"auto": words, "bounce": self.address, "delay": self.address}
        letter = Letter((Block("paragraph", lines[structure]), Block("mark", self.case.say("synthetic_lines"))), said)
        message_id = self._new_id(host)
        truth = MessageTruth(message_id, moment, False, self.body.id, kind, outcome)
        subject = {
            "auto": self.rng.choice(["Automatic reply: {}", "Auto: {}", "Out of office: {}", "Automatic reply: {}"]),
            "bounce": self.rng.choice(
                ["Undelivered Mail Returned to Sender", "Undeliverable: {}", "Mail delivery failed"]
            ),
            "delay": "Delivery delayed: {}",
        }[structure].format(self.letter.subject)
        self._add(
            MessagePlan(
                message_id, moment, sender, (self.own_address,), subject, letter, truth, structure,
                in_reply_to=self.last_out, references=(self.last_out,),
            )
        )  # fmt: skip

    def _packed(self, letter: Letter) -> tuple[Letter, tuple[Attached, ...]]:
        carrier = self.house.carrier
        if carrier not in ("pdf", "docx", "xlsx") or self.house.layout in IN_MAIL:
            return letter, ()
        stem = self.rng.choice(
            ["Response", "FOI Response", "Reply", "Decision letter", "Final response", "response letter"]
        )
        number = "".join(char if char.isalnum() else "-" for char in self.case.fields["ref"])
        file = Attached(f"{stem} {number}.{carrier}", carrier, letter, f"{self.body.name}: {stem}", self.now)
        return cover_note(self.case), (file,)

    def _subject(self, kind: str) -> str:
        if kind == "portal_notice":
            return f"New message about {self.case.fields['ref']}"
        if kind in ("acknowledgement", "review_acknowledgement") and self.rng.random() < 0.5:
            return self.rng.choice(["Acknowledgement - {}", "Your request {}", "{} received"]).format(
                self.case.fields["ref"]
            )
        return choose(self.rng, fragments("shells"), "subjects").format_map(self.case.fields)

    def _sender(self) -> tuple[str, str]:
        officer = self.case.fields["officer"]
        if self.vendor:
            return (self.rng.choice([self.body.name, "Do not reply", "Information requests"]), f"noreply@{self.vendor}")
        if self.house.signs == "officer" and self.rng.random() < 0.7:
            local = officer.lower().replace(". ", ".").replace(" ", ".")
            return (officer, f"{local}@{self.domain}")
        return (
            self.rng.choice(["FOI", "Information Requests", self.body.name, self.case.fields["team"]]),
            self.address,
        )

    def _original(self, attached: bool, kind: str) -> Original | None:
        """The study's letter below the reply: wherever the layout builds on it, otherwise in every third mail."""
        inside = self.house.layout in IN_MAIL and kind in ("reply", "review_reply")
        if self.vendor or not (inside or self.rng.random() < (0.2 if attached else 0.4)):
            return None
        return Original(
            f"{STUDY_NAME} <{STUDY_ADDRESS}>", self.sent, self.address, self.letter.subject, self.letter.text
        )

    def _disclaimer(self) -> str:
        if self.body.nation == "Wales" and self.rng.random() < 0.8:
            return self.case.say("disclaimers_welsh")
        return self.case.say("disclaimers") if self.rng.random() < 0.35 else ""

    def _new_id(self, domain: str) -> str:
        return f"{self.rng.getrandbits(64):016x}.{len(self.plans)}@{domain}"

    def _add(self, plan: MessagePlan) -> MessagePlan:
        self.plans.append(plan)
        self.seen.append(plan.message_id)
        return plan
