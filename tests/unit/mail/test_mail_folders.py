"""Which folders of a mailbox are looked through, and in what order."""

import pytest

from askall.foundation.errors import BadInput
from askall.mail.folders import Folder, role_of, to_look_through


@pytest.mark.parametrize(
    ("name", "flags", "role"),
    [
        ("INBOX", (), "inbox"),
        ("inbox", ("\\HasNoChildren",), "inbox"),
        ("Sent", ("\\Sent",), "sent"),
        ("Bin", ("\\Trash",), "trash"),
        ("Deleted Items", (), "trash"),
        ("[Gmail]/All Mail", ("\\All",), "all"),
        ("[Gmail]/Starred", ("\\Flagged",), "none"),
        ("[Gmail]/Important", ("\\Important",), "none"),
        ("[Gmail]", ("\\Noselect",), "none"),
        ("INBOX/Éléments  envoyés", (), "sent"),
        ("Junk E-mail", (), "junk"),
        ("Outbox", (), "drafts"),
        ("Sbwriel", (), "trash"),
        ("Archive", ("\\Archive",), ""),
        ("Councils", (), ""),
        ("Sent", ("\\Junk",), "junk"),  # the server's word goes before the name's
    ],
)
def test_what_a_folder_is_for(name, flags, role):
    assert role_of(name, "/", flags) == role


def folders(*names, flags=()):
    return [Folder(name, name.encode(), role_of(name, "/", dict(flags).get(name, ()))) for name in names]


def names(found):
    return [one.name for one in found]


def test_what_was_sent_comes_first_and_junk_last():
    found = folders("Archive", "Drafts", "INBOX", "Junk", "Projects", "Sent", "Trash")
    assert names(to_look_through(found)) == ["Sent", "INBOX", "Archive", "Projects", "Junk"]


def test_all_mail_stands_for_its_parts_but_not_for_junk():
    listed = ("INBOX", "All Mail", "Sent", "Spam", "Labels/Councils", "Bin")
    found = folders(*listed, flags={"All Mail": ("\\All",), "Bin": ("\\Trash",)}.items())
    assert names(to_look_through(found)) == ["All Mail", "Spam"]


def test_folders_asked_for_by_name_whatever_they_are_for():
    found = folders("INBOX", "Trash", "Sent")
    assert names(to_look_through(found, ["Trash", "inbox", "Trash"])) == ["Trash", "INBOX"]
    with pytest.raises(BadInput, match=r"The mailbox has no folder “Councils”. It has: INBOX, Trash, Sent\."):
        to_look_through(found, ["Councils"])
