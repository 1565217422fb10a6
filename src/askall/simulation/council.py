"""One council as a correspondent: what it makes of a letter from the study, and the mails it writes in its own habits.

It knows the letter that lies before it (`heard`) and the moment (`now`); what it writes next is told by its story.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from re import sub

from askall.bodies.records import Body
from askall.simulation import outgoing
from askall.simulation.letters import IN_MAIL, LAWS, Block, Case, House, Letter, Statement, houses, reference
from askall.simulation.nation import Nation
from askall.simulation.phrases import choose, fragments
from askall.simulation.plans import (
    SENT_ON,
    STUDY_DOMAIN,
    Attached,
    MessagePlan,
    Original,
    due_day,
    long_date,
    working_days_after,
)
from askall.simulation.replies import cover_note
from askall.simulation.truth import MessageTruth, RequestTruth

# Software houses that mail for several councils: their domain tells nothing of which.
VENDORS = ("caseworks.example", "infodesk-cloud.example", "requestline.example")
DECISIONS = frozenset({"reply", "joint_reply", "review_reply"})
OLD_BOX, OTHER_BOX = "enquiries-old", "enquiries"
# How often a machine thanks for a letter, by what the letter is.
THANKED = {"request": 0.27, "chaser": 0.2}
DELAYED = 0.012


@dataclass(frozen=True, slots=True)
class Heard:
    """A letter of the study as it lies before the council. `reply_to` is where it asks to be answered."""

    message_id: str
    at: datetime
    sender: tuple[str, str]  # name, address
    reply_to: str
    to: str
    subject: str
    text: str
    references: tuple[str, ...] = ()


class Council:
    """The council's side of one correspondence."""

    def __init__(self, seed: int, body: Body, house: House, path: str) -> None:
        self.rng = Random(f"{seed}/{body.id}/thread")
        self.body, self.house = body, house
        self.domain = body.domains[0]
        self.vendor = self.rng.choice(VENDORS) if self.rng.random() < 0.12 else ""
        self.keeps_token = self.rng.random() < 0.72
        self.keeps_thread = self.rng.random() < 0.72 and not self.vendor
        self.address = body.emails[0]
        # Where the study writes to first, and where next if that fails.
        self.known_as: tuple[str, ...] = {
            "readdressed": (f"{OLD_BOX}@{self.domain}", self.address),
            "undeliverable": (self.address, f"{OTHER_BOX}@{self.domain}"),
        }.get(path, (self.address,))
        self.unreachable = path == "undeliverable"
        self.leading: Council | None = None  # the fellow council that answers for this one too
        self.heard: Heard | None = None
        self.received = self.now = SENT_ON
        self.decided: datetime | None = None
        self.subject = ""
        self.case = Case(body, house, self.rng, self._fields(), outgoing.questions())
        self._written = 0

    def _fields(self) -> dict[str, str]:
        shells = fragments("shells")
        return {
            "council": self.body.name,
            "short": self.body.short_name,
            "ref": reference(self.rng, self.body),
            "law": LAWS[self.body.law],
            "received": "",
            "due": "",
            "today": "",
            "officer": self.rng.choice(shells["officers"]),
            "team": self.rng.choice(shells["teams"]),
            "site": self.body.website,
            "d4": str(self.rng.randint(1000, 9999)),
            "other": "",
        }

    def at(self, moment: datetime) -> None:
        """It is now `moment`; a council's time never goes back."""
        self.now = max(self.now, moment)
        self.case.fields["today"] = long_date(self.now)

    def after(self, low: int, high: int, since: datetime | None = None) -> datetime:
        """A moment `low` to `high` of the council's working days after `since`, and not before now."""
        return max(self.now, working_days_after(since or self.now, self.rng.randint(low, high), self.rng))

    def hear(self, letter: Heard, kind: str) -> tuple[MessagePlan, ...]:
        """Take in a letter of this kind (see truth.KINDS); what machines send back at once.

        A letter to an address that does not exist is returned, and nobody hears of it.
        """
        self.at(letter.at)
        if self.unreachable or letter.to.startswith(f"{OLD_BOX}@"):
            return (self._automatic("bounce", letter),)
        if self.heard is None:
            self.received = letter.at
            self.case.fields |= {"received": long_date(letter.at), "due": long_date(due_day(letter.at))}
        self.heard = letter
        self.subject = sub(r"(?i)^(\s*re:)+\s*", "", letter.subject)
        structures = ["auto"] if self.rng.random() < THANKED.get(kind, 0) else []
        if kind == "request" and self.rng.random() < DELAYED:
            structures.append("delay")
        return tuple(self._automatic(structure, letter) for structure in structures)

    def join(self) -> Case:
        """From here on the leading council writes, in its own habits; its case."""
        if self.leading:
            self.house, self.case, self.vendor = self.leading.house, self.leading.case, ""
        return self.case

    def write(
        self,
        kind: str,
        letter: Letter,
        outcome: str = "",
        provisions: tuple[str, ...] = (),
        files: bool = False,
        **changes: object,
    ) -> MessagePlan:
        """A mail in answer to what was heard. With `files` the letter is an attachment where the house writes so."""
        said = tuple((one.variable, one.value) for one in letter.statements if one.variable != "outcome")
        message_id = self._new_id(self.vendor or self.domain)
        truth = MessageTruth(message_id, self.now, False, self.body.id, kind, outcome, said, provisions)
        body, attachments = self._packed(letter) if files else (letter, ())
        heard = self._before_it()
        threaded = self.keeps_thread and self.rng.random() < 0.9
        plan = MessagePlan(
            message_id,
            self.now,
            self._sender(),
            (heard.reply_to if self.keeps_token else without_token(heard.reply_to),),
            self._subject(kind),
            body,
            truth,
            carrier="html" if self.house.carrier == "html" else "plain",
            client=self.house.client,
            in_reply_to=heard.message_id if threaded else "",
            references=(*heard.references, heard.message_id) if threaded else (),
            attachments=attachments,
            original=self._original(bool(attachments), kind),
            disclaimer=self._disclaimer(),
            house=self.house.number,
        )
        if kind in DECISIONS:
            self.decided = self.now
        return replace(plan, **changes)  # type: ignore[arg-type]  # the fields of MessagePlan by name

    def _before_it(self) -> Heard:
        if self.heard is None:
            raise LookupError(f"{self.body.name} has no letter to answer.")
        return self.heard

    def _automatic(self, structure: str, letter: Heard) -> MessagePlan:
        """A mail no person wrote: an automatic reply, a bounce or a delay notice, minutes after the letter."""
        moment = self.now + timedelta(minutes=self.rng.randint(0, 3), seconds=self.rng.randint(1, 59))
        host = self.domain if structure == "auto" else f"mail.{STUDY_DOMAIN}"
        sender = (
            (self.body.name, self.address) if structure == "auto" else ("Mail Delivery System", f"MAILER-DAEMON@{host}")
        )
        outcome = "undeliverable" if structure == "bounce" else ""
        said = (Statement("outcome", outcome, letter.to),) if outcome else ()
        words = [self.case.say("automatic") if structure == "auto" else letter.to]
        if structure == "bounce" and self.known_as[1:] and not self.unreachable and self.rng.random() < 0.5:
            words.append(f"This mailbox is closed. Please write to {self.known_as[1]} instead.")
        blocks = [Block("paragraph", one) for one in words]
        text = Letter((*blocks, Block("mark", self.case.say("synthetic_lines"))), said)
        message_id = self._new_id(host)
        kind = {"auto": "auto_reply"}.get(structure, structure)
        truth = MessageTruth(message_id, moment, False, self.body.id, kind, outcome)
        subject = {
            "auto": self.rng.choice(["Automatic reply: {}", "Auto: {}", "Out of office: {}", "Automatic reply: {}"]),
            "bounce": self.rng.choice(
                ["Undelivered Mail Returned to Sender", "Undeliverable: {}", "Mail delivery failed"]
            ),
            "delay": "Delivery delayed: {}",
        }[structure].format(letter.subject)
        return MessagePlan(
            message_id, moment, sender, (letter.reply_to,), subject, text, truth, structure,
            in_reply_to=letter.message_id, references=(letter.message_id,),
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
        return choose(self.rng, fragments("shells"), "subjects").format_map(
            self.case.fields | {"subject": self.subject}
        )

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
        heard = self._before_it()
        name, address = heard.sender
        return Original(f"{name} <{address}>", heard.at, heard.to, heard.subject, heard.text)

    def _disclaimer(self) -> str:
        if self.body.nation == "Wales" and self.rng.random() < 0.8:
            return self.case.say("disclaimers_welsh")
        return self.case.say("disclaimers") if self.rng.random() < 0.35 else ""

    def _new_id(self, domain: str) -> str:
        self._written += 1
        return f"{self.rng.getrandbits(64):016x}.{self._written}@{domain}"


def without_token(address: str) -> str:
    """study+3fa0@campaign.example → study@campaign.example."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def make_councils(nation: Nation, requests: Iterable[RequestTruth]) -> Mapping[str, Council]:
    """The council of each request by its body's id, in the order of the requests; its house style is drawn."""
    rng, styles = Random(f"{nation.seed}/mails"), houses()
    councils = {
        truth.body: Council(nation.seed, nation.by_id[truth.body], rng.choice(styles), truth.path) for truth in requests
    }
    for absorbed, leading in nation.partners.items():
        if absorbed in councils:
            councils[absorbed].leading = councils[leading]
    return councils
