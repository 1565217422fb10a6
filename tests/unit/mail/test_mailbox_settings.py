"""[mailbox] in askall.toml, and the secret that belongs to it."""

import ssl
import sys

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from askall.asking.records import Limits
from askall.foundation.errors import BadInput, InputFaults, OutsideFailure
from askall.foundation.workspace import read_workspace
from askall.mail.mailbox import Server, is_daily_limit, providers, read_mailbox
from askall.mail.secrets import ENVIRONMENT, Secret, keep_password, secret_of

OWN = """[mailbox]
address = "Study@Campaign.org.uk"
name = "Jane Doe"
smtp = { host = "mail.campaign.org.uk", port = 587, security = "starttls" }
"""
GMAIL = """[mailbox]
provider = "gmail"
address = "jane@gmail.com"
name = "Jane Doe"
"""


def mailbox_of(folder, text):
    (folder / "askall.toml").write_text(text)
    return read_mailbox(read_workspace(folder))


def test_an_own_server_is_named_in_full(tmp_path):
    mailbox = mailbox_of(tmp_path, OWN)
    assert mailbox.address == mailbox.user == "study@campaign.org.uk"
    assert mailbox.smtp == Server("mail.campaign.org.uk", 587, "starttls")
    assert mailbox.imap is None
    assert mailbox.plus_address("abc") == "study@campaign.org.uk"
    assert mailbox.copy_to_self, "an own server keeps no copy of what is handed in by SMTP"


@pytest.mark.parametrize("provider", ["gmail", "google_workspace", "microsoft365"])
def test_a_known_provider_needs_no_servers(provider, tmp_path):
    mailbox = mailbox_of(tmp_path, GMAIL.replace("gmail", provider, 1))
    assert mailbox.smtp.security == "starttls"
    assert mailbox.imap.port == 993
    assert mailbox.plus_address("abc") == "jane+abc@gmail.com"
    assert mailbox.saves_sent
    assert not mailbox.copy_to_self
    assert mailbox.limits == Limits(*(providers()[provider][name] for name in ("per_minute", "per_hour", "per_day")))


def test_a_user_may_go_slower_than_the_provider_allows_but_not_faster(tmp_path):
    assert mailbox_of(tmp_path, GMAIL + "per_day = 90\n").limits.per_day == 90
    for pace in (0, 2000):
        with pytest.raises(InputFaults, match=r"line 5.*Gmail allows 1 to 500"):
            mailbox_of(tmp_path, GMAIL + f"per_day = {pace}\n")
    assert mailbox_of(tmp_path, OWN + "per_minute = 0\nper_day = 90000\n").limits == Limits(0, 500, 90000)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OWN.replace("name", "nmae"), "did you mean “name”"),
        (OWN.replace("Study@", ""), "no mail address"),
        (OWN.replace("Jane Doe", r"Jane\r\nBcc: all@x.uk"), "line break"),
        (OWN.replace("starttls", "plain"), "would show password"),
        (OWN.replace("starttls", "ssl"), "is no security"),
        (OWN.replace("smtp", "imap"), "smtp is missing"),
        (OWN + 'login = "token"\n', "needs token_command"),
        (OWN + 'login = "none"\n', "on this computer"),
        (OWN + 'token_command = "mail-token study"\n', "is a list such as"),
        (OWN + 'provider = "gmial"\n', "did you mean “gmail”"),
        (OWN + "timeout = 0\n", "at least 1"),
        ("mailbox = 3\n", "table of its own"),
        ("", "no \\[mailbox\\] yet"),
    ],
)
def test_each_fault_is_told_in_a_sentence(text, why, tmp_path):
    with pytest.raises(BadInput, match=why):
        mailbox_of(tmp_path, text)


def test_every_fault_is_told_at_once_with_its_line(tmp_path):
    text = '[mailbox]\nprovider = "gmail"\naddress = "x"\ntimeout = "long"\n'
    with pytest.raises(InputFaults) as refused:
        mailbox_of(tmp_path, text)
    assert [fault.line for fault in refused.value.faults] == [1, 3, 4]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_plain_is_for_this_computer(host, tmp_path):
    text = OWN.replace("mail.campaign.org.uk", host).replace("starttls", "plain")
    assert mailbox_of(tmp_path, text + 'login = "none"\n').smtp.security == "plain"


