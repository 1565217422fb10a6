"""Reading what was delivered, straight from the folders of a Maildir (https://cr.yp.to/proto/maildir.html)."""

import re
import time
from pathlib import Path

from askall.foundation.errors import OutsideFailure

_DELIVERED = re.compile(r"(\d+)\.(?:M(\d+))?")


def inbox(maildir: Path) -> list[Path]:
    """The files of the messages in the inbox, seen or not, in order of arrival."""
    paths = [path for name in ("new", "cur") for path in (maildir / name).glob("[0-9]*")]
    return sorted(paths, key=_moment)


def messages_in_inbox(maildir: Path, to: str = "") -> list[bytes]:
    """Every message of the inbox, seen or not, in order of arrival; with `to` those whose Delivered-To it is."""
    messages = [path.read_bytes() for path in inbox(maildir)]
    wanted = f"\nDelivered-To: {to}\n".lower().encode()
    return [raw for raw in messages if not to or wanted in (b"\n" + raw[:4000]).lower()]


def arrived(maildir: Path, number: int = 1, to: str = "", patience: float = 30) -> list[bytes]:
    """The messages of the inbox once there are at least `number`. Raises OutsideFailure after `patience` seconds."""
    deadline = time.monotonic() + patience
    while len(found := messages_in_inbox(maildir, to)) < number:
        if time.monotonic() > deadline:
            raise OutsideFailure(f"{len(found)} of {number} messages arrived for {to or maildir.parent.name}.")
        time.sleep(0.02)
    return found


def _moment(path: Path) -> tuple[int, int]:
    """Seconds and microseconds of its delivery; the latter have no leading zeros in a name."""
    named = _DELIVERED.match(path.name)
    return (int(named[1]), int(named[2] or 0)) if named else (0, 0)
