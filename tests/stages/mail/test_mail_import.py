"""Mail into the workspace: every message once, bytes before rows, a fault in one item leaves the others."""

import zipfile
from email.message import EmailMessage

import pytest
from factories.journeys import take_in, take_over
from factories.studies import OURS, answer, mailbox_messages, write_mbox

from askall.foundation.files import FileStore, hash_of
from askall.mail import services as mail
from askall.mail.models import Attachment, Filing, Message

pytestmark = pytest.mark.django_db


def imported(paths, store, now):
    listed = paths if isinstance(paths, list) else [paths]
    return mail.import_mail(paths=listed, store=store, own_addresses=[OURS], at=now)


def counted(report):
    return report.seen, report.new, report.known, len(report.faults)


def numbered(count, size=0):
    """Replies that differ in their number."""
    return [answer(number, "foi@starney.gov.uk", f"Reply {number}. {'x' * size}\n") for number in range(count)]


# --- Forms ------------------------------------------------------------------------------------------------------------


def as_mbox(folder, messages):
    return write_mbox(folder / "box.mbox", messages)


def as_files(folder, messages):
    (folder / "letters").mkdir()
    for number, message in enumerate(messages):
        (folder / "letters" / f"{number}.eml").write_bytes(message.as_bytes())
    return folder / "letters"


def as_maildir(folder, messages):
    box = folder / "Maildir"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
    for number, message in enumerate(messages):
        place = box / ("cur" if number % 2 else "new") / f"16304{number}.M1P2.host"
        place.write_bytes(message.as_bytes())
    (box / "tmp" / "half").write_bytes(b"Subject: still being delivered\n")
    return box


def as_zip(folder, messages):
    half = len(messages) // 2
    write_mbox(folder / "half.mbox", messages[:half])
    with zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "half.mbox", "export/box.mbox")
        for number, message in enumerate(messages[half:]):
            archive.writestr(f"export/{number}.eml", message.as_bytes())
    (folder / "half.mbox").unlink()
    return folder / "export.zip"


@pytest.mark.parametrize("form", [as_mbox, as_files, as_maildir, as_zip])
def test_every_form_gives_the_same_messages(form, tmp_path, store, now):
    report = imported(form(tmp_path, mailbox_messages()), store, now)
    assert counted(report) == (9, 9, 0, 0)
    assert mail.counts() == {"in": 4, "out": 5, "triage": 9}
    ids = set(Message.objects.values_list("message_id", flat=True))
    assert {"letter-0@campaign.org.uk", "answer-3@glenmorra.gov.uk"} <= ids


def test_the_same_mailbox_twice_doubles_nothing(tmp_path, store, now):
    box = as_mbox(tmp_path, mailbox_messages())
    imported(box, store, now)
    assert counted(imported(box, store, now)) == (9, 0, 9, 0)
    assert counted(imported([box, box], store, now)) == (18, 0, 18, 0)
    assert Message.objects.count() == 9


def test_overlapping_mailboxes_add_up(tmp_path, store, now):
    messages = mailbox_messages()
    first, second = (write_mbox(tmp_path / name, part) for name, part in (("a", messages[:6]), ("b", messages[3:])))
    assert counted(imported([first, second], store, now)) == (12, 9, 3, 0)
    assert Message.objects.count() == 9


def test_a_mailbox_cut_in_the_middle_then_whole(tmp_path, store, now):
    """The cut message is kept as it came, and the whole one beside it: no byte is thrown away."""
    messages = mailbox_messages()
    box = as_mbox(tmp_path, messages)
    whole = box.read_bytes()
    cut_at = whole.index(b"Jane Smith")
    box.write_bytes(whole[:cut_at])
    before = counted(imported(box, store, now))
    assert before[0] == before[1] == 6
    box.write_bytes(whole)
    assert counted(imported(box, store, now)) == (9, 4, 5, 0)
    hashes = set(Message.objects.values_list("sha256", flat=True))
    assert len(hashes) == 10
    assert sum(b"Thank you for your request" in store.get(sha) for sha in hashes) == 2


# --- Faults -----------------------------------------------------------------------------------------------------------


