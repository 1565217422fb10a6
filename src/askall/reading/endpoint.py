"""The one place where words of letters may leave this computer: an OpenAI-compatible endpoint, spoken to over HTTP.

Nothing is followed elsewhere: no redirect, no proxy. Certificates are verified. The key is shown in no error.
"""

import http.client
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from askall.foundation.errors import OutsideFailure
from askall.foundation.hosts import is_loopback
from askall.mail.secrets import Secret
from askall.reading.model_prompt import Prompt
from askall.study.records import LanguageModel

TRIES = 4
MOST_FAILED = 3  # calls in a row without an answer, after which an endpoint is left alone
WAITS = (1.0, 4.0, 15.0)  # seconds before each further try, unless the endpoint names a time
LONGEST_WAIT = 60.0
LONGEST_BODY = 1_000_000  # bytes: an answer has a few hundred words
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
NOT_KNOWN = (400, 422, 500, 501)
"""How endpoints refuse what they do not know; 500 is llama-cpp-python's way."""
REFUSES = {401: "does not accept the key", 402: "wants to be paid", 403: "does not let us in", 404: "is not there"}
"""What no further call will change."""
FORMATS = 4
"""Ways to ask for JSON, from the strictest on: the next is tried where an endpoint refuses one, the last is none."""
OPTIONAL = ("max_tokens", "temperature")
"""What some endpoints do not know: left out from the moment one names it in a refusal."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one call. `fault`: why there is no text, "" if there is one; where the endpoint `failed`, the same
    call may do better another time. Tokens are None where not told."""

    text: str = ""
    fault: str = ""
    failed: bool = False
    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float = 0.0
    tries: int = 1


class _Lost(Exception):
    """A try that brought nothing. `again`: the next one may."""

    def __init__(self, why: str, again: bool = True, wait: float | None = None) -> None:
        super().__init__(why)
        self.again, self.wait = again, wait


def host_of(model: LanguageModel) -> str:
    """The endpoint's host, with its port if it has one of its own: what people are told."""
    return urlsplit(model.endpoint).netloc


def stays_here(model: LanguageModel) -> bool:
    """Whether what is sent never leaves the computer."""
    return is_loopback(urlsplit(model.endpoint).hostname or "")


