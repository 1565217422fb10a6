"""The bodies, studies and letters that awkward replies answer: invented places, easily confused. SYNTHETIC."""

import csv
import io
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from askall.asking.records import RequestRecord

FIRST = """Ash Bram Cald Dun Elm Fen Gar Hart Ing Kel Lang Mar Nor Ost Prest Quar Rad Sed Thorn Ulls Var Wil Yar Hol
Star""".split()  # noqa: SIM905
SECOND = """barrow dale ney morra ford wick bury combe stead thorpe ham mere ley ton field mouth gate worth
holt""".split()  # noqa: SIM905
COUNCILS, OTHERS = 330, 70
KINDS_OF_COUNCIL = ("Borough Council", "District Council", "City Council", "Council", "County Council")
PAIRS = 20  # neighbours with one domain between them; half of them with one address too


@dataclass(frozen=True)
class Topic:
    """A study: our address for it, the subject of its letters, what it asks, and words of answers to it."""

    slug: str
    title: str
    address: str
    subject: str
    keywords: tuple[str, ...]
    asks: tuple[str, ...]
    answers: tuple[str, ...]


CAMERAS = Topic(
    "cameras",
    "Cameras of public bodies",
    "cameras@campaign.org.uk",
    "Freedom of information request: CCTV cameras",
    ("Hikvision", "Dahua", "CCTV", "surveillance cameras"),
    (
        "Do you use CCTV equipment made by Hikvision or Dahua?",
        "How many such surveillance cameras are there?",
    ),
    (
        "The CCTV equipment we use is not made by Hikvision.",
        "We operate 56 surveillance cameras made by Dahua in our car parks.",
        "Details of CCTV coverage are exempt under section 31(1)(a) of the Act.",
        "We do not hold records of who made the CCTV cameras.",
        "Hikvision cameras are installed at two of our buildings.",
        "No Hikvision or Dahua equipment is in use on our premises.",
        "To locate all CCTV purchases would exceed the cost limit under section 12.",
        "Please tell us whether body-worn video falls within your CCTV request.",
    ),
)
DRONES = Topic(
    "drones",
    "Drones of public bodies",
    "drones@campaign.org.uk",
    "Freedom of information request: use of drones",
    ("drones", "unmanned aircraft", "DJI"),
    (
        "Do you own or hire drones or other unmanned aircraft?",
        "How often were drones flown in the last two years?",
    ),
    (
        "We own two drones made by DJI, each with a camera.",
        "The drones were flown on 41 occasions to survey roofs.",
        "We do not own drones and have hired none.",
        "Flights of unmanned aircraft are recorded by the fire service, not by us.",
        "Information about drones is exempt under section 31(1)(a) of the Act.",
        "One unmanned aircraft was bought in 2020 and sold again.",
        "To list every drone flight would exceed the cost limit under section 12.",
        "Please tell us whether toy drones at our museum are within your request.",
    ),
)
TOPICS = {topic.slug: topic for topic in (CAMERAS, DRONES)}
SENT = {
    ("cameras", 1): datetime(2021, 8, 31, 8, 0, tzinfo=UTC),
    ("drones", 1): datetime(2021, 11, 15, 9, 0, tzinfo=UTC),
    ("cameras", 2): datetime(2022, 9, 5, 8, 0, tzinfo=UTC),
}


def study_toml(topic: Topic) -> str:
    """The study's file; its bodies stand in bodies.csv beside it."""
    questions = "\n".join(
        f'[[question]]\nid = "q{number}"\ntext = "{text}"\nkind = "text"\n'
        f"keywords = [{', '.join(repr(word) for word in topic.keywords)}]\n"
        for number, text in enumerate(topic.asks, 1)
    ).replace("'", '"')
    return (
        f'[study]\ntitle = "{topic.title}"\norganisations = ["The Test Society"]\nas_at = 2021-08-01\n'
        f'contact = "{topic.address}"\naddresses = ["{topic.address}"]\nsynthetic = true\n\n'
        f'[frame]\ncsv = "bodies-{topic.slug}.csv"\n\n{questions}'
    )


