"""The steps of a small study through the services, for tests of the database stages and of the whole journey."""

import csv
import io
from dataclasses import dataclass

from askall.asking import services as asking
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.documents import services as documents
from askall.foundation.work import Serial
from askall.mail import services as mail
from askall.reading import services as reading
from askall.study import services as studies
from factories.studies import OURS, STUDY, mailbox_messages, write_mbox, write_study

KEYWORDS = ("Hikvision", "HiLook", "freedom of information")


@dataclass(frozen=True)
class Word:
    """What a coder puts into one row of a sheet."""

    value: str
    quote: str = ""
    provisions: str = ""


# What a careful coder reads in the four answers of factories.studies.
CODED = {
    ("WXB", "outcome"): Word("answered", "Yes, the council uses Hikvision equipment in its car parks."),
    ("WXB", "uses_hikvision"): Word("yes", "Yes, the council uses Hikvision equipment in its car parks."),
    ("WXB", "camera_count"): Word("56", "The council has 56 cameras made by Hikvision."),
    ("HLM", "outcome"): Word("answered", "The council does not use any equipment made by Hikvision."),
    ("HLM", "uses_hikvision"): Word("no", "The council does not use any equipment made by Hikvision."),
    ("HLM", "camera_count"): Word("0", "There are 0 cameras made by Hikvision."),
    ("STN", "outcome"): Word("refused", "it is exempt from disclosure under section 31(1)(a)", "FOIA 31(1)(a)"),
    ("GLN", "outcome"): Word("answered", "Hikvision cameras are used in two council buildings."),
    ("GLN", "uses_hikvision"): Word("yes", "Yes. Hikvision cameras are used in two council buildings."),
    ("GLN", "camera_count"): Word("12", "12 cameras."),
}


def take_over(folder, now, study=STUDY):
    """study.toml into the database, with a request to each of its five councils."""
    record = studies.save_study(path=write_study(folder, study), register=shipped(), by="alice", at=now)
    asking.open_requests(study=record.slug, by="alice", at=now)
    return record


def take_in(paths, store, now, work=None):
    """Import and file; both reports."""
    listed = paths if isinstance(paths, list) else [paths]
    report = mail.import_mail(paths=listed, store=store, own_addresses=[OURS], at=now, work=work)
    return report, mail.file_messages(keywords=KEYWORDS, at=now)


def read_all(record, store, now):
    """Texts of attachments, then suggestions; the number of messages read now."""
    documents.extract_files(files=mail.attached_files(), store=store, work=Serial())
    number = reading.read_messages(study=record, work=Serial(), at=now)
    coding.save_suggestions(study=record, at=now)
    return number


def filled(sheet, words=CODED):
    """The sheet with a coder's words in its rows; the rest stays blank."""
    text = sheet.decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], ",;\t")
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, reader.fieldnames)
    writer.writeheader()
    for row in reader:
        word = words.get((row["request"], row["variable"]))
        if word:
            row |= {"value": word.value, "quote": word.quote, "provisions": word.provisions}
        writer.writerow(row)
    return out.getvalue().encode()


def hand_in(record, folder, now, coder, words=CODED, role="coder"):
    """A coder takes the sheet, fills it and hands it in; the number of new codings."""
    sheet = coding.export_adjudication(study=record) if role == "adjudicator" else coding.export_sheet(study=record)
    path = folder / f"{coder}.csv"
    path.write_bytes(filled(sheet, words))
    return coding.import_sheet(study=record, path=path, coder=coder, role=role, at=now)


def coded_study(folder, store, now, study=STUDY):
    """The study with its mail filed, read and coded by two who agree."""
    record = take_over(folder, now, study)
    take_in(write_mbox(folder / "box.mbox", mailbox_messages()), store, now)
    read_all(record, store, now)
    for coder in ("anna", "ben"):
        hand_in(record, folder, now, coder)
    return record


def freeze(record, folder, now, **options):
    """The study's next dataset."""
    return coding.freeze(study=record, folder=folder / "datasets", register=shipped(), by="alice", at=now, **options)


def request_of(record, body):
    """The request to this body."""
    return next(one for one in asking.requests(study=record.slug) if one.body.id == body)


def kinds_of(record, body):
    """The kinds of the events of the request to this body, in order of time."""
    return [event.kind for event in request_of(record, body).events]
