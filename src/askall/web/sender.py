"""The sender of the pages: one thread of this process that sends what waits in the outbox, from when a person starts it
until one stops it.

It is the sender of `askall ask send`, with the same lock: of the two only one runs at a time. It may be killed at any
moment, as that one may; what it had begun is set right when sending goes on.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connections

from askall.foundation.clock import Clock
from askall.foundation.errors import AskallError

LOOK_AGAIN = 10.0
"""Seconds between looks into an outbox from which nothing can go out yet."""
ENDING = 20.0
"""Seconds that a letter under way is given when the process ends."""
Stopping = Callable[[], bool]
Run = Callable[[Stopping], object]
"""Sends what may go out now, until its argument says stop. Raises AskallError if nothing can be sent."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What the sender does: "on", "stopping" (a letter is under way) or "off". `why` says why it ended by itself."""

    state: str = "off"
    by: str = ""
    since: datetime | None = None
    why: str = ""


class Sender:
    """At most one thread, which `run`s again and again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told = Sending()

    @property
    def now(self) -> Sending:
        """What it does at this moment."""
        with self._guard:
            alive = self._thread is not None and self._thread.is_alive()
            state = "off" if not alive else "stopping" if self._stop.is_set() else "on"
            return replace(self._told, state=state)

    def start(self, *, run: Run, by: str, clock: Clock) -> bool:
        """Begin to send; False if it does so already."""
        with self._guard:
            if self._thread is not None and self._thread.is_alive():
                return False
            self._stop = threading.Event()
            self._told = Sending(by=by, since=clock.now())
            self._thread = threading.Thread(target=self._go, args=(run, self._stop), name="sender", daemon=True)
            self._thread.start()
        return True

    def stop(self) -> None:
        """End after the letter under way."""
        self._stop.set()

    def end(self) -> None:
        """Stop, and wait for the letter under way for a while: the process is about to end."""
        self.stop()
        if self._thread is not None:
            self._thread.join(ENDING)

    def _go(self, run: Run, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                run(stop.is_set)
                stop.wait(LOOK_AGAIN)
        except AskallError as error:
            self._tell(str(error))
        except Exception as error:
            self._tell(f"Something is wrong with askall itself ({type(error).__name__}). The terminal says more.")
            raise
        finally:
            connections.close_all()

    def _tell(self, why: str) -> None:
        with self._guard:
            self._told = replace(self._told, why=why)


SENDER = Sender()