def test_certificates_are_verified(tmp_path):
    context = mailbox_of(tmp_path, OWN).tls()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    (tmp_path / "ca.pem").write_text("none")
    with pytest.raises(BadInput, match="cannot be read as certificates"):
        mailbox_of(tmp_path, OWN + 'ca_file = "ca.pem"\n').tls()


@pytest.mark.parametrize(
    ("answer", "is_it"),
    [
        ("5.4.5 Daily user sending limit exceeded. For more information on Gmail", True),
        ("5.1.90 Your message can't be sent because you've reached your daily limit", True),
        ("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; failed", True),
        ("Domain campaign.org.uk has exceeded the max emails per hour (150/150 (100%)) allowed.", True),
        ("5.1.1 No such user", False),
        ("5.1.905 something else", False),
        ("412 5.4.51 of 10.5.4.5.example", False),
    ],
)
def test_a_daily_limit_is_known_by_whole_words(answer, is_it):
    assert is_daily_limit(answer) is is_it


class Drawer(KeyringBackend):
    priority = 1

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


class Locked(Drawer):
    def get_password(self, service, username):
        raise KeyringLocked("the wallet hunter2 is locked")


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_password_comes_from_the_environment_or_else_the_keyring(tmp_path, ring):
    ring(Drawer())
    mailbox = mailbox_of(tmp_path, OWN)
    with pytest.raises(BadInput, match="askall mail login"):
        secret_of(mailbox, {})
    keep_password(mailbox, "hunter2")
    assert secret_of(mailbox, {}).reveal() == "hunter2"
    assert secret_of(mailbox, {ENVIRONMENT: "other"}).reveal() == "other"


def test_without_a_keyring_one_sentence_says_what_to_do(tmp_path, ring):
    ring(NoKeyring())
    mailbox = mailbox_of(tmp_path, OWN)
    with pytest.raises(BadInput, match=ENVIRONMENT):
        secret_of(mailbox, {})
    with pytest.raises(OutsideFailure, match=ENVIRONMENT):
        keep_password(mailbox, "hunter2")


def test_a_locked_keyring_is_an_outside_failure(tmp_path, ring):
    ring(Locked())
    with pytest.raises(OutsideFailure, match=r"KeyringLocked") as failed:
        secret_of(mailbox_of(tmp_path, OWN), {})
    assert "hunter2" not in str(failed.value)


def token_mailbox(folder, code):
    command = str([sys.executable, "-c", code])
    return mailbox_of(folder, GMAIL + f"token_command = {command}\n")


def test_a_token_is_what_the_program_prints(tmp_path):
    secret = secret_of(token_mailbox(tmp_path, "print(1234)"), {})
    assert (secret.reveal(), secret.is_token) == ("1234", True)


@pytest.mark.parametrize("code", ["pass", "print(1234); raise SystemExit(4)", "print(chr(0) + 'x')"])
def test_a_program_that_prints_no_token_failed(code, tmp_path):
    with pytest.raises(OutsideFailure, match="printed no token") as failed:
        secret_of(token_mailbox(tmp_path, code), {})
    assert "1234" not in str(failed.value)


def test_a_program_that_is_not_there_failed(tmp_path):
    with pytest.raises(OutsideFailure, match="FileNotFoundError"):
        secret_of(mailbox_of(tmp_path, GMAIL + 'token_command = ["/no/such/program"]\n'), {})


def test_a_secret_does_not_show_itself():
    secret = Secret("hunter2hunter2")
    assert "hunter2" not in f"{secret} {secret!r} {[secret]}"
    assert (
        secret.hide("535 no: hunter2hunter2, aHVudGVyMmh1bnRlcjI= was sent") == "535 no: (hidden), (hidden)= was sent"
    )
