"""An IMAP server that says what it is told to say, so that every oddity of servers can be met."""

import socket
import threading
from contextlib import suppress

GREETING = b"* OK ready\r\n"
PLAIN = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n%(tag)s OK done\r\n",
    "LOGIN": b"%(tag)s OK welcome\r\n",
    "LIST": b'* LIST (\\HasNoChildren) "/" INBOX\r\n%(tag)s OK done\r\n',
    "EXAMINE": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 9] next\r\n%(tag)s OK [READ-ONLY] done\r\n",
    "UID SEARCH": b"* SEARCH 4 5 8\r\n%(tag)s OK done\r\n",
    "LOGOUT": b"* BYE\r\n%(tag)s OK done\r\n",
}


class OddServer:
    """Answers each command by its name with the bytes of `answers`, with its tag at %(tag)s; what it does not know it
    calls BAD. An answer may be a list: for the first time it is asked, the second, …; None hangs up, a number is
    seconds of silence. `heard` are the commands, in order."""

    def __init__(self, greeting=GREETING, **answers):
        self.answers = PLAIN | {name.replace("_", " "): answer for name, answer in answers.items()}
        self.greeting, self.heard, self._ends = greeting, [], threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._ends.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with suppress(OSError), client, client.makefile("rb") as lines:
            client.sendall(self.greeting)
            for line in lines:
                tag, _, command = line.strip().partition(b" ")
                self.heard.append(command.decode("latin-1"))
                answer = self._answer(self.heard[-1])
                if isinstance(answer, (int, float)):
                    self._ends.wait(answer)
                    return
                if answer is None:
                    return
                client.sendall(answer.replace(b"%(tag)s", tag))

    def _answer(self, command):
        for name, answer in self.answers.items():
            if command.upper().startswith(name):
                return answer.pop(0) if isinstance(answer, list) else answer
        return b"%(tag)s BAD what?\r\n"


def fetched(uid, content, item=b"BODY[]"):
    """The untagged answer that gives out one part of a message as a literal."""
    return b"* %d FETCH (UID %d %s {%d}\r\n%s)\r\n" % (uid, uid, item, len(content), content)
