"""Which mail of a mailbox is about the study, judged by its header lines first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.domains import DomainIndex
from askall.bodies.records import Body
from askall.mail.filing import Asked, FilingIndex
from askall.mail.parse import parse_message
from askall.mail.relevance import Marks, Verdict, judge, judge_whole, read_lines

FIRST_LETTER = datetime(2021, 8, 31, 9, 0, tzinfo=UTC)
TOKEN = "k3f9x2a7bq"
OURS = "jane@campaign.org.uk"


def body(code, name, domain, *emails):
    kind = ("district", "England", "South East", "FOIA")
    return Body(code, name, name, *kind, domains=(domain,), emails=emails)


@pytest.fixture(scope="module")
def marks():
    wexbarrow = body("WXB", "Wexbarrow Council", "wexbarrow.gov.uk", "foi@wexbarrow.gov.uk")
    holmdale = body("HLM", "Holmdale Council", "holmdale.gov.uk")
    never_asked = body("OTH", "Other Council", "other.gov.uk")
    index = FilingIndex(DomainIndex([wexbarrow, holmdale, never_asked]))
    index.add(Asked(1, TOKEN, "jane+wexbarrow@campaign.org.uk", "WXB"))
    index.add(Asked(2, "zzzzzzzzzz", OURS, "HLM"))  # learnt from the one letter that went out from the plain address
    index.add_name("Wexbarrow Council", "WXB")
    index.by_reference["FOI1306/25"].add(1)
    index.by_subject["cameras in councils"].add(1)
    return Marks(index, frozenset({"hikvision", "cameras"}), frozenset({OURS}), FIRST_LETTER)


def lines(sender="anna@friends.example", to=OURS, subject="Saturday?", days=10, **more):
    date = (FIRST_LETTER + timedelta(days=days)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    fields = {"From": sender, "To": to, "Subject": subject, "Date": date, "Message-ID": "<m@friends.example>"} | more
    return "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items()).encode() + b"\r\n"


def verdict(marks, known=(), correspondents=(), **fields):
    return judge(read_lines(lines(**fields)), marks, known, correspondents)


TAKEN = {
    "reply address": {"to": "jane+wexbarrow@campaign.org.uk"},
    "token in address": {"to": f"Jane <jane+{TOKEN}@campaign.org.uk>"},
    "token in address, as delivered": {"to": "undisclosed:;", "Delivered_To": f"JANE+{TOKEN.upper()}@campaign.org.uk"},
    "token in address, original": {"X_Original_To": f"jane+{TOKEN}@campaign.org.uk"},
    "token in subject": {"subject": f"Your letter [{TOKEN}]"},
    "token in subject, encoded": {"subject": "=?utf-8?q?Re=3A_=5B" + TOKEN + "=5D?="},
    "token in Message-ID": {"In_Reply_To": f"<askall.{TOKEN}.ask@campaign.org.uk>"},
    "body's reference": {"subject": "Ref: FOI 1306/25"},
    "from a body asked": {"sender": "Press Office <press@wexbarrow.gov.uk>"},
    "from a body asked, below its domain": {"sender": "x@mail.holmdale.gov.uk"},
    "from a body asked, to answer to": {"sender": "x@vendor.example", "Reply_To": "foi@wexbarrow.gov.uk"},
    "subject of a letter": {"sender": "clerk@elsewhere.example", "subject": "RE: Cameras in councils"},
    "to a body asked": {"sender": OURS, "to": "foi@wexbarrow.gov.uk"},
}  # fmt: skip


@pytest.mark.parametrize("why", TAKEN)
def test_taken(why, marks):
    found = verdict(marks, **TAKEN[why])
    assert found.do == "take"
    assert found.why.startswith(why.partition(",")[0] + ": ")


def test_taken_for_the_mail_it_answers(marks):
    assert verdict(marks, {"a@x"}, References="<b@x> <a@x>") == Verdict("take", "answers: a@x")
    assert verdict(marks, {"m@friends.example"}) == Verdict("take", "known already: m@friends.example")
    assert verdict(marks, {""}, Message_ID="").do == "leave", "no id is nobody's id"


LEFT = {
    "a friend": {},
    "a body that was not asked": {"sender": "foi@other.gov.uk"},
    "all of government": {"sender": "alerts@gov.uk"},
    "our plain address": {"to": OURS},
    "a letter to a friend": {"sender": OURS, "to": "anna@friends.example"},
    "a reply passed on": {"sender": OURS, "to": "anna@friends.example", "subject": f"Fwd: [{TOKEN}] FOI"},
    "a notice older than our letters": {"sender": "mailer-daemon@x.example", "days": -5},
    "a webmail user": {"sender": "bob@gmail.com"},
    "no date": {"sender": "foi@other.gov.uk", "Date": "soon", "subject": "FOI"},
}  # fmt: skip


@pytest.mark.parametrize("what", LEFT)
def test_left_alone(what, marks):
    assert verdict(marks, **LEFT[what]) == Verdict("leave", "not about this study")


LOOKED_AT = {
    "a bounce": {"sender": "MAILER-DAEMON@relay.example", "subject": "Undelivered Mail"},
    "a bounce without a sender": {"Return_Path": "<>"},
    "a report": {"Content_Type": "multipart/report; report-type=delivery-status"},
    "an absent person": {"subject": "Automatic reply: hello"},
    "a system": {"Auto_Submitted": "auto-replied"},
    "a case system": {"sender": "noreply@icasework.com"},
    "a request": {"subject": "Your FOI request"},
    "a request, in other words": {"subject": "Response to your request for information - 2021-7436"},
    "a team for requests": {"sender": "Information requests <noreply@unknown.example>", "subject": "2021-7436"},
    "a body's name": {"sender": "Wexbarrow Council <noreply@unknown.example>", "subject": "2021-7436 received"},
    "an officer of nobody known": {"sender": "D. Vaughan <d@unknown.example>", "subject": "Your request 2021-9012"},
    "the question": {"subject": "Hikvision"},
    "a body asked, before our letters": {"sender": "press@wexbarrow.gov.uk", "days": -400},
}  # fmt: skip


@pytest.mark.parametrize("what", LOOKED_AT)
def test_looked_at_as_a_whole(what, marks):
    assert verdict(marks, **LOOKED_AT[what]).do == "look"


def test_our_own_mail_goes_on_with_who_wrote_to_us(marks):
    answer = {"sender": OURS, "to": "officer@consultants.example", "In_Reply_To": "<a@x>"}
    assert verdict(marks, {"a@x"}, **answer).do == "leave"
    assert verdict(marks, {"a@x"}, {"officer@consultants.example"}, **answer).do == "take"
    assert verdict(marks, {"a@x"}, **{**answer, "to": "case1@icasework.com"}).do == "take"


def test_who_has_written_before_is_looked_at(marks):
    later = {"sender": "Do not reply <noreply@unknown.example>", "subject": "New message about CAS-613831"}
    assert verdict(marks, **later).do == "leave"
    assert verdict(marks, (), {"noreply@unknown.example"}, **later).do == "look"


def test_before_any_letter_is_known_a_body_is_looked_at_only(marks):
    unknown = Marks(marks.index, marks.words, marks.own)
    assert verdict(unknown, sender="foi@wexbarrow.gov.uk").do == "look"
    assert verdict(unknown, sender="mailer-daemon@x.example").do == "leave"


def whole(marks, why, text, known=(), **fields):
    message = parse_message(lines(**fields) + text.encode())
    return judge_whole(message, Verdict("look", why), marks, known)


NOTICE, SUBJECT, VENDOR = "notice or automatic reply", "subject like that of a request", "from a vendor of bodies"
KNOWN = "from somebody whose mail we have"


@pytest.mark.parametrize(
    ("why", "text", "do"),
    [
        (NOTICE, "Your mail could not be delivered.", "leave"),
        (NOTICE, f"Your mail could not be delivered.\n\nSubject: Cameras [{TOKEN}]", "take"),
        (NOTICE, "Thank you for your Freedom of Information request about Hikvision.", "take"),
        (NOTICE, "I took some cameras on holiday.", "leave"),
        (SUBJECT, "Here is the answer to your FOI request.\n\nWexbarrow Council", "take"),
        (SUBJECT, "Here is the answer to your FOI request.\n\nSomebody else", "leave"),
        (VENDOR, "The council uses Hikvision.\n\nWexbarrow Council", "take"),
        (VENDOR, "Pay your parking fine.", "leave"),
        (KNOWN, "Acknowledged with thanks.\n\nWexbarrow Council", "take"),
        (KNOWN, "How about lunch?", "leave"),
        ("from a body asked: press@wexbarrow.gov.uk", "The bins of Wexbarrow Council", "leave"),
        ("from a body asked: press@wexbarrow.gov.uk", "Our new Hikvision cameras", "take"),
    ],
)
def test_the_whole_message_decides(why, text, do, marks):
    assert whole(marks, why, text).do == do


def test_a_report_on_our_letter_is_told_by_what_it_returns(marks):
    report = (
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}>\r\n\r\n--b--\r\n"
    )
    kind = {"Content_Type": 'multipart/report; report-type=delivery-status; boundary="b"', "MIME_Version": "1.0"}
    ours = whole(marks, NOTICE, report.format(to="x@elsewhere.example", id="letter@c"), {"letter@c"}, **kind)
    assert ours == Verdict("take", "tells of: letter@c")
    asked = whole(marks, NOTICE, report.format(to="foi@wexbarrow.gov.uk", id="lost@c"), **kind)
    assert asked == Verdict("take", "could not reach: foi@wexbarrow.gov.uk")
    assert whole(marks, NOTICE, report.format(to="bob@friends.example", id="lost@c"), **kind).do == "leave"


@given(st.binary(max_size=2_000))
def test_header_lines_of_any_bytes_are_read(raw):
    read = read_lines(raw)
    assert read.senders
    assert all(isinstance(one, str) for one in (read.message_id, read.subject, *read.recipients, *read.threads))
