"""Every message of a file or folder, told by content; one fault never stops the rest."""

import mailbox
import zipfile
from email.message import EmailMessage

import pytest
from factories.outlook_files import compound_file, msg_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askall.foundation.errors import BadInput
from askall.mail.containers import messages_in
from askall.mail.parse import parse_message

LINE = b"From foi@eastmere.example Tue Sep 14 09:12:44 2021\n"


def mail(number, body=b"Text.\n"):
    return b"From: foi@eastmere.example\nMessage-ID: <m%d@eastmere.example>\n\n" % number + body


def box(*mails):
    return b"".join(LINE + one + b"\n" for one in mails)


def raws(path):
    return [one.raw for one in messages_in(path)]


def write(path, content):
    path.write_bytes(content)
    return path


def test_a_mailbox_in_order_with_stable_labels(tmp_path):
    path = write(tmp_path / "box.mbox", box(mail(1), mail(2), mail(3)))
    found = list(messages_in(path))
    assert [one.raw for one in found] == [mail(1), mail(2), mail(3)]
    assert [one.location for one in found] == [f"{path}#{number}" for number in (1, 2, 3)]
    assert path.read_bytes()[found[2].offset :].startswith(LINE + mail(3))
    assert list(messages_in(path, skip=2)) == found[2:]


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        b"From - Tue Sep 14 09:12:44 2021\n",
        b"From MAILER-DAEMON Tue Sep 14 09:12:44 BST 2021\n",
        b"From 123@xxx Tue Sep 14 09:12:44 +0000 2021\r\n",
        b"From foi@eastmere.example 14/09/2021 09:12\n",
    ],
)
def test_forms_of_the_line_before_each_message(tmp_path, line):
    path = write(tmp_path / "box", line + mail(1) + b"\n" + line + mail(2))
    assert raws(path) == [mail(1), mail(2)]


def test_windows_line_ends(tmp_path):
    content = box(mail(1), mail(2)).replace(b"\n", b"\r\n")
    assert raws(write(tmp_path / "box", content))[0] == mail(1).replace(b"\n", b"\r\n")
    assert len(raws(tmp_path / "box")) == 2


def test_a_sentence_that_begins_with_from_is_no_new_message(tmp_path):
    body = b"Hello,\n\nFrom the council's records of 12:30 on Tuesday we hold 19.\n\nFrom 9:00 to 12:00 we open.\nBye\n"
    assert raws(write(tmp_path / "box", box(mail(1, body), mail(2)))) == [mail(1, body), mail(2)]


def test_a_message_without_a_blank_line_at_its_end(tmp_path):
    path = write(tmp_path / "box", LINE + mail(1) + LINE + mail(2))
    assert [parse_message(one).message_id for one in raws(path)] == ["m1@eastmere.example", "m2@eastmere.example"]


def test_quoted_from_lines_are_restored_but_not_inside_a_quotation(tmp_path):
    kept = mail(1, b"Hello\n>From the start.\nbye\n> You wrote\n>From our side\n> nothing\n")
    path = write(tmp_path / "box", box(kept))
    assert b"\nFrom the start." in raws(path)[0]
    assert b"\n>From our side\n" in raws(path)[0]


def test_a_mailbox_cut_in_the_middle_gives_all_that_is_there(tmp_path):
    content = box(mail(1), mail(2, b"A long answer that is lost")).partition(b" that")[0]
    first, second = raws(write(tmp_path / "box", content))
    assert first == mail(1)
    assert second.endswith(b"A long answer")


def test_a_mailbox_without_its_beginning_keeps_the_rest(tmp_path):
    content = b"the end of a letter whose start is gone\n\n" + box(mail(1), mail(2))
    found = list(messages_in(write(tmp_path / "box", content)))
    assert [one.location[-2:] for one in found] == ["#0", "#1", "#2"]
    assert found[0].raw.startswith(b"the end of a letter")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(alphabet="From >:\nabc@1 ", max_size=80), min_size=1, max_size=6))
def test_mailboxes_written_by_the_standard_library_come_back(tmp_path, bodies):
    path = tmp_path / "library.mbox"
    path.unlink(missing_ok=True)
    library = mailbox.mbox(path)
    for number, body in enumerate(bodies):
        message = EmailMessage()
        message["From"], message["Message-ID"] = "a@x.example", f"<m{number}@x.example>"
        message.set_content(body)
        library.add(message)
    library.close()
    assert [parse_message(one).message_id for one in raws(path)] == [f"m{n}@x.example" for n in range(len(bodies))]


