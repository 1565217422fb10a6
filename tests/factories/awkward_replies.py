"""Awkward replies to a study's letters, each with the request it truly answers. SYNTHETIC.

A frame of 400 invented bodies (awkward_frame.py): four in five councils, the rest police and hospitals of the same
places, so that names overlap; one in ten shares its domain with a neighbour, and half of these the very address.
Everybody was asked about cameras (wave 1, August 2021) and again a year later (wave 2); three in five about drones
between: another study of the same workspace, with another address of ours. Each letter bears its token as askall
writes it: in the reply address, at the end of the subject and in the Message-ID. Four in five letters were acknowledged
in the ordinary way with the body's own case number; one such number in fifty is another request's too.

What a reply of each kind keeps of our letter, drawn apart for each (`KINDS`):

    kind                share  written by                     plus address  In-Reply-To  token in subject  letter quoted
    vendor_no_reply      14 %  a case system's noreply address     .45          .10            .15             .10
    changed_sender       12 %  somebody under another domain       .45          .55            .50             .50
    no_reference         12 %  the body, from nothing               0            0              0               0
    new_thread           11 %  the body, own subject               .25           0              0              .05
    forwarded_as_file     8 %  the body or a person, .eml           0            0             .10         in the file
    wrong_address         7 %  the body, to the other study         0           .35            .30             .35
    two_bodies            7 %  one for two                         .40          .50            .35             .40
    several_recipients    6 %  the body, to many                   .40          .35            .35             .30
    other_study           6 %  the body, about drones              .25          .25            .25             .25
    old_reply             6 %  the body, wave 1 after wave 2       .25          .40            .35             .50
    outlook_file          4 %  the body or a person, .msg           0            0             .10         in the file
    winmail               4 %  the body, text in winmail.dat       .35          .40            .40              0
    bounce                3 %  a mail server                       the letter, its headers, or only the address

The officer's own words (awkward_writing.py) name the topic in 93 %, the body in 75 %, its case number in 35 % and the
day of our letter in 25 %; one in twelve of the second wave mentions the number of the first, one in seventeen names
another body that may hold more. In one of eight replies of `other_study` the officer took an old mail about cameras and
answered that: the subject and the words are about drones, every mark names the other study.

A careful person can file a reply if a mark names the request; or if its body is named or owns the domain, the study is
told by the topic or by the day it quotes, and the wave by such a day or because only one could be meant: `fileable`
says so from what was put in. The rest, one in ninety, should wait: they count against what is filed by itself, and to
file one is wrong whatever comes of it.
"""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from askall.asking.records import RequestRecord
from factories.awkward_frame import (
    CAMERAS,
    DRONES,
    SENT,
    TOPICS,
    letter,
    message_id,
    reply_address,
    sent_at,
)
from factories.awkward_writing import Desk, Draft, Reply
from factories.outlook_files import compound_file, msg_storage, winmail

# kind: number of 2,000, and the chances of: plus address, In-Reply-To, token in the subject, letter quoted
KINDS = {
    "vendor_no_reply": (280, (0.45, 0.10, 0.15, 0.10)),
    "changed_sender": (240, (0.45, 0.55, 0.50, 0.50)),
    "no_reference": (240, (0.0, 0.0, 0.0, 0.0)),
    "new_thread": (220, (0.25, 0.0, 0.0, 0.05)),
    "forwarded_as_file": (160, (0.0, 0.0, 0.10, 0.0)),
    "wrong_address": (140, (0.0, 0.35, 0.30, 0.35)),
    "two_bodies": (140, (0.40, 0.50, 0.35, 0.40)),
    "several_recipients": (120, (0.40, 0.35, 0.35, 0.30)),
    "other_study": (120, (0.25, 0.25, 0.25, 0.25)),
    "old_reply": (120, (0.25, 0.40, 0.35, 0.50)),
    "outlook_file": (80, (0.0, 0.0, 0.10, 0.0)),
    "winmail": (80, (0.35, 0.40, 0.40, 0.0)),
    "bounce": (60, (0.0, 0.0, 0.0, 0.0)),
}
VENDORS = ("icasework.com", "infreemation.co.uk", "ecase.co.uk", "axlr8.com", "firmstep.com", "zendesk.com")
CAMPAIGNERS = ("press@other-campaign.org.uk", "j.doe@localpaper.co.uk", "campaign.friend@gmail.com")
BOUNCE = """Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.campaign.org.uk>
To: {ours}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <bounce-{number}@mx.campaign.org.uk>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<{theirs}>: 550 5.1.1 unknown
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.campaign.org.uk

Final-Recipient: rfc822; {theirs}
Action: failed
Status: 5.1.1
{copy}--b--
"""
UNRELATED = {
    "newsletter": ("News from your council", "Bins are collected a day later over the holiday."),
    "bill": ("Your account", "Your business rates bill for the campaign's office is ready."),
    "other request": ("FOI {number} response", "Thank you for your request for information. 312 potholes were mended."),
    "event": ("Invitation", "You are invited to the opening of the new library."),
}