def bodies_csv(topic: Topic, seed: int = 1) -> str:
    """The frame of the study: everybody, or for drones three in five."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("id", "name", "short name", "type", "nation", "region", "law", "domains", "emails"))
    for number, row in enumerate(_rows(random.Random(seed))):
        if topic is CAMERAS or number % 5 < 3:
            writer.writerow(row)
    return out.getvalue()


def _rows(rng: random.Random) -> list[tuple[str, ...]]:
    places = [first + second for first in FIRST for second in SECOND]
    rng.shuffle(places)
    councils = [_council(number, place, rng) for number, place in enumerate(places[:COUNCILS])]
    for at in range(0, 2 * PAIRS, 2):
        councils[at : at + 2] = _neighbours(councils[at], councils[at + 1], same_address=at % 4 == 0)
    others = [_other(number, place) for number, place in enumerate(rng.sample(places[:COUNCILS], OTHERS))]
    return councils + others


def _council(number: int, place: str, rng: random.Random) -> tuple[str, ...]:
    domain = f"{place.lower()}.gov.uk"
    name = f"{place} {rng.choice(KINDS_OF_COUNCIL)}"
    local = rng.choice(("foi", "foi", "information.requests", "informationgovernance"))
    return (f"C{number:03d}", name, place, "council", "England", "", "FOIA", domain, f"{local}@{domain}")


def _neighbours(one: tuple[str, ...], other: tuple[str, ...], same_address: bool) -> list[tuple[str, ...]]:
    domain = f"{one[2].lower()}-{other[2].lower()}.gov.uk"
    locals_ = ("foi", "foi") if same_address else (f"foi.{one[2].lower()}", f"foi.{other[2].lower()}")
    return [(*row[:7], domain, f"{local}@{domain}") for row, local in zip((one, other), locals_, strict=True)]


def _other(number: int, place: str) -> tuple[str, ...]:
    police = number % 2 == 0
    name, kind = (f"{place} Police", "police") if police else (f"{place} NHS Foundation Trust", "hospital")
    domain = f"{place.lower()}.police.uk" if police else f"{place.lower()}.nhs.uk"
    return (f"{'P' if police else 'H'}{number:03d}", name, place, kind, "England", "", "FOIA", domain, f"foi@{domain}")


def sent_at(request: RequestRecord) -> datetime:
    """When our letter went out: some hundred a day."""
    return SENT[request.study, request.wave] + timedelta(minutes=3 * (request.key % 900))


def message_id(request: RequestRecord) -> str:
    """The id of our letter, which bears its token."""
    return f"askall.{request.token}.ask1.{request.key:x}@campaign.org.uk"


def reply_address(request: RequestRecord) -> str:
    """Where the letter asks to be answered."""
    local, _, domain = TOPICS[request.study].address.partition("@")
    return f"{local}+{request.token}@{domain}"


def subject_of(request: RequestRecord) -> str:
    """The subject of our letter."""
    return f"{TOPICS[request.study].subject} [{request.token}]"


def letter_text(request: RequestRecord) -> str:
    """What our letter says."""
    topic = TOPICS[request.study]
    asked = "\n".join(f"{number}. {text}" for number, text in enumerate(topic.asks, 1))
    return (
        f"Dear {request.body.name},\n\nUnder the Freedom of Information Act 2000 I ask you:\n\n{asked}\n\n"
        f"Yours faithfully,\nThe Test Society\n{topic.address}\n"
    )


def letter(request: RequestRecord) -> EmailMessage:
    """Our letter as it was sent."""
    mail = EmailMessage()
    mail["From"] = f"The Test Society <{TOPICS[request.study].address}>"
    mail["Reply-To"] = reply_address(request)
    mail["To"] = request.body.emails[0]
    mail["Subject"] = subject_of(request)
    mail["Date"] = format_datetime(sent_at(request))
    mail["Message-ID"] = f"<{message_id(request)}>"
    mail.set_content(letter_text(request))
    return mail
