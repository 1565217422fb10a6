"""Mail parsing against the standard library's `email` with `policy.default`, on the same messages in one run.

    .venv/bin/python benchmarks/mail_parsing.py

Both give headers, addresses, date, readable text (HTML turned into words, with `html.parser` there), and every
attachment's name, type, bytes and hash. `parse_message` does more in its time: it chooses between alternatives, keeps
tables, marks segments and recognises automatic replies. Messages are made here, from 2 to 140 kB with attachments of
up to 100 kB, each kind 40 times with other content. The figure that counts is the ratio in the last line.
"""

import email
import email.policy
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from html.parser import HTMLParser
from time import process_time

from askall.mail.parse import parse_message

WORDS = """council cameras town centre information request held records maker contract number purchase year response
section act please find attached letter department officer regarding dated following questions total system""".split()  # noqa: SIM905
RECEIVED = "Tue, 14 Sep 2021 09:12:44 +0100"
COPIES, ROUNDS = 40, 7


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def _letter(rng: random.Random, paragraphs: int) -> str:
    body = "\n\n".join(_words(rng, rng.randint(20, 70)).capitalize() + "." for _ in range(paragraphs))
    original = "\n".join(f"> {_words(rng, 10)}" for _ in range(12))
    signature = "Kind regards,\nJane Example\nInformation Officer\nEastmere Council\nTel: 01632 960123"
    attribution = "On Mon, 6 Sep 2021 at 10:00, Study <a@study.example> wrote:"
    return f"Dear asker,\n\n{body}\n\n{signature}\n\n{attribution}\n{original}\n"


def _page(rng: random.Random, paragraphs: int) -> str:
    lines = "".join(
        f'<p class="MsoNormal"><span style="font-size:11.0pt">{_words(rng, 40)}<o:p></o:p></span></p>'
        for _ in range(paragraphs)
    )
    rows = "".join(f"<tr><td><p>{_words(rng, 2)}</p></td><td><p>{rng.randint(1, 99)}</p></td></tr>" for _ in range(10))
    return f"<html><head><style>p {{margin:0}}</style></head><body>{lines}<table>{rows}</table></body></html>"


def _message(rng: random.Random) -> EmailMessage:
    number = rng.randint(1, 10**9)
    message = EmailMessage(policy=email.policy.SMTP)
    for hop in range(rng.randint(3, 8)):
        message["Received"] = f"from mx{hop}.eastmere.example by mx{hop + 1}.example id {number}; {RECEIVED}"
    message["From"] = "Information Team – Gwybodaeth <foi@eastmere.example>"
    message["To"] = "Study Team <askers@study.example>, other@study.example"
    message["Cc"] = "Clerk <clerk@eastmere.example>"
    message["Subject"] = f"RE: Request {number} – caméras"
    message["Date"] = format_datetime(datetime(2021, 9, 14, 9, 12, tzinfo=UTC) + timedelta(minutes=number % 9999))
    message["Message-ID"] = f"<{number}@eastmere.example>"
    message["References"] = f"<q{number}@study.example> <r{number}@study.example>"
    return message


def plain(rng: random.Random) -> bytes:
    message = _message(rng)
    message.set_content(_letter(rng, 8))
    return message.as_bytes()


def alternative(rng: random.Random) -> bytes:
    message = _message(rng)
    message.set_content(_letter(rng, 8))
    message.add_alternative(_page(rng, 12), subtype="html")
    return message.as_bytes()


def html(rng: random.Random) -> bytes:
    message = _message(rng)
    message.set_content(_page(rng, 25), subtype="html")
    return message.as_bytes()


def attached(rng: random.Random, size: int) -> bytes:
    message = _message(rng)
    message.set_content(_letter(rng, 4))
    message.add_attachment(
        b"%PDF-1.7\n" + rng.randbytes(size), maintype="application", subtype="pdf", filename="ateb é.pdf"
    )
    return message.as_bytes()


KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "plain letter": plain,
    "letter in both forms": alternative,
    "HTML with a table": html,
    "letter and a 20 kB file": lambda rng: attached(rng, 20_000),
    "letter and a 70 kB file": lambda rng: attached(rng, 70_000),
    "letter and a 100 kB file": lambda rng: attached(rng, 100_000),
}


class Words(HTMLParser):
    """The simplest reading of a page: its words, without style."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if not self.in_style:
            self.words.append(data)


def _readable(part: EmailMessage | None) -> str:
    content = part.get_content() if part else ""
    if not part or part.get_content_subtype() != "html":
        return content
    reader = Words()
    reader.feed(content)
    return " ".join(reader.words)


def with_policy_default(raw: bytes) -> object:
    """The same things by the standard library's modern interface."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    people = [
        (one.display_name, one.addr_spec)
        for name in ("from", "to", "cc")
        for one in getattr(message[name], "addresses", ())
    ]
    files = [
        (part.get_filename(), part.get_content_type(), sha256(content := part.get_content()).hexdigest(), content)
        for part in message.iter_attachments()
    ]
    heads = [str(message[name]) for name in ("subject", "message-id", "references", "in-reply-to")]
    return people, heads, message["date"].datetime, _readable(message.get_body(("plain", "html"))), files


def seconds(function: Callable[[bytes], object], messages: list[bytes]) -> float:
    """Processor seconds a message."""
    started = process_time()
    for raw in messages:
        function(raw)
    return (process_time() - started) / len(messages)


def main() -> None:
    rng = random.Random(20220207)
    print(f"{'messages':<26}{'kB':>6}{'policy.default':>17}{'parse_message':>16}{'ratio':>8}")
    total = [0.0, 0.0]
    for name, make in KINDS.items():
        messages = [make(rng) for _ in range(COPIES)]
        size = sum(map(len, messages)) / len(messages) / 1000
        # In turn, so that what else the machine does falls on both; the best round of each counts.
        rounds = [(seconds(with_policy_default, messages), seconds(parse_message, messages)) for _ in range(ROUNDS)]
        theirs, ours = (min(times) for times in zip(*rounds, strict=True))
        total = [total[0] + theirs, total[1] + ours]
        print(f"{name:<26}{size:>6.0f}{theirs * 1000:>14.2f} ms{ours * 1000:>13.2f} ms{theirs / ours:>8.1f}")
    print(f"{'all':<26}{'':>6}{total[0] * 1000:>14.2f} ms{total[1] * 1000:>13.2f} ms{total[0] / total[1]:>8.1f}")


if __name__ == "__main__":
    main()
