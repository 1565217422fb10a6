"""A connection to the mailbox that is made again when it drops, with the same folder open as before."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from askall.foundation.errors import OutsideFailure
from askall.mail.folders import Folder
from askall.mail.imap import Connection, Declined, Dropped, Opened, TooLarge

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each further try to reach the server again."""
TRIES = 3
"""How often one question is asked before it counts as the reason why the connection drops."""
Value = TypeVar("Value")


class FolderRenumbered(OutsideFailure):
    """The folder was made anew while we were away: its UIDs name other messages now."""


class OutOfReach(OutsideFailure):
    """The server could not be reached again."""


class Line:
    """Asks questions of a mailbox, over one connection after the other. `connect` raises Dropped where another try
    may help; its first failure is raised as it is."""

    def __init__(self, connect: Callable[[], Connection], sleep: Callable[[float], None] = time.sleep) -> None:
        self._connect, self._sleep = connect, sleep
        self._folder: tuple[Folder, Opened] | None = None
        self._connection: Connection | None = connect()

    def open(self, folder: Folder) -> Opened:
        """EXAMINE the folder; after each reconnection it is opened again."""
        self._folder = None
        opened = self.ask(lambda connection: connection.examine(folder))
        self._folder = folder, opened
        return opened

    def ask(self, question: Callable[[Connection], Value]) -> Value:
        """The answer.

        Raises Dropped if the connection is lost over this very question again and again, TooLarge if the answer is,
        OutOfReach or FolderRenumbered if there is no going on, and what else the question raises.
        """
        for left in reversed(range(TRIES)):
            try:
                self._connection = self._connection or self._reconnected()
                return question(self._connection)
            except Dropped as error:
                self._connection = None
                if isinstance(error, TooLarge) or not left:
                    raise
        raise AssertionError("the last try returns or raises")

    def ask_for(
        self, uids: Sequence[int], question: Callable[[Connection, Sequence[int]], dict[int, Value]]
    ) -> tuple[dict[int, Value], dict[int, str]]:
        """The answers by UID; and why there is none, for those that the server will not give out or that break the
        connection. If it is so for all at once, they are asked for by halves until it is clear for which."""
        if not uids:
            return {}, {}
        try:
            return self.ask(lambda connection: question(connection, uids)), {}
        except (Declined, Dropped) as error:
            if len(uids) == 1:
                return {}, {uids[0]: str(error)}
        middle = len(uids) // 2
        found, faults = self.ask_for(uids[:middle], question)
        more, further = self.ask_for(uids[middle:], question)
        return found | more, faults | further

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _reconnected(self) -> Connection:
        lost = ""
        for wait in WAITS:
            self._sleep(wait)
            try:
                connection = self._connect()
                self._open_again(connection)
            except Dropped as error:
                lost = str(error)
            else:
                return connection
        raise OutOfReach(lost)

    def _open_again(self, connection: Connection) -> None:
        if self._folder is None:
            return
        folder, before = self._folder
        if connection.examine(folder).uid_validity != before.uid_validity:
            connection.close()
            raise FolderRenumbered(f"The folder {folder.name} was made anew meanwhile.")
