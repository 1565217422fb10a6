"""A complaint goes into the outbox with its chronology, in one command."""

from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from factories.wave import Wave
from typer.testing import CliRunner

from askall.asking.models import OutgoingLetter
from askall.cli import ask, ask_next
from askall.foundation.clock import FixedClock
from askall.foundation.files import FileStore
from askall.foundation.workspace import ENVIRONMENT, create_workspace

pytestmark = pytest.mark.django_db
MAILBOX = """
[mailbox]
address = "study@campaign.org.uk"
name = "The Test Society"
smtp = { host = "mail.campaign.org.uk", port = 587, security = "starttls" }
"""


def test_a_complaint_is_queued_with_its_chronology(tmp_path, now, monkeypatch):
    wave = Wave(tmp_path, now)
    wave.log("GLN", ("sent", 1, 10), ("refused", 2, 10), ("review_requested", 3, 1), ("review_upheld", 3, 15))
    workspace = create_workspace(tmp_path / "work")
    (workspace.root / "askall.toml").write_text(MAILBOX)
    monkeypatch.setenv(ENVIRONMENT, str(workspace.root))
    monkeypatch.setattr(ask_next, "CLOCK", FixedClock(datetime(2022, 4, 1, 12, tzinfo=UTC)))
    result = CliRunner().invoke(ask.app, ["letters", "complain", "--queue"], catch_exceptions=False)
    assert result.exit_code == 0
    letter = OutgoingLetter.objects.get()
    assert (letter.step, letter.recipient) == ("complain", "enquiries@foi.scot")
    mail = message_from_bytes(FileStore(workspace.files).get(letter.sha256))
    words, pack = mail.get_payload()
    assert b"I apply under section 47" in words.get_payload(decode=True)
    assert (pack.get_filename(), pack.get_content_type()) == ("Chronology GLN.pdf", "application/pdf")
    assert pack.get_payload(decode=True).startswith(b"%PDF")
