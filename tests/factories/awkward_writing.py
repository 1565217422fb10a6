"""How officers write back: what they keep of our letter, what they say, and the mail that comes of it. SYNTHETIC."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from askall.asking.records import RequestRecord
from askall.foundation.clock import UK
from factories.awkward_frame import TOPICS, letter_text, message_id, reply_address, sent_at, subject_of

UNANSWERED = 1 / 16  # of the bodies never answered in the first year
MARKS = {"plus address", "in reply to", "token in subject", "token quoted", "letter in file", "case number"}
SALUTATIONS = ("Dear Test Society,", "Dear Sir or Madam,", "Good morning,", "Dear requester,", "")
OPENINGS = (
    "Thank you for your request for information.",
    "We write with our response to your request.",
    "Further to your freedom of information request, please see our answer.",
    "I refer to your recent enquiry.",
    "",
)
ROLES = ("Information Governance Officer", "FOI Team", "Corporate Services", "Legal Services", "Records Manager")
PEOPLE = ("Jo Penrose", "Sam Field", "Carys Morgan", "Dev Anand", "Ruth Okafor", "Iain Muir", "Liz Tran", "Paul Egan")
CASE_FORMS = ("FOI/{year}/{n:04d}", "FOI {n:05d}", "RFI-{n}", "IG-{year}-{n}", "REQ00{n}", "{n}/{short}")
RULE = "_" * 32
NO_PDF = b"%PDF-1.4 not a real one"


@dataclass(frozen=True)
class Reply:
    """One mail with its truth: the key of the request it answers, and of a further one it answers too. `kind` is one of
    KINDS, "ordinary" for mail that is not awkward, "unrelated" for mail that answers none (request is None)."""

    raw: bytes
    at: datetime
    kind: str
    request: int | None
    also: int | None = None
    fileable: bool = True
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A reply in the making: what it says, and what a careful person could tell from it (`marks`)."""

    request: RequestRecord
    at: datetime
    sender: str
    to: list[str]
    subject: str
    name: str = ""
    cc: list[str] = field(default_factory=list)
    answers: str = ""
    text: list[str] = field(default_factory=list)
    quoted: str = ""
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class Desk:
    """One desk for all bodies: draws who writes and what is kept, repeatably."""

    def __init__(self, requests: Sequence[RequestRecord], seed: int) -> None:
        self.rng = random.Random(seed)
        self.requests = list(requests)
        self.of = {(one.study, one.wave, one.body.id): one for one in requests}
        self.neighbours = self._find_neighbours()
        self.places = Counter({one.body.id: one.body.short_name for one in requests}.values())
        self.cases = self._case_numbers()
        self.acknowledged = {one.key for one in self.requests if self.rng.random() < 0.8}
        self.unanswered = {one.key for one in self.requests if self.rng.random() < UNANSWERED}
        self.number = 0

    def _find_neighbours(self) -> dict[str, str]:
        """Body → the one it shares its domain with."""
        sharing: dict[str, list[str]] = {}
        for one in self.requests:
            if (one.study, one.wave) == ("cameras", 1):
                sharing.setdefault(one.body.domains[0], []).append(one.body.id)
        return {one: other for ids in sharing.values() if len(ids) == 2 for one, other in (ids, ids[::-1])}

    def _case_numbers(self) -> dict[int, str]:
        """Each body numbers in its own form; one number in fifty is another request's too."""
        form_of = {one.body.id: self.rng.choice(CASE_FORMS) for one in self.requests}
        cases: dict[int, str] = {}
        for one in self.requests:
            year, n = sent_at(one).year, self.rng.randint(1000, 99999)
            case = form_of[one.body.id].format(year=year, n=n, short=year % 100)
            cases[one.key] = self.rng.choice(list(cases.values())) if cases and self.rng.random() < 0.02 else case
        return cases

    # --- Who and what -------------------------------------------------------------------------------------------------

    def target(self, study: str = "", wave: int = 0) -> RequestRecord:
        """A request of that round of letters, or of any."""
        if not study:
            study, wave = self.rng.choices((("cameras", 1), ("drones", 1), ("cameras", 2)), (45, 25, 30))[0]
        return self.rng.choice([one for one in self.requests if (one.study, one.wave) == (study, wave)])

    def draft(
        self, keeps: tuple[float, ...], request: RequestRecord | None = None, days: int = 3, most: int = 70
    ) -> Draft:
        """A reply some days after our letter that keeps of it what chance leaves."""
        one = request or self.target()
        at = sent_at(one) + timedelta(days=self.rng.randint(days, most), minutes=self.rng.randint(0, 500))
        draft = Draft(one, at, self.officer(one), [TOPICS[one.study].address], self.own_subject(one))
        self.keep(draft, one, keeps)
        return draft

    def keep(self, draft: Draft, one: RequestRecord, chances: tuple[float, ...]) -> None:
        """Our reply address, the thread, the token in the subject and our letter below, each by its chance. Where the
        token goes, the subject may stay: some gateways cut off what stands in brackets."""
        plus, thread, token, quoted = (self.rng.random() < chance for chance in chances)
        if plus:
            draft.to = [reply_address(one)]
            draft.marks.append("plus address")
        if thread:
            draft.answers = message_id(one)
            draft.marks.append("in reply to")
        if token:
            draft.subject = f"RE: {subject_of(one)}"
            draft.marks.append("token in subject")
        elif thread or (sum(chances) > 0.5 and self.rng.random() < 0.3):
            draft.subject = f"RE: {TOPICS[one.study].subject}"
            draft.marks.append("our subject")
        if quoted:
            self.quote(draft, one)

    def officer(self, one: RequestRecord) -> str:
        """Three in five write from the address we wrote to."""
        return one.body.emails[0] if self.rng.random() < 0.6 else f"{self.person()[1]}@{one.body.domains[0]}"

    def person(self) -> tuple[str, str]:
        """A name and what stands before the @."""
        name = self.rng.choice(PEOPLE)
        return name, name.lower().replace(" ", ".")

    def own_subject(self, one: RequestRecord) -> str:
        """A subject of the body's own; two in five name the topic."""
        topic = "CCTV" if one.study == "cameras" else "Drones"
        forms = (
            "Your request for information",
            "FOI response",
            f"Information request - {topic}",
            f"Re: {topic}",
            "Response",
        )
        return self.rng.choice(forms)

    def number_of(self, draft: Draft) -> str:
        """The case number we were told of, or one we cannot know."""
        if draft.request.key in self.acknowledged:
            draft.marks.append("case number")
            return self.cases[draft.request.key]
        return f"CASE {self.rng.randint(100000, 999999)}"

    def owns_domain(self, one: RequestRecord) -> bool:
        return one.body.id not in self.neighbours

    def has_address(self, one: RequestRecord) -> bool:
        """Whether the address we wrote to is this body's alone."""
        return self.owns_domain(one) or "foi." in one.body.emails[0]

    # --- What is written ----------------------------------------------------------------------------------------------

    def write(
        self, draft: Draft, *, topic: float = 0.93, name: float = 0.75, day: float = 0.25, case: float = 0.35
    ) -> None:
        """The officer's own words; the chances are that they name the topic, the body, the day of our letter and the
        body's case number. Some speak of an earlier request, some of another body."""
        one, rng = draft.request, self.rng
        lines = [rng.choice(SALUTATIONS), rng.choice(OPENINGS)]
        if rng.random() < day:
            lines.append(f"Your request was dated {_local(sent_at(one)):%-d %B %Y}.")
            draft.marks.append("day")
        if one.key in self.acknowledged and rng.random() < case:
            lines.append(f"Our reference: {self.cases[one.key]}")
            draft.marks.append("case number")
        lines.append(self._answer(draft, rng.random() < topic))
        earlier = self.of.get((one.study, one.wave - 1, one.body.id))
        if earlier and rng.random() < 0.08:
            lines.append(f"Please see also our answer to your earlier request {self.cases[earlier.key]}.")
        if rng.random() < 0.06:
            lines.append(f"You may wish to ask {self.target('cameras', 1).body.name}, which may hold more.")
        lines += ["Kind regards", rng.choice(PEOPLE), rng.choice(ROLES)]
        if rng.random() < name:
            lines.append(one.body.name)
            draft.marks.append("name")
        draft.text += [line for line in lines if line]

    def _answer(self, draft: Draft, names_topic: bool) -> str:
        """A sentence on the topic, or a file whose name may give it away."""
        study = draft.request.study
        if names_topic:
            draft.marks.append("topic")
            return self.rng.choice(TOPICS[study].answers)
        name = {"cameras": "CCTV.pdf", "drones": "drones.pdf"}[study] if self.rng.random() < 0.5 else "response.pdf"
        draft.files.append((name, "application/pdf", NO_PDF))
        draft.marks += ["topic"] if name != "response.pdf" else []
        return "The information is in the file attached."

    def quote(self, draft: Draft, one: RequestRecord) -> None:
        """Our letter below, as Outlook or Thunderbird quotes it; Outlook adds the subject, mostly with its token."""
        sent, address = _local(sent_at(one)), TOPICS[one.study].address
        draft.marks += ["day", "name", "topic"]
        if self.rng.random() < 0.3:
            below = "".join(f"> {line}\n" for line in letter_text(one).splitlines())
            when = f"{sent:%a, %d %b %Y} at {sent:%H:%M}"
            draft.quoted = f"\n\nOn {when}, The Test Society <{address}> wrote:\n\n{below}"
            return
        has_token = self.rng.random() < 0.75
        subject = subject_of(one) if has_token else TOPICS[one.study].subject
        draft.quoted = (
            f"\n\n{RULE}\nFrom: The Test Society <{address}>\nSent: {sent:%d %B %Y %H:%M}\n"
            f"To: FOI Team <{one.body.emails[0]}>\nSubject: {subject}\n\n{letter_text(one)}"
        )
        draft.marks += ["token quoted"] if has_token else []

    def mail(self, draft: Draft) -> EmailMessage:
        """The draft as it is sent."""
        mail, self.number = EmailMessage(), self.number + 1
        mail["From"], mail["To"] = formataddr((draft.name, draft.sender)), ", ".join(draft.to)
        if draft.cc:
            mail["Cc"] = ", ".join(draft.cc)
        mail["Subject"], mail["Date"] = draft.subject, format_datetime(draft.at)
        mail["Message-ID"] = f"<{self.number}.{draft.request.key}@{draft.sender.partition('@')[2]}>"
        if draft.answers:
            mail["In-Reply-To"] = mail["References"] = f"<{draft.answers}>"
        mail.set_content(("\n\n".join(draft.text) + draft.quoted).rstrip() + "\n")
        for name, media_type, content in draft.files:
            _attach(mail, name, media_type, content)
        return mail

    def done(self, kind: str, draft: Draft, *, body_known: bool = False, also: int | None = None) -> Reply:
        """The reply, and whether a careful person could file it. Its body is known by its own domain or address, by its
        name, or as `body_known` says."""
        one, marks = draft.request, set(draft.marks)
        if "CCTV" in draft.subject or "Drones" in draft.subject:
            marks.add("topic")
        own = draft.sender.endswith(one.body.domains[0]) and self.owns_domain(one)
        known = body_known or own or "name" in marks or (draft.sender == one.body.emails[0] and self.has_address(one))
        newer = self.of.get((one.study, one.wave + 1, one.body.id))
        is_wave_told = "day" in marks or not newer or draft.at < sent_at(newer)
        told = known and is_wave_told and bool(marks & {"topic", "day", "our subject"})
        fileable = told or bool(marks & MARKS)
        return Reply(self.mail(draft).as_bytes(), draft.at, kind, one.key, also, fileable, tuple(sorted(marks)))


def _local(moment: datetime) -> datetime:
    """As officers see it."""
    return moment.astimezone(UK)


def _attach(mail: EmailMessage, name: str, media_type: str, content: bytes) -> None:
    main, _, sub = media_type.partition("/")
    if main != "message":
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return
    part = EmailMessage()
    part["Content-Type"] = f'{media_type}; name="{name}"'
    part["Content-Disposition"] = f'attachment; filename="{name}"'
    part.set_payload(content.decode("utf-8", "surrogateescape"))
    mail.make_mixed()
    mail.attach(part)