def hostile_zip(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.eml", mailbox_messages()[0].as_bytes())
        archive.writestr("bomb.mbox", b"\x00" * 200_000_000)


FAULTY = {
    "empty.mbox": lambda path: path.touch(),
    "photo.eml": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40),
    "notes.txt": lambda path: path.write_text("Call the council on Monday.\n"),
    "sheet.msg": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000),
    "cut.zip": lambda path: path.write_bytes(b"PK\x03\x04" + b"\x00" * 60),
    "gone.mbox": lambda path: None,
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_is_one_sentence_and_leaves_the_others(name, tmp_path, store, now):
    FAULTY[name](tmp_path / name)
    box = as_mbox(tmp_path, mailbox_messages())
    report = imported([tmp_path / name, box], store, now)
    assert counted(report) == (9, 9, 0, 1)
    [(place, why)] = report.faults
    assert place.endswith(name)
    assert name in why
    assert why.endswith(".")
    assert "\n" not in why
    assert "Traceback" not in why


def test_a_folder_with_faults_gives_the_rest(tmp_path, store, now):
    folder = as_files(tmp_path, mailbox_messages())
    (folder / "5.eml").write_bytes(b"")
    (folder / "readme.txt").write_text("These are the letters.")
    report = imported(folder, store, now)
    assert counted(report) == (8, 8, 0, 2)


def test_a_hostile_zip_writes_nothing_outside_and_unpacks_no_bomb(tmp_path, store, now):
    hostile_zip(tmp_path / "hostile.zip")
    report = imported(tmp_path / "hostile.zip", store, now)
    assert counted(report) == (1, 1, 0, 1)
    assert "more than the limits allow" in report.faults[0][1]
    assert not (tmp_path.parent / "outside.eml").exists()
    assert sum(path.stat().st_size for path in store.root.rglob("*") if path.is_file()) < 100_000


def deep(levels):
    inner = EmailMessage()
    inner.set_content("the innermost")
    for _ in range(levels):
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer.add_attachment(inner)
        inner = outer
    return b"From: a@starney.gov.uk\nSubject: deep\n" + inner.as_bytes()


