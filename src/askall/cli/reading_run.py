"""Reading a workspace's mail: texts of attachments, then suggestions, then the machine's codings beside people's."""

from datetime import datetime
from pathlib import Path

from askall.cli.output import progress, say
from askall.documents.recognition import INSTALL, installed
from askall.foundation.files import FileStore
from askall.foundation.work import Work
from askall.reading.learning import FITS
from askall.study.records import StudyRecord


def extract_attachments(store: FileStore, work: Work, recognised: Path | None = None) -> int:
    """The text of every stored attachment not yet extracted; the number done now. With a folder for what is
    `recognised`, scanned pages are recognised too, where a reader of pictures is installed."""
    from askall.documents import services as documents
    from askall.mail import services as mail

    files = mail.attached_files()
    with progress("Attachments", len(files)) as advance:
        number = documents.extract_files(files=files, store=store, work=work, progress=advance)
    pages = documents.unread_pages() if recognised is not None else 0
    if recognised is None or not pages:
        return number
    if not installed():
        say(f"{pages} scanned pages have no text yet. To recognise them: {INSTALL}")
        return number
    with progress("Scanned pages", pages) as advance:
        documents.recognise_files(store=store, work=work, folder=recognised, progress=advance)
    return number


def read_study(study: StudyRecord, work: Work, at: datetime) -> int:
    """Suggestions for every filed message not yet read; the number read now."""
    from askall.coding import services as coding
    from askall.mail import services as mail
    from askall.reading import services as reading

    with progress("Reading", mail.counts()["in"]) as advance:
        number = reading.read_messages(study=study, work=work, at=at, progress=advance)
    with progress("Learning from the codings", FITS) as advance:
        coding.learn_if_due(study=study, at=at, progress=advance)
    coding.save_suggestions(study=study, at=at)
    return number
