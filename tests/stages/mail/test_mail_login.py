"""`askall mail login` at a real Postfix and Dovecot: what works is said, the password is shown nowhere."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from typer.testing import CliRunner

from askall.cli.mail import app
from askall.foundation.errors import OutsideFailure
from askall.foundation.workspace import create_workspace
from askall.simulation.mail_servers import HOST


class Drawer(KeyringBackend):
    priority = 1
    kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


@pytest.fixture
def drawer():
    before, found = keyring.get_keyring(), Drawer()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def workspace(mail_servers, account, tmp_path):
    root = create_workspace(tmp_path / "work").root
    ports = mail_servers.ports
    (root / "askall.toml").write_text(
        f'[mailbox]\naddress = "{account.address}"\nname = "Jane Doe"\nca_file = "{mail_servers.ca_file}"\n'
        f'smtp = {{ host = "{HOST}", port = {ports.submission}, security = "starttls" }}\n'
        f'imap = {{ host = "{HOST}", port = {ports.imaps}, security = "tls" }}\n'
    )
    return root


def login(workspace, typed):
    return CliRunner().invoke(app, ["login", "-w", str(workspace)], input=f"{typed}\n")


def test_the_password_is_kept_in_the_keyring_and_both_servers_are_tried(workspace, account, drawer):
    done = login(workspace, account.password)
    assert done.exit_code == 0, done.output
    assert list(drawer.kept.values()) == [account.password]
    assert "Sending works" in done.output
    assert "Fetching works" in done.output
    assert account.password not in done.output
    assert account.password not in (workspace / "askall.toml").read_text()


def test_a_wrong_password_is_told_of_both_servers(workspace, drawer):
    done = login(workspace, "hunter2")
    assert isinstance(done.exception, OutsideFailure)
    assert "did not let" in str(done.exception)
    assert "hunter2" not in f"{done.exception} {done.output}"
