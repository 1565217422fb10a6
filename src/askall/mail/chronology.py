"""The chronology of a request as a PDF to go with a complaint: what happened, how each date was reckoned, and every
letter in full.

Typst sets the page from data/chronology.typ. What people wrote is given to it as data, never as markup; it is given no
folder to read from and no package to fetch.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from askall.asking.history import Line
from askall.foundation.clock import UK
from askall.law.deadlines import Deadline
from askall.law.regimes import regime
from askall.mail.printable import printable
from askall.mail.records import AttachedFile, StoredMessage

FULL_CHARACTERS, FULL_LINES = 100_000, 3000
"""How much of one letter is printed; what is longer is a file that was pasted into a mail."""
LONGEST_NAME, MOST_NAMED = 200, 20
OUTLINED = 25
"""Up to so many letters each have a line in the table of contents."""
FOLDED = {"quoted": "of earlier letters, quoted below this one", "disclaimer": "of a disclaimer"}
_CALENDARS = {
    "United Kingdom": "bank holidays in any part of the United Kingdom (FOIA 2000 s.10(6))",
    "Scotland": "bank holidays in Scotland (FOISA 2002 s.73)",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A request as its chronology shows it. `letters` are in order of time, `deadlines` those of the request and, if
    one was asked for, of its review. `events` name the hash of the message they rest on."""

    body: str
    law: str
    study: str
    applicant: str
    reference: str
    body_reference: str
    synthetic: bool
    complaint: str
    questions: tuple[str, ...]
    events: tuple[Line, ...]
    deadlines: tuple[Deadline, ...]
    letters: tuple[StoredMessage, ...]
    prepared_on: date


def chronology(case: Case) -> bytes:
    """The PDF (PDF/UA-1, so that it can be read aloud). The same case gives the same bytes."""
    given = {"case": json.dumps(_shown(_content(case)))}
    with tempfile.TemporaryDirectory(prefix="askall-empty-") as nowhere:
        compiler = typst.Compiler(
            _template(),
            root=nowhere,
            package_path=nowhere,
            package_cache_path=nowhere,
            ignore_system_fonts=True,
            sys_inputs=given,
        )
        made = datetime.combine(case.prepared_on, time(12), UTC)
        content = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=made)
    if not isinstance(content, bytes):
        raise TypeError("typst gives one PDF as bytes")
    return content


@cache
def _template() -> bytes:
    return (files("askall.mail") / "data" / "chronology.typ").read_bytes()


def _content(case: Case) -> dict[str, Any]:
    """What the template is given: texts only, each as a page can show it."""
    law = regime(case.law)
    numbers = {letter.sha256: number for number, letter in enumerate(case.letters, start=1)}
    attached = [(number, file) for number, letter in enumerate(case.letters, start=1) for file in _files(letter)]
    return {
        "title": f"Chronology: request for information to {case.body}",
        "author": case.applicant,
        "kind": "Chronology of a request for information",
        "running": f"{case.body}: request for information under {law.short}",
        "reference": f"Reference {case.reference}",
        "synthetic": case.synthetic,
        "body": case.body,
        "lead": f"Request under the {law.name}, with every letter, for the {law.regulator.name}",
        "facts": list(_facts(case)),
        "complaint": case.complaint,
        "questions": list(case.questions),
        "depth": 2 if len(case.letters) <= OUTLINED else 1,
        "events": [_event(line, numbers) for line in case.events],
        "method": f"Day zero is the day of receipt and is not counted itself. Saturdays, Sundays and "
        f"{_CALENDARS[law.calendar]} are not working days and are left out.",
        "clocks": [_clock(one) for one in case.deadlines],
        "about_letters": "Each letter is given in its writer's own words. Where it repeats earlier letters below "
        "its own text, that is left out and said so; the whole of each message is kept under its hash (SHA-256).",
        "letters": [_letter(number, letter) for number, letter in enumerate(case.letters, start=1)],
        "about_files": "Every file is kept as it came and can be checked by its hash (SHA-256).",
        "files": [{"letter": f"Letter {number}", **_about(file), "sha256": file.sha256} for number, file in attached],
    }


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: one if key == "sha256" else _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list | tuple) else value


def _facts(case: Case) -> Iterable[tuple[str, str]]:
    law = regime(case.law)
    yield "Public authority", case.body
    yield "Law", law.name
    yield "Regulator", f"{law.regulator.name} ({law.regulator.short}), {law.regulator.url}"
    yield "Applicant", case.applicant
    yield "Study", case.study
    yield "Our reference", case.reference
    if case.body_reference:
        yield "Authority's reference", case.body_reference
    yield "Prepared on", in_words(case.prepared_on)