HOSTILE = {
    "NUL": b"From: foi@starney.gov.uk\nSubject: a\x00b\nDate: Tue, 14 Sep 2021 10:00:00 +0100\n\nYes\x00, we do.\n",
    "lone surrogate": b"From: =?utf-8?b?7aCA?= <foi@starney.gov.uk>\nSubject: =?utf-8?b?7aCAIHg=?=\n"
    b"Content-Type: text/html; charset=utf-8\n\n<p>one &#xD800; two &#0; three</p>\n",
    "surrogate in UTF-16": b"From: foi@starney.gov.uk\nSubject: x\nContent-Type: text/plain; charset=utf-16-le\n"
    b"Content-Transfer-Encoding: base64\n\nANh5AGUAcwA=\n",
    "a date no calendar has": b"From: foi@starney.gov.uk\nSubject: x\nDate: Sat, 01 Jan 0001 00:00:00 +1400\n\nYes.\n",
    "a date past every calendar": b"From: foi@starney.gov.uk\nSubject: x\nDate: Fri, 31 Dec 9999 23:59:59 -1200\n\nY",
    "endless header": b"From: foi@starney.gov.uk\nSubject: " + b"long " * 60_000 + b"\n\nYes.\n",
    "endless ids": b"From: foi@starney.gov.uk\nMessage-ID: <" + b"i" * 9000 + b"@x>\nReferences: "
    + b" ".join(b"<%d@x>" % number for number in range(5000)) + b"\nSubject: x\n\nYes.\n",
    "odd file name": b"From: foi@starney.gov.uk\nSubject: x\nMIME-Version: 1.0\n"
    b"Content-Type: application/pdf; name=\"..\\..\\a\x00b/\xed\xa0\x80.pdf\"\n"
    b"Content-Disposition: attachment; filename*=utf-8''%00%ED%A0%80.pdf\n\n%PDF-1.4 broken\n",
    "type of 300 letters": b"From: foi@starney.gov.uk\nSubject: x\nMIME-Version: 1.0\nContent-Type: application/"
    + b"z" * 300 + b"\nContent-Disposition: attachment; filename=a.bin\n\nbytes\n",
    "no headers to speak of": b"Subject:\n\n",
    "deeply nested": deep(60),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_kept_whole_and_filed_or_waits(name, tmp_path, store, now):
    """The database can keep what was made of it, the store has its bytes, and it can be read back and filed."""
    (tmp_path / "one.eml").write_bytes(HOSTILE[name])
    take_over(tmp_path, now)
    report, filed = take_in(tmp_path / "one.eml", store, now)
    assert counted(report) == (1, 1, 0, 0)
    assert filed.looked_at == 1
    [message] = mail.messages()
    assert store.get(message.sha256) == HOSTILE[name]
    assert "\x00" not in message.text + message.subject
    message.text.encode()
    assert all(store.has(file.sha256) for file in message.attachments)
    assert mail.reparse(store=store, work=_serial()) == 0, "derived again it is the same"


def _serial():
    from askall.foundation.work import Serial

    return Serial()


def test_a_message_of_a_megabyte(tmp_path, store, now):
    big = answer(0, "foi@starney.gov.uk", "The council has 56 cameras. " * 40_000)
    report = imported(as_mbox(tmp_path, [big]), store, now)
    assert counted(report) == (1, 1, 0, 0)
    assert Message.objects.get().text.count("56 cameras") == 40_000


@pytest.mark.slow
def test_files_of_fifty_megabytes(tmp_path, store, now):
    """One a mail with a large attachment, one no mail at all."""
    large = answer(0, "foi@starney.gov.uk", "The plans are attached.")
    large.add_attachment(bytes(37_000_000), maintype="application", subtype="octet-stream", filename="plans.bin")
    (tmp_path / "large.eml").write_bytes(large.as_bytes())
    (tmp_path / "junk.mbox").write_bytes(b"\x07junk\n" * 8_500_000)
    report = imported([tmp_path / "large.eml", tmp_path / "junk.mbox"], store, now)
    assert counted(report) == (1, 1, 0, 1)
    assert "neither a mail nor a mailbox" in report.faults[0][1]
    assert Attachment.objects.get().size == 37_000_000


# --- Bytes before rows ------------------------------------------------------------------------------------------------


def test_bytes_are_stored_before_any_row(tmp_path, store, now, monkeypatch):
    """A crash while the rows are written finds every raw message and every attachment in the store already."""
    with_file = answer(0, "foi@starney.gov.uk", "Attached.")
    with_file.add_attachment(b"1,2,3\n", maintype="text", subtype="csv", filename="counts.csv")
    box = as_mbox(tmp_path, [with_file, *numbered(3)])

    class PowerCut(BaseException):
        pass

    def crash(*args, **kwargs):
        raise PowerCut

    with monkeypatch.context() as cut:
        cut.setattr(type(Message.objects), "bulk_create", crash)
        with pytest.raises(PowerCut):
            imported(box, store, now)
    assert Message.objects.count() == 0
    assert len(list(store.hashes())) == 5
    assert store.get(hash_of(b"1,2,3\n")) == b"1,2,3\n"
    assert counted(imported(box, store, now)) == (4, 4, 0, 0)
    assert set(store.hashes()) == mail.stored_hashes()


def test_a_store_that_cannot_keep_bytes_makes_no_rows(tmp_path, now):
    (tmp_path / "files").write_text("a file where the store should be")
    from askall.foundation.errors import OutsideFailure

    with pytest.raises(OutsideFailure, match="could not keep"):
        imported(as_mbox(tmp_path, numbered(2)), FileStore(tmp_path / "files"), now)
    assert Message.objects.count() == 0


def test_whose_side_a_message_is_from(tmp_path, store, now):
    plus = answer(0, "study+wexbarrow@campaign.org.uk", "Chasing.")
    imported(as_mbox(tmp_path, [plus, *numbered(1)]), store, now)
    assert mail.counts() == {"in": 1, "out": 1, "triage": 2}


def test_nothing_is_dropped_as_spam(tmp_path, store, now):
    """Mail that has nothing to do with the study waits in triage like any other."""
    spam = answer(9, "winner@lottery.example", "You have won.", days=3)
    spam["X-Spam-Flag"] = "YES"
    take_over(tmp_path, now)
    _, filed = take_in(as_mbox(tmp_path, [spam]), store, now)
    assert filed.waiting == 1
    assert [one.sender.email for one in mail.messages(in_triage=True)] == ["winner@lottery.example"]
    assert Filing.objects.count() == 1