class Endpoint:
    """A model at an endpoint. `sleep` is what waiting is done by."""

    def __init__(self, model: LanguageModel, key: Secret, sleep: Callable[[float], None] = time.sleep) -> None:
        self.model, self.key, self.sleep = model, key, sleep
        self.left_out: set[str] = set()
        self.format = 0

    def ask(self, prompt: Prompt) -> Answered:
        """The answer, or why there is none after a few tries. Raises OutsideFailure if no call at all will do."""
        begun = time.monotonic()
        fault = ""
        for number in range(1, TRIES + 1):
            try:
                text, usage = _content(self._post(prompt))
                tokens = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
                return Answered(*text, False, *tokens, time.monotonic() - begun, number)
            except _Lost as lost:
                fault = self.key.hide(str(lost))
                if not lost.again or number == TRIES:
                    break
                self.sleep(min(LONGEST_WAIT, WAITS[number - 1] if lost.wait is None else lost.wait))
        return Answered(fault=fault, failed=True, seconds=time.monotonic() - begun, tries=number)

    def _body(self, prompt: Prompt) -> bytes:
        wanted: dict[str, Any] = {
            "model": self.model.model,
            "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
            "temperature": 0,
            "max_tokens": prompt.longest,
            "stream": False,
        }
        if form := _format(self.format, prompt):
            wanted["response_format"] = form
        return json.dumps({name: one for name, one in wanted.items() if name not in self.left_out}).encode("ascii")

    def _post(self, prompt: Prompt) -> bytes:
        """The body of a good answer; raises _Lost for any other."""
        while True:
            status, body, after = self._exchange(self._body(prompt))
            if status == 200:
                return body
            told = _told(body)
            if status in REFUSES:
                raise OutsideFailure(
                    self.key.hide(
                        f"The endpoint {host_of(self.model)} {REFUSES[status]} (status {status}){told}. "
                        f"Asked for the model “{self.model.model}”."
                    )
                )
            if status not in NOT_KNOWN or not self._ask_for_less(body.decode("utf-8", "replace")):
                raise _Lost(f"the endpoint answered with status {status}{told}", status in AGAIN, after)

    def _ask_for_less(self, refusal: str) -> bool:
        """Leave out, from now on, what a refusal names; whether there was anything."""
        if self.format < FORMATS - 1 and any(one in refusal for one in ("response_format", "json_schema")):
            self.format += 1
            return True
        unknown = {one for one in OPTIONAL if one in refusal} - self.left_out
        self.left_out |= unknown
        return bool(unknown)

    def _exchange(self, body: bytes) -> tuple[int, bytes, float | None]:
        parts = urlsplit(self.model.endpoint)
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "askall"}
        if key := self.key.reveal():
            headers["Authorization"] = f"Bearer {key}"
        until = time.monotonic() + self.model.timeout
        try:
            connection.request("POST", f"{parts.path}/chat/completions", body, headers)
            answer = connection.getresponse()
            return answer.status, _read(answer, connection, until), _seconds(answer.getheader("Retry-After"))
        except TimeoutError:
            raise _Lost(f"no answer within {self.model.timeout} s") from None
        except ssl.SSLCertVerificationError as error:
            why = f"The certificate of {host_of(self.model)} is not to be trusted: {error.verify_message}."
            raise OutsideFailure(f"{why} Nothing was sent.") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _Lost(f"the endpoint {host_of(self.model)} cannot be reached ({type(error).__name__})") from None
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self.model.timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self.model.timeout)


def _format(number: int, prompt: Prompt) -> dict[str, Any] | None:
    if number == 0:
        held = {"name": "answers", "strict": True, "schema": prompt.schema}
        return {"type": "json_schema", "json_schema": held}
    if number == 1:
        return {"type": "json_object", "schema": prompt.schema}
    return {"type": "json_object"} if number == 2 else None


def _read(answer: http.client.HTTPResponse, connection: http.client.HTTPConnection, until: float) -> bytes:
    """The body, in whatever drops it comes, by the time it is due and no longer than an answer may be."""
    found = b""
    while piece := answer.read1(65536):
        found += piece
        if len(found) > LONGEST_BODY:
            raise _Lost(f"the answer is longer than {LONGEST_BODY} bytes", again=False)
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
    return found


def _content(body: bytes) -> tuple[tuple[str, str], dict[str, Any]]:
    """(text, fault) and what the endpoint says of tokens. What was answered and cannot be used is not asked again."""
    try:
        answer = json.loads(body)
        choice, usage = answer["choices"][0], answer.get("usage")
        text = choice["message"]["content"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _Lost("the answer is not what an OpenAI-compatible endpoint gives", again=False) from None
    known = usage if isinstance(usage, dict) else {}
    if not isinstance(text, str) or not text.strip():
        return ("", "the answer is empty"), known
    if choice.get("finish_reason") == "length":
        return ("", "the answer was cut off at its longest"), known
    return (text, ""), known


def _count(usage: dict[str, Any], name: str) -> int | None:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.strip().isdigit() and len(header) < 6 else None


def _told(body: bytes) -> str:
    """What the endpoint says of a refusal, in a few words."""
    text = body.decode("utf-8", "replace")
    try:
        error = json.loads(text).get("error")
        text = str(error.get("message", "")) if isinstance(error, dict) else str(error)
    except (ValueError, AttributeError, RecursionError):
        pass
    shown = " ".join("".join(one if one.isprintable() else " " for one in text).split())[:200].rstrip(".")
    return f": {shown}" if shown else ""