def _event(line: Line, numbers: Mapping[str, int]) -> dict[str, Any]:
    letter = f"Letter {numbers[line.source]}" if line.source in numbers else ""
    return {
        "on": in_words(line.on),
        "text": line.text,
        "source": letter or ("by law" if line.due else ""),
        "due": line.due,
    }


def _clock(deadline: Deadline) -> dict[str, Any]:
    """One count from day zero to the last day, with what was left out and which other readings there are."""
    of_review = deadline.step == "review"
    rows = [
        ("Received (day zero)", in_words(deadline.day_zero)),
        ("Time allowed", f"{deadline.working_days} working days ({deadline.source})"),
        ("Last day", in_words(deadline.due)),
    ]
    if deadline.rival_due:
        rows.append(("If counted from the next working day", in_words(deadline.rival_due)))
    rows += [(f"Otherwise {in_words(one.due)}", one.reason) for one in deadline.alternatives]
    if deadline.stated_due and deadline.stated_due > deadline.day_zero:
        rows.append(("Named by the authority", in_words(deadline.stated_due)))
    rows.append(("Late by every reading after", in_words(deadline.late_after)))
    notes = list(deadline.warnings)
    if not deadline.statutory:
        notes.insert(0, "This period is guidance or practice, not statute.")
    return {
        "title": "The outcome of the review" if of_review else "The answer to the request",
        "rows": rows,
        "skipped": [(in_words(one.date), one.title, one.reason) for one in deadline.skipped],
        "notes": notes,
    }


def _letter(number: int, letter: StoredMessage) -> dict[str, Any]:
    sent = letter.sent_at.astimezone(UK) if letter.sent_at else None
    whose = "from us" if letter.outgoing else "automatic" if letter.automatic else "from the authority"
    sender = f"{letter.sender.name} <{letter.sender.email}>" if letter.sender.name else letter.sender.email
    when = f", {in_words(sent.date())}" if sent else ""
    head = [
        ("From", sender or "(unreadable)"),
        ("To", ", ".join(letter.to[:MOST_NAMED]) or "(not given)"),
        ("Sent", f"{in_words(sent.date())}, {sent:%H:%M}" if sent else "(no date)"),
        ("Subject", letter.subject[: 2 * LONGEST_NAME] or "(none)"),
    ]
    listed = [_about(file) for file in _files(letter)]
    title = f"Letter {number}: {whose}{when}"
    return {"title": title, "head": head, "sha256": letter.sha256, "parts": _parts(letter), "files": listed}


def _parts(letter: StoredMessage) -> list[dict[str, str]]:
    """Its text, part by part; what it repeats and disclaimers folded to a line that says how much they are."""
    parts: list[dict[str, str]] = []
    left = FULL_CHARACTERS
    for segment in letter.segments:
        text = printable(letter.text[segment.start : segment.end]).strip("\n")
        if not text.strip():
            continue
        if segment.kind in FOLDED:
            parts.append({"kind": "folded", "text": f"[{_number_of_lines(text)} {FOLDED[segment.kind]}]"})
            continue
        shown = "".join(text[:left].splitlines(keepends=True)[:FULL_LINES])
        parts.append({"kind": segment.kind, "text": shown})
        if len(shown) < len(text):
            rest = f"[{len(text) - len(shown):,} more characters are left out; the whole is kept under the hash above.]"
            return [*parts, {"kind": "folded", "text": rest}]
        left -= len(text)
    return parts or [{"kind": "folded", "text": "[The message has no text of its own.]"}]


def _number_of_lines(text: str) -> str:
    number = sum(bool(line.strip()) for line in text.splitlines())
    return "1 line" if number == 1 else f"{number} lines"


def _files(letter: StoredMessage) -> Sequence[AttachedFile]:
    return [file for file in letter.attachments if not (file.inline and file.media_type.startswith("image/"))]


def _about(file: AttachedFile) -> dict[str, str]:
    name = file.filename[:LONGEST_NAME] or "(no name)"
    return {"name": name, "size": _size(file.size), "media_type": file.media_type[:LONGEST_NAME]}


def _size(number: int) -> str:
    return f"{number:,} bytes" if number < 10_000 else f"{number / 1000:,.0f} kB"


def in_words(day: date) -> str:
    """ "10 January 2022"."""
    return f"{day.day} {day:%B %Y}"
