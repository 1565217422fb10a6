"""A small study for tests: five invented councils, one question that matters, and the mail that came of it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

BODIES = """id,name,short name,type,nation,region,law,domains,emails
WXB,Wexbarrow Borough Council,Wexbarrow,district,England,South East,FOIA,wexbarrow.gov.uk,foi@wexbarrow.gov.uk
HLM,Holmdale District Council,Holmdale,district,England,North West,FOIA,holmdale.gov.uk,foi@holmdale.gov.uk
STN,Starney City Council,Starney,unitary,England,South West,FOIA,starney.gov.uk,foi@starney.gov.uk
GLN,Glenmorra Council,Glenmorra,Scottish council,Scotland,Scotland,FOISA,glenmorra.gov.uk,foi@glenmorra.gov.uk
PNT,Pentrefan Council,Pentrefan,Welsh council,Wales,Wales,FOIA,pentrefan.gov.uk,foi@pentrefan.gov.uk
"""

STUDY = """[study]
title = "Cameras in five councils"
organisations = ["The Test Society"]
as_at = 2022-02-07
contact = "study@campaign.org.uk"
addresses = ["study@campaign.org.uk"]
coders = 2
synthetic = true

[frame]
csv = "bodies.csv"

[[question]]
id = "uses_hikvision"
text = "Does the council use equipment made by Hikvision?"
kind = "choice"
choices = ["yes", "no", "formerly"]
keywords = ["Hikvision", "HiLook"]

[[question]]
id = "camera_count"
text = "How many cameras made by Hikvision does the council use?"
kind = "number"
keywords = ["cameras", "number of cameras"]

[[claim]]
text = "At least {n} councils use Hikvision equipment"
expect = { question = "uses_hikvision", answer = "yes", figure = "count", at_least = 2 }

[[claim]]
text = "Every council uses Hikvision equipment"
expect = { question = "uses_hikvision", answer = "yes", figure = "share", phrase = "every" }
"""

OURS = "study@campaign.org.uk"
SENT = datetime(2021, 8, 31, 9, 0, tzinfo=UTC)
LETTER = """Dear {name},

Under the Freedom of Information Act I ask you:

1. Does the council use equipment made by Hikvision?
2. How many cameras made by Hikvision does the council use?

Yours faithfully,
The Test Society
"""
ANSWERS = {
    "foi@wexbarrow.gov.uk": """Dear Test Society,

Thank you for your request. Please find our response below.

1. Does the council use equipment made by Hikvision?
Yes, the council uses Hikvision equipment in its car parks.

2. How many cameras made by Hikvision does the council use?
The council has 56 cameras made by Hikvision.

If you are unhappy with this response you may ask for an internal review.

Yours sincerely,
Jane Smith
Information Governance Officer
""",
    "foi@holmdale.gov.uk": """Dear Test Society,

The council does not use any equipment made by Hikvision.

There are 0 cameras made by Hikvision.

Kind regards
FOI Team
""",
    "foi@starney.gov.uk": """Dear Test Society,

We hold the information you asked for. However, it is exempt from disclosure under section 31(1)(a) of the
Freedom of Information Act 2000 (law enforcement). We therefore refuse your request. This letter is a refusal notice.

FOI Team
""",
    "foi@glenmorra.gov.uk": """Dear Test Society,

Q1. Does the council use equipment made by Hikvision?
A1. Yes. Hikvision cameras are used in two council buildings.

Q2. How many cameras made by Hikvision does the council use?
A2. 12 cameras.

You may ask the Scottish Information Commissioner to look at how we dealt with your request.
""",
}


def letter(number, address, name):
    mail = EmailMessage()
    mail["From"], mail["To"] = OURS, address
    mail["Subject"] = "Freedom of information request: Hikvision cameras"
    mail["Date"] = format_datetime(SENT + timedelta(minutes=number))
    mail["Message-ID"] = f"<letter-{number}@campaign.org.uk>"
    mail.set_content(LETTER.format(name=name))
    return mail


def answer(number, address, text, days=14):
    mail = EmailMessage()
    mail["From"], mail["To"] = address, OURS
    mail["Subject"] = "Re: Freedom of information request: Hikvision cameras"
    mail["Date"] = format_datetime(SENT + timedelta(days=days, minutes=number))
    mail["Message-ID"] = f"<answer-{number}@{address.partition('@')[2]}>"
    mail["In-Reply-To"] = f"<letter-{number}@campaign.org.uk>"
    mail.set_content(text)
    return mail


def addressed():
    """(number, address, name) of each of the five councils."""
    rows = [line.split(",") for line in BODIES.splitlines()[1:]]
    return [(number, row[8], row[1]) for number, row in enumerate(rows)]


def mailbox_messages():
    """Five letters and four answers; Pentrefan stays silent."""
    letters = [letter(number, address, name) for number, address, name in addressed()]
    answers = [answer(number, address, ANSWERS[address]) for number, address, _ in addressed() if address in ANSWERS]
    return letters + answers


def write_mbox(path: Path, messages):
    """An mbox file of these messages, in mboxrd form as mail programs export it."""
    with path.open("wb") as file:
        for message in messages:
            body = message if isinstance(message, bytes) else message.as_bytes()
            quoted = b"\n".join(
                b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in body.split(b"\n")
            )
            file.write(b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n" + quoted.rstrip(b"\n") + b"\n\n")
    return path


def write_study(folder: Path, study=STUDY, bodies=BODIES):
    """study.toml with its bodies.csv; the path of the former."""
    (folder / "bodies.csv").write_text(bodies)
    path = folder / "study.toml"
    path.write_text(study)
    return path
