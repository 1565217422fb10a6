"""Mail that no person wrote, and answers that look like it, in the shapes real programs give it.

The cases stand in tests/samples/mail/automatic: one for each program, version and state. Headers, parts and fixed
phrases are those of the programs; hosts, people and texts are invented.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "samples" / "mail" / "automatic"
OURS = "study@campaign.example"
THEIRS = "foi@wexbarrow.example"
SUBJECT = "Freedom of information request: cameras"
LETTER_ID = "askall.k3v9x2m7qa.ask1.5f2c@campaign.example"
HEADERS = f"""From: {OURS}
To: {THEIRS}
Subject: {SUBJECT}
Message-ID: <{LETTER_ID}>
Date: Tue, 31 Aug 2021 09:00:00 +0100"""
LETTER = f"{HEADERS}\n\nDear Sir or Madam,\n\nUnder the Freedom of Information Act I ask you about cameras."
WORDS = {"letter": LETTER, "headers": HEADERS, "id": LETTER_ID, "them": THEIRS, "subject": SUBJECT}
CASE = re.compile(r"^=== (.+?)(?: \| ?(.*))?\n", re.M)
PART = re.compile(r"^--- ([\w.-]+/[\w.-]+.*)\n", re.M)
USUAL = {"To": OURS, "Date": "Tue, 31 Aug 2021 11:02:09 +0100", "MIME-Version": "1.0"}


@dataclass(frozen=True)
class Case:
    """A mail, what kind of automatic message it is ("" for an answer), and whether a bounce is for good.

    `names`: it says which letter of ours it is about.
    """

    name: str
    raw: bytes
    kind: str = ""
    permanent: bool | None = None
    names: bool = False


@cache
def automatic_mails() -> tuple[Case, ...]:
    """Bounces, delays, receipts and automatic replies."""
    return tuple(case for name in ("reports", "notices", "delays", "receipts", "replies") for case in _read(name))


@cache
def answers_that_look_automatic() -> tuple[Case, ...]:
    """Answers of people and of case systems on their behalf."""
    return tuple(_read("answers"))


def _read(name: str) -> list[Case]:
    pieces = CASE.split((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))[1:]
    return [_case(*pieces[at : at + 3]) for at in range(0, len(pieces), 3)]


def _case(name: str, marks: str | None, written: str) -> Case:
    given = (marks or "").split()
    permanent = {"permanent": True, "temporary": False}.get(next(iter(given[1:]), ""))
    kind = given[0] if given else ""
    return Case(name, _mail(written.format(**WORDS)), kind, permanent, "names" in given)


def _mail(written: str) -> bytes:
    """A mail as it is sent, of a head and either a text or parts, each below a line "--- media/type"."""
    head, _, body = written.strip("\n").partition("\n\n")
    lines = [f"{name}: {value}" for name, value in USUAL.items() if not re.search(f"^{name}:", head, re.M)]
    if "\nContent-Type: multipart/" in head:
        head = re.sub(r"^(Content-Type: multipart/.*)$", r'\1; boundary="=_b"', head, flags=re.M)
        body = _parts(body)
    else:
        lines.append("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit")
    return ("\n".join([head, *lines]) + f"\n\n{body}\n").encode()


def _parts(body: str) -> str:
    pieces = PART.split(f"{body}\n")[1:]
    joined = [_part(pieces[at], pieces[at + 1]) for at in range(0, len(pieces), 2)]
    return "".join(f"--=_b\n{part}\n" for part in joined) + "--=_b--"


def _part(media_type: str, content: str) -> str:
    given = re.match(r"(?:Content-[\w-]+: .*\n)+\n", content)
    more = given[0].rstrip("\n") + "\n" if given and not media_type.startswith("message/") else ""
    charset = "; charset=utf-8" if media_type in ("text/plain", "text/html") else ""
    return f"Content-Type: {media_type}{charset}\n{more}\n{content[given.end() if more and given else 0 :]}"
