"""What a thousand mails with attachments cost from the mailbox to suggestions: import, texts of attachments, reading.

    .venv/bin/python benchmarks/mail_with_attachments.py [--count 1000] [--mailbox FILE.mbox] [--files FOLDER]

Every message has an attachment, no two the same: letters as PDF and Word, spreadsheets, tables as CSV, web pages, rich
text, OpenDocument, Word 97, plain text and zips of them; no scans, and nothing is recognised. With --files the
attachments are the files of a folder in turn; with --mailbox a mailbox of yours is measured. Everything runs as on a
desk with two cores, in two workers; prints seconds, processor seconds of all processes, and megabytes of the largest.
"""

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import accumulate
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "unit" / "documents"))

from document_samples import open_document, word97

BODIES, CORES = 200, 2  # for each body more, five mails more
WORDS = """council request information cameras contract records department reply section review officer published data
held searched located service public building street car park housing provided answer please attached""".split()  # noqa: SIM905
STUDY = """[study]
title = "Benchmark"
as_at = 2022-02-07
addresses = ["study@campaign.example", "*@study.example"]
[frame]
csv = "bodies.csv"
[[question]]
id = "cameras"
text = "How many cameras are there?"
kind = "number"
keywords = ["cameras"]
"""
Rows = list[list[str]]


def lines_of(rng: random.Random, count: int) -> list[str]:
    """Lines of a letter, as long as they are on paper."""
    return [" ".join(rng.choice(WORDS) for _ in range(13)).capitalize() + "." for _ in range(count)]


def rows_of(rng: random.Random, count: int) -> Rows:
    return [["Site", "Cameras", "Cost"]] + [
        [f"Site {at}", str(rng.randint(1, 60)), f"£{rng.randint(1, 9999)}.50"] for at in range(count)
    ]


def pdf(rng: random.Random) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(rng.choice((1, 2, 2, 3, 4))):
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(lines_of(rng, 38)):
            canvas.drawString(60, 790 - 18 * at, line)
        if page == 1:
            canvas.grid([60, 200, 300, 400], [100 - 14 * at for at in range(5)])
            for at, row in enumerate(rows_of(rng, 3)):
                for column, cell in zip((64, 204, 304), row, strict=True):
                    canvas.drawString(column, 90 - 14 * at, cell)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def word(rng: random.Random) -> bytes:
    letter = docx.Document()
    letter.add_heading("Freedom of information", 1)
    for line in lines_of(rng, 40):
        letter.add_paragraph(line).add_run(" Number 5.").bold = True
    table = letter.add_table(rows=0, cols=3)
    for row in rows_of(rng, 12):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def sheet(rng: random.Random) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        pounds, days = (book.add_format({"num_format": code}) for code in ("£#,##0.00", "dd/mm/yyyy"))
        for name in ("Costs", "Sites"):
            page = book.add_worksheet(name)
            for at in range(rng.choice((30, 200, 1_500))):
                page.write_row(at, 0, [f"Site {at}", rng.randint(1, 60)])
                page.write_number(at, 2, rng.randint(1, 99_999) / 100, pounds)
                page.write_datetime(at, 3, datetime(2019, 1, 1) + timedelta(days=at), days)  # noqa: DTZ001 - a cell has no zone
    return out.getvalue()


def csv(rng: random.Random) -> bytes:
    return "\n".join(",".join(row) for row in rows_of(rng, 400)).encode()


def page(rng: random.Random) -> bytes:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows_of(rng, 30))
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in lines_of(rng, 60))}<table>{table}</table>".encode()


def rich(rng: random.Random) -> bytes:
    body = "".join(f"\\pard\\plain\\f0\\fs24 {line}\\par\r\n" for line in lines_of(rng, 80))
    return ("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}" + body + "}").encode("cp1252")


def text(rng: random.Random) -> bytes:
    return "\n".join(lines_of(rng, 60)).encode()


def old_word(rng: random.Random) -> bytes:
    return word97("\r".join(lines_of(rng, 60)))


def open_text(rng: random.Random) -> bytes:
    return open_document(
        "text", "<office:text>" + "".join(f"<text:p>{one}</text:p>" for one in lines_of(rng, 60)) + "</office:text>"
    )


def packed(rng: random.Random) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("letter.pdf", pdf(rng))
        archive.writestr("costs.xlsx", sheet(rng))
    return out.getvalue()


# How often each kind comes in a hundred, by what replies to requests are mostly sent as.
MIX: Sequence[tuple[int, str, Callable[[random.Random], bytes]]] = (
    (45, "pdf", pdf), (17, "docx", word), (14, "xlsx", sheet), (6, "csv", csv), (4, "txt", text), (4, "html", page),
    (3, "rtf", rich), (3, "doc", old_word), (2, "odt", open_text), (2, "zip", packed),
)  # fmt: skip


