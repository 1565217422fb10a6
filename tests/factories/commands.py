"""The askall command as a program of its own, on a workspace with an embedded database."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

ASKALL = Path(sys.executable).with_name("askall")


def environment():
    """Without the database and workspace of the test run itself."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("ASKALL_", "DJANGO_"))}


def _interruptible() -> None:
    """What a shell starts in the background ignores SIGINT, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments, folder, secrets=None):
    """The running command, in a process group of its own; `secrets` are what it finds in its environment."""
    return subprocess.Popen(
        [ASKALL, *map(str, arguments)],
        cwd=folder,
        env=environment() | (secrets or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_interruptible,
    )


def askall(*arguments, folder, status=0, secrets=None):
    """Run to the end and check the exit status; what it printed, and what it said on stderr."""
    process = start(*arguments, folder=folder, secrets=secrets)
    out, said = process.communicate(timeout=300)
    assert process.returncode == status, f"askall {' '.join(map(str, arguments))}: {process.returncode}\n{out}\n{said}"
    return out, said


def objects(out):
    """The JSON objects of a command's output, one a line."""
    return [json.loads(line) for line in out.splitlines()]


def query(workspace, sql):
    """Rows of the embedded database, read beside whoever writes it; none while there is no such table yet."""
    path = workspace / "askall.sqlite3"
    if not path.is_file():
        return []
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()
