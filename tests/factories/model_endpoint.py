"""An OpenAI-compatible endpoint on loopback that says what a test wants it to: a real HTTP server, no model."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ScriptedEndpoint:
    """`reads` maps a question to (value, quote), `looks` to what a second look says; without one it agrees.

    `script` are odd answers, given first, one a call: a status, (status, headers), (status, headers, body), bytes to be
    sent as they are, a text to be put into a proper answer, or "hang". `asked` are the bodies of all calls, as they
    came over the wire.
    """

    def __init__(self):
        self.reads, self.looks, self.script = {}, {}, []
        self.asked, self.raw, self.headers = [], [], []
        self.usage = {"prompt_tokens": 1000, "completion_tokens": 50}
        self.always = None
        self.stopping = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    @property
    def wire(self):
        """All that left, as one text."""
        return "\n".join(message["content"] for body in self.asked for message in body["messages"])

    def of(self, purpose):
        """The bodies of the calls that read, or that look once more."""
        return [body for body in self.asked if _purpose(body) == purpose]

    def answer_to(self, body):
        """What a well-behaved model would say."""
        user = body["messages"][1]["content"]
        if _purpose(body) == "look":
            question = next(one for one in (*self.looks, *self.reads) if f"[{one}]" in user)
            value = self.looks[question] if question in self.looks else self.reads[question][0]
            return json.dumps({"value": value})
        given = {
            question: {"value": value, "quote": quote}
            for question, (value, quote) in self.reads.items()
            if f"[{question}]" in user
        }
        return json.dumps({"answers": given})

    def _handler(self):
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                pass

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.raw.append(raw)
                endpoint.headers.append(dict(self.headers))
                body = json.loads(raw)
                endpoint.asked.append(body)
                odd = endpoint.script.pop(0) if endpoint.script else endpoint.always
                if odd == "hang":
                    endpoint.stopping.wait(20)
                    self.close_connection = True
                    return
                if isinstance(odd, int):
                    odd = (odd, {})
                if isinstance(odd, tuple):
                    told = odd[2] if len(odd) > 2 else b'{"error": {"message": "not today"}}'
                    self.reply(odd[0], told, odd[1])
                elif isinstance(odd, bytes):
                    self.reply(200, odd)
                else:
                    text = endpoint.answer_to(body) if odd is None else odd
                    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
                    self.reply(200, json.dumps({"choices": [choice], "usage": endpoint.usage}).encode())

            def reply(self, status, content, headers=()):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                for name, value in dict(headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        return Handler


def _purpose(body):
    return "read" if '{"answers": ' in body["messages"][1]["content"] else "look"


@contextmanager
def scripted_endpoint():
    """The server while the block runs."""
    endpoint = ScriptedEndpoint()
    endpoint.thread.start()
    try:
        yield endpoint
    finally:
        endpoint.stopping.set()
        endpoint.server.shutdown()
        endpoint.server.server_close()
        endpoint.thread.join()