def attachment(number: int, rng: random.Random, files: Sequence[Path]) -> tuple[str, bytes]:
    if files:
        return files[number % len(files)].name, files[number % len(files)].read_bytes()
    at = number * 37 % 100  # every kind in turn
    suffix, make = next(
        (suffix, make)
        for (_, suffix, make), last in zip(MIX, accumulate(one[0] for one in MIX), strict=True)
        if at < last
    )
    return f"reply-{number}.{suffix}", make(rng)


def message(number: int, bodies: int, rng: random.Random, files: Sequence[Path]) -> bytes:
    """The first of each body is our letter; after it the body's replies."""
    body, mail = number % bodies, EmailMessage()
    ours, theirs = f"study+{body:010d}@campaign.example", f"foi@council{body}.example"
    mail["From"], mail["To"] = (ours, theirs) if number < bodies else (theirs, ours)
    mail["Subject"] = ("" if number < bodies else "Re: ") + f"Freedom of information request {body}"
    mail["Date"] = format_datetime(datetime(2021, 9, 1, tzinfo=UTC) + timedelta(minutes=number))
    mail["Message-ID"] = f"<{number}@{'campaign' if number < bodies else f'council{body}'}.example>"
    if number >= bodies:
        mail["In-Reply-To"] = f"<{body}@campaign.example>"
    mail.set_content("Dear all,\n\n" + "\n".join(lines_of(rng, 12)) + "\n\nKind regards\nFOI Team\n")
    name, content = attachment(number, rng, files)
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def write_mailbox(path: Path, count: int, files: Sequence[Path]) -> None:
    rng, bodies = random.Random(7), max(BODIES, count // 5)
    with path.open("wb") as out:
        for number in range(count):
            out.write(b"From x@y Thu Jan  1 00:00:00 1970\n" + message(number, bodies, rng, files) + b"\n")


def workspace_in(folder: Path, count: int) -> Path:
    """A workspace with a study and its frame."""
    workspace = folder / "workspace"
    askall(workspace, "init", str(workspace))
    listed = "".join(
        f"c{n},Council {n},council{n}.example,foi@council{n}.example\n" for n in range(max(BODIES, count // 5))
    )
    (folder / "bodies.csv").write_text(
        "id,name,domains,emails\n" + listed + "c,Council,council.example,foi@council.example\n"
    )
    (folder / "study.toml").write_text(STUDY)
    askall(workspace, "study", "import", str(folder / "study.toml"))
    return workspace


def askall(workspace: Path, *arguments: str) -> None:
    program = Path(sys.executable).with_name("askall")
    run([str(program), *arguments], workspace)


def run(command: Sequence[str], workspace: Path) -> tuple[float, float]:
    """Processor seconds of the command with its workers, and megabytes of the largest of these processes."""
    environment = {**os.environ, "ASKALL_WORKSPACE": str(workspace)}
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=environment, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read())
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1_000


def step(name: str, workspace: Path) -> None:
    """One step as the command takes it, but without recognition; in a process of its own."""
    from askall.cli.reading_run import extract_attachments, read_study
    from askall.cli.start import CLOCK, open_workspace, store_of
    from askall.foundation.work import Parallel

    here, work = open_workspace(workspace), Parallel(workers=CORES)
    from askall.study import services as studies

    if name == "texts":
        print(f"{extract_attachments(store_of(here), work):,} attachments:")
    else:
        print(f"{read_study(studies.study(slug=None), work, CLOCK.now()):,} messages:")


def measure(workspace: Path, mailbox: Path) -> None:
    """Prints a line for each step."""
    here = [sys.executable, __file__, "--workspace", str(workspace), "--step"]
    program = str(Path(sys.executable).with_name("askall"))
    steps = {
        "import and filing": [program, "mail", "import", str(mailbox), "--no-text"],
        "texts of attachments": [*here, "texts"],
        "reading": [*here, "reading"],
    }
    clock = processor = largest = 0.0
    print(f"{'':24}{'seconds':>9}{'CPU s':>9}{'MB':>9}")
    for name, command in steps.items():
        started = time.perf_counter()
        used, memory = run(command, workspace)
        taken = time.perf_counter() - started
        clock, processor, largest = clock + taken, processor + used, max(largest, memory)
        print(f"{name:24}{taken:9.1f}{used:9.1f}{memory:9.0f}")
    print(f"{'all':24}{clock:9.1f}{processor:9.1f}{largest:9.0f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--count", type=int, default=1_000)
    arguments.add_argument("--mailbox", type=Path)
    arguments.add_argument("--files", type=Path)
    arguments.add_argument("--workspace", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--step", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.step:
        step(given.step, given.workspace)
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        mailbox = given.mailbox.resolve() if given.mailbox else folder / "made.mbox"
        if not given.mailbox:
            files = sorted(one for one in given.files.rglob("*") if one.is_file()) if given.files else []
            write_mailbox(mailbox, given.count, files)
        size = mailbox.stat().st_size / 1_000_000
        print(f"{size:,.0f} MB of mail")
        measure(workspace_in(folder, given.count), mailbox)


if __name__ == "__main__":
    main()
