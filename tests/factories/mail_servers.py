"""One real Postfix and Dovecot for a test run, and mailboxes of them that no other test uses."""

import smtplib
import ssl
from itertools import count

from askall.simulation.mail_programs import available
from askall.simulation.mail_servers import HOST, MailServers
from factories.needed import need

_numbers = count(1)


def need_mail_servers():
    why = available()
    need(not why, f"A real Postfix and Dovecot, as {why[:1].lower()}{why[1:].rstrip('.')}," if why else "")


def new_account(servers: MailServers):
    """An empty mailbox at a domain of its own: study@campaign1.example, study@campaign2.example, …"""
    return servers.open_account(f"study@campaign{next(_numbers)}.example")


def verified(servers: MailServers):
    """A TLS context that trusts the servers' own authority and no other."""
    return ssl.create_default_context(cafile=str(servers.ca_file))


def deliver(servers: MailServers, message, sender: str, *recipients: str):
    """A mail from the nation's side: without TLS and login. `message` is an EmailMessage or bytes."""
    with smtplib.SMTP(HOST, servers.ports.smtp) as client:
        client.sendmail(sender, recipients, message if isinstance(message, bytes) else message.as_bytes())
