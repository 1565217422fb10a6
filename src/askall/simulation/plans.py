"""What a mail will be, before it is written out: small frozen records that travel to worker processes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from askall.foundation.clock import UK
from askall.simulation.letters import Letter, Statement
from askall.simulation.truth import MessageTruth

STUDY_NAME = "Robin Hale"
STUDY_ADDRESS = "study@campaign.example"
STUDY_DOMAIN = STUDY_ADDRESS.split("@")[1]
SENT_ON = datetime(2021, 8, 31, 9, 0, tzinfo=UK)
LAST_DAY = datetime(2022, 2, 4, 17, 0, tzinfo=UK)
# Days on which no council answers, besides weekends (the whole of the United Kingdom, simulation only).
CLOSED = frozenset(date(2021, 12, day) for day in range(25, 32)) | {date(2022, 1, 3), date(2022, 1, 4)}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a mail. `kind` is pdf, docx or xlsx."""

    filename: str
    kind: str
    letter: Letter
    title: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Original:
    """The mail a reply answers, as a mail program repeats it."""

    sender: str
    at: datetime
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class MessagePlan:
    """One mail. `structure` is mail, auto, bounce or delay; `message_id` is "" where the sender set none."""

    message_id: str
    at: datetime
    sender: tuple[str, str]  # name, address
    recipients: tuple[str, ...]
    subject: str
    letter: Letter
    truth: MessageTruth
    structure: str = "mail"
    carrier: str = "plain"  # plain or html
    client: str = "bare"
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attached, ...] = ()
    original: Original | None = None
    disclaimer: str = ""
    house: int = -1

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything the mail and its files say."""
        return self.letter.statements + tuple(one for file in self.attachments for one in file.letter.statements)

    def again(self, message_id: str, at: datetime) -> "MessagePlan":
        """The same mail sent once more under another Message-ID."""
        truth = replace(self.truth, message_id=message_id, at=at, duplicate_of=self.truth.message_id)
        return replace(self, message_id=message_id, at=at, truth=truth)


def working_days_after(moment: datetime, days: int, rng: Random) -> datetime:
    """A moment in office hours, `days` of the council's working days later; the day itself does not count."""
    day = moment.date()
    if days == 0:
        return moment + timedelta(minutes=rng.randint(20, 260))
    while days > 0:
        day += timedelta(1)
        days -= day.weekday() < 5 and day not in CLOSED
    hour, minute = rng.choices([rng.randint(8, 16), rng.randint(17, 20)], [92, 8])[0], rng.randint(0, 59)
    return datetime(day.year, day.month, day.day, hour, minute, rng.randint(0, 59), tzinfo=UK)


def due_day(received: datetime) -> datetime:
    """The twentieth working day, as the council reckons it."""
    return working_days_after(received, 20, Random(0))


def long_date(moment: datetime) -> str:
    """6 September 2021."""
    return f"{moment.day} {moment:%B %Y}"
