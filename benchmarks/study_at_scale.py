"""A study of 45,000 bodies and 150,000 messages: how fast its pages answer, and how fast all states are folded again.

    .venv/bin/python benchmarks/study_at_scale.py [--bodies 45000] [--messages 150000] [--keep FOLDER]

Runs on the embedded database, or on the PostgreSQL server whose address is in ASKALL_DATABASE_URL (an empty database).
Prints for each page the median and the largest of the warm answers at the server in milliseconds and the number of
queries; then the seconds to fold the events of every request again. The rows are written straight into the tables:
what is measured is reading them. Every body is invented.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

TODAY = datetime(2021, 11, 15, 12, 0, tzinfo=UTC)
NATIONS = ("England",) * 8 + ("Scotland", "Wales")
TYPES = ("council", "school", "health trust", "police force", "parish council")
REGIONS = ("North", "Midlands", "East", "South West", "South East")
SECTIONS = ("12", "14(1)", "21", "31(1)(a)", "40(2)", "43(2)")
WARM, COUNTED = 3, 15

STUDY = """[study]
title = "Benchmark at scale (SYNTHETIC)"
as_at = 2021-08-31
contact = "Robin Hale"
addresses = ["study@campaign.example"]
synthetic = true
coders = 1
[frame]
csv = "bodies.csv"
[[question]]
id = "uses"
text = "Does the body use such equipment?"
choices = ["yes", "no"]
keywords = ["equipment"]
[letter.FOIA]
subject = "Request"
body = "Dear {body.name},\\n\\n{study.questions}\\n\\n{study.contact}"
[letter.FOISA]
subject = "Request"
body = "Dear {body.name},\\n\\n{study.questions}\\n\\n{study.contact}"
"""
WORDS = """council request information cameras contract records department reply section review officer published data
held searched located service public building street car park housing provided answer please attached""".split()  # noqa: SIM905


def write_study(folder: Path, bodies: int) -> Path:
    """study.toml with its register of invented bodies."""
    rng = random.Random(1)
    rows = ["id,name,type,nation,region,law,domains,emails"]
    for number in range(bodies):
        nation = rng.choice(NATIONS)
        law = "FOISA" if nation == "Scotland" else "FOIA"
        region = rng.choice(REGIONS) if nation == "England" else nation
        name = f"Synthetic body {number:05d}"
        rows.append(
            f"B{number:05d},{name},{rng.choice(TYPES)},{nation},{region},{law},b{number}.example,foi@b{number}.example"
        )
    (folder / "bodies.csv").write_text("\n".join(rows))
    (folder / "study.toml").write_text(STUDY)
    return folder / "study.toml"


def story(rng: random.Random, sent: datetime) -> Iterator[tuple[str, datetime, bool, str]]:
    """(kind, moment, whether it is a message of theirs, note) of one request after its letter."""
    if rng.random() < 0.4:
        yield "automatic_reply", sent + timedelta(minutes=5), True, ""
    if rng.random() < 0.85:
        at = sent + timedelta(days=rng.randint(1, 5))
        yield "acknowledged", at, True, ""
        if rng.random() < 0.1:
            yield "stated_due", at, False, (sent + timedelta(days=rng.randint(26, 40))).date().isoformat()
    if rng.random() < 0.05:
        at = sent + timedelta(days=rng.randint(6, 20))
        yield "clarification_asked", at, True, ""
        if rng.random() < 0.7:
            yield "clarified", at + timedelta(days=2), False, ""
    chance = rng.random()
    if chance < 0.62:
        at = sent + timedelta(days=rng.randint(8, 40))
        yield ("refused" if chance < 0.08 else "replied"), at, True, "answered"
        if rng.random() < 0.25:
            yield "automatic_reply", at + timedelta(days=3), True, ""
    elif chance < 0.66:
        yield "bounced", sent + timedelta(minutes=1), True, ""


def fill(messages: int) -> None:
    """Letters, replies and events for every request; what is left over of `messages` waits in triage."""
    from askall.asking.models import Request, RequestEvent
    from askall.mail.models import Message
    from askall.team import services as team

    rng, machine = random.Random(2), team.person(handle="machine:reader")
    keys = list(Request.objects.order_by("pk").values_list("pk", flat=True))
    events, mails = [], []

    def mail(request: int | None, moment: datetime, theirs: bool) -> str:
        number = len(mails)
        sha = sha256(str(number).encode()).hexdigest()
        text = " ".join(rng.choice(WORDS) for _ in range(120))
        sender = f"foi@b{request or number}.example" if theirs else "study@campaign.example"
        mails.append(
            Message(
                sha256=sha,
                message_id=f"{number}@scale.example",
                sent_at=moment,
                sender_email=sender,
                to=["study@campaign.example"],
                subject="Re: Request",
                direction="in" if theirs else "out",
                text=text,
                segments=[["own", 0, len(text)]],
                size=len(text),
                imported_at=moment,
                request_id=request,
                filed=True,
            )
        )
        return sha

    for key in keys:
        sent = datetime(2021, 8, 31, 9, tzinfo=UTC) + timedelta(days=rng.randint(0, 27))
        events.append(_event(key, "sent", sent, mail(key, sent, False), machine))
        for kind, moment, theirs, note in story(rng, sent):
            source = mail(key, moment, True) if theirs else mails[-1].sha256
            suggested = kind not in ("automatic_reply", "bounced", "clarified")
            verdict = "accepted" if suggested and rng.random() < 0.9 else ""
            events.append(_event(key, kind, moment, source, machine, note, suggested, verdict))
    while len(mails) < messages - 2000:
        mail(rng.choice(keys), TODAY - timedelta(days=rng.randint(1, 60)), True)
    for _ in range(2000):
        mail(None, TODAY, True)
    for chunk in _chunks(mails):
        Message.objects.bulk_create(chunk)
    _leave_in_triage(keys, rng)
    for chunk in _chunks(events):
        RequestEvent.objects.bulk_create(chunk)
    print(f"{len(keys):,} requests, {len(mails):,} messages, {len(events):,} events")


def code() -> None:
    """What the machine suggests for every request heard from, and a coder's word on those that answered."""
    from askall.asking.models import Standing
    from askall.coding import services as coding
    from askall.coding.models import CodingEntry
    from askall.study import services as studies
    from askall.team import services as team

    rng, study = random.Random(3), studies.study()
    machine, anna = team.person(handle="machine:reader"), team.person(handle="anna")
    entries = []
    for key, state in Standing.objects.filter(heard=True).order_by("pk").values_list("pk", "state"):
        cited = [f"FOIA {rng.choice(SECTIONS)}"] if state == "refused" else []
        outcome = {"refused": "refused", "replied": "answered"}.get(state, "acknowledged")
        entries.append(_entry(study, key, "outcome", outcome, cited, machine, "machine"))
        if outcome != "acknowledged" and rng.random() < 0.8:
            entries.append(_entry(study, key, "outcome", outcome, cited, anna, "coder"))
            if outcome == "answered":
                entries.append(_entry(study, key, "uses", rng.choice(("yes", "no")), [], anna, "coder"))
    for chunk in _chunks(entries):
        CodingEntry.objects.bulk_create(chunk)
    started = time.perf_counter()
    coding.restate_all(study=study)
    print(f"{len(entries):,} codings folded in {time.perf_counter() - started:.1f} s")