class Correspondence(Desk):
    """Everything that came for these requests: the same seed gives the same mail."""

    def letters(self) -> list[Reply]:
        """Our letters, one for each request."""
        return [Reply(letter(one).as_bytes(), sent_at(one), "letter", one.key) for one in self.requests]

    def ordinary(self) -> list[Reply]:
        """What came in the ordinary way: acknowledgements, and answers to all but one in sixteen."""
        found = []
        for one in self.requests:
            if one.key in self.acknowledged:
                found.append(self._ordinary(one, 2, f"We have your request. Our reference: {self.cases[one.key]}."))
            if one.key not in self.unanswered:
                found.append(self._ordinary(one, 21, self.rng.choice(TOPICS[one.study].answers)))
        return found

    def awkward(self, count: int = 2000) -> list[Reply]:
        """Awkward replies in the proportions of KINDS."""
        listed = [kind for kind, (share, _) in KINDS.items() for _ in range(share)]
        self.rng.shuffle(listed)
        return [getattr(self, f"_{kind}")(KINDS[kind][1]) for kind in listed[:count]]

    def unrelated(self, count: int = 200) -> list[Reply]:
        """Mail of the same bodies that answers no letter: newsletters, bills, answers to other people's requests."""
        return [self._unrelated() for _ in range(count)]

    def _ordinary(self, one: RequestRecord, days: int, text: str) -> Reply:
        at = sent_at(one) + timedelta(days=days, minutes=self.rng.randint(0, 300))
        draft = Draft(
            one, at, one.body.emails[0], [reply_address(one)], f"RE: {TOPICS[one.study].subject} [{one.token}]"
        )
        draft.answers = message_id(one)
        draft.text = ["Dear Test Society,", text, "FOI Team", one.body.name]
        return Reply(self.mail(draft).as_bytes(), at, "ordinary", one.key)

    def _vendor_no_reply(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        one, place, vendor = draft.request, draft.request.body.short_name.lower(), self.rng.choice(VENDORS)
        senders = (f"noreply@{vendor}", f"{place}@{vendor}", f"noreply@{place}.{vendor}")
        draft.sender = self.rng.choices(senders, (6, 2, 2))[0]
        if place in draft.sender and self.places[one.body.short_name] == 1:
            draft.marks.append("name")
        if self.rng.random() < 0.8:
            draft.name = one.body.name
            draft.marks.append("name")
        if "token in subject" not in draft.marks and self.rng.random() < 0.7:
            draft.subject = f"{self.number_of(draft)} - response to your request"
        self.write(draft, name=0.6)
        return self.done("vendor_no_reply", draft)

    def _changed_sender(self, keeps: tuple[float, ...]) -> Reply:
        """From a subdomain, a domain nobody knows, lawyers of several, a private address, or another body asked: who
        writes for another body says for whom."""
        draft = self.draft(keeps)
        one, place, other = draft.request, draft.request.body.short_name.lower(), self.target("cameras", 1).body
        draft.name, local = self.person()
        domains = (
            f"foi.{one.body.domains[0]}",
            f"new{place}.gov.uk",
            "shared-legal.co.uk",
            "gmail.com",
            other.domains[0],
        )
        domain = self.rng.choices(domains, (25, 20, 20, 15, 20))[0]
        draft.sender = f"{local}@{domain}"
        self.write(draft, name=1.0 if domain == other.domains[0] else 0.9)
        return self.done("changed_sender", draft)

    def _no_reference(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        self.write(draft, case=0.0)
        return self.done("no_reference", draft)

    def _new_thread(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        draft.subject = f"{self.number_of(draft)}: {self.own_subject(draft.request)}"
        self.write(draft)
        return self.done("new_thread", draft)

    def _forwarded_as_file(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        inner, name = self._inner(draft)
        draft.files.append((f"{name}.eml", "message/rfc822", inner.as_bytes()))
        return self._forwarded("forwarded_as_file", draft)

    def _outlook_file(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        inner, name = self._inner(draft)
        head = "".join(f"{key}: {value}\r\n" for key, value in inner.items() if not key.lower().startswith("content-"))
        text = inner.get_body().get_content()
        message = msg_storage({0x001A: "IPM.Note", 0x0037: str(inner["Subject"]), 0x1000: text, 0x007D: head})
        draft.files.append((f"{name}.msg", "application/vnd.ms-outlook", compound_file(message)))
        return self._forwarded("outlook_file", draft)

    def _inner(self, draft: Draft) -> tuple[EmailMessage, str]:
        """What is attached: our letter, or their reply to it; and how the file is called."""
        one = draft.request
        if self.rng.random() < 0.45:
            draft.marks.append("letter in file")
            return letter(one), TOPICS[one.study].subject
        inner = Draft(one, draft.at, self.officer(one), [TOPICS[one.study].address], self.own_subject(one))
        self.keep(inner, one, (0.5, 0.5, 0.5, 0.3))
        self.write(inner)
        draft.marks += inner.marks
        draft.marks += ["name"] if inner.sender == one.body.emails[0] and self.has_address(one) else []
        return self.mail(inner), inner.subject

    def _forwarded(self, kind: str, draft: Draft) -> Reply:
        if self.rng.random() < 0.5:
            draft.name, local = self.person()
            draft.sender = f"{local}@gmail.com"
        draft.subject = draft.subject if "token in subject" in draft.marks else "FW: see attached"
        draft.text = ["Please see the attached.", self.person()[0]]
        return self.done(kind, draft, body_known=self.owns_domain(draft.request))

    def _wrong_address(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        draft.to = [(DRONES if draft.request.study == "cameras" else CAMERAS).address]
        self.write(draft)
        return self.done("wrong_address", draft)

    def _two_bodies(self, keeps: tuple[float, ...]) -> Reply:
        """Half of them neighbours."""
        wave = self.rng.choice((1, 2))
        pairs = [self.of["cameras", wave, body] for body in self.neighbours]
        one = self.rng.choice(pairs) if self.rng.random() < 0.5 else self.target("cameras", wave)
        other_id = self.neighbours.get(one.body.id) or self.target("cameras", wave).body.id
        other = self.of["cameras", wave, other_id]
        draft = self.draft(keeps, one)
        self.write(draft, name=0.0)
        draft.text.append(f"This is the answer of {one.body.name} and of {other.body.name}, which we serve together.")
        return self.done("two_bodies", draft, also=other.key if other != one else None)

    def _several_recipients(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        draft.to += self.rng.sample(CAMPAIGNERS, 2)
        draft.cc = [self.target("cameras", 1).body.emails[0] for _ in range(2)]
        self.write(draft)
        return self.done("several_recipients", draft)

    def _other_study(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps, self.target("drones", 1))
        if self.rng.random() < 1 / 8:
            older = self.of["cameras", 1, draft.request.body.id]
            self.quote(draft, older)
            draft.to, draft.answers, draft.subject = (
                [reply_address(older)],
                message_id(older),
                "Your request about drones",
            )
            draft.marks = ["old mail answered"]
            self.write(draft, topic=1.0, case=0.0)
        else:
            self.write(draft)
        return self.done("other_study", draft)

    def _old_reply(self, keeps: tuple[float, ...]) -> Reply:
        """From bodies that owe their answer; they mostly say what they answer."""
        owing = [one for one in self.requests if (one.study, one.wave) == ("cameras", 1) and one.key in self.unanswered]
        late = (SENT["cameras", 2] - SENT["cameras", 1]).days + 5
        draft = self.draft(keeps, self.rng.choice(owing), late, late + 40)
        self.write(draft, day=0.4, case=0.65)
        return self.done("old_reply", draft)

    def _winmail(self, keeps: tuple[float, ...]) -> Reply:
        draft = self.draft(keeps)
        self.write(draft)
        body, draft.text = "\r\n".join(draft.text), [""]
        draft.files = [("winmail.dat", "application/ms-tnef", winmail({"response.doc": b"not a real one"}, body))]
        return self.done("winmail", draft)

    def _bounce(self, _: tuple[float, ...]) -> Reply:
        one, form = self.target(), self.rng.choice(("letter", "headers", "address"))
        at, sent = sent_at(one) + timedelta(minutes=self.rng.randint(1, 900)), letter(one).as_bytes().decode()
        head = sent.partition("\n\n")[0]
        copies = {
            "letter": f"--b\nContent-Type: message/rfc822\n\n{sent}\n",
            "headers": f"--b\nContent-Type: text/rfc822-headers\n\n{head}\n",
            "address": "",
        }
        raw = BOUNCE.format(
            ours=TOPICS[one.study].address, theirs=one.body.emails[0], date=format_datetime(at),
            number=f"{one.key}-{self.rng.random()}", copy=copies[form],
        )  # fmt: skip
        fileable = form != "address" or self.has_address(one)
        return Reply(raw.encode(), at, "bounce", one.key, fileable=fileable, marks=(form,))

    def _unrelated(self) -> Reply:
        one, kind = self.target("cameras", 1), self.rng.choice(list(UNRELATED))
        at: datetime = sent_at(one) + timedelta(days=self.rng.randint(1, 420))
        subject, text = UNRELATED[kind]
        subject = subject.format(number=self.rng.randint(10000, 99999))
        draft = Draft(one, at, self.officer(one), [self.rng.choice((CAMERAS, DRONES)).address], subject)
        draft.text = [text, one.body.name]
        return Reply(self.mail(draft).as_bytes(), at, "unrelated", None, fileable=False, marks=(kind,))
