"""The researcher's own mailbox on the real servers: filled over IMAP as its owner would, looked at byte for byte."""

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace

from imapclient import IMAPClient

from askall.asking.records import Limits
from askall.mail.mailbox import Mailbox, Server
from askall.mail.secrets import Secret
from askall.simulation.mail_servers import HOST
from factories.mail_servers import verified


def mailbox_of(servers, account, **changes):
    """[mailbox] of a workspace whose mail provider these servers are."""
    mailbox = Mailbox(
        provider="own",
        address=account.address,
        name="Jane Doe",
        user=account.address,
        login="password",
        smtp=Server(HOST, servers.ports.submission, "starttls"),
        imap=Server(HOST, servers.ports.imaps, "tls"),
        limits=Limits(0, 0, 0),
        plus_addresses=True,
        copy_to_self=False,
        ca_file=servers.ca_file,
    )
    return replace(mailbox, **changes)


def secret_for(account):
    return lambda: Secret(account.password)


def settings_of(servers, account, port=None):
    """The same as it stands in askall.toml."""
    return (
        f'\n[mailbox]\nprovider = "own"\naddress = "{account.address}"\nname = "Jane Doe"\n'
        f'smtp = {{ host = "{HOST}", port = {servers.ports.submission}, security = "starttls" }}\n'
        f'imap = {{ host = "{HOST}", port = {port or servers.ports.imaps}, security = "tls" }}\n'
        f'plus_addresses = true\nca_file = "{servers.ca_file}"\n'
    )


@contextmanager
def opened(servers, account):
    """The mailbox as its owner's mail program has it."""
    client = IMAPClient(HOST, servers.ports.imaps, ssl_context=verified(servers))
    client.login(account.address, account.password)
    try:
        yield client
    finally:
        client.logout()


def put(servers, account, messages, folder="INBOX", flags=()):
    """Messages into a folder, in order."""
    with opened(servers, account) as client:
        if not client.folder_exists(folder):
            client.create_folder(folder)
        for message in messages:
            client.append(folder, message if isinstance(message, bytes) else message.as_bytes(), flags)


def everything_in(servers, account):
    """Folder → UID → flags, date and bytes; and every file of the Maildir but Dovecot's own indexes."""
    with opened(servers, account) as client:
        seen = {}
        for _, _, folder in client.list_folders():
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search("ALL"), ["FLAGS", "INTERNALDATE", "BODY.PEEK[]"])
            seen[folder] = {
                uid: (sorted(one[b"FLAGS"]), one[b"INTERNALDATE"], one[b"BODY[]"]) for uid, one in found.items()
            }
    files = {
        path.relative_to(account.maildir): path.read_bytes()
        for path in account.maildir.rglob("*")
        if path.is_file() and path.parent.name in ("new", "cur")
    }
    return seen, files


class CuttingProxy:
    """Passes bytes to a server and back, and cuts each connection when it has carried `after` bytes of answers;
    connections are carried whole once `cuts` of them have been cut."""

    def __init__(self, port, after, cuts):
        self.target, self.after, self.cuts, self.carried = port, after, cuts, []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in accept
        self._listening.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            left = self.after if len(self.carried) < self.cuts else float("inf")
            self.carried.append(left)
            threading.Thread(target=self._pump, args=(client, server, float("inf")), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, left), daemon=True).start()

    def _pump(self, source, target, left):
        with suppress(OSError):
            while left > 0 and (part := source.recv(65_536 if left == float("inf") else min(65_536, int(left)))):
                target.sendall(part)
                left -= len(part)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