def _entry(study, request, variable, value, provisions, coder, role):
    from askall.coding.models import CodingEntry

    return CodingEntry(
        request_id=request,
        codebook_id=study.codebook_key,
        variable=variable,
        value=value,
        provisions=provisions,
        coder=coder,
        role=role,
        at=TODAY,
    )


def _leave_in_triage(keys: list[int], rng: random.Random) -> None:
    """What belongs to no request waits, with a candidate each."""
    from askall.mail.models import Filing, Message
    from askall.team import services as team

    machine, signal = team.person(handle="machine:reader"), {"signal": "domain", "weight": 0.4, "seen": "b.example"}
    Filing.objects.bulk_create(
        Filing(
            message_id=one,
            score=0.4,
            by=machine,
            at=TODAY,
            candidates=[{"request": rng.choice(keys), "score": 0.4, "reasons": [signal]}],
        )
        for one in Message.objects.filter(request__isnull=True).values_list("pk", flat=True)
    )


def _event(request, kind, at, source, by, note="", suggested=False, verdict=""):
    from askall.asking.models import RequestEvent

    return RequestEvent(
        request_id=request,
        kind=kind,
        at=at,
        source=source,
        by=by,
        logged_at=at,
        note=note,
        suggested=suggested,
        verdict=verdict,
    )


