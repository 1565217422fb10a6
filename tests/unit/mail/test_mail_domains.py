"""Domains that take no mail, asked of a real name server on this computer."""

import socketserver
import threading
from contextlib import contextmanager, suppress

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from askall.mail.mail_domains import unreachable

ZONE = {
    ("gov.uk.", "NS"): "ns.gov.uk.",
    ("wexbarrow.gov.uk.", "MX"): "10 mail.wexbarrow.gov.uk.",
    ("deaf.gov.uk.", "MX"): "0 .",
    ("host-only.gov.uk.", "A"): "192.0.2.1",
    ("silent.gov.uk.", "TXT"): '"no mail here"',
}
NAMES = {name for name, _ in ZONE}


class Answering(socketserver.BaseRequestHandler):
    def handle(self):
        raw, socket = self.request
        asked = dns.message.from_wire(raw)
        name, kind = asked.question[0].name.to_text(), dns.rdatatype.to_text(asked.question[0].rdtype)
        if name == "hanging.gov.uk.":
            return
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA | dns.flags.AA
        if name == "broken.gov.uk.":
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif (name, kind) in ZONE:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, ZONE[name, kind]))
        elif name not in NAMES:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        with suppress(OSError):
            socket.sendto(answer.to_wire(), self.client_address)


@contextmanager
def name_server():
    server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    found = dns.resolver.Resolver(configure=False)
    found.nameservers, found.port, found.lifetime = ["127.0.0.1"], server.server_address[1], 0.5
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def asked():
    with name_server() as found:
        yield found


def test_only_what_certainly_takes_no_mail_is_told(asked):
    domains = ["wexbarrow.gov.uk", "host-only.gov.uk", "deaf.gov.uk", "silent.gov.uk", "gone.gov.uk"]
    assert unreachable(domains, asked) == {
        "deaf.gov.uk": "its domain says that it takes no mail (RFC 7505).",
        "silent.gov.uk": "it has no mail server.",
        "gone.gov.uk": "there is no such domain.",
    }


def test_what_could_not_be_found_out_is_no_fault(asked):
    assert unreachable(["broken.gov.uk", "hanging.gov.uk"], asked) == {}


def test_without_a_network_nothing_is_said():
    with name_server() as gone:
        pass
    assert unreachable(["wexbarrow.gov.uk"], gone) is None
    assert unreachable(["wexbarrow.gov.uk"], None) is None
