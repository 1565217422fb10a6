"""What a message costs to import: stored under its hash, parsed, filed, its attachment turned to text.

    .venv/bin/python benchmarks/mail_import.py [--largest 100000] [--mailbox FILE.mbox]

Prints for growing mailboxes the processor time a message, all processes together, and the exponent of growth: 0 means
that a message costs the same in a mailbox of any size. With --mailbox, one mailbox of yours is measured instead.
"""

import argparse
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

BODIES = 400
WORDS = """council request information cameras contract records department reply section review officer published data
held searched located service public building street car park housing provided answer please attached""".split()  # noqa: SIM905

STUDY = """[study]
title = "Benchmark"
as_at = 2022-02-07
addresses = ["study@campaign.example"]
[frame]
csv = "bodies.csv"
[[question]]
id = "cameras"
text = "How many cameras are there?"
kind = "number"
keywords = ["cameras"]
"""


def prose(rng: random.Random, words: int) -> str:
    """Lines of ordinary length."""
    text = " ".join(rng.choice(WORDS) for _ in range(words))
    return "\n".join(text[at : at + 72] for at in range(0, len(text), 72))


def message(number: int, rng: random.Random) -> bytes:
    """The first 400 are our letters; after them replies, a tenth with a file."""
    body, mail = number % BODIES, EmailMessage()
    ours, theirs = f"study+{body:010d}@campaign.example", f"foi@council{body}.example"
    mail["From"], mail["To"] = (ours, theirs) if number < BODIES else (theirs, ours)
    mail["Subject"] = "Freedom of information request" if number < BODIES else f"Re: request FOI-{number:06d}"
    mail["Date"] = format_datetime(datetime(2021, 9, 1, tzinfo=UTC) + timedelta(minutes=number))
    mail["Message-ID"] = f"<{number}@{'campaign' if number < BODIES else f'council{body}'}.example>"
    if number >= BODIES and rng.random() < 0.7:
        mail["In-Reply-To"] = f"<{body}@campaign.example>"
    mail.set_content(f"Dear all,\n\n{prose(rng, 250)}\n\n> {prose(rng, 40)}\n\nKind regards\nFOI Team\n")
    if number % 10 == 9:
        mail.add_attachment(prose(rng, 2000).encode(), maintype="text", subtype="plain", filename=f"reply-{number}.txt")
    return mail.as_bytes()


def write_mailbox(path: Path, size: int) -> None:
    """An mbox of `size` messages."""
    rng = random.Random(7)
    with path.open("wb") as file:
        for number in range(size):
            file.write(b"From x@y Thu Jan  1 00:00:00 1970\n" + message(number, rng) + b"\n")


def askall(workspace: Path, *arguments: str) -> None:
    """Run the command beside this Python, in that workspace."""
    program = Path(sys.executable).with_name("askall")
    environment = {**os.environ, "ASKALL_WORKSPACE": str(workspace)}
    subprocess.run([program, *arguments], check=True, env=environment, stderr=subprocess.DEVNULL)


def measure(mailbox: Path, folder: Path) -> tuple[float, float]:
    """(processor seconds of all processes, seconds on the clock) of one import into a fresh workspace."""
    workspace = folder / f"workspace-{mailbox.stem}"
    program = Path(sys.executable).with_name("askall")
    subprocess.run([program, "init", str(workspace)], check=True, stderr=subprocess.DEVNULL)
    listed = "".join(f"c{n},Council {n},council{n}.example,foi@council{n}.example\n" for n in range(BODIES))
    (folder / "bodies.csv").write_text("id,name,domains,emails\n" + listed)
    (folder / "study.toml").write_text(STUDY)
    askall(workspace, "study", "import", str(folder / "study.toml"))
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    askall(workspace, "mail", "import", str(mailbox))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - started


def main() -> None:
    """Measure and print a small table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--largest", type=int, default=100_000)
    arguments.add_argument("--mailbox", type=Path)
    given = arguments.parse_args()
    print(f"{'messages':>10} {'CPU s':>8} {'clock s':>8} {'ms each':>8} {'each CPU-second':>16}")
    with tempfile.TemporaryDirectory() as temporary:
        folder, points = Path(temporary), []
        sizes = [] if given.mailbox else [size for size in (1_000, 10_000, 100_000) if size <= given.largest]
        boxes = [(size, folder / f"{size}.mbox") for size in sizes]
        if given.mailbox:
            count = given.mailbox.read_bytes().count(b"\nFrom ") + 1
            boxes = [(count, given.mailbox.resolve())]
        for size, box in boxes:
            if not given.mailbox:
                write_mailbox(box, size)
            cpu, clock = measure(box, folder)
            points.append((size, cpu))
            print(f"{size:>10} {cpu:>8.1f} {clock:>8.1f} {cpu / size * 1000:>8.2f} {size / cpu:>16.0f}")
    if len(points) > 1:
        (small, few), (large, many) = points[0], points[-1]
        exponent = math.log((many / large) / (few / small)) / math.log(large / small)
        print(f"cost of a message grows with the number of messages to the power of {exponent:+.3f}")


if __name__ == "__main__":
    main()