def _chunks(rows: list, size: int = 5000) -> Iterator[list]:
    items = iter(rows)
    while chunk := list(islice(items, size)):
        yield chunk


def settle() -> None:
    """What a PostgreSQL server does by itself within a minute of so many new rows."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def measure_pages(addresses: list[str]) -> None:
    """Each page in turn, warm, at the server."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    print(f"{'page':<46} {'median ms':>9} {'most ms':>8} {'queries':>8} {'kB':>6}")
    for address in addresses:
        times = []
        for number in range(WARM + COUNTED):
            with CaptureQueriesContext(connection) as queries:
                started = time.perf_counter()
                response = client.get(address)
                body = b"".join(response.streaming_content) if response.streaming else response.content
                elapsed = time.perf_counter() - started
            assert response.status_code == 200, (address, response.status_code)
            if number >= WARM:
                times.append(elapsed * 1000)
        median = statistics.median(times)
        print(f"{address:<46} {median:>9.0f} {max(times):>8.0f} {len(queries):>8} {len(body) // 1000:>6}")


def measure_folding() -> None:
    """The state of every request, from its events."""
    from askall.asking import services as asking

    started = time.perf_counter()
    number = asking.restate_all()
    seconds = time.perf_counter() - started
    print(f"state of {number:,} requests folded again in {seconds:.1f} s ({number / seconds:,.0f} a second)")


def main() -> None:
    """Build the study, then measure."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--bodies", type=int, default=45_000)
    arguments.add_argument("--messages", type=int, default=150_000)
    arguments.add_argument("--keep", type=Path, help="Where the study is built and left, to be measured again.")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (given.keep or Path(temporary) / "scale").resolve()
        there = (folder / "askall.toml").is_file()
        study = open_study(folder, given.bodies, given.messages, built=there)
        measure_folding()
        if not there:
            code()
            settle()
        from askall.asking.models import Request

        middle = Request.objects.order_by("pk").values_list("pk", flat=True)[given.bodies // 2]
        measure_pages([*PAGES, f"/requests/{middle}/"])
        print(f"as at {date.today()}, {study}")  # noqa: DTZ011


PAGES = [
    "/",
    "/requests/",
    "/requests/?page=300",
    "/requests/?state=waiting",
    "/requests/?nation=Scotland&type=school",
    "/requests/?q=body+0123",
    "/requests/?overdue=yes",
    "/requests/?section=FOIA+31",
    "/requests/?reached=coded&order=heard",
    "/requests/list.csv",
    "/triage/",
    "/triage/?body=body+0123",
    "/triage/filed/?by=machine",
    "/work/",
    "/work/chase/",
    "/work/confirm/",
    "/outbox/",
    "/code/",
    "/code/?state=nobody&mine=no",
]


def open_study(folder: Path, bodies: int, messages: int, built: bool) -> str:
    """The workspace with the study in it; filled unless it was built before."""
    from askall.cli.start import open_workspace
    from askall.foundation.workspace import create_workspace

    create_workspace(folder)
    open_workspace(folder)
    from askall.asking import services as asking
    from askall.bodies.register import shipped
    from askall.study import services as studies

    if not built:
        record = studies.save_study(path=write_study(folder, bodies), register=shipped(), by="bench", at=TODAY)
        asking.open_requests(study=record.slug, by="bench", at=TODAY)
        fill(messages)
    return studies.study().slug


if __name__ == "__main__":
    main()
