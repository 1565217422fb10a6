"""A mail server that misbehaves as it is told, at any stage of a conversation, and keeps what it accepted."""

import re
import socketserver
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import SMTP

STAGES = ("connect", "ehlo", "mail", "recipient", "data", "content", "end")
DROP, HANG, ACCEPT_AND_DROP, ACCEPT_AND_HANG, GARBAGE, ENDLESS, EARLY = (
    "drop",
    "hang",
    "accept and drop",
    "accept and hang",
    "garbage",
    "endless",
    "early",
)
USUAL = {
    "connect": "220 faulty.example ESMTP",
    "ehlo": "250-faulty.example\r\n250 SIZE 50000000",
    "mail": "250 2.1.0 Ok",
    "recipient": "250 2.1.5 Ok",
    "data": "354 End data with <CR><LF>.<CR><LF>",
    "end": "250 2.0.0 Ok: queued",
}


@dataclass(frozen=True)
class Taken:
    """A letter the server took responsibility for."""

    message_id: str
    recipients: tuple[str, ...]
    raw: bytes


class Gone(Exception):
    """The conversation is over."""


@dataclass
class FaultySmtp:
    """`misbehave(stage, number)` gives what to do at the `number`th time a stage is reached: an answer such as
    "450 4.2.1 later", one of the words above, or None for what is usual. It may also do something of its own."""

    misbehave: object = lambda stage, number: None
    accepted: list = field(default_factory=list)
    sessions: int = 0
    said: list = field(default_factory=list)

    def __enter__(self):
        smtp = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                smtp.sessions += 1
                with suppress(Gone, OSError, ValueError):
                    _Conversation(smtp, self.rfile, self.wfile).hold()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.closing, self.counted, self.guard = threading.Event(), Counter(), threading.Lock()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def at(self, stage):
        """What to do at this stage now."""
        with self.guard:
            self.counted[stage] += 1
            number = self.counted[stage]
        return self.misbehave(stage, number)

    def taken_by(self, recipient):
        """Message-IDs of what was accepted for this recipient, in order."""
        return [one.message_id for one in self.accepted if recipient in one.recipients]

    def letters(self, ours):
        """How often each Message-ID was accepted for anybody but `ours`."""
        return Counter(one.message_id for one in self.accepted for to in one.recipients if to != ours)


class _Conversation:
    def __init__(self, smtp, rfile, wfile):
        self.smtp, self.rfile, self.wfile = smtp, rfile, wfile
        self.recipients = []

    def hold(self):
        self.answer("connect")
        while True:
            line = self.rfile.readline(4096)
            if not line:
                raise Gone
            self.smtp.said.append(line.decode("ascii").strip())
            self.obey(line.decode("ascii").strip())

    def obey(self, line):
        verb = line.partition(" ")[0].upper()
        if verb in ("EHLO", "HELO"):
            self.answer("ehlo")
        elif verb == "MAIL":
            self.recipients = []
            self.answer("mail")
        elif verb == "RCPT":
            if self.answer("recipient"):
                self.recipients.append(re.search("<(.*)>", line)[1])
        elif verb == "DATA":
            if self.answer("data"):
                self.take_content()
        elif verb == "RSET":
            self.recipients = []
            self.write("250 Ok")
        elif verb == "QUIT":
            self.write("221 Bye")
            raise Gone
        else:
            self.write(f"502 5.5.2 What is {line}?")

    def answer(self, stage):
        """Says what it is told to; whether that lets the conversation go on."""
        action = self.smtp.at(stage) or USUAL[stage]
        self.act(action)
        if action.startswith("421"):
            raise Gone
        return action[0] in "23"

    def act(self, action):
        if action in (DROP, ACCEPT_AND_DROP):
            raise Gone
        if action in (HANG, ACCEPT_AND_HANG):
            self.smtp.closing.wait(30)
            raise Gone
        if action == GARBAGE:
            self.write("\x00\xff nothing an SMTP server says")
        elif action == ENDLESS:
            while not self.smtp.closing.is_set():
                self.write("250-and")
        elif action == EARLY:
            self.write("354 Go on\r\n250 2.0.0 Ok, I guess")
        else:
            self.write(action)

    def take_content(self):
        lines = []
        middle = self.smtp.at("content")
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise Gone
            if middle:
                self.act(middle)
            lines.append(line.removeprefix(b"."))
        action = self.smtp.at("end") or USUAL["end"]
        if action.startswith(("2", "accept")):
            raw = b"".join(lines)
            name = message_from_bytes(raw, policy=SMTP)["Message-ID"].strip("<>")
            self.smtp.accepted.append(Taken(name, tuple(self.recipients), raw))
        self.act(action)
        if action.startswith("421"):
            raise Gone

    def write(self, text):
        self.wfile.write(text.encode("latin-1") + b"\r\n")
        self.wfile.flush()


def wait_for(what, seconds=10):
    """Until `what()` is true."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)