def test_a_maildir_leaves_out_what_is_being_delivered(tmp_path):
    for folder, number in (("cur", 1), ("new", 2), ("tmp", 3), (".Sent/cur", 4), (".Sent/new", 5), (".Sent/tmp", 6)):
        (tmp_path / folder).mkdir(parents=True)
        write(tmp_path / folder / f"16316.M{number}:2,S", mail(number))
    write(tmp_path / "dovecot-uidlist", b"3 V1 N2")
    assert sorted(parse_message(one).message_id[:2] for one in raws(tmp_path)) == ["m1", "m2", "m4", "m5"]


def test_a_folder_reports_a_fault_in_its_place(tmp_path):
    write(tmp_path / "a.eml", mail(1))
    write(tmp_path / "b.eml", b"")
    write(tmp_path / "c.pdf", b"%PDF-1.4 \x00\x01")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "d.mbox", box(mail(2), mail(3)))
    write(tmp_path / ".DS_Store", b"\x00")
    found = list(messages_in(tmp_path))
    assert [one.raw for one in found] == [mail(1), None, None, mail(2), mail(3)]
    assert "b.eml is empty" in found[1].error
    assert "neither a mail nor a mailbox" in found[2].error


def test_content_decides_not_the_name(tmp_path):
    assert len(raws(write(tmp_path / "box.eml", box(mail(1), mail(2))))) == 2
    assert raws(write(tmp_path / "one.mbox", mail(1))) == [mail(1)]
    outlook = compound_file(msg_storage({0x37: "Cameras", 0x1000: "Text"}))
    assert raws(write(tmp_path / "letter.eml", outlook)) == [outlook]


def test_a_text_that_somebody_kept_as_mail_is_read(tmp_path):
    assert raws(write(tmp_path / "letter.eml", b"The answer is 19.\n")) == [b"The answer is 19.\n"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.eml", b"", "is empty"),
        ("notes.txt", b"The answer is 19.\n", "neither a mail nor a mailbox"),
        ("noise.eml", bytes(range(256)) * 20, "neither a mail nor a mailbox"),
        ("book.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office file"),
        ("cut.zip", b"PK\x03\x04 cut off", "damaged zip"),
    ],
)
def test_unusable_files_are_refused_in_one_sentence(tmp_path, name, content, why):
    with pytest.raises(BadInput, match=why) as caught:
        raws(write(tmp_path / name, content))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_and_hollow_folders_are_refused(tmp_path):
    with pytest.raises(BadInput, match="does not exist"):
        raws(tmp_path / "gone.mbox")
    with pytest.raises(BadInput, match="holds no files"):
        raws(tmp_path)


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_zip_of_mails_mailboxes_and_a_zip(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"five.eml": mail(5)}).read_bytes()
    files = {"a/one.eml": mail(1), "box.mbox": box(mail(2), mail(3)), "readme.txt": b"no mail", "inner.zip": inner}
    path = zipped(tmp_path / "all.zip", {**files, "__MACOSX/._one.eml": b"x"})
    found = list(messages_in(path))
    assert [one.location.removeprefix(str(path)) for one in found] == [
        "/a/one.eml",
        "/box.mbox#1",
        "/box.mbox#2",
        "/readme.txt",
        "/inner.zip/five.eml",
    ]
    assert [one.raw for one in found] == [mail(1), mail(2), mail(3), None, mail(5)]


def test_a_zip_inside_a_zip_inside_a_zip_is_refused_in_its_place(tmp_path):
    content = zipped(tmp_path / "c.zip", {"one.eml": mail(1)}).read_bytes()
    content = zipped(tmp_path / "b.zip", {"c.zip": content}).read_bytes()
    found = list(messages_in(zipped(tmp_path / "a.zip", {"b.zip": content, "two.eml": mail(2)})))
    assert [one.raw for one in found] == [None, mail(2)]
    assert "unpack it first" in found[0].error


def test_a_bomb_in_a_zip_is_refused_in_its_place(tmp_path):
    path = zipped(tmp_path / "all.zip", {"bomb.mbox": bytes(200_000_000), "one.eml": mail(1)})
    found = list(messages_in(path))
    assert [one.raw for one in found] == [None, mail(1)]
    assert "more than the limits allow" in found[0].error
